import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, newId } from '#libs/kernel';

import type { NewParcel, ShippingOption } from '../shipping.api.js';
import type { ShipmentRepository } from '../shipping.ports.js';
import type { QuoteShipping } from './quote-shipping.js';
import { ShippingDoor } from './shipping-door.js';

const NOW = new Date('2026-11-20T12:00:00Z');
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
const question = { outletId: newId(), cep: '01310-100', items: [{ productId: newId(), quantity: 1 }] };

describe('what shipping answers to an order', () => {
  let booked: [NewParcel, Date][];
  let door: ShippingDoor;

  beforeEach(() => {
    booked = [];
    const quote = { execute: async () => ({ options: [jadlog, pac, loggi] }) };
    const shipments = { book: async (parcel: NewParcel, now: Date) => void booked.push([parcel, now]) };
    door = new ShippingDoor(
      quote as unknown as QuoteShipping,
      shipments as unknown as ShipmentRepository,
      new FixedClock(NOW),
    );
  });

  it.each([
    ['a service', { service: 'pac' }, pac],
    ['the cheapest of a service that two have', { service: 'Expresso' }, jadlog],
    ['the carrier by its whole name', { service: 'Expresso', carrier: 'Loggi Expresso' }, loggi],
    ['the carrier by its own name', { service: 'PAC', carrier: 'correios' }, pac],
  ])('is the option that is meant by %s', async (_, choice, wanted) => {
    expect(await door.choose({ ...question, ...choice })).toEqual(wanted);
  });

  it.each([
    ['an unknown service', { service: 'SEDEX' }],
    ['a carrier that does not have it', { service: 'PAC', carrier: 'Loggi' }],
    ['no service', { service: '' }],
  ])('refuses %s, and says what there is', async (_, choice) => {
    await expect(door.choose({ ...question, ...choice })).rejects.toMatchObject({
      kind: 'rule_broken',
      code: 'SHIPPING_OPTION_UNAVAILABLE',
      details: { options: expect.arrayContaining([{ carrier: 'Correios PAC', service: 'PAC' }]) as unknown },
    });
  });

  it('books the parcel as it was chosen', async () => {
    const parcel = { orderId: newId(), outletId: question.outletId, option: pac } as NewParcel;
    await door.book(parcel);
    expect(booked).toEqual([[parcel, NOW]]);
  });
});
