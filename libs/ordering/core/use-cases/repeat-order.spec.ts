import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CatalogApi, SellableProduct } from '#libs/catalog';
import type { InventoryApi } from '#libs/inventory';
import { conflict, newId } from '#libs/kernel';

import { aLine, anAct } from '../../testing/an-order.js';
import { OrderingWorld } from '../../testing/ordering-world.js';
import type { OrderLine } from '../model/order-line.js';
import type { Order } from '../model/order.js';
import { AddOrderItems } from './add-order-items.js';
import { RepeatOrder, type RepeatOrderInput } from './repeat-order.js';

let world: OrderingWorld;
/** Two Nasi Goreng of 30,000 that the kitchen makes, and a bottle of 5,000; then three Sate. */
let order: Order;

const LATER = new Date('2026-11-21T06:00:00Z');

const sells = (line: OrderLine, more: Partial<SellableProduct> = {}) =>
  world.products.set(line.productId, {
    ...{ id: line.productId, name: line.name, price: 35_000, station: line.station, available: true },
    ...{ unavailableReason: null, trackStock: true, taxRate: null, modifierGroups: [], components: [] },
    ...{ prepSeconds: null, openPrice: null, sku: null },
    ...more,
  } as Partial<SellableProduct> as SellableProduct);

beforeEach(async () => {
  world = new OrderingWorld();
  order = await world.bill();
  const sate = aLine('Sate', 25_000, 3, { note: 'no peanuts', seat: 2 });
  await world.change(order, (locked) => locked.addLines([sate], { ...anAct(), at: LATER }));
  order = await world.stored(order);
  for (const line of order.lines) sells(line);
});

const catalog = () => world.catalog as Partial<CatalogApi> as CatalogApi;
const repeat = (more: Partial<RepeatOrderInput> = {}, stock: InventoryApi = world.stock) => {
  const add = new AddOrderItems(world.changes, world.outlets, catalog(), stock, world.unpaid, world.holds);
  const use = new RepeatOrder(world.changes, world.outlets, catalog(), add, world.unitOfWork);
  return use.execute({ actor: world.waiter, orderId: order.view.id, ...more });
};
const added = async () =>
  (await world.stored(order)).lines
    .slice(3)
    .map(({ name, quantity, unitPrice, note, seat }) => [name, quantity, unitPrice, note, seat]);

describe('a round once more', () => {
  it('is the last one, at today’s prices, with its notes and seats', async () => {
    expect((await repeat()).skipped).toEqual([]);
    expect(await added()).toEqual([['Sate', 3, 35_000, 'no peanuts', 2]]);
  });

  it('is one that is named, or some lines, without what was taken off', async () => {
    await repeat({ round: 1 });
    expect((await added()).map(([name]) => name)).toEqual(['Nasi Goreng', 'Air']);
    await world.change(order, (locked) => locked.voidLine(order.lines[1]!.id, anAct()));
    await repeat({ itemIds: [order.lines[0]!.id, order.lines[1]!.id] });
    expect((await added()).slice(2).map(([name]) => name)).toEqual(['Nasi Goreng']);
    await expect(repeat({ round: 9 })).rejects.toMatchObject({ code: 'NOTHING_TO_REPEAT' });
    await expect(repeat({ itemIds: [newId()] })).rejects.toMatchObject({ code: 'ORDER_ITEM_NOT_FOUND' });
  });

  it('leaves out what cannot be had, and says why', async () => {
    const [nasi, air] = order.lines as [OrderLine, OrderLine];
    sells(nasi, { available: false, unavailableReason: 'STOPPED' });
    expect((await repeat({ round: 1 })).skipped).toEqual([
      { itemId: nasi.id, name: 'Nasi Goreng', code: 'PRODUCT_UNAVAILABLE' },
    ]);
    expect((await added()).map(([name]) => name)).toEqual(['Air']);
    world.products.delete(air.productId);
    await expect(repeat({ itemIds: [nasi.id, air.id] })).rejects.toMatchObject({
      code: 'NOTHING_TO_REPEAT',
      details: {
        skipped: [
          { item_id: nasi.id, code: 'PRODUCT_UNAVAILABLE' },
          { item_id: air.id, code: 'PRODUCT_NOT_FOUND' },
        ],
      },
    });
  });

  it('leaves out what there is too little of, and orders the rest', async () => {
    const [nasi] = order.lines as [OrderLine];
    const stock = {
      take: async (_: unknown, changes: readonly { productId: string }[]) => {
        if (!changes.some(({ productId }) => productId === nasi.productId)) return;
        throw conflict('INSUFFICIENT_STOCK', 'Too little.', { items: [{ product_id: nasi.productId }] });
      },
    } as unknown as InventoryApi;

    expect((await repeat({ round: 1 }, stock)).skipped).toEqual([
      { itemId: nasi.id, name: 'Nasi Goreng', code: 'INSUFFICIENT_STOCK' },
    ]);
    expect((await added()).map(([name]) => name)).toEqual(['Air']);
  });
});
