import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CatalogApi, SellableProduct } from '#libs/catalog';
import { type Actor, newId } from '#libs/kernel';

import { anAct } from '../../testing/an-order.js';
import { OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import { ChangeOrderItem, type ChangeOrderItemInput } from './change-order-item.js';

let world: OrderingWorld;
/** Two Nasi Goreng of 30,000 that the kitchen makes, and a bottle of 5,000: 65,000. */
let order: Order;

const SPICY = { id: newId(), name: 'Pedas', priceDelta: 2_000 };

beforeEach(async () => {
  world = new OrderingWorld();
  await place();
});

/** A bill whose dishes are on sale, at other prices than it was sold at. */
async function place(more: Parameters<OrderingWorld['bill']>[0] = {}): Promise<void> {
  order = await world.bill(more);
  for (const line of order.lines) {
    world.products.set(line.productId, {
      id: line.productId,
      name: line.name,
      price: 35_000,
      currency: 'IDR',
      station: line.station,
      available: true,
      unavailableReason: null,
      trackStock: line.takesStock,
      taxRate: null,
      modifierGroups: [
        {
          id: newId(),
          name: 'Rasa',
          min: 0,
          max: 1,
          options: [{ ...SPICY, available: true }],
        },
      ],
    } as Partial<SellableProduct> as SellableProduct);
  }
}

const nasi = () => order.lines[0]!;
const air = () => order.lines[1]!;

const change = (more: Partial<ChangeOrderItemInput>, actor: Actor = world.waiter) =>
  new ChangeOrderItem(
    world.changes,
    world.outlets,
    world.catalog as Partial<CatalogApi> as CatalogApi,
    world.stock,
    world.unpaid,
  ).execute({ actor, orderId: order.view.id, lineId: nasi().id, ...more });

const billOf = async () =>
  (await world.stored(order)).lines.map(
    ({ name, quantity, status, total }) => `${quantity} ${name} ${status} ${total}`,
  );

const told = () =>
  world.orders.events
    .filter(({ type }) => type === 'ORDER_UPDATED')
    .map(({ payload }) => {
      const { change: how, items = [] } = payload as { change: string; items?: Record<string, unknown>[] };
      return [
        how,
        ...items.map(
          (item) => `${JSON.stringify(item['quantity'])} (${JSON.stringify(item['quantity_delta'] ?? null)})`,
        ),
      ];
    });

describe('more of a line', () => {
  it('is a line of its own where a station has been asked for the first, at its price, and takes stock', async () => {
    const { view } = await change({ delta: 3 });

    expect(await billOf()).toEqual(['2 Nasi Goreng NEW 60000', '1 Air NEW 5000', '3 Nasi Goreng NEW 90000']);
    expect(view.totalAmount).toBe(155_000);
    expect(world.stock.taken).toEqual([{ productId: nasi().productId, quantity: 3, name: 'Nasi Goreng' }]);
    expect(told()).toEqual([['LINES_ADDED', '3 (null)']]);
  });

  it('is the same line where no station makes it, or while it waits', async () => {
    await change({ lineId: air().id, delta: 2 });
    expect(await billOf()).toEqual(['2 Nasi Goreng NEW 60000', '3 Air NEW 15000']);
    expect(told()).toEqual([['LINE_CHANGED', '3 (2)']]);

    await place({ holdReason: 'APPROVAL' });
    await change({ lineId: nasi().id, delta: 1 });
    expect(await billOf()).toEqual(['3 Nasi Goreng HELD 90000', '1 Air HELD 5000']);
  });

  it('is refused when it is sold out, or not sold any more', async () => {
    const product = world.products.get(nasi().productId)!;
    world.products.set(product.id, { ...product, available: false, unavailableReason: 'STOPPED' });
    await expect(change({ delta: 1 })).rejects.toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });

    world.products.set(product.id, product);
    world.stock.short.add(product.id);
    await expect(change({ delta: 1 })).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });

    world.products.delete(product.id);
    await expect(change({ delta: 1 })).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    expect(await billOf()).toEqual(['2 Nasi Goreng NEW 60000', '1 Air NEW 5000']);
  });
});

describe('fewer of a line', () => {
  it('before anybody began: the line is smaller, and its stock is back', async () => {
    await change({ delta: -1 });

    expect(await billOf()).toEqual(['1 Nasi Goreng NEW 30000', '1 Air NEW 5000']);
    expect(world.stock.given).toEqual([{ productId: nasi().productId, quantity: 1, as: 'RETURN' }]);
    expect(told()).toEqual([['LINE_CHANGED', '1 (-1)']]);
    expect(world.approvals).toBe(0);
    expect(world.audit.entries).toMatchObject([
      { action: 'order.line_reduced', details: { quantity: 1, previous_quantity: 2, wasted: false } },
    ]);
  });

  it('of what is being made takes a reason and a supervisor: those pieces stay as a void line, and are waste', async () => {
    await world.cooked(order);
    await expect(change({ delta: -1 }, world.supervisor)).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(change({ delta: -1, reason: 'Dropped' })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    await change({ delta: -1, reason: 'Dropped' }, world.supervisor);

    expect(await billOf()).toEqual(['1 Nasi Goreng COOKING 30000', '1 Air COOKING 5000', '1 Nasi Goreng VOIDED 30000']);
    expect(world.stock.given).toEqual([{ productId: nasi().productId, quantity: 1, as: 'WASTE' }]);
    const { lines, view } = await world.stored(order);
    expect(lines[2]).toMatchObject({ splitFrom: nasi().id, voidReason: 'Dropped' });
    expect(view.totalAmount).toBe(35_000);
  });

  it('asks for the supervisor although the kitchen began only just before', async () => {
    world.meanwhile = () => world.cooked(order);

    await expect(change({ delta: -1, reason: 'Dropped' })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    expect((await billOf())[0]).toBe('2 Nasi Goreng COOKING 60000');
  });

  it('down to none is a void; below that it is refused', async () => {
    await expect(change({ delta: -3 })).rejects.toMatchObject({ code: 'QUANTITY_TOO_SMALL', details: { quantity: 2 } });
    await change({ delta: -2 });

    expect(await billOf()).toEqual(['2 Nasi Goreng VOIDED 60000', '1 Air NEW 5000']);
    expect(world.stock.given).toEqual([{ productId: nasi().productId, quantity: 2, as: 'RETURN' }]);
  });

  it('never below what was paid', async () => {
    await world.pay(order, 40_000);

    await expect(change({ delta: -1 })).rejects.toMatchObject({ code: 'ORDER_HAS_PAYMENTS' });
    expect((await world.stored(order)).view.totalAmount).toBe(65_000);
  });
});

describe('so many in all', () => {
  it('takes the version that was counted on, and refuses another', async () => {
    await expect(change({ quantity: 1 })).rejects.toMatchObject({ code: 'VERSION_REQUIRED' });
    await change({ quantity: 1, version: 1 });
    await expect(change({ quantity: 2, version: 1 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });

    expect((await billOf())[0]).toBe('1 Nasi Goreng NEW 30000');
  });

  it('changes nothing when there are so many already', async () => {
    await change({ quantity: 2, version: 1 });

    expect((await world.stored(order)).view.version).toBe(1);
    expect(told()).toEqual([]);
  });
});

describe('another note, other modifiers', () => {
  it('before anybody began: the same line, the piece at its price, the modifiers at today’s', async () => {
    await change({ note: 'tanpa bawang', modifiers: [{ optionId: SPICY.id }] });

    const [line] = (await world.stored(order)).lines;
    expect(line).toMatchObject({ note: 'tanpa bawang', unitPrice: 30_000, modifiersTotal: 2_000, subtotal: 64_000 });
    expect(world.orders.events.at(-1)?.payload).toMatchObject({
      change: 'LINE_CHANGED',
      items: [{ quantity_delta: 0, note: 'tanpa bawang', previous: { quantity: 2, note: null, modifiers: [] } }],
    });

    await change({ note: null, modifiers: [] });
    expect((await world.stored(order)).lines[0]).toMatchObject({ note: null, modifiersTotal: 0, subtotal: 60_000 });
  });

  it('not once it is being made, and not of what is void', async () => {
    await expect(change({ modifiers: [{ optionId: newId() }] })).rejects.toMatchObject({ code: 'MODIFIERS_INVALID' });
    await world.cooked(order);
    await expect(change({ note: 'pedas' })).rejects.toMatchObject({ code: 'LINE_BEGUN' });
    await world.change(order, (locked) => locked.voidLine(nasi().id, anAct('Dropped')));
    await expect(change({ note: 'pedas' })).rejects.toMatchObject({ code: 'LINE_VOIDED' });
  });
});

describe('a guest', () => {
  const sessionId = newId();
  const guest = () => ({ kind: 'guest', role: 'GUEST', sessionId, outletId: world.outlet.id }) as Actor;

  it('changes what waits for a yes, within what a guest may order', async () => {
    await place({ tableSessionId: sessionId, holdReason: 'APPROVAL' });
    await change({ delta: 1 }, guest());

    expect((await billOf())[0]).toBe('3 Nasi Goreng HELD 90000');
    await expect(change({ delta: world.outlet.maxPiecesPerLine }, guest())).rejects.toMatchObject({
      code: 'TOO_MANY_PIECES',
    });
  });

  it('and nothing that the staff have', async () => {
    await place({ tableSessionId: sessionId });

    await expect(change({ delta: 1 }, guest())).rejects.toMatchObject({ code: 'ORDER_NOT_HELD' });
  });
});
