import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CatalogApi, SellableProduct } from '#libs/catalog';
import { type GuestActor, newId } from '#libs/kernel';

import { aLine } from '../../testing/an-order.js';
import { OrderingWorld } from '../../testing/ordering-world.js';
import { Order } from '../model/order.js';
import type { OrderInput, OrderPricer, PricedOrder } from '../services/order-pricer.js';
import { AddOrderItems } from './add-order-items.js';
import { JoinOpenBill } from './join-open-bill.js';
import type { PlaceOrder } from './place-order.js';

describe('a round of a sitting', () => {
  const soto = { id: newId(), name: 'Soto', price: 20_000 };
  let world: OrderingWorld;
  let guest: GuestActor;
  let join: JoinOpenBill;
  let holdReason: 'APPROVAL' | null;

  beforeEach(() => {
    world = new OrderingWorld();
    holdReason = null;
    const table = world.tables.aTable('Table 4');
    const sitting = world.tables.seat(table.id);
    const { id: outletId } = world.outlet;
    guest = { kind: 'guest', role: 'GUEST', sessionId: sitting.id, tableId: table.id, outletId };
    world.products.set(soto.id, {
      ...soto,
      currency: 'IDR',
      station: 'kitchen',
      available: true,
      unavailableReason: null,
      trackStock: false,
      taxRate: null,
      modifierGroups: [],
    } as Partial<SellableProduct> as SellableProduct);
    const seat = { tableId: table.id, tableName: table.name, tableSessionId: sitting.id };
    const priced = async (input: OrderInput) => {
      const { view } = await world.bill();
      const draft = { ...view, ...seat, holdReason, type: 'DINE_IN' as const };
      const lines = (input.items ?? []).map(({ quantity }) => aLine('Soto', soto.price, quantity));
      return {
        outlet: world.outlet,
        draft,
        lines,
        extras: { parcel: null },
        at: view.createdAt,
      } as unknown as PricedOrder;
    };
    const place = async (input: OrderInput) => {
      const { draft, lines, at } = await priced(input);
      const order = Order.place({ ...draft, id: input.id ?? newId(), number: newId() }, lines, at);
      await world.orders.insert(order);
      return { order };
    };
    const add = new AddOrderItems(
      world.changes,
      world.outlets,
      world.catalog as Partial<CatalogApi> as CatalogApi,
      world.stock,
      world.unpaid,
      world.holds,
    );
    join = new JoinOpenBill(
      { price: priced } as unknown as OrderPricer,
      { execute: place } as unknown as PlaceOrder,
      add,
      world.tables.api,
      world.orders,
      world.placings,
      world.unitOfWork,
    );
  });

  const round = (quantity = 1, more: Partial<OrderInput> = {}) =>
    join.execute({ actor: guest, items: [{ productId: soto.id, quantity }], requestHash: `${quantity}`, ...more });
  const quantities = ({ order }: { order: Order }) => order.lines.map(({ quantity }) => quantity);

  it('opens a bill, the next goes on it, and each knows its own lines', async () => {
    const first = await round(1, { id: newId() });
    const second = await round(2, { id: newId() });

    expect(second.order.view.id).toBe(first.order.view.id);
    expect(quantities(second)).toEqual([1, 2]);
    const [one, two] = second.order.lines.map(({ id }) => id);
    expect([first.lineIds, second.lineIds]).toEqual([[one], [two]]);
  });

  it('is placed once however often it is sent; another request under its id is refused', async () => {
    const id = newId();
    const first = await round(2, { id });
    const again = await round(2, { id });

    expect([again.isReplay, again.lineIds, quantities(again)]).toEqual([true, first.lineIds, [2]]);
    await expect(round(3, { id })).rejects.toMatchObject({ code: 'ORDER_ID_TAKEN' });
  });

  it('that waits does not go on what is being made', async () => {
    const made = await round(1);
    holdReason = 'APPROVAL';
    const waiting = await round(2);

    expect(waiting.order.view.id).not.toBe(made.order.view.id);
    expect(waiting.order.view.status).toBe('HELD');
  });

  it('opens another bill once the first is paid', async () => {
    const first = await round(1);
    await world.pay(first.order, 20_000);

    expect((await round(1)).order.view.id).not.toBe(first.order.view.id);
  });

  it('brings nothing that belongs to a bill as a whole, and costs what was expected', async () => {
    await expect(round(1, { couponCode: 'HEMAT', note: 'x' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(round(1, { items: undefined })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(round(1, { expectedTotal: 19_999 })).rejects.toMatchObject({ code: 'PRICE_CHANGED' });
  });
});
