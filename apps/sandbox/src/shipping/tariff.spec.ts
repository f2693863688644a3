import { describe, expect, it } from '@jest/globals';

import { freightOf, PAC, type Parcel, SEDEX, zoneOf } from './tariff.js';
import { isTrackingCode, trackingCode } from './tracking-code.js';

const parcel = (more: Partial<Parcel> = {}): Parcel => ({
  from: '01310100',
  to: '20040002',
  grams: 600,
  length: 22,
  width: 11,
  height: 17,
  declared: 0,
  ...more,
});

describe('what freight costs', () => {
  it('is more for every gram that costs a cent, and more for a longer way', () => {
    const cents = [300, 600, 1200, 5000, 30_000].map((grams) => freightOf(PAC, parcel({ grams })).cents);
    expect(cents).toEqual([...new Set(cents)].sort((a, b) => a - b));

    const ways = ['01310200', '04538133', '20040002', '69005070'].map((to) => freightOf(PAC, parcel({ to })));
    expect(ways.map(({ cents: one }) => one)).toEqual(ways.map(({ cents: one }) => one).sort((a, b) => a - b));
    expect(new Set(ways.map(({ days }) => days)).size).toBe(4);
  });

  it('is more and sooner by SEDEX', () => {
    expect(freightOf(SEDEX, parcel()).cents).toBeGreaterThan(freightOf(PAC, parcel()).cents);
    expect(freightOf(SEDEX, parcel()).days).toBeLessThan(freightOf(PAC, parcel()).days);
  });

  it('goes by volume when that weighs more than five kilos, and grows with what is insured', () => {
    expect(freightOf(PAC, parcel({ length: 60, width: 60, height: 60 }))).toMatchObject({
      isCubic: true,
      chargedGrams: 36_000,
    });
    expect(freightOf(PAC, parcel({ length: 30, width: 30, height: 30 })).isCubic).toBe(false);
    expect(freightOf(PAC, parcel({ declared: 102_563 })).insuranceCents).toBe(1000);
  });

  it('counts zones the same there and back', () => {
    expect(zoneOf('01310100', '69005070')).toBe(zoneOf('69005070', '01310100'));
  });
});

describe('a tracking code', () => {
  it('has the check digit of the fact sheet', () => {
    expect(trackingCode('AA', 12_345_678)).toBe('AA123456785BR');
    expect(isTrackingCode('AA123456785BR')).toBe(true);
    expect(isTrackingCode('AA123456789BR')).toBe(false);
    expect(isTrackingCode('aa123456785br')).toBe(false);
  });
});
