import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId } from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/index.js';
import { assertTip, cashTip } from './tip.js';
import { type PoolOfDay, sharePool } from './tip-entry.js';

const code = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a tip', () => {
  it('is at most what is paid, unless somebody looked again', () => {
    expect(assertTip(10_000, {})).toBe(0);
    expect(assertTip(10_000, { tip: 10_000 })).toBe(10_000);
    expect(code(() => assertTip(10_000, { tip: 10_001 }))).toBe('TIP_TOO_LARGE');
    expect(assertTip(10_000, { tip: 10_001, isTipConfirmed: true })).toBe(10_001);
  });

  it('is the change where the guest keeps none, and there is cash to have change of', () => {
    const keeping = { amount: 42_500, keepsChange: true, coin: 500 };

    expect(cashTip({ ...keeping, tendered: 50_000 })).toBe(7_500);
    expect(cashTip({ ...keeping, tendered: 42_500 })).toBe(0);
    expect(code(() => cashTip(keeping))).toBe('TENDERED_REQUIRED');
    expect(code(() => cashTip({ ...keeping, tendered: 100_000 }))).toBe('TIP_TOO_LARGE');
    expect(code(() => cashTip({ amount: 42_500, tip: 750, coin: 500 }))).toBe('TIP_NOT_IN_COINS');
  });
});

describe('a pool of tips', () => {
  const [ani, budi, citra] = [newId(), newId(), newId()];
  const points = [
    { userId: ani, points: 3 },
    { userId: budi, points: 2 },
    { userId: citra, points: 2 },
  ];

  it('of 100000 over points 3, 2, 2 is 42857, 28572, 28571', () => {
    const shared = sharePool([{ day: '2026-03-02', amount: 100_000 }], points);

    expect(shared.map(({ amount }) => amount)).toEqual([42_857, 28_572, 28_571]);
  });

  it('has nothing to give where a refund took what there was', () => {
    const pool: PoolOfDay[] = [
      { day: '2026-03-02', amount: 10_000 },
      { day: '2026-03-03', amount: -10_000 },
    ];

    expect(code(() => sharePool(pool, points))).toBe('TIP_POOL_EMPTY');
    expect(code(() => sharePool([], points))).toBe('TIP_POOL_EMPTY');
  });

  it('is given whole, to nobody less than the floor of their part', () => {
    const days = fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 5 });
    const people = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(days, people, (amounts, weights) => {
        const pool = amounts.map((amount, i) => ({ day: `2026-03-0${i + 1}`, amount }));
        const shared = sharePool(
          pool,
          weights.map((weight, i) => ({ userId: String(i), points: weight })),
        );
        const [all, whole] = [amounts, weights].map((some) => some.reduce((sum, one) => sum + one, 0));
        expect(shared.reduce((sum, { amount }) => sum + amount, 0)).toBe(all);
        for (const { amount, points: mine } of shared) {
          expect(amount).toBeGreaterThanOrEqual(Math.floor((all! * mine) / whole!));
          expect(amount).toBeLessThanOrEqual(Math.ceil((all! * mine) / whole!));
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
