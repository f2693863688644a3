import { describe, expect, it } from '@jest/globals';

import { newRate, quotesByRates, type RateFields, reviseRate } from './shipping-rate.js';

const NOW = new Date('2026-11-20T12:00:00Z');
const city: RateFields = {
  carrier: 'Motoboy',
  service: 'Today',
  cepFrom: '01000000',
  cepTo: '05999999',
  maxWeightGrams: 1_000,
  price: 1_500,
  days: 0,
};
const rate = (more: Partial<RateFields> = {}) => newRate('outlet', { ...city, ...more }, NOW);

describe("an outlet's own rates", () => {
  it('hold from their first CEP to their last, both included', () => {
    const told = (cep: string) => quotesByRates([rate()], cep, 500).length;
    expect(['00999999', '01000000', '05999999', '06000000'].map(told)).toEqual([0, 1, 1, 0]);
  });

  it('answer by the lightest class that holds the parcel', () => {
    const rates = [rate({ maxWeightGrams: 5_000, price: 2_500 }), rate(), rate({ maxWeightGrams: 9_000, price: 900 })];
    expect(quotesByRates(rates, '01310100', 1_000)[0]?.price).toBe(1_500);
    expect(quotesByRates(rates, '01310100', 1_001)[0]?.price).toBe(2_500);
    expect(quotesByRates(rates, '01310100', 9_001)).toEqual([]);
  });

  it('answer once for each carrier and service, by the cheaper of two that overlap', () => {
    const rates = [rate(), rate({ cepFrom: '01300000', price: 1_200 }), rate({ service: 'Tomorrow', price: 800 })];
    expect(quotesByRates(rates, '01310100', 300)).toEqual([
      { carrier: 'Motoboy', service: 'Today', price: 1_200, days: 0 },
      { carrier: 'Motoboy', service: 'Tomorrow', price: 800, days: 0 },
    ]);
  });

  it('refuse a range that ends before it begins, made or changed', () => {
    const reversed = { code: 'CEP_RANGE_REVERSED' };
    expect(() => rate({ cepTo: '00999999' })).toThrow(expect.objectContaining(reversed));
    expect(() => reviseRate(rate(), { cepFrom: '06000000' }, NOW)).toThrow(expect.objectContaining(reversed));
  });

  it('are a new version only when something changed', () => {
    const before = rate();
    expect(reviseRate(before, { price: 1_500 }, NOW)).toBe(before);
    expect(reviseRate(before, { price: 1_600 }, NOW)).toMatchObject({ price: 1_600, version: 2 });
  });
});
