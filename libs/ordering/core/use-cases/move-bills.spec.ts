import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CartApi } from '#libs/cart';
import { newId } from '#libs/kernel';
import type { OpenTableSession } from '#libs/tables';

import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import { MergeOrders } from './merge-orders.js';
import { MoveTableSession } from './move-table-session.js';
import { SplitOrder } from './split-order.js';
import { TransferOrder } from './transfer-order.js';

let world: OrderingWorld;
let order: Order;

beforeEach(async () => {
  ({ world, order } = await aBill());
  joined.length = 0;
});

const traces = () => world.audit.entries.map(({ action, subjectId }) => [action, subjectId]);
/** Which sittings' carts became one. */
const joined: [string, string][] = [];
const carts = {
  joinTables: async ({ from, into }: { from: string; into: string }) => void joined.push([from, into]),
} as unknown as CartApi;
const sittings = () =>
  new MoveTableSession(world.tables.api, carts, world.orders, world.changes, world.unitOfWork, world.clock);

describe('splitting a bill', () => {
  const splitting = (items: { lineId: string; quantity: number }[], more: object = {}) =>
    new SplitOrder(world.changes, world.orders, world.numbers, world.outlets).execute({
      actor: world.waiter,
      orderId: order.view.id,
      items,
      ...more,
    });

  it('moves pieces to a bill with a number of its own; both come to what the one did', async () => {
    const [stays, goes] = await splitting([{ lineId: order.lines[0]!.id, quantity: 1 }]);

    expect([stays.view.totalAmount, goes.view.totalAmount]).toEqual([35_000, 30_000]);
    expect((await world.stored(goes)).view).toMatchObject({
      splitFrom: order.view.id,
      number: `${world.outlet.orderPrefix}-1`,
    });
    expect(world.audit.entries).toMatchObject([
      { action: 'order.split', details: { to_order_id: goes.view.id, to_number: goes.view.number } },
    ]);
  });

  it('leaves something on the bill, and takes none of a bill that is partly paid', async () => {
    const all = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
    await expect(splitting(all)).rejects.toMatchObject({ code: 'SPLIT_TAKES_ALL' });

    await world.pay(order, 10_000);
    await expect(splitting([all[1]!])).rejects.toMatchObject({ code: 'ORDER_HAS_PAYMENTS' });
    expect(traces()).toEqual([]);
  });
});

describe('merging bills', () => {
  const merging = (from: string[], more: object = {}) =>
    new MergeOrders(world.orders, world.changes, world.parcels.api, world.unitOfWork, world.clock).execute({
      actor: world.waiter,
      orderId: order.view.id,
      fromOrderIds: from,
      ...more,
    });

  it('takes the lines of all of them over; the others end without stock coming back', async () => {
    const [second, third] = [await world.bill(), await world.bill()];
    const merged = await merging([second.view.id, third.view.id, second.view.id]);

    expect(merged.view.totalAmount).toBe(195_000);
    for (const each of [second, third]) {
      expect((await world.stored(each)).view).toMatchObject({ status: 'VOIDED', mergedInto: order.view.id });
    }
    expect(world.stock.given).toEqual([]);
    expect(traces().sort()).toEqual([second, third].map(({ view }) => ['order.merged', view.id]).sort());
  });

  it('refuses itself, another outlet, a parcel that would be left over, and another version', async () => {
    const far = await world.bill({ outletId: newId() });
    const sent = await world.bill();
    world.parcels.booked(sent);
    const admin = world.user('ADMIN');

    await expect(merging([order.view.id])).rejects.toMatchObject({ code: 'MERGE_WITH_ITSELF' });
    await expect(merging([far.view.id])).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    await expect(merging([far.view.id], { actor: admin })).rejects.toMatchObject({ code: 'OUTLET_MISMATCH' });
    await expect(merging([sent.view.id])).rejects.toMatchObject({ code: 'ORDER_HAS_PARCEL' });
    await expect(merging([(await world.bill()).view.id], { version: 4 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect((await world.stored(order)).view).toMatchObject({ version: 1, totalAmount: 65_000 });
  });
});

describe('a party that changes tables', () => {
  let window: { id: string; name: string };
  let garden: { id: string; name: string };
  let sitting: OpenTableSession;
  let theirs: Order;

  beforeEach(async () => {
    window = world.tables.aTable('Window');
    garden = world.tables.aTable('Garden');
    sitting = world.tables.seat(window.id);
    theirs = await world.bill({ tableSessionId: sitting.id });
  });

  const moving = (more: object = {}) =>
    sittings().execute({ actor: world.waiter, sessionId: sitting.id, tableId: garden.id, ...more });
  const transferring = (bill: Order, more: object = {}) =>
    new TransferOrder(world.changes, world.tables.api, world.orders, sittings(), world.unitOfWork).execute({
      actor: world.waiter,
      orderId: bill.view.id,
      tableId: garden.id,
      ...more,
    });

  it('takes its open bills along, and the paid ones without a word', async () => {
    const over = await world.bill({ tableSessionId: sitting.id });
    await world.pay(over, 65_000);
    await world.change(over, (locked) =>
      locked.advance('DONE', { actor: locked.view.placedBy, at: world.clock.now() }),
    );

    const { orders } = await moving();

    expect(orders).toHaveLength(2);
    expect((await world.stored(theirs)).view).toMatchObject({
      tableId: garden.id,
      tableName: 'Garden',
      tableSessionId: sitting.id,
    });
    expect((await world.stored(over)).view.tableId).toBeNull();
    expect((await moving()).orders).toEqual([]);
  });

  it('sits down with others only when it says so', async () => {
    const host = world.tables.seat(garden.id);

    await expect(moving()).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    await moving({ join: true });

    expect((await world.stored(theirs)).view).toMatchObject({ tableSessionId: host.id, tableName: 'Garden' });
    expect(joined).toEqual([[sitting.id, host.id]]);
  });

  it('keeps what its phones have put together when it moves on its own', async () => {
    await moving();

    expect(joined).toEqual([]);
  });

  it('refuses another version of the bill that was seen', async () => {
    const orderVersion = { orderId: theirs.view.id, version: 5 };

    await expect(moving({ orderVersion })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('goes along with its only bill when that is transferred', async () => {
    await transferring(theirs);

    expect((await world.stored(theirs)).view).toMatchObject({ tableName: 'Garden', tableSessionId: sitting.id });
    expect(await world.tables.openById('', sitting.id)).toMatchObject({ tableName: 'Garden' });
  });

  it('stays when one of its two bills is transferred: that one sits down apart', async () => {
    const second = await world.bill({ tableSessionId: sitting.id });

    await transferring(second, { reason: 'moved to the bar' });

    const { tableSessionId, tableName } = (await world.stored(second)).view;
    expect(tableName).toBe('Garden');
    expect(tableSessionId).not.toBe(sitting.id);
    expect((await world.stored(theirs)).view.tableSessionId).toBe(sitting.id);
    expect(await world.tables.openById('', sitting.id)).toMatchObject({ tableName: 'Window' });
    expect(world.audit.entries).toMatchObject([
      { action: 'order.transferred', reason: 'moved to the bar', details: { to_table: 'Garden' } },
    ]);
  });

  it('is no party where nobody sits: a bill alone goes to a table, and to no unknown one', async () => {
    await transferring(order);

    expect((await world.stored(order)).view).toMatchObject({ tableName: 'Garden', tableSessionId: null });
    await expect(transferring(order, { tableId: newId() })).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
  });
});
