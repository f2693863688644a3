import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { newRate, type RateFields } from '../core/model/shipping-rate.js';
import type { RateRepository } from '../core/shipping.ports.js';

const NOW = new Date('2026-11-20T12:00:00Z');

/** What every RateRepository does; run on the fake and on PostgreSQL. */
export function rateRepositoryContract(rates: () => RateRepository): void {
  const fields: RateFields = {
    carrier: 'Motoboy',
    service: 'Today',
    cepFrom: '01000000',
    cepTo: '05999999',
    maxWeightGrams: 1_000,
    price: 1_500,
    days: 0,
  };

  it('are found by the CEPs that they hold for, in their outlet alone', async () => {
    const rate = newRate(newId(), fields, NOW);
    await rates().insert(rate);
    expect(await rates().holding(rate.outletId, '01310100')).toEqual([rate]);
    expect(await rates().holding(rate.outletId, '06000000')).toEqual([]);
    expect(await rates().holding(newId(), '01310100')).toEqual([]);
    expect(await rates().find([newId()], rate.id)).toBeNull();
    expect(await rates().remove([newId()], rate.id)).toBeNull();
  });

  it('are changed by whoever saw them last, and never made twice', async () => {
    const rate = newRate(newId(), fields, NOW);
    await rates().insert(rate);
    expect(await rates().update({ ...rate, price: 1_600, version: 2 })).toBe(true);
    expect(await rates().update({ ...rate, price: 1_700, version: 2 })).toBe(false);
    const twin = newRate(rate.outletId, { ...fields, price: 1 }, NOW);
    await expect(rates().insert(twin)).rejects.toMatchObject({ code: 'SHIPPING_RATE_TAKEN' });
    expect(await rates().remove('all', rate.id)).toMatchObject({ price: 1_600 });
    expect(await rates().find('all', rate.id)).toBeNull();
  });
}
