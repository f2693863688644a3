import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';
import { OrderInTheKitchen } from './order-in-the-kitchen.js';
import { OrderWithLines } from './order-with-lines.js';
import { OrderWithMoney } from './order-with-money.js';
import type { Act } from './order-state.js';

const LATER = new Date('2026-11-21T06:30:00Z');
const act: Act = { actor: { kind: 'user', id: newId(), role: 'SUPERVISOR' }, at: LATER, reason: 'because' };
const cash = (amount: number) => ({ id: newId(), method: 'cash', amount, rounding: 0 });

/** Two Soto of 20,000, a Rawon of 30,000 and a bottle of 5,000, as it comes from the database. */
const loaded = (verbs: (order: Order) => void = () => undefined): Order => {
  const order = anOrder()
    .with('Soto', 20_000, 2)
    .with('Rawon', 30_000)
    .with('Air', 5_000, 1, { station: null })
    .placed({ tableSessionId: newId() });
  verbs(order);
  return Order.restore(order.view, order.lines);
};
const waiting = () => {
  const { view } = anOrder().with('Soto', 20_000).placed();
  const order = Order.place(
    { ...view, type: 'ONLINE', holdReason: 'PAYMENT' },
    [aLine('Soto', 20_000)],
    view.createdAt,
  );
  return Order.restore(order.view, order.lines);
};
const parked = () => {
  const { view, lines } = anOrder().with('Soto', 20_000).placed({ holdReason: 'PARKED' });
  return Order.restore(view, lines);
};
const expired = () => {
  const order = waiting();
  order.expire({ ...act, at: new Date('2026-11-21T05:30:00Z') });
  return Order.restore(order.view, order.lines);
};

/** Each verb of an order, where it changes something. */
const VERBS: Readonly<Record<string, [() => Order, (order: Order) => unknown]>> = {
  addLines: [loaded, (order) => order.addLines([aLine('Sate', 5_000)], act)],
  changeLine: [loaded, (order) => order.changeLine(order.lines[0]!.id, { quantity: 1 }, act)],
  discountLine: [
    loaded,
    (order) => order.discountLine(order.lines[0]!.id, { type: 'PERCENT', rate: 1_000, reason: 'late' }, act),
  ],
  compLine: [loaded, (order) => order.compLine(order.lines[0]!.id, 1, act)],
  priceLine: [loaded, (order) => order.priceLine(order.lines[0]!.id, 15_000, act)],
  voidLine: [loaded, (order) => order.voidLine(order.lines[0]!.id, act)],
  advance: [loaded, (order) => order.advance('COOKING', act)],
  advanceLine: [loaded, (order) => order.advanceLine(order.lines[0]!.id, 'COOKING', act)],
  release: [waiting, (order) => order.release(act)],
  placeLine: [loaded, (order) => order.placeLine(order.lines[0]!.id, { seat: 1, course: 2 }, act)],
  fireLines: [waiting, (order) => order.fireLines({}, act)],
  takeUp: [parked, (order) => order.takeUp('2026-11-22', act)],
  fireHeld: [waiting, (order) => order.fireHeld(act)],
  recallLine: [
    () => loaded((order) => order.advanceLine(order.lines[0]!.id, 'READY', act)),
    (order) => order.recallLine(order.lines[0]!.id, 'COOKING', act),
  ],
  applyDiscount: [loaded, (order) => order.applyDiscount({ type: 'PERCENT', rate: 1_000, reason: 'late' }, act)],
  changeDetails: [loaded, (order) => order.changeDetails({ guestCount: 2 }, act)],
  transfer: [loaded, (order) => order.transfer({ id: newId(), name: 'Garden', sessionId: null }, act)],
  joinSitting: [loaded, (order) => order.joinSitting(newId(), act)],
  ship: [loaded, (order) => order.ship({ trackingNumber: 'BR1', carrier: null }, act)],
  redirect: [loaded, (order) => order.redirect(act)],
  void: [loaded, (order) => order.void(act)],
  expire: [waiting, (order) => order.expire(act)],
  revive: [expired, (order) => order.revive(act)],
  split: [
    loaded,
    (order) => order.split([{ lineId: order.lines[0]!.id, quantity: 1 }], { id: newId(), number: 'A-2' }, act),
  ],
  merge: [loaded, (order) => order.merge(loaded(), act)],
  paid: [loaded, (order) => order.paid(cash(10_000), act)],
  attempted: [loaded, (order) => order.attempted('FAILED', newId(), act)],
  retendered: [
    () => loaded((order) => order.paid(cash(10_000), act)),
    (order) => order.retendered({ paymentId: newId(), from: 'cash', to: 'card_terminal' }, act),
  ],
  refunded: [() => loaded((order) => order.paid(cash(75_000), act)), (order) => order.refunded(75_000, act)],
  returned: [
    () => loaded((order) => order.paid(cash(75_000), act)),
    (order) => order.returned([{ lineId: order.lines[0]!.id, quantity: 1 }], act),
  ],
  exchanged: [loaded, (order) => order.exchanged({ orderId: newId(), amount: 5_000 }, act)],
  reopen: [() => loaded((order) => order.paid(cash(75_000), act)), (order) => order.reopen(act)],
  settleAgain: [
    () =>
      loaded((order) => {
        order.paid(cash(75_000), act);
        order.reopen(act);
      }),
    (order) => order.settleAgain(act),
  ],
  late: [loaded, (order) => order.late({ came: 5_000 }, act)],
};

describe('the version of an order', () => {
  it.each(Object.entries(VERBS))('is raised by one, with the time, when %s changes it', (_, [given, change]) => {
    const order = given();
    const { version } = order.view;

    change(order);

    expect(order.pullChanges()).not.toEqual([]);
    expect(order.view).toMatchObject({ version: version + 1, updatedAt: LATER });
  });

  it('is looked at here for every verb that there is', () => {
    const internal = [
      'constructor',
      'tellWhoLoses',
      'voidPieces',
      'endCoupon',
      'agree',
      'tellChanged',
      'assertMayReopen',
      'assertMayExchange',
    ];
    const verbs = [Order, OrderInTheKitchen, OrderWithLines, OrderWithMoney]
      .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype))
      .filter((name) => !internal.includes(name));

    expect(Object.keys(VERBS).sort()).toEqual(verbs.sort());
  });

  it('stays when a verb changes nothing', () => {
    const order = loaded((placed) => placed.advance('COOKING', act));
    const { version } = order.view;

    order.advance('COOKING', act);
    order.advanceLine(order.lines[0]!.id, 'COOKING', act);
    order.joinSitting(order.view.tableSessionId!, act);
    order.changeLine(order.lines[0]!.id, { quantity: 2 }, act);
    order.placeLine(order.lines[0]!.id, { seat: null }, act);
    order.fireLines({ course: 3 }, act);
    order.discountLine(order.lines[0]!.id, null, act);
    order.compLine(order.lines[0]!.id, 0, act);
    order.priceLine(order.lines[0]!.id, 20_000, act);
    order.changeDetails({ guestCount: null, note: null }, act);
    order.takeUp('2026-11-22', act);
    order.refunded(0, act);
    order.late({}, act);

    expect([order.pullChanges(), order.view.version]).toEqual([[], version]);
  });
});
