import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { checked, inVain, type Shipment } from '../core/model/shipment.js';
import type { NewParcel, ParcelState } from '../core/shipping.api.js';
import type { ShipmentRepository } from '../core/shipping.ports.js';

const NOW = new Date('2026-11-20T12:00:00Z');
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const address = {
  recipient: 'Ana Souza',
  street: 'Avenida Paulista',
  number: '1000',
  complement: null,
  district: 'Bela Vista',
  city: 'São Paulo',
  state: 'SP',
  cep: '01310100',
};
const update = (...steps: [ParcelState, number][]) => ({
  reference: null,
  steps: steps.map(([state, hours]) => ({ state, at: at(hours) })),
});

/** What every ShipmentRepository does; run on the fake and on PostgreSQL. */
export function shipmentRepositoryContract(shipments: () => ShipmentRepository): void {
  const outlet = newId();
  let numbers = 0;
  const aNumber = () => `T${String(++numbers).padStart(9, '0')}BR`;
  async function booked(more: Partial<NewParcel> = {}): Promise<NewParcel> {
    const option = { carrier: 'Correios PAC', service: 'PAC', price: 2_100, days: 7, stale: false };
    const parcel = {
      orderId: newId(),
      outletId: outlet,
      customerId: newId(),
      option,
      address,
      currency: 'BRL',
      ...more,
    };
    await shipments().book(parcel, NOW);
    return parcel;
  }
  const byOrder = async (orderId: string): Promise<Shipment> => (await shipments().ofOrder(outlet, orderId))!;
  const send = ({ orderId, outletId, customerId }: NewParcel, trackingNumber: string, when = NOW, followed = true) =>
    shipments().send({ orderId, outletId, customerId, trackingNumber, carrier: null }, followed, when);
  async function sent(more: Partial<NewParcel> = {}, followed = true) {
    const parcel = await booked(more);
    return { parcel, shipment: (await send(parcel, aNumber(), NOW, followed))! };
  }

  it('is booked once for an order, by many at once', async () => {
    const first = await booked();
    await Promise.all(Array.from({ length: 8 }, () => booked({ orderId: first.orderId, currency: 'USD' })));
    expect(await byOrder(first.orderId)).toMatchObject({ state: 'PENDING', address, price: 2_100, currency: 'BRL' });
  });

  it('is sent under a number once: of many who say so at once one changes it', async () => {
    const parcel = await booked();
    const number = aNumber();
    const told = await Promise.all(Array.from({ length: 8 }, () => send(parcel, number)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await shipments().findByNumber(number)).toMatchObject({
      state: 'POSTED',
      carrier: 'Correios PAC',
      shippedAt: NOW,
      steps: [{ state: 'PENDING' }, { state: 'POSTED', at: NOW }],
    });
  });

  it('begins anew under another number, and keeps its way when only the carrier is put right', async () => {
    const { parcel, shipment } = await sent();
    await shipments().record(shipment, checked(shipment, update(['DELIVERED', 2]), at(3)), at(3));
    const renamed = { ...parcel, trackingNumber: shipment.trackingNumber!, carrier: 'Jadlog' };
    expect(await shipments().send(renamed, true, at(4))).toMatchObject({ state: 'DELIVERED', carrier: 'Jadlog' });
    const anew = await send(parcel, aNumber(), at(5));
    expect(anew).toMatchObject({ state: 'POSTED', shippedAt: at(5), nextCheckAt: at(5) });
    expect(anew?.steps.map(({ state }) => state)).toEqual(['PENDING', 'POSTED']);
  });

  it('cannot have the number of another', async () => {
    const { shipment } = await sent();
    const refusal = send(await booked(), shipment.trackingNumber!);
    await expect(refusal).rejects.toMatchObject({ code: 'TRACKING_NUMBER_TAKEN' });
  });

  it('moves by rank: what comes late, twice or for an earlier number changes nothing', async () => {
    const { parcel, shipment } = await sent();
    const tell = (hours: number, ...steps: [ParcelState, number][]) =>
      shipments().record(shipment, checked(shipment, update(...steps), at(hours)), at(hours));
    await tell(3, ['DELIVERED', 2]);
    await Promise.all([tell(4, ['IN_TRANSIT', 1]), tell(5, ['DELIVERED', 2]), tell(6, ['OUT_FOR_DELIVERY', 1.5])]);
    const now = await byOrder(parcel.orderId);
    expect(now).toMatchObject({ state: 'DELIVERED', nextCheckAt: null, updatedAt: at(3) });
    expect(now.steps.map(({ state }) => state)).toEqual([
      'PENDING',
      'POSTED',
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY',
      'DELIVERED',
    ]);
    await send(parcel, aNumber(), at(7));
    await tell(8, ['RETURNED', 7]);
    expect((await byOrder(parcel.orderId)).state).toBe('POSTED');
  });

  it('is taken by one of many who look for due ones, and by another when that one dies', async () => {
    for (const left of await shipments().claimDue(at(100), at(100), 1_000)) {
      await shipments().record(left, { ...inVain(left, 'UNAVAILABLE', NOW), nextCheckAt: null }, NOW);
    }
    const ids = await Promise.all(Array.from({ length: 6 }, async () => (await sent()).shipment.id));
    const claims = await Promise.all(Array.from({ length: 4 }, () => shipments().claimDue(NOW, at(1), 4)));
    expect(
      claims
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    expect(await shipments().claimDue(NOW, at(1), 50)).toEqual([]);
    expect(await shipments().claimDue(at(1), at(2), 50)).toHaveLength(6);
  });

  it('ends with its order, unless a carrier will tell how it ended', async () => {
    const waiting = await booked();
    await shipments().cancel(waiting.outletId, waiting.orderId, at(1));
    expect(await byOrder(waiting.orderId)).toMatchObject({ state: 'CANCELLED' });
    const own = await sent({}, false);
    await shipments().arrived(own.parcel.outletId, own.parcel.orderId, at(1));
    await shipments().cancel(own.parcel.outletId, own.parcel.orderId, at(2));
    expect(await byOrder(own.parcel.orderId)).toMatchObject({ state: 'DELIVERED', updatedAt: at(1) });
    const followed = await sent();
    await shipments().arrived(followed.parcel.outletId, followed.parcel.orderId, at(1));
    expect(await byOrder(followed.parcel.orderId)).toMatchObject({ state: 'POSTED' });
  });

  it('forgets whom it was for: at once when it has ended, as soon as it does otherwise, and after 90 days at the latest', async () => {
    const customerId = newId();
    const ended = await booked({ customerId });
    await shipments().cancel(ended.outletId, ended.orderId, NOW);
    const underWay = await sent({ customerId });
    const lost = await sent({ customerId });
    expect(await shipments().ofCustomer(customerId)).toHaveLength(3);

    await shipments().anonymise(customerId, NOW);

    expect(await shipments().ofCustomer(customerId)).toEqual([]);
    expect((await byOrder(ended.orderId)).address).toBeNull();
    expect((await byOrder(underWay.parcel.orderId)).address).toEqual(address);
    const { shipment } = underWay;
    await shipments().record(shipment, checked(shipment, update(['DELIVERED', 1]), at(1)), at(1));
    expect(await byOrder(underWay.parcel.orderId)).toMatchObject({ address: null, state: 'DELIVERED' });
    await shipments().anonymiseOverdue(at(-1));
    expect((await byOrder(lost.parcel.orderId)).address).toEqual(address);
    await shipments().anonymiseOverdue(at(1));
    expect((await byOrder(lost.parcel.orderId)).address).toBeNull();
  });

  it('is of its outlet alone', async () => {
    const { shipment } = await sent();
    expect(await shipments().find([outlet], shipment.id)).toMatchObject({ id: shipment.id });
    expect(await shipments().find([newId()], shipment.id)).toBeNull();
    expect(await shipments().ofOrder(outlet, shipment.orderId)).toMatchObject({ id: shipment.id });
    expect(await shipments().ofOrder(newId(), shipment.orderId)).toBeNull();
  });

  it('goes elsewhere while it waits, and no longer when it is under way', async () => {
    const elsewhere = { ...address, number: '2000' };
    const waiting = await booked();
    const { parcel } = await sent();

    await shipments().redirect(outlet, waiting.orderId, elsewhere, at(1));
    await shipments().redirect(newId(), waiting.orderId, address, at(1));
    await shipments().redirect(outlet, parcel.orderId, elsewhere, at(1));

    expect(await byOrder(waiting.orderId)).toMatchObject({ address: elsewhere, updatedAt: at(1) });
    expect(await byOrder(parcel.orderId)).toMatchObject({ address });
  });
}
