import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import type { Order } from './order.js';
import { mayExpire } from './order-expiry.js';

const ALL = { type: 'PERCENT', rate: 10_000, reason: 'birthday' } as const;
const NO_STATION = { station: null };
const pay = (order: Order, amount: number) => order.paid({ id: newId(), method: 'cash', amount, rounding: 0 }, anAct());
const told = (order: Order) => order.pullEvents().map(({ type }) => type);
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a bill of nothing', () => {
  it('is paid and settled as it is placed, and says so', () => {
    const order = anOrder().with('Tap water', 0).placed();

    expect(order.view).toMatchObject({ paymentStatus: 'PAID', paidAmount: 0, status: 'NEW' });
    expect(order.view.settledAt).toEqual(order.view.createdAt);
    expect(told(order)).toEqual(['NEW_ORDER', 'PAYMENT_UPDATED']);
  });

  it('is open again with a line that costs something, and paid again without it', () => {
    const order = anOrder().with('Tap water', 0).placed();
    order.pullEvents();

    order.addLines([aLine('Soto', 20_000)], anAct());
    expect(order.view).toMatchObject({ paymentStatus: 'PENDING', settledAt: null, totalAmount: 20_000 });
    expect(told(order)).toEqual(['ORDER_UPDATED', 'PAYMENT_UPDATED']);
    order.voidLine(order.lines[1]!.id, anAct());
    expect(order.view).toMatchObject({ paymentStatus: 'PAID', totalAmount: 0 });
    expect(told(order)).toEqual(['ORDER_UPDATED', 'PAYMENT_UPDATED']);
  });

  it('is what a discount of everything makes, and takes no payment', () => {
    const order = anOrder().with('Soto', 20_000).placed();
    order.applyDiscount(ALL, anAct());

    expect(order.view).toMatchObject({ paymentStatus: 'PAID', status: 'NEW' });
    expect(codeOf(() => order.payable(undefined))).toBe('ORDER_ALREADY_PAID');
    order.applyDiscount(null, anAct());
    expect(order.view).toMatchObject({ paymentStatus: 'PENDING', settledAt: null });
  });

  it('tells of itself also when what leaves it costs nothing', () => {
    const order = anOrder().with('Tap water', 0, 3).placed();
    order.pullEvents();

    order.split([{ lineId: order.lines[0]!.id, quantity: 1 }], { id: newId(), number: 'J-2' }, anAct());

    const settled = order.pullEvents().filter(({ type }) => type === 'PAYMENT_UPDATED');
    expect(settled.map(({ payload }) => payload['order_id'])).toEqual([order.view.id]);
  });

  it('is closed once it is done, never expires, and is neither paid nor settled once it is void', () => {
    const order = anOrder().with('Tap water', 0).placed();
    expect(mayExpire({ ...order.view, type: 'ONLINE' })).toBe(false);
    const other = anOrder().with('Tap water', 0).placed();
    order.advance('DONE', anAct());
    expect(codeOf(() => order.addLines([aLine('Soto', 20_000)], anAct()))).toBe('BILL_CLOSED');

    other.void(anAct('mistake'));
    expect(other.view).toMatchObject({ status: 'VOIDED', paymentStatus: 'PENDING', settledAt: null });
  });

  it('is settled where a line taken off leaves what was paid', () => {
    const order = anOrder().with('Soto', 20_000).with('Es Teh', 5_000).placed();
    pay(order, 20_000);
    expect(order.view).toMatchObject({ paymentStatus: 'PARTIALLY_PAID', settledAt: null });
    order.pullEvents();

    order.voidLine(order.lines[1]!.id, anAct());

    expect(order.view.paymentStatus).toBe('PAID');
    expect(order.view.settledAt).not.toBeNull();
    expect(told(order)).toContain('PAYMENT_UPDATED');
  });
});

describe('a sale over the counter that nobody has to make', () => {
  const bottle = () => anOrder().with('Bottle', 8_000, 2, NO_STATION).placed();

  it('is done as it is settled: paid, for nothing, or at a discount', () => {
    const [paid, free] = [bottle(), bottle()];
    pay(paid, 16_000);
    free.applyDiscount(ALL, anAct());

    for (const order of [paid, free, anOrder().with('Sample', 0, 1, NO_STATION).placed()]) {
      expect(order.view).toMatchObject({ status: 'DONE', paymentStatus: 'PAID' });
      expect(order.lines.every(({ status }) => status === 'DONE')).toBe(true);
    }
  });

  it('waits while something is due, or a station has to make a part of it', () => {
    const [open, mixed] = [bottle(), anOrder().with('Bottle', 8_000, 1, NO_STATION).with('Soto', 20_000).placed()];
    pay(open, 8_000);
    pay(mixed, 28_000);

    expect([open.view.status, mixed.view.status]).toEqual(['NEW', 'NEW']);
  });

  it('is done as well when what a station would have made is given back, and may be voided still', () => {
    const order = anOrder().with('Bakso', 17_350, 2).with('Bottle', 4_125, 3, NO_STATION).placed();
    pay(order, 47_075);
    const [bakso] = order.lines;
    const back = { lineId: bakso!.id, quantity: 1 };
    order.returned([back], anAct());
    expect(order.view.status).toBe('NEW');

    order.returned([back], anAct());

    expect(order.view.status).toBe('DONE');
    expect(order.lines.map(({ status }) => status)).toEqual(['NEW', 'DONE']);
    expect(order.void(anAct('returned'), '2026-11-21')).toMatchObject([{ quantity: 3, as: 'RETURN' }]);
  });

  it('is not done while the kitchen makes what was given back, or a part was never paid', () => {
    const [begun, due] = [1, 2].map(() =>
      anOrder().with('Bakso', 17_350).with('Bottle', 4_125, 1, NO_STATION).placed(),
    ) as [Order, Order];
    pay(begun, 21_475);
    begun.advanceLine(begun.lines[0]!.id, 'COOKING', anAct());
    pay(due, 17_350);

    for (const order of [begun, due]) order.returned([{ lineId: order.lines[0]!.id, quantity: 1 }], anAct());

    expect([begun.view.status, due.view.status]).toEqual(['COOKING', 'NEW']);
  });

  it('may be voided on its business date, with its goods back on the shelf, and on no other day', () => {
    const order = bottle();
    pay(order, 16_000);

    expect(codeOf(() => order.void(anAct('returned'), '2026-11-22'))).toBe('INVALID_TRANSITION');
    expect(order.void(anAct('returned'), '2026-11-21')).toMatchObject([{ quantity: 2, as: 'RETURN' }]);
    const cooked = anOrder().with('Soto', 20_000).placed();
    pay(cooked, 20_000);
    cooked.advance('DONE', anAct());
    expect(codeOf(() => cooked.void(anAct('late'), '2026-11-21'))).toBe('INVALID_TRANSITION');
  });
});

describe('what was served and nobody paid', () => {
  const served = () => {
    const order = anOrder().with('Soto', 20_000, 2).with('Es Teh', 5_000).placed();
    order.advance('DONE', anAct());
    order.pullEvents();
    order.pullChanges();
    return order;
  };

  it('is voided as a loss of all of it, and its stock is lost', () => {
    const order = served();

    expect(order.void(anAct('walked out'))).toMatchObject([{ as: 'WASTE' }, { as: 'WASTE' }]);
    expect(order.view.status).toBe('VOIDED');
    expect(order.pullEvents()).toMatchObject([{ type: 'ORDER_VOIDED', payload: { loss: true, amount: 45_000 } }]);
    expect(order.pullChanges()).toMatchObject([{ action: 'VOIDED', details: { loss: true, amount: 45_000 } }]);
  });

  it('is a loss line by line too, each told once', () => {
    const order = served();
    for (const { id } of order.lines) order.voidLine(id, anAct('walked out'));

    const losses = order.pullChanges().flatMap(({ details }) => (details['loss'] ? [details['amount']] : []));
    expect(losses).toEqual([40_000, 5_000]);
  });

  it('is refused while a part of it is paid', () => {
    const order = served();
    pay(order, 10_000);

    expect(codeOf(() => order.void(anAct('walked out')))).toBe('ORDER_HAS_PAYMENTS');
  });

  it('says what is allowed: never what it has just refused', () => {
    const order = served();
    const details = (work: () => unknown) => {
      try {
        return work();
      } catch (error) {
        return (error as { details: object }).details;
      }
    };
    expect(details(() => order.advance('COOKING', anAct()))).toMatchObject({ allowed_statuses: ['VOIDED'] });
    pay(order, 45_000);
    expect(details(() => order.void(anAct('late')))).toMatchObject({ current_status: 'DONE', allowed_statuses: [] });
  });
});
