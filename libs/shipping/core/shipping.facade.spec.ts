import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { shippingWorld } from '../testing/shipping-world.js';
import { ScriptedCarrier } from '../testing/scripted-carrier.js';
import type { ShippingOption } from './shipping.api.js';

const option = (carrier: string, service: string, price: number): ShippingOption => ({
  carrier,
  service,
  price,
  days: 5,
  stale: false,
});
const jadlog = option('Jadlog Expresso', 'Expresso', 1_900);
const pac = option('Correios PAC', 'PAC', 2_100);
const loggi = option('Loggi Expresso', 'Expresso', 2_500);
const productId = newId();
const address = {
  recipient: 'Ana Souza',
  street: 'Avenida Paulista',
  number: '1000',
  complement: null,
  district: null,
  city: 'São Paulo',
  state: 'SP',
  cep: '01310100',
};

describe('what shipping answers to an order', () => {
  let world: ReturnType<typeof shippingWorld>;
  let question: { outletId: string; cep: string; items: { productId: string; quantity: number }[] };

  beforeEach(() => {
    world = shippingWorld();
    world.chosen.carrier = new ScriptedCarrier(() => [jadlog, pac, loggi]);
    const outlet = world.opens();
    world.sells(outlet, productId);
    question = { outletId: outlet.id, cep: '01310-100', items: [{ productId, quantity: 1 }] };
  });

  it.each([
    ['a service', { service: 'pac' }, pac],
    ['the cheapest of a service that two have', { service: 'Expresso' }, jadlog],
    ['the carrier by its whole name', { service: 'Expresso', carrier: 'Loggi Expresso' }, loggi],
    ['the carrier by its own name', { service: 'PAC', carrier: 'correios' }, pac],
  ])('is the option that is meant by %s', async (_, choice, wanted) => {
    expect(await world.facade.choose({ ...question, ...choice })).toEqual(wanted);
  });

  it.each([
    ['an unknown service', { service: 'SEDEX' }],
    ['a carrier that does not have it', { service: 'PAC', carrier: 'Loggi' }],
    ['no service', { service: '' }],
  ])('refuses %s, and says what there is', async (_, choice) => {
    await expect(world.facade.choose({ ...question, ...choice })).rejects.toMatchObject({
      kind: 'rule_broken',
      code: 'SHIPPING_OPTION_UNAVAILABLE',
      details: { options: expect.arrayContaining([{ carrier: 'Correios PAC', service: 'PAC' }]) as unknown },
    });
  });

  const order = () => ({ orderId: newId(), outletId: question.outletId, customerId: newId() });
  async function booked() {
    const parcel = { ...order(), option: pac, address, currency: 'BRL' };
    await world.facade.book(parcel);
    return parcel;
  }

  it('books the parcel as it was chosen', async () => {
    const { orderId, outletId } = await booked();
    expect(await world.facade.ofOrder(outletId, orderId)).toMatchObject({
      carrier: 'Correios PAC',
      service: 'PAC',
      price: 2_100,
      days: 5,
      address,
      state: 'PENDING',
    });
    expect(await world.facade.stateOf(outletId, orderId)).toBe('PENDING');
    expect(await world.facade.stateOf(outletId, newId())).toBeNull();
  });

  it('hears once that a parcel was sent, and tells whoever knows the number', async () => {
    const { orderId, outletId, customerId } = await booked();
    const parcel = { orderId, outletId, customerId, trackingNumber: 'AA123456785BR', carrier: null };
    const told = await world.facade.sent(parcel);

    expect(told).toMatchObject({
      isNew: true,
      parcel: {
        trackingNumber: 'AA123456785BR',
        carrier: 'Correios PAC',
        state: 'POSTED',
        shippedAt: world.clock.now(),
      },
    });
    expect(await world.facade.sent(parcel)).toEqual({ parcel: told.parcel, isNew: false });
    expect(await world.facade.find('AA123456785BR')).toEqual(told.parcel);
    expect(await world.facade.find('AA000000000BR')).toBeNull();
    await expect(world.facade.sent({ ...parcel, ...order() })).rejects.toMatchObject({ code: 'TRACKING_NUMBER_TAKEN' });
  });

  it('follows what the carrier can be asked about, in Brazil alone', async () => {
    const abroad = world.opens({ country: 'ID' }).id;
    const sent = async (trackingNumber: string, outletId = question.outletId) => {
      const { orderId } = order();
      await world.facade.sent({ orderId, outletId, customerId: null, trackingNumber, carrier: null });
      return (await world.shipments.ofOrder(outletId, orderId))?.followed;
    };
    expect(await sent('AA123456785BR')).toBe(true);
    expect(await sent('JNE-42')).toBe(false);
    expect(await sent('AA123456794BR', abroad)).toBe(false);
    world.chosen.carrier = null;
    expect(await sent('AA123456803BR')).toBe(false);
  });

  it('sends a waiting parcel elsewhere, to a CEP that is one', async () => {
    const { orderId, outletId } = await booked();
    await world.facade.redirect(outletId, orderId, { ...address, cep: '20040-002' });
    expect((await world.facade.ofOrder(outletId, orderId))?.address).toEqual({ ...address, cep: '20040002' });
    const wrong = world.facade.redirect(outletId, orderId, { ...address, cep: '123' });
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_CEP' });
  });
});
