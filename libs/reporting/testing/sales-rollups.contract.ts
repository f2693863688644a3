import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { OrderRef, SalesRollups } from '../core/reporting.ports.js';

export interface RollupStore {
  readonly rollups: SalesRollups;
  /** Appends events to the log, each of the money of an order or of something else. */
  tell(orders: readonly (OrderRef | null)[]): Promise<void>;
  /** Has orders be paid. */
  pay(orders: readonly OrderRef[]): Promise<void>;
}

const anOrder = (outletId = newId()): OrderRef => ({ outletId, orderId: newId() });

/** How every place in the event log behaves, whatever the rollups are kept in. */
export function salesRollupsContract(storeOf: () => RollupStore): void {
  const end = async ({ rollups }: RollupStore): Promise<number> => {
    let place = (await rollups.lock()) ?? 0;
    for (let batch = await rollups.read(place); batch; batch = await rollups.read(place)) place = batch.seq;
    return place;
  };

  it('goes on where it was moved to', async () => {
    const { rollups } = storeOf();
    const place = (await rollups.lock()) ?? -1;

    await rollups.moveTo(place + 7);

    expect(await rollups.lock()).toBe(place + 7);
    await rollups.moveTo(place);
  });

  it('reads behind a place the orders whose money the events tell of, each once', async () => {
    const store = storeOf();
    const [place, order] = [await end(store), anOrder()];
    await store.tell([order, null, order]);

    const batch = await store.rollups.read(place);

    expect(batch).toMatchObject({ seq: place + 3, orders: [order] });
    expect(await store.rollups.read(place + 3)).toBeNull();
  });

  it('reads events that tell of no money as a batch without orders', async () => {
    const store = storeOf();
    const place = await end(store);
    await store.tell([null]);

    expect(await store.rollups.read(place)).toEqual({ seq: place + 1, orders: [], isFull: false });
  });

  it('lists the paid orders of an outlet by their ids, behind any of them', async () => {
    const store = storeOf();
    const outletId = newId();
    const orders = [anOrder(outletId), anOrder(outletId), anOrder(outletId)];
    await store.pay([...orders.toReversed(), anOrder()]);

    expect(await store.rollups.paidOrders(outletId, null)).toEqual(orders);
    expect(await store.rollups.paidOrders(outletId, orders[0] ?? null)).toEqual(orders.slice(1));
  });
}
