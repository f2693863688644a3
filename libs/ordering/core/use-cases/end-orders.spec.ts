import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anAct } from '../../testing/an-order.js';
import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import { Order } from '../model/order.js';
import { CancelOrder } from './cancel-order.js';
import { ExpireOrder } from './expire-order.js';
import { RejectOrder } from './reject-order.js';
import { VoidOrder } from './void-order.js';
import { VoidOrderItem } from './void-order-item.js';

let world: OrderingWorld;
let order: Order;

beforeEach(async () => void ({ world, order } = await aBill()));

const lineOf = (name: string) => order.lines.find((line) => line.name === name)!;
const traces = () => world.audit.entries.map(({ action }) => action);

/** A customer's order, which waits for its payment or for a yes. */
async function held(holdReason: 'PAYMENT' | 'APPROVAL', customerId: string | null = null): Promise<Order> {
  const waiting = Order.place(
    { ...order.view, id: newId(), number: 'WEB-1', type: 'TAKEAWAY', customerId, holdReason },
    [aLine('Nasi Goreng', 30_000)],
    order.view.createdAt,
  );
  await world.orders.insert(waiting);
  return waiting;
}

describe('voiding an order', () => {
  const voiding = (more: object = {}) =>
    new VoidOrder(world.changes, world.payments.api, world.outlets, world.clock).execute({
      actor: world.waiter,
      orderId: order.view.id,
      ...more,
    });

  it('gives back the stock of what nobody began, without asking a supervisor', async () => {
    await voiding();

    expect((await world.stored(order)).view).toMatchObject({ status: 'VOIDED', paymentStatus: 'PENDING' });
    expect(world.stock.given).toEqual([{ productId: lineOf('Nasi Goreng').productId, quantity: 2, as: 'RETURN' }]);
    expect(world.payments.refunds).toEqual([{ orderId: order.view.id, reason: 'void' }]);
    expect([world.approvals, traces()]).toEqual([0, ['order.voided']]);
  });

  it('takes a supervisor once the kitchen has begun, and writes the stock off', async () => {
    await world.cooked(order);

    await expect(voiding({ reason: 'burnt' })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    expect((await world.stored(order)).view.status).toBe('COOKING');
    await voiding({ actor: world.supervisor, reason: 'burnt' });

    expect(world.stock.given).toMatchObject([{ as: 'WASTE', quantity: 2 }]);
    expect(world.audit.entries.at(-1)).toMatchObject({ reason: 'burnt', approvedBy: world.supervisor.id });
  });

  it('takes a supervisor also when the kitchen begins between the look and the lock', async () => {
    world.meanwhile = () => world.cooked(order);

    await expect(voiding()).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    expect(world.approvals).toBe(1);
  });

  it('gives back what was paid, and counts on the bill what went back at once', async () => {
    await world.pay(order, 65_000);
    world.payments.captured = 65_000;

    await voiding({ actor: world.supervisor, reason: 'left' });

    expect((await world.stored(order)).view).toMatchObject({
      status: 'VOIDED',
      refundedAmount: 65_000,
      paymentStatus: 'REFUNDED',
    });
    expect(world.audit.entries.at(-1)?.details).toMatchObject({ refunded: 65_000 });
  });

  it('asks for a reason before what was served and never paid is a loss, and says how much', async () => {
    await world.change(order, (locked) => locked.advance('DONE', anAct()));

    await expect(voiding({ actor: world.supervisor })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await voiding({ actor: world.supervisor, reason: 'walked out' });

    expect(world.audit.entries.at(-1)).toMatchObject({ details: { loss: true, amount: 65_000 } });
  });

  it('changes nothing of an order that is void, and refuses another version', async () => {
    await expect(voiding({ version: 7 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await voiding();
    const { version } = (await world.stored(order)).view;
    await voiding();

    expect((await world.stored(order)).view.version).toBe(version);
    expect([world.payments.refunds.length, traces()]).toEqual([1, ['order.voided']]);
  });

  it('gives the use of its coupon back', async () => {
    const withCoupon = Order.place(
      { ...order.view, id: newId(), number: 'C-1', couponCode: 'TEN', coupon: { type: 'FIXED', amount: 10_000 } },
      [aLine('Soto', 20_000)],
      order.view.createdAt,
    );
    await world.orders.insert(withCoupon);

    await voiding({ orderId: withCoupon.view.id });

    expect(world.promotions.givenBack).toEqual([withCoupon.view.id]);
  });
});

describe('voiding a line', () => {
  const voiding = (name: string, more: object = {}) =>
    new VoidOrderItem(world.changes).execute({
      actor: world.waiter,
      orderId: order.view.id,
      lineId: lineOf(name).id,
      ...more,
    });

  it('takes it off the bill, and gives its stock back', async () => {
    await voiding('Nasi Goreng');

    expect((await world.stored(order)).view).toMatchObject({ totalAmount: 5_000, status: 'NEW', version: 2 });
    expect(world.stock.given).toMatchObject([{ as: 'RETURN', quantity: 2 }]);
    expect(world.audit.entries.at(-1)).toMatchObject({ action: 'order.line_voided', details: { wasted: false } });
  });

  it('takes a reason and a supervisor once it is being made', async () => {
    await world.cooked(order);

    await expect(voiding('Nasi Goreng', { reason: 'wrong' })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    await expect(voiding('Nasi Goreng', { actor: world.supervisor })).rejects.toMatchObject({
      code: 'REASON_REQUIRED',
    });
    await voiding('Nasi Goreng', { actor: world.supervisor, reason: 'wrong' });

    expect(world.stock.given).toMatchObject([{ as: 'WASTE', quantity: 2 }]);
    expect(world.audit.entries.at(-1)).toMatchObject({ reason: 'wrong', details: { wasted: true } });
  });

  it('ends the order with its last line', async () => {
    await voiding('Air');
    await voiding('Nasi Goreng');

    expect((await world.stored(order)).view.status).toBe('VOIDED');
  });

  it('refuses a line of another bill', async () => {
    const other = await world.bill();

    await expect(voiding('Air', { lineId: other.lines[0]?.id })).rejects.toMatchObject({
      code: 'ORDER_ITEM_NOT_FOUND',
    });
  });
});

describe('calling an order off', () => {
  const cancelling = (more: object = {}) =>
    new CancelOrder(world.changes, world.payments.api, world.parcels.api).execute({
      actor: world.waiter,
      orderId: order.view.id,
      ...more,
    });

  it('ends it, gives stock and money back, and may be asked again', async () => {
    await cancelling();
    await cancelling();

    expect((await world.stored(order)).view.status).toBe('VOIDED');
    expect(world.payments.refunds).toEqual([{ orderId: order.view.id, reason: 'cancelled' }]);
    expect(world.stock.given).toMatchObject([{ as: 'RETURN' }]);
  });

  it('is refused once the kitchen has begun, and once its parcel is under way', async () => {
    world.parcels.booked(order, 'POSTED');
    await expect(cancelling()).rejects.toMatchObject({ code: 'ORDER_SHIPPED' });

    world.parcels.booked(order, 'PENDING');
    await world.cooked(order);
    await expect(cancelling()).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    expect((await world.stored(order)).view.status).toBe('COOKING');
  });

  it('is for its own customer, who finds no other order', async () => {
    const [owner, stranger] = [world.user('CUSTOMER'), world.user('CUSTOMER')];
    const theirs = await held('PAYMENT', owner.id);

    await expect(cancelling({ actor: stranger, orderId: theirs.view.id })).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    });
    await cancelling({ actor: owner, orderId: theirs.view.id });
    expect((await world.stored(theirs)).view.status).toBe('VOIDED');
  });
});

describe('saying no to an order that waits', () => {
  const rejecting = (id: string) =>
    new RejectOrder(world.changes, world.payments.api).execute({
      actor: world.waiter,
      orderId: id,
      reason: 'closing',
    });

  it('ends it with everything that it took, and may be asked again', async () => {
    const waiting = await held('APPROVAL');
    await rejecting(waiting.view.id);
    await rejecting(waiting.view.id);

    expect((await world.stored(waiting)).view).toMatchObject({ status: 'VOIDED', holdReason: 'APPROVAL' });
    expect(world.payments.refunds).toEqual([{ orderId: waiting.view.id, reason: 'closing' }]);
    expect([world.stock.given.length, traces()]).toEqual([1, ['order.rejected']]);
  });

  it('is refused for an order that the kitchen has', async () => {
    await expect(rejecting(order.view.id)).rejects.toMatchObject({ code: 'ORDER_NOT_HELD' });
  });
});

describe('an order that nobody pays', () => {
  const expiring = ({ view }: Order) =>
    new ExpireOrder(
      world.orders,
      world.changes,
      world.payments.api,
      world.parcels.api,
      world.unitOfWork,
      world.clock,
    ).execute({ outletId: view.outletId, orderId: view.id });

  it('ends once its charges are closed at their gateways', async () => {
    const waiting = await held('PAYMENT');
    await expiring(waiting);

    expect(world.payments.closed).toEqual([waiting.view.id]);
    expect((await world.stored(waiting)).view).toMatchObject({ status: 'VOIDED', expiredAt: world.clock.now() });
    expect(world.stock.given).toHaveLength(1);
  });

  it('is asked about again while somebody is paying', async () => {
    const waiting = await held('PAYMENT');
    world.payments.live = 1;

    await expect(expiring(waiting)).rejects.toMatchObject({ code: 'PAYMENT_PENDING' });
    expect((await world.stored(waiting)).view.status).toBe('HELD');
  });

  it('lives on when it turns out to be paid, has been handed over, or was never to expire', async () => {
    const [paid, sent] = [await held('PAYMENT'), await held('PAYMENT')];
    world.payments.onCloseAll = () => world.pay(paid, 30_000);
    world.parcels.booked(sent, 'IN_TRANSIT');

    for (const each of [paid, sent, order]) await expiring(each);

    expect((await world.stored(paid)).view.status).toBe('NEW');
    expect((await world.stored(sent)).view.status).toBe('HELD');
    expect((await world.stored(order)).view.status).toBe('NEW');
    expect(world.payments.closed).toEqual([paid.view.id]);
  });
});
