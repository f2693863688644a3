import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine } from '../../testing/an-order.js';
import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import { Order } from '../model/order.js';
import { SittingBills } from '../services/sitting-bills.js';
import { AcceptOrder } from './accept-order.js';
import { ChangeOrderItemStatus } from './change-order-item-status.js';
import { ChangeOrderStatus } from './change-order-status.js';

let world: OrderingWorld;
let order: Order;

beforeEach(async () => void ({ world, order } = await aBill()));

function acceptOrder() {
  const bills = new SittingBills(world.orders, world.placings, world.changes);
  return new AcceptOrder(world.changes, bills, world.unitOfWork);
}

describe('moving an order on', () => {
  const moving = (status: 'COOKING' | 'READY' | 'NEW' | 'VOIDED', more: object = {}) =>
    new ChangeOrderStatus(world.changes, acceptOrder()).execute({
      actor: world.user('KITCHEN'),
      orderId: order.view.id,
      status,
      ...more,
    });

  it('takes every line along, and tells it once', async () => {
    await moving('COOKING');
    const told = world.orders.events.length;
    await moving('COOKING');

    const { view, lines } = await world.stored(order);
    expect([view.status, lines.map(({ status }) => status)]).toEqual(['COOKING', ['COOKING', 'COOKING']]);
    expect([view.version, world.orders.events.length]).toEqual([2, told]);
  });

  it('goes forward only, ends nothing, and knows which version is meant', async () => {
    await moving('READY');

    await expect(moving('NEW')).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    await expect(moving('VOIDED')).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    await expect(moving('COOKING', { version: 1 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await world.stored(order)).view.status).toBe('READY');
  });

  it('is not the business of another outlet', async () => {
    const stranger = { ...world.user('KITCHEN'), outletIds: [newId()] };

    await expect(moving('COOKING', { actor: stranger })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });
});

describe('moving a line on', () => {
  const moving = (lineId: string, status: 'COOKING' | 'READY' | 'NEW') =>
    new ChangeOrderItemStatus(world.changes).execute({
      actor: world.user('KITCHEN'),
      orderId: order.view.id,
      lineId,
      status,
    });

  it('takes the order to where its made lines stand; a bottle goes along', async () => {
    const dish = order.lines[0]!;
    await moving(dish.id, 'COOKING');
    await moving(dish.id, 'READY');

    const { view, lines } = await world.stored(order);
    expect([view.status, lines.map(({ status }) => status)]).toEqual(['READY', ['READY', 'READY']]);
    await expect(moving(dish.id, 'NEW')).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    await expect(moving(newId(), 'READY')).rejects.toMatchObject({ code: 'ORDER_ITEM_NOT_FOUND' });
  });
});

describe('letting an order that waits go to the kitchen', () => {
  const accepting = (orderId: string, more: object = {}) =>
    acceptOrder().execute({ actor: world.waiter, orderId, ...more });

  it('sends its lines, whatever it waited for, and leaves a trace of who said yes', async () => {
    const waiting = Order.place(
      { ...order.view, id: newId(), number: 'WEB-1', type: 'TAKEAWAY', holdReason: 'PAYMENT' },
      [aLine('Nasi Goreng', 30_000)],
      order.view.createdAt,
    );
    await world.orders.insert(waiting);

    await expect(accepting(waiting.view.id, { version: 9 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await accepting(waiting.view.id);
    await accepting(waiting.view.id);

    const { view, lines } = await world.stored(waiting);
    expect([view.status, view.holdReason, lines[0]?.status]).toEqual(['ACCEPTED', null, 'ACCEPTED']);
    expect(world.audit.entries).toMatchObject([
      { action: 'order.accepted', subjectId: waiting.view.id, actor: { id: world.waiter.id } },
    ]);
  });

  it('leaves alone what the kitchen has already, and refuses what is void', async () => {
    await world.cooked(order);
    await accepting(order.view.id);
    expect((await world.stored(order)).view.status).toBe('COOKING');

    const gone = await world.bill();
    await world.change(gone, (locked) => locked.void({ actor: gone.view.placedBy, at: gone.view.createdAt }));
    await expect(accepting(gone.view.id)).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
  });
});
