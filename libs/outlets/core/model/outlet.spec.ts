import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../testing/an-outlet.js';
import { changedSettings, openOutlet, reviseOutlet } from './outlet.js';

const NOW = new Date('2026-03-02T12:00:00Z');

describe('an outlet', () => {
  it('follows its currency and country where its administrator says nothing', () => {
    const outlet = openOutlet(newId(), { name: 'Loja São Paulo', currency: 'BRL', timeZone: 'America/Sao_Paulo' }, NOW);

    expect(outlet).toMatchObject({
      country: 'BR',
      locale: 'pt-BR',
      businessDayCutoff: '04:00',
      taxRate: 0,
      taxInclusive: false,
      serviceChargeRate: 0,
      cashRounding: 1,
      orderPrefix: 'LOJ',
      serviceChargeTypes: ['DINE_IN'],
      // One real: the largest coin.
      cashDifferenceLimit: 100,
      paymentMethods: ['cash'],
      address: null,
      version: 1,
    });
  });

  it.each([
    ['Ágora', 'AGO'],
    ['7 Kopi', '7KO'],
    ['咖啡', 'ORD'],
  ])('numbers the orders of %s from %s', (name, prefix) => {
    expect(anOutlet({ name }).orderPrefix).toBe(prefix);
  });

  it('asks for the country where the currency does not tell it', () => {
    expect(() => anOutlet({ currency: 'EUR' })).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        faults: [expect.objectContaining({ pointer: '/country', code: 'COUNTRY_REQUIRED' })],
      }),
    );
    expect(anOutlet({ currency: 'EUR', country: 'PT' }).country).toBe('PT');
  });

  it('never changes its currency', () => {
    const outlet = anOutlet({ currency: 'IDR' });

    expect(() => reviseOutlet(outlet, { currency: 'BRL' }, NOW)).toThrow(
      expect.objectContaining({ code: 'CURRENCY_FIXED' }),
    );
    expect(reviseOutlet(outlet, { currency: 'IDR', name: 'Kopi Fajar' }, NOW)).toMatchObject({
      name: 'Kopi Fajar',
      version: 2,
      updatedAt: NOW,
    });
  });

  it('names what a change changed, lists included', () => {
    const before = anOutlet();
    const after = reviseOutlet(before, { taxRate: 1100, paymentMethods: ['cash', 'midtrans'], name: before.name }, NOW);

    expect(changedSettings(before, after)).toEqual(['taxRate', 'paymentMethods']);
  });
});
