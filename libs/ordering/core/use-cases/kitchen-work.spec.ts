import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Order } from '../model/order.js';
import { DemandTellingOrders } from '../services/demand-telling-orders.js';
import { SittingBills } from '../services/sitting-bills.js';
import { anAct, anOrder } from '../../testing/an-order.js';
import { KeptDemand } from '../../testing/kept-demand.js';
import { OrderingWorld } from '../../testing/ordering-world.js';
import { FireOrder } from './fire-order.js';
import { MoveLines } from './move-lines.js';
import { TellKitchen } from './tell-kitchen.js';

describe('what the kitchen does to orders, and hears of them', () => {
  let world: OrderingWorld;
  let kitchen: KeptDemand;
  let orders: DemandTellingOrders;
  let moving: MoveLines;

  beforeEach(() => {
    world = new OrderingWorld();
    kitchen = new KeptDemand();
    orders = new DemandTellingOrders(world.orders, kitchen);
    moving = new MoveLines(orders, world.unitOfWork, world.clock);
  });

  const outletOf = () => world.outlet.id;
  const bill = () =>
    anOrder().with('Soto', 20_000).with('Air', 5_000, 1, { station: null }).placed({ outletId: outletOf() });

  it('moves lines of the orders that were locked, and hears of those that stations make', async () => {
    const order = bill();
    await world.orders.insert(order);
    const [soto] = order.lines;
    const move = { orderId: order.view.id, itemId: soto!.id, to: 'READY' } as const;
    const actor = world.user('KITCHEN');
    const ask = { actor, outletId: outletOf(), orderIds: [order.view.id], decide: async () => [move] };

    await moving.execute(ask);
    await moving.execute(ask);

    expect((await world.stored(order)).view.status).toBe('READY');
    expect(kitchen.changes).toMatchObject([
      { order: { id: order.view.id }, lines: [{ name: 'Soto', status: 'READY' }], act: { actor: { id: actor.id } } },
    ]);
    const back = { orderId: order.view.id, itemId: soto!.id, recallTo: 'COOKING' } as const;
    await moving.execute({ ...ask, decide: async () => [back] });
    expect((await world.stored(order)).view.status).toBe('COOKING');
    expect(world.orders.events.at(-2)).toMatchObject({
      type: 'ORDER_ITEM_STATUS_CHANGED',
      payload: { recalled: true },
    });
    await expect(
      moving.execute({ ...ask, decide: async () => [{ ...back, recallTo: 'READY' as const }] }),
    ).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    await expect(moving.execute({ ...ask, orderIds: [], decide: async () => [move] })).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    });
  });

  it('fires what is held, once, and nothing that has ended', async () => {
    const bills = new SittingBills(orders, world.placings, world.changes);
    const fire = new FireOrder(orders, world.changes, bills, world.unitOfWork, world.clock);
    const actor = world.user('KITCHEN');
    const held = await aHeldOrder();

    expect((await fire.execute({ actor, orderId: held })).view).toMatchObject({ status: 'NEW', holdReason: null });
    await fire.execute({ actor, orderId: held });
    expect(kitchen.changes).toMatchObject([{ lines: [{ name: 'Soto', status: 'NEW' }] }]);

    const ended = await aHeldOrder();
    await world.change(await world.stored(ended), (locked) => locked.void(anAct()));
    await expect(fire.execute({ actor, orderId: ended })).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
  });

  it('fires nothing where no station makes anything, and is done with nothing that waits', async () => {
    const bills = new SittingBills(orders, world.placings, world.changes);
    const fire = new FireOrder(orders, world.changes, bills, world.unitOfWork, world.clock);
    const actor = world.user('KITCHEN');
    const bottle = (holdReason?: 'APPROVAL') =>
      anOrder().with('Water', 5_000, 1, { station: null }).placed({ outletId: outletOf(), id: newId(), holdReason });
    const [held, placed, plain] = [bottle('APPROVAL'), bottle(), bill()];
    for (const order of [held, placed, plain]) await world.orders.insert(order);

    const firing = (order: Order) => fire.execute({ actor, orderId: order.view.id });
    await expect(firing(held)).rejects.toMatchObject({ code: 'NO_STATION' });
    expect((await world.stored(held)).view.status).toBe('HELD');
    await expect(firing(placed)).rejects.toMatchObject({ code: 'NOTHING_TO_FIRE' });
    expect((await firing(plain)).view).toMatchObject({ status: 'NEW', version: plain.view.version });

    const waiting = await world.stored(await aHeldOrder());
    expect(() => waiting.advance('DONE', anAct())).toThrow(expect.objectContaining({ code: 'LINES_HELD' }));
    expect(() => waiting.advance('READY', anAct())).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });

  it('is told an order whole when it asks', async () => {
    const order = bill();
    await world.orders.insert(order);
    const tell = new TellKitchen(world.orders, kitchen, world.unitOfWork);

    await tell.execute({ outletId: outletOf(), orderId: order.view.id });

    expect(kitchen.changes).toMatchObject([{ lines: [{ name: 'Soto', pieces: 1, status: 'NEW' }] }]);
  });

  it('hears nothing of money', async () => {
    const order = bill();
    await world.orders.insert(order);
    const locked = await orders.lock(order.view.id, { outlets: 'all' });
    locked.paid({ id: order.view.id, method: 'cash', amount: 5_000, rounding: 0 }, anAct());
    await orders.save(locked);

    expect(kitchen.changes).toEqual([]);
  });

  async function aHeldOrder(): Promise<string> {
    const order = anOrder().with('Soto', 20_000).placed({ outletId: outletOf(), holdReason: 'APPROVAL' });
    await world.orders.insert(order);
    return order.view.id;
  }
});
