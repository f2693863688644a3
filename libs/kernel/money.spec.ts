import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  allocate,
  assertMinorUnits,
  exponentOf,
  formatMoney,
  includedShareOf,
  mulDiv,
  roundToStep,
  shareOf,
  sum,
} from './money.js';

const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 });
const magnitude = (value: bigint) => (value < 0n ? -value : value);

describe('a product divided', () => {
  it.each([
    [10, 1, 4, 3],
    [-10, 1, 4, -3],
    [10, 1, -4, -3],
    [9, 1, 4, 2],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [-1, 1, 3, 0],
    [9_007_199_254_740_991, 3, 3, 9_007_199_254_740_991],
    [9_007_199_254_740_991, 10_000, 20_000, 4_503_599_627_370_496],
  ])('%d × %d / %d is %d: halves go away from zero', (a, b, c, expected) => {
    expect(Object.is(mulDiv(a, b, c), expected)).toBe(true);
  });

  it('is the nearest integer there is, and the one away from zero of two as near', () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: -9_000, max: 9_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (a, b, c) => {
          const [exact, got] = [BigInt(a) * BigInt(b), BigInt(mulDiv(a, b, c))];
          const off = magnitude(exact - got * BigInt(c)) * 2n;
          expect(off <= BigInt(c)).toBe(true);
          if (off === BigInt(c)) expect(magnitude(got) * BigInt(c) > magnitude(exact)).toBe(true);
        },
      ),
    );
  });

  it('is refused where it is no safe integer any more', () => {
    expect(() => mulDiv(9_007_199_254_740_991, 2, 1)).toThrow(RangeError);
    expect(() => assertMinorUnits(0.5)).toThrow(RangeError);
    expect(() => sum([9_007_199_254_740_991, 1])).toThrow(RangeError);
  });
});

describe('a rate', () => {
  it.each([
    [10_000, 1_000, 1_000, 909],
    [11_000, 1_000, 1_100, 1_000],
    [999, 1_100, 110, 99],
    [-10_000, 1_000, -1_000, -909],
    [0, 1_000, 0, 0],
  ])('of %d at %d basis points adds %d, or has %d inside', (price, rate, added, inside) => {
    expect([shareOf(price, rate), includedShareOf(price, rate)]).toEqual([added, inside]);
  });
});

describe('an amount shared by weights', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [100, [0, 0, 0], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [10, [5, 0, 5], [5, 0, 5]],
    [7, [1, 2, 4], [1, 2, 4]],
    [1, [1, 3, 3], [0, 1, 0]],
    [0, [3, 4], [0, 0]],
    [0, [], []],
  ])('%d by %j is %j', (total, by, parts) => {
    expect(allocate(total, by)).toEqual(parts);
  });

  it('sums to it, gives nothing to a weight of nothing, and is within one unit of the exact share', () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => {
        const parts = allocate(total, by);
        const whole = by.reduce((a, b) => a + BigInt(b), 0n);
        expect(sum(parts)).toBe(total);
        parts.forEach((part, at) => {
          const exact = whole === 0n ? BigInt(total) : BigInt(total) * BigInt(by[at] ?? 0);
          const over = whole === 0n ? BigInt(by.length) : whole;
          expect(magnitude(BigInt(part) * over - exact) < over).toBe(true);
          if (by[at] === 0 && whole > 0n) expect(part).toBe(0);
        });
      }),
    );
  });

  it('is the same, the other way round, for what goes back', () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => {
        expect(sum(allocate(-total, by).map((part, at) => part + (allocate(total, by)[at] ?? 0)))).toBe(0);
      }),
    );
  });

  it('is refused over no parts, and by weights that are none', () => {
    expect(() => allocate(1, [])).toThrow(RangeError);
    expect(() => allocate(1, [-1, 2])).toThrow(RangeError);
    expect(() => allocate(1, [0.5])).toThrow(RangeError);
  });
});

describe('cash in coins that there are', () => {
  it.each([
    [12_345, 100, 12_300],
    [12_350, 100, 12_400],
    [12_349, 100, 12_300],
    [2, 5, 0],
    [3, 5, 5],
    [249, 500, 0],
    [250, 500, 500],
    [12_345, 0, 12_345],
    [12_345, 1, 12_345],
  ])('%d in coins of %d is %d', (exact, coin, rounded) => {
    expect(roundToStep(exact, coin)).toBe(rounded);
  });

  it('is a multiple of the coin, at most half a coin away, and stays when it is rounded again', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(5, 10, 50, 100, 500, 1_000), (exact, coin) => {
        const rounded = roundToStep(exact, coin);
        expect(Math.abs(rounded % coin)).toBe(0);
        expect(Math.abs(rounded - exact) * 2).toBeLessThanOrEqual(coin);
        expect(roundToStep(rounded, coin)).toBe(rounded);
      }),
    );
  });
});

describe('money for people', () => {
  it.each([
    [15_000, 'IDR', 'id', 'Rp 15.000'],
    [1_850, 'BRL', 'pt-BR', 'R$ 18,50'],
    [-5, 'USD', 'en', '-$0.05'],
  ])('%d %s in %s is %s', (value, currency, locale, text) => {
    expect(formatMoney(value, currency, locale)).toBe(text);
  });

  it('is of no currency that nobody here knows', () => {
    expect(() => exponentOf('XXX')).toThrow(RangeError);
  });
});
