import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { InMemoryQuoteBook } from '../../testing/in-memory-quote-book.js';
import { shippingWorld } from '../../testing/shipping-world.js';
import { EndParcel } from './end-parcel.js';
import { TidyShipping } from './tidy-shipping.js';

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
const DAY_MS = 24 * 3_600_000;

describe('parcels of orders that have ended', () => {
  let world: ReturnType<typeof shippingWorld>;
  const outletId = newId();

  beforeEach(() => {
    world = shippingWorld();
  });

  const booked = async (customerId: string | null = null): Promise<string> => {
    const orderId = newId();
    const option = { carrier: 'Motoboy', service: 'Today', price: 1_500, days: 0, stale: false };
    const parcel = { orderId, outletId, customerId, option, address, currency: 'BRL' };
    await world.shipments.book(parcel, world.clock.now());
    return orderId;
  };
  const stateOf = async (orderId: string) => (await world.shipments.ofOrder(outletId, orderId))?.state;

  it('have ended with them', async () => {
    const end = new EndParcel(world.shipments, world.unitOfWork, world.clock);
    const [voided, brought, waiting] = [await booked(), await booked(), await booked()];
    const sending = { orderId: brought, outletId, customerId: null, trackingNumber: 'JNE-42', carrier: null };
    await world.shipments.send(sending, false, world.clock.now());

    await end.execute({ outletId, orderId: voided, status: 'VOIDED' });
    await end.execute({ outletId, orderId: brought, status: 'DONE' });
    await end.execute({ outletId, orderId: waiting, status: 'DONE' });

    expect([await stateOf(voided), await stateOf(brought), await stateOf(waiting)]).toEqual([
      'CANCELLED',
      'DELIVERED',
      'PENDING',
    ]);
  });

  it('keep the address of somebody who left for 90 days at the most, and a quote for 30', async () => {
    const quotes = new InMemoryQuoteBook();
    const tidy = new TidyShipping(quotes, world.shipments, world.clock);
    const now = world.clock.now();
    const key = { outletId, provider: 'correios', fromCep: '01001000', zone: '20040', box: '16x11x2:300' };
    await quotes.keep(key, { quotes: [], quotedAt: now });
    const customerId = newId();
    const orderId = await booked(customerId);
    await world.shipments.anonymise(customerId, now);
    const after = async (ms: number) => {
      world.clock.set(new Date(now.getTime() + ms));
      await tidy.execute();
      return [(await world.shipments.ofOrder(outletId, orderId))?.address, (await quotes.find(key))?.quotedAt];
    };

    expect(await after(30 * DAY_MS)).toEqual([address, now]);
    expect(await after(30 * DAY_MS + 1)).toEqual([address, undefined]);
    expect(await after(90 * DAY_MS)).toEqual([address, undefined]);
    expect(await after(90 * DAY_MS + 1)).toEqual([null, undefined]);
  });
});
