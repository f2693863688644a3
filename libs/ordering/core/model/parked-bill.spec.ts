import { describe, expect, it } from '@jest/globals';

import { anAct, anOrder } from '../../testing/an-order.js';
import { mayExpire, termOf } from './order-expiry.js';
import { Order } from './order.js';

const DAY_MS = 86_400_000;

/** Two soups of a first course, a cake of a second, and a bottle that nobody makes: 85,000. */
const dinner = () =>
  anOrder()
    .with('Soup', 20_000, 2, { course: 1 })
    .with('Cake', 40_000, 1, { course: 2 })
    .with('Water', 5_000, 1, { station: null });
const parked = () => stored(dinner().placed({ holdReason: 'PARKED' }));
const stored = (order: Order): Order => {
  order.pullEvents();
  order.pullChanges();
  return Order.restore(order.view, order.lines);
};
const standing = ({ lines }: Order) => lines.map(({ name, status, holdReason }) => [name, status, holdReason]);
const told = (order: Order) => order.pullEvents().map(({ type, payload }) => [type, payload['change'] ?? null]);

describe('a parked bill', () => {
  it('has its price and waits whole; stations have nothing of it to make or to hear of', () => {
    const order = dinner().placed({ holdReason: 'PARKED' });

    expect(order.view).toMatchObject({
      status: 'HELD',
      holdReason: 'PARKED',
      paymentStatus: 'PENDING',
      totalAmount: 85_000,
      parkedAt: order.view.createdAt,
    });
    expect(standing(order)).toEqual([
      ['Soup', 'HELD', 'PARKED'],
      ['Cake', 'HELD', 'PARKED'],
      ['Water', 'HELD', 'PARKED'],
    ]);
    expect(order.demand).toBeNull();
    const [placed, ...more] = order.pullEvents();
    expect(placed).toMatchObject({ type: 'NEW_ORDER', payload: { hold_reason: 'PARKED', items: [] } });
    expect(more).toEqual([]);
  });

  it('is changed as it pleases, and takes or frees no stock', () => {
    const order = parked();
    const [soup] = order.lines;

    expect(order.changeLine(soup!.id, { quantity: 5, note: 'hot' }, anAct())).toEqual([]);
    expect(order.changeLine(soup!.id, { quantity: 1 }, anAct())).toEqual([]);
    order.compLine(soup!.id, 1, anAct('late'));
    // One more of a line that has a piece on the house is a line of its own, and waits as well.
    order.changeLine(soup!.id, { quantity: 2 }, anAct());
    expect(order.voidLine(order.lines[1]!.id, anAct())).toEqual([]);

    expect(standing(order)).toEqual([
      ['Soup', 'HELD', 'PARKED'],
      ['Cake', 'VOIDED', 'PARKED'],
      ['Water', 'HELD', 'PARKED'],
      ['Soup', 'HELD', 'PARKED'],
    ]);
    expect(order.view).toMatchObject({ status: 'HELD', totalAmount: 25_000 });
    expect(order.demand).toBeNull();
    expect(order.void(anAct('gone'))).toEqual([]);
    expect(order.view).toMatchObject({ status: 'VOIDED', holdReason: 'PARKED' });
  });

  it('is taken up once: its lowest course goes out, on the business date of that day, and stations hear of a new order', () => {
    const order = parked();
    expect(order.takeUp('2026-11-22', anAct())).toBe(true);

    expect(order.view).toMatchObject({ status: 'NEW', holdReason: null, businessDate: '2026-11-22', version: 2 });
    expect(standing(order)).toEqual([
      ['Soup', 'NEW', null],
      ['Cake', 'HELD', 'COURSE'],
      ['Water', 'NEW', null],
    ]);
    expect(order.demand?.lines.map(({ name, pieces }) => [name, pieces])).toEqual([['Soup', 2]]);
    const events = order.pullEvents();
    expect(events).toMatchObject([
      { type: 'ORDER_STATUS_CHANGED', payload: { status: 'NEW', previous_status: 'HELD' } },
      { type: 'NEW_ORDER', payload: { fired: true, items: [{ name: 'Soup' }, { name: 'Water' }] } },
    ]);
    expect(order.takeUp('2026-11-23', anAct())).toBe(false);
    expect(order.view.businessDate).toBe('2026-11-22');
  });

  it('is no way into the kitchen but by being taken up', () => {
    const order = parked();
    for (const verb of [
      () => order.advance('ACCEPTED', anAct()),
      () => order.advance('DONE', anAct()),
      () => order.fireLines({}, anAct()),
      () => order.fireLines({ course: 2 }, anAct()),
    ]) {
      expect(verb).toThrow(expect.objectContaining({ code: 'ORDER_PARKED' }));
    }
    expect(() => order.advanceLine(order.lines[0]!.id, 'READY', anAct())).toThrow(
      expect.objectContaining({ code: 'LINE_HELD' }),
    );
    expect(order.view).toMatchObject({ status: 'HELD', version: 1 });
  });

  it('is not settled while it is parked, also where nothing is to be paid; then, of what nobody makes, it is over', () => {
    const order = stored(anOrder().with('Water', 0, 1, { station: null }).placed({ holdReason: 'PARKED' }));
    expect(order.view).toMatchObject({ status: 'HELD', paymentStatus: 'PENDING', settledAt: null });
    expect(order.isFree).toBe(false);

    order.takeUp('2026-11-21', anAct());
    expect(order.view).toMatchObject({ status: 'DONE', paymentStatus: 'PAID' });
    expect(told(order).map(([type]) => type)).toEqual([
      'ORDER_STATUS_CHANGED',
      'NEW_ORDER',
      'PAYMENT_UPDATED',
      'ORDER_STATUS_CHANGED',
    ]);
  });

  it('is split and merged with others that are parked, and with no other', () => {
    const order = parked();
    const other = order.split([{ lineId: order.lines[0]!.id, quantity: 1 }], { id: 'b', number: 'JKT-2' }, anAct());
    expect(other.view).toMatchObject({ status: 'HELD', holdReason: 'PARKED', parkedAt: order.view.parkedAt });
    expect(standing(other)).toEqual([['Soup', 'HELD', 'PARKED']]);
    order.merge(other, anAct());
    expect(order.view).toMatchObject({ status: 'HELD', totalAmount: 85_000 });
    expect(order.demand).toBeNull();
    expect(() => order.merge(stored(dinner().placed()), anAct())).toThrow(
      expect.objectContaining({ code: 'ORDER_PARKED' }),
    );
  });

  it('ends after a day, and no money that comes late brings it back', () => {
    const order = parked();
    const { view } = order;
    expect([mayExpire(view), termOf(view, 1_000)]).toEqual([true, DAY_MS]);
    order.expire(anAct());
    expect(order.view).toMatchObject({ status: 'VOIDED', expiredAt: expect.any(Date) });
    expect(order.lines.map(({ voidReason }) => voidReason)).toEqual(Array(3).fill('PARKED_TOO_LONG'));
    order.takeUp('2026-11-22', anAct());
    expect(order.view.status).toBe('VOIDED');
  });
});

describe('more of a line that waits for its course and has a piece on the house', () => {
  it('waits as well, as a line of its own', () => {
    const order = stored(dinner().placed());
    const cake = order.lines[1]!.id;
    order.compLine(cake, 1, anAct('late'));
    order.changeLine(cake, { quantity: 3 }, anAct());
    expect(standing(order).slice(1)).toEqual([
      ['Cake', 'HELD', 'COURSE'],
      ['Water', 'NEW', null],
      ['Cake', 'HELD', 'COURSE'],
    ]);
    order.fireLines({ course: 2 }, anAct());
    expect(order.lines.filter(({ name }) => name === 'Cake').map(({ status, quantity }) => [status, quantity])).toEqual(
      [
        ['NEW', 1],
        ['NEW', 2],
      ],
    );
  });
});
