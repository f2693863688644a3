import { describe, expect, it } from '@jest/globals';

import { largestCoinOf, mostCashAtOnce, mostTendered } from './cash.js';

describe('cash that somebody hands over', () => {
  it.each([
    // The bill, and the next three notes above it.
    ['IDR', 10_000, 10_000 + 20_000 + 50_000 + 100_000],
    ['IDR', 9_999, 9_999 + 10_000 + 20_000 + 50_000],
    ['IDR', 69_300, 69_300 + 100_000 + 100_000 + 100_000],
    ['IDR', 2_350_000, 2_350_000 + 300_000],
    ['BRL', 18_50, 18_50 + 20_00 + 50_00 + 100_00],
    ['USD', 75, 75 + 1_00 + 5_00 + 10_00],
    ['EUR', 3_20, 3_20 + 5_00 + 10_00 + 20_00],
    ['SGD', 60_00, 60_00 + 100_00 + 100_00 + 100_00],
    ['MYR', 10_00, 10_00 + 20_00 + 50_00 + 100_00],
    ['JPY', 980, 980 + 1_000 + 2_000 + 5_000],
  ])('is in %s for a bill of %i at most %i', (currency, due, most) => {
    expect(mostTendered(due, currency)).toBe(most);
  });

  it('is never a scanned barcode, whatever the currency', () => {
    for (const currency of ['IDR', 'BRL', 'USD', 'EUR', 'SGD', 'MYR', 'JPY']) {
      expect(mostTendered(10_000, currency)).toBeLessThan(12_345_678);
      expect(mostCashAtOnce(currency)).toBeLessThan(36_000_291_452);
    }
  });
});

describe('a drawer', () => {
  it.each([
    ['IDR', 1_000, 20_000_000],
    ['BRL', 1_00, 40_000_00],
    ['USD', 1_00, 20_000_00],
    ['EUR', 2_00, 40_000_00],
    ['SGD', 1_00, 20_000_00],
    ['MYR', 50, 20_000_00],
    ['JPY', 500, 2_000_000],
  ])('in %s is off by a coin of %i, and begins with %i at most', (currency, coin, most) => {
    expect(largestCoinOf(currency)).toBe(coin);
    expect(mostCashAtOnce(currency)).toBe(most);
  });
});
