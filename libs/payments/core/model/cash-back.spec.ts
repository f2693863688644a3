import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cashBack, cashInstead } from './cash-back.js';

describe('cash that is given back', () => {
  it.each([
    [33_333, 60_000, 100, 33_300, -33],
    [33_350, 60_000, 100, 33_400, 50],
    [249, 10_000, 500, 0, -249],
    [250, 10_000, 500, 500, 250],
    [9_900, 10_000, 500, 10_000, 100],
    [10_000, 10_000, 500, 10_000, 0],
    // The coin became larger since it was taken: what is left goes as it is.
    [10_250, 10_250, 500, 10_250, 0],
    [10_200, 10_250, 500, 10_000, -200],
    [10_249, 10_250, 1, 10_249, 0],
    [7, 10, 0, 7, 0],
    // More than is left is refused by whoever guards the payment.
    [11, 10, 5, 11, 0],
  ])('for %i of %i with coins of %i is %i', (asked, left, coin, amount, rounding) => {
    expect(cashBack(asked, left, coin)).toEqual({ amount, rounding });
  });

  it('is made of coins, never more than was taken, and all of it in the end', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 20 });
    const coins = fc.constantFrom(0, 1, 5, 50, 100, 500, 1000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), coins, parts, (notes, coin, asked) => {
        const taken = notes * Math.max(coin, 1);
        let left = taken;
        for (const part of asked) {
          if (part > left) continue;
          const { amount, rounding } = cashBack(part, left, coin);
          expect(amount - rounding).toBe(part);
          expect(amount % Math.max(coin, 1)).toBe(0);
          left -= amount;
          expect(left).toBeGreaterThanOrEqual(0);
        }
        expect(cashBack(left, left, coin).amount).toBe(left);
      }),
    );
  });
});

describe('cash in the place of what came otherwise', () => {
  it.each([
    [33_333, 33_333, 100, 33_300, -33],
    [33_350, 60_000, 100, 33_400, 50],
    [99, 99, 100, 0, -99],
    [60_000, 60_000, 100, 60_000, 0],
    [7, 10, 0, 7, 0],
  ])('for %i of %i with coins of %i is %i', (asked, left, coin, amount, rounding) => {
    expect(cashInstead(asked, left, coin)).toEqual({ amount, rounding });
  });
});
