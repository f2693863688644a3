import { describe, expect, it } from '@jest/globals';

import { inCash, quickAmounts } from './quick-amounts.js';

describe('cash for a bill', () => {
  it.each([
    [82_050, 100, 82_100],
    [82_049, 100, 82_000],
    [249, 500, 0],
    [250, 500, 500],
    [7, 5, 5],
    [8, 5, 10],
    [33_333, 1, 33_333],
    [33_333, 0, 33_333],
  ])('of %i with coins of %i is %i', (due, coin, amount) => {
    expect(inCash(due, coin)).toBe(amount);
  });

  it.each([
    ['IDR', 82_000, [82_000, 85_000, 90_000, 100_000]],
    ['IDR', 100_000, [100_000]],
    ['IDR', 17_500, [17_500, 18_000, 20_000, 50_000, 100_000]],
    ['IDR', 1_000, [1_000, 10_000, 20_000, 50_000, 100_000]],
    ['BRL', 123_00, [123_00, 130_00, 140_00, 150_00, 200_00]],
    ['BRL', 4_50, [4_50, 20_00, 50_00, 100_00, 200_00]],
    ['XTS', 4_50, [4_50]],
    ['IDR', 0, []],
  ])('in %s of %i comes as one of %j', (currency, payable, amounts) => {
    expect(quickAmounts(payable, currency)).toEqual(amounts);
  });
});
