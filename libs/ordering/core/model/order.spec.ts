import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';
import type { OrderState } from './order-state.js';
import { ORDER_STATUSES, type OrderStatus } from './order-status.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing thrown';
};

const lineId = (order: Order, index = 0): string => order.lines[index]?.id ?? '';

const types = (order: Order) => order.pullEvents().map((event) => event.type);

describe('the life of an order', () => {
  const rank = (status: OrderStatus) => ORDER_STATUSES.indexOf(status);

  const LIFE = ORDER_STATUSES.filter((status) => status !== 'VOIDED' && status !== 'HELD');
  for (const from of LIFE) {
    for (const to of LIFE) {
      const verdict = from === to ? 'stays' : rank(to) > rank(from) ? 'moves' : 'refuses';

      it(`${verdict} when a ${from} order is asked to be ${to}`, () => {
        const order = anOrder().with('Soto', 20_000).placed();
        order.advance(from, anAct());
        order.pullEvents();

        if (verdict === 'refuses') {
          expect(codeOf(() => order.advance(to, anAct()))).toBe('INVALID_TRANSITION');
          expect(order.view.status).toBe(from);
        } else {
          expect(order.advance(to, anAct())).toBe(verdict === 'moves');
          expect(order.view.status).toBe(to);
          expect(order.lines.every((line) => line.status === to)).toBe(true);
          expect(types(order)).toEqual(verdict === 'moves' ? ['ORDER_STATUS_CHANGED'] : []);
        }
      });
    }
  }

  it('tells which states are allowed when it refuses', () => {
    const order = anOrder().with('Soto', 20_000).placed();
    order.advance('READY', anAct());

    expect(() => order.advance('COOKING', anAct())).toThrow(
      expect.objectContaining({ details: { current_status: 'READY', allowed_statuses: ['DONE', 'VOIDED'] } }),
    );
  });

  it('follows its lines: cooking while one cooks, ready when all are', () => {
    const order = anOrder().with('Soto', 20_000).with('Es Teh', 5_000, 1, { station: 'bar' }).placed();

    order.advanceLine(lineId(order, 1), 'READY', anAct());
    expect(order.view.status).toBe('COOKING');
    order.advanceLine(lineId(order, 0), 'READY', anAct());
    expect(order.view.status).toBe('READY');
  });

  it('is not held up by what no station makes', () => {
    const order = anOrder().with('Soto', 20_000).with('Croissant', 15_000, 1, { station: null }).placed();

    order.advanceLine(lineId(order, 0), 'READY', anAct());

    expect(order.view.status).toBe('READY');
    expect(order.lines.map((line) => line.status)).toEqual(['READY', 'READY']);
  });

  it('cannot be voided once it is done and paid', () => {
    const order = anOrder().with('Soto', 20_000).placed();
    order.advance('DONE', anAct());
    order.paid({ id: newId(), method: 'cash', amount: 20_000, rounding: 0 }, anAct());

    expect(codeOf(() => order.void(anAct('late')))).toBe('INVALID_TRANSITION');
  });

  it('is back in the kitchen when a round is added to what was ready', () => {
    const order = anOrder().with('Soto', 20_000).placed();
    order.advance('READY', anAct());

    order.addLines([aLine('Es Teh', 5_000)], anAct());

    expect(order.view).toMatchObject({ status: 'COOKING', totalAmount: 25_000 });
  });
});

describe('voiding', () => {
  it('returns the stock of lines that nobody began, and writes off the rest', () => {
    const order = anOrder().with('Soto', 20_000, 2).with('Es Teh', 5_000).placed();
    order.advanceLine(lineId(order, 0), 'COOKING', anAct());

    expect(order.void(anAct('left'))).toEqual([
      { productId: order.lines[0]?.productId, quantity: 2, as: 'WASTE' },
      { productId: order.lines[1]?.productId, quantity: 1, as: 'RETURN' },
    ]);
  });

  it('gives stock back once, however often it is asked', () => {
    const order = anOrder().with('Soto', 20_000).placed();

    expect(order.voidLine(lineId(order), anAct())).toHaveLength(1);
    expect(order.voidLine(lineId(order), anAct())).toEqual([]);
    expect(order.void(anAct())).toEqual([]);
  });

  it('ends the order with its last line', () => {
    const order = anOrder().with('Soto', 20_000).placed();
    order.pullEvents();

    order.voidLine(lineId(order), anAct('wrong'));

    expect(order.view).toMatchObject({ status: 'VOIDED', totalAmount: 0 });
    expect(types(order)).toEqual(['ORDER_UPDATED', 'ORDER_VOIDED']);
  });

  it('never makes a bill smaller than what was paid for it', () => {
    const order = anOrder().with('Soto', 20_000).with('Es Teh', 5_000).placed();
    order.paid({ id: newId(), method: 'cash', amount: 10_000, rounding: 0 }, anAct());

    expect(codeOf(() => order.voidLine(lineId(order, 0), anAct()))).toBe('ORDER_HAS_PAYMENTS');
    expect(codeOf(() => order.voidLine(lineId(order, 1), anAct()))).toBe('nothing thrown');
  });
});

describe('a coupon with a minimum', () => {
  const withCoupon = (coupon: OrderState['coupon']): Order => {
    const { view, lines } = anOrder().with('Soto', 60_000).with('Rawon', 30_000).with('Es Teh', 10_000).placed();
    const priced = Order.place({ ...view, coupon, couponCode: 'OFF' }, lines, view.createdAt);
    return Order.restore(priced.view, priced.lines);
  };
  const TENTH = { type: 'PERCENT', rate: 1_000, minimum: 90_000 } as const;
  const last = (order: Order) => order.pullChanges().map(({ action, details }) => [action, details]);

  it('stays while the lines that are left are worth it, to the unit', () => {
    const order = withCoupon(TENTH);

    order.voidLine(lineId(order, 2), anAct());

    expect(order.view).toMatchObject({ couponCode: 'OFF', couponDiscount: 9_000, totalAmount: 81_000 });
    expect(order.freesCoupon).toBe(false);
  });

  it('is taken off, and its use is free, as soon as they are not', () => {
    const order = withCoupon(TENTH);

    order.voidLine(lineId(order, 1), anAct());

    expect(order.view).toMatchObject({ couponCode: null, coupon: null, couponDiscount: 0, totalAmount: 70_000 });
    expect(order.freesCoupon).toBe(true);
    expect(last(order)).toEqual([
      ['LINE_VOIDED', {}],
      ['COUPON_ENDED', { coupon_code: 'OFF' }],
    ]);
  });

  it('is the order’s until the end, when it ends', () => {
    const order = withCoupon({ type: 'FIXED', amount: 5_000 });
    for (const { id } of order.lines) order.voidLine(id, anAct());

    expect(order.view).toMatchObject({ status: 'VOIDED', couponCode: 'OFF' });
    expect(order.freesCoupon).toBe(true);
  });

  it('is lost by no bill for being split, and by each when its own share gets too small', () => {
    const order = withCoupon({ type: 'FIXED', amount: 10_000, minimum: 90_000 });
    const other = order.split(
      [{ lineId: lineId(order, 0) }, { lineId: lineId(order, 2) }],
      { id: newId(), number: 'J' },
      anAct(),
    );
    expect([order.view.coupon, other.view.coupon]).toEqual([
      { type: 'FIXED', amount: 3_000, minimum: 27_000 },
      { type: 'FIXED', amount: 7_000, minimum: 63_000 },
    ]);

    other.voidLine(lineId(other, 1), anAct());

    expect(order.view).toMatchObject({ couponCode: 'OFF', totalAmount: 27_000 });
    expect(other.view).toMatchObject({ couponCode: null, totalAmount: 60_000 });
  });
});

describe('paying', () => {
  it('adds up share by share, with the rounding of each in the total', () => {
    const order = anOrder().with('Paket', 100_000).placed();

    order.paid({ id: newId(), method: 'cash', amount: 33_300, rounding: -34 }, anAct());
    expect(order.view).toMatchObject({ paymentStatus: 'PARTIALLY_PAID', totalAmount: 99_966 });
    expect(order.amountDue).toBe(66_666);
    order.paid({ id: newId(), method: 'cash', amount: 33_300, rounding: -33 }, anAct());
    order.paid({ id: newId(), method: 'cash', amount: 33_300, rounding: -33 }, anAct());

    expect(order.view).toMatchObject({
      paymentStatus: 'PAID',
      rounding: -100,
      totalAmount: 99_900,
      paidAmount: 99_900,
    });
  });

  it('refuses more than is due, and anything for a bill that is paid or void', () => {
    const order = anOrder().with('Paket', 100_000).placed();

    expect(codeOf(() => order.payable(100_001))).toBe('AMOUNT_OVER_DUE');
    order.paid({ id: newId(), method: 'cash', amount: 100_000, rounding: 0 }, anAct());
    expect(codeOf(() => order.payable(undefined))).toBe('ORDER_ALREADY_PAID');
    expect(codeOf(() => order.addLines([aLine('Es', 1)], anAct()))).toBe('BILL_CLOSED');
  });

  it('is partly refunded until all of it went back', () => {
    const order = anOrder().with('Paket', 100_000).placed();
    order.paid({ id: newId(), method: 'cash', amount: 100_000, rounding: 0 }, anAct());

    order.refunded(40_000, anAct());
    expect(order.view.paymentStatus).toBe('PARTIALLY_REFUNDED');
    order.refunded(60_000, anAct());
    expect(order.view.paymentStatus).toBe('REFUNDED');
  });
});

describe('splitting and merging', () => {
  it('moves lines with their ids, so that the kitchen is never asked again', () => {
    const order = anOrder().with('Soto', 20_000).with('Rawon', 30_000).placed();
    order.pullEvents();
    const soto = lineId(order, 0);
    order.advanceLine(soto, 'COOKING', anAct());
    order.pullEvents();

    const other = order.split([{ lineId: soto }], { id: newId(), number: 'JKT-2' }, anAct());

    expect(other.lines).toMatchObject([{ id: soto, status: 'COOKING' }]);
    expect(other.view).toMatchObject({ totalAmount: 20_000, status: 'COOKING', splitFrom: order.view.id });
    expect(order.view).toMatchObject({ totalAmount: 30_000, status: 'NEW' });
    expect([...types(order), ...types(other)]).not.toContain('NEW_ORDER');
  });

  it('remembers which line pieces were cooked as', () => {
    const order = anOrder().with('Sate', 5_000, 10).placed();
    const sate = lineId(order);

    const other = order.split([{ lineId: sate, quantity: 4 }], { id: newId(), number: 'JKT-2' }, anAct());

    expect(other.lines).toMatchObject([{ quantity: 4, splitFrom: sate, total: 20_000 }]);
    expect(order.lines).toMatchObject([{ id: sate, quantity: 6, total: 30_000 }]);
  });

  it('leaves something on the bill', () => {
    const order = anOrder().with('Sate', 5_000).placed();

    expect(codeOf(() => order.split([{ lineId: lineId(order) }], { id: newId(), number: 'J' }, anAct()))).toBe(
      'SPLIT_TAKES_ALL',
    );
  });

  it.each([
    { type: 'FIXED', amount: 10_001, minimum: 70_000 },
    { type: 'PERCENT', rate: 1_250, minimum: 70_000 },
  ] as const)('makes the bill what it was when its parts come together again, with $type off', (coupon) => {
    const { view, lines } = anOrder().with('Soto', 33_333).with('Rawon', 30_001, 2).placed();
    const whole = Order.place({ ...view, coupon, couponCode: 'OFF' }, lines, view.createdAt);
    whole.applyDiscount({ type: 'FIXED', amount: 7_777, reason: 'regular' }, anAct());
    const { coupon: terms, discount, discountTotal, totalAmount } = whole.view;

    const other = whole.split([{ lineId: lineId(whole, 1), quantity: 1 }], { id: newId(), number: 'J' }, anAct());
    expect(whole.view.totalAmount + other.view.totalAmount).toBe(totalAmount);
    whole.merge(other, anAct());

    expect(whole.view).toMatchObject({ coupon: terms, discount, discountTotal, totalAmount });
    expect(other.view).toMatchObject({ status: 'VOIDED', coupon: null, discount: null });
  });

  it('keeps what each bill of its own had off', () => {
    const [target, source] = [anOrder().with('Soto', 20_000).placed(), anOrder().with('Rawon', 30_000).placed()];
    const off = { type: 'FIXED', amount: 5_000, reason: 'regular' } as const;
    for (const order of [target, source]) order.applyDiscount(off, anAct());

    target.merge(source, anAct());

    expect(target.view).toMatchObject({ discount: off, discountTotal: 10_000, totalAmount: 40_000 });
  });

  it('ends a merged bill without a void and without freed stock', () => {
    const target = anOrder().with('Soto', 20_000).placed();
    const source = anOrder().with('Rawon', 30_000).placed();
    const rawon = lineId(source);
    source.pullEvents();

    target.merge(source, anAct());

    expect(target.view.totalAmount).toBe(50_000);
    expect(target.lines.map((line) => line.id)).toContain(rawon);
    expect(source.view).toMatchObject({ status: 'VOIDED', mergedInto: target.view.id, totalAmount: 0 });
    expect(types(source)).toEqual([]);
  });
});

describe('sending an order', () => {
  const parcel = { trackingNumber: 'AA123456785BR', carrier: 'Correios PAC' };

  it('tells of its number and carrier, and moves nothing else', () => {
    const order = anOrder().with('Sate', 5_000).placed();
    const { status } = order.view;
    order.pullEvents();
    order.ship(parcel, anAct());
    const [event] = order.pullEvents();
    expect(event).toMatchObject({
      type: 'ORDER_UPDATED',
      payload: { change: 'SHIPPED', tracking_number: 'AA123456785BR', carrier: 'Correios PAC' },
    });
    expect(order.view.status).toBe(status);
    expect(order.pullChanges()).toMatchObject([{ action: 'SHIPPED', details: { tracking_number: 'AA123456785BR' } }]);
  });

  it('is refused once it is voided', () => {
    const order = anOrder().with('Sate', 5_000).placed();
    order.void(anAct());
    expect(codeOf(() => order.ship(parcel, anAct()))).toBe('ORDER_VOIDED');
  });
});
