import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { shippingWorld } from '../../testing/shipping-world.js';
import { newRate } from '../model/shipping-rate.js';

const COFFEE = newId();
const CUP = newId();
const pac = { carrier: 'Correios PAC', service: 'PAC', price: 2_000, days: 7, stale: false };
const motoboy = { carrier: 'Motoboy', service: 'Today', price: 1_500, days: 0 };

describe('what the ways to send a basket cost', () => {
  let world: ReturnType<typeof shippingWorld>;
  let outlet: OutletSettings;

  beforeEach(() => {
    world = shippingWorld();
    outlet = world.opens();
    world.sells(outlet, COFFEE);
  });

  const ask = (outletId?: string, ...products: string[]) =>
    world.calculate.execute({
      ...(outletId !== undefined && { outletId }),
      cep: '01310-100',
      items: (products.length > 0 ? products : [COFFEE]).map((productId) => ({ productId, quantity: 1 })),
    });
  const hasRate = ({ id }: OutletSettings, price = motoboy.price, service = motoboy.service, days = 0) =>
    world.rates.insert(
      newRate(
        id,
        { ...motoboy, price, service, days, cepFrom: '01000000', cepTo: '05999999', maxWeightGrams: 1_000 },
        world.clock.now(),
      ),
    );

  it('is what the carrier says, for a Brazilian outlet', async () => {
    await hasRate(outlet);
    expect(await ask(outlet.id)).toEqual({ outlet, options: [pac] });
    expect(world.carrier.asked).toMatchObject([{ fromCep: '01001000', toCep: '01310100' }]);
  });

  it('is what its own rates say where no carrier is set up, cheapest first, then fastest', async () => {
    world.chosen.carrier = null;
    await hasRate(outlet, 1_500, 'Tomorrow', 1);
    await hasRate(outlet);
    await hasRate(outlet, 900, 'Some day', 9);
    expect((await ask(outlet.id)).options).toEqual([
      { ...motoboy, price: 900, service: 'Some day', days: 9, stale: false },
      { ...motoboy, stale: false },
      { ...motoboy, service: 'Tomorrow', days: 1, stale: false },
    ]);
  });

  it('is what its own rates say where the carrier does not serve: abroad, or in another currency', async () => {
    for (const more of [{ country: 'ID', currency: 'IDR' }, { currency: 'USD' }]) {
      const abroad = world.opens(more);
      world.sells(abroad, COFFEE);
      await hasRate(abroad);
      expect((await ask(abroad.id)).options).toEqual([{ ...motoboy, stale: false }]);
    }
    expect(world.carrier.asked).toEqual([]);
  });

  it('falls back to its own rates, as stale, when the carrier is silent; without any it is not known', async () => {
    world.carrier.failure = 'UNAVAILABLE';
    await expect(ask(outlet.id)).rejects.toMatchObject({ code: 'SHIPPING_UNAVAILABLE' });
    await hasRate(outlet);
    expect((await ask(outlet.id)).options).toEqual([{ ...motoboy, stale: true }]);
  });

  it('is asked of the oldest Brazilian outlet that sells all of it, when none is named', async () => {
    world.sells(world.opens({ country: 'ID' }), COFFEE, CUP);
    const both = world.opens();
    world.sells(both, COFFEE, CUP);

    expect((await ask(undefined, COFFEE)).outlet).toBe(outlet);
    expect((await ask(undefined, COFFEE, CUP)).outlet).toBe(both);
  });

  it('points at what the outlet does not sell', async () => {
    await expect(ask(outlet.id, COFFEE, CUP)).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
      faults: [{ pointer: '/items/1/product_id', code: 'PRODUCT_NOT_FOUND' }],
    });
    await expect(ask(undefined, CUP)).rejects.toMatchObject({ faults: [{ pointer: '/items/0/product_id' }] });
  });

  it('is not known without an outlet in Brazil, for an unknown one, or for a CEP that is none', async () => {
    await expect(ask(newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    const wrong = world.calculate.execute({ cep: '123', items: [{ productId: COFFEE, quantity: 1 }] });
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_CEP' });
    world = shippingWorld();
    world.opens({ country: 'ID' });
    await expect(ask()).rejects.toMatchObject({ code: 'NO_SHIPPING_OUTLET' });
  });
});
