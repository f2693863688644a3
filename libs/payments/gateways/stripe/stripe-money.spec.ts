import { describe, expect, it } from '@jest/globals';

import { CURRENCIES } from '#libs/kernel';

import { fromStripe, toStripe } from './stripe-money.js';

describe("Stripe's amounts", () => {
  it('have two decimals more for rupiah, and as many as ours else', () => {
    expect(toStripe(115_000, 'IDR')).toBe(11_500_000);
    expect(toStripe(2_590, 'BRL')).toBe(2_590);
    expect(toStripe(500, 'JPY')).toBe(500);
  });

  it.each(CURRENCIES)('come back as they went, in %s', (currency) => {
    for (const amount of [0, 1, 99, 100, 115_000]) {
      expect(fromStripe(toStripe(amount, currency), currency)).toEqual({ amount, isWhole: true });
    }
  });

  it('are refused when they are no whole, safe amount, or of a currency that is not ours', () => {
    for (const amount of [0.5, 100.5, -1, NaN, Infinity, Number.MAX_SAFE_INTEGER]) {
      expect(() => toStripe(amount, 'IDR')).toThrow(RangeError);
    }
    expect(() => toStripe(100, 'XTS')).toThrow(RangeError);
  });

  it('are known for no whole rupiah when they are none', () => {
    expect(fromStripe(11_500_050, 'IDR')).toEqual({ amount: 115_000, isWhole: false });
    expect(fromStripe(100, 'XTS')).toEqual({ amount: 100, isWhole: false });
  });
});
