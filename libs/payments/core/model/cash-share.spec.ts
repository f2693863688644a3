import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { type CashTaken, cashFor } from './cash-share.js';

const pay = (shares: readonly number[], step: number): CashTaken[] =>
  shares.reduce<CashTaken[]>((taken, share) => [...taken, cashFor(share, taken, step)], []);

describe('cash for the shares of a bill', () => {
  it.each([
    { shares: [5_150, 5_150], step: 500, amounts: [5_000, 5_500], roundings: [-150, 350] },
    { shares: [10_300], step: 500, amounts: [10_500], roundings: [200] },
    { shares: [249], step: 500, amounts: [0], roundings: [-249] },
    { shares: [249, 249], step: 500, amounts: [0, 500], roundings: [-249, 251] },
    { shares: [33_334, 33_333, 33_333], step: 100, amounts: [33_300, 33_400, 33_300], roundings: [-34, 67, -33] },
    { shares: [1_234, 4_321], step: 0, amounts: [1_234, 4_321], roundings: [0, 0] },
  ])('takes $amounts for $shares where the coin is $step', ({ shares, step, amounts, roundings }) => {
    const taken = pay(shares, step);

    expect(taken.map(({ amount }) => amount)).toEqual(amounts);
    expect(taken.map(({ rounding }) => rounding)).toEqual(roundings);
  });

  it('takes together what one payment of all of it would have taken, whatever the shares', () => {
    const bill = fc.record({
      shares: fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 45 }),
      step: fc.constantFrom(0, 5, 50, 100, 500, 1_000),
    });
    fc.assert(
      fc.property(bill, ({ shares, step }) => {
        const total = shares.reduce((a, b) => a + b, 0);
        const halves = step <= 1 ? 1 : step;
        const nearest = Math.floor((2 * total + halves) / (2 * halves)) * halves;
        const taken = pay(shares, step);

        expect(taken.reduce((sum, { amount }) => sum + amount, 0)).toBe(nearest);
        expect(taken.reduce((sum, { amount, rounding }) => sum + amount - rounding, 0)).toBe(total);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
