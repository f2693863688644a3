import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';

const TODAY = '2026-11-21';
const cash = (amount: number) => ({ id: newId(), method: 'cash', amount, rounding: 0 });

/** A soup of 20,000 and two teas of 5,000, paid and served. */
function settledBill(more: (order: Order) => void = () => undefined): Order {
  const order = anOrder().with('Soto', 20_000).with('Es Teh', 5_000, 2, { station: 'bar' }).placed();
  order.advance('DONE', anAct());
  order.paid(cash(30_000), anAct());
  more(order);
  return Order.restore(order.view, order.lines);
}
const reopenedBill = (more?: (order: Order) => void): Order => {
  const order = settledBill(more);
  order.reopen(anAct('cold soup'));
  return Order.restore(order.view, order.lines);
};
const money = ({ view }: Order) => [
  view.paymentStatus,
  view.totalAmount,
  view.paidAmount,
  view.refundedAmount,
  view.settledAt !== null,
];
const idOf = (order: Order, name: string): string => order.lines.find((line) => line.name === name)?.id ?? '';

describe('a bill that is opened again', () => {
  it('keeps its payments, counts up, and is open to lines', () => {
    const order = settledBill();
    order.pullEvents();

    order.reopen(anAct('cold soup'));

    expect(money(order)).toEqual(['PARTIALLY_PAID', 30_000, 30_000, 0, false]);
    expect([order.view.settlement, order.view.status, order.amountDue]).toEqual([2, 'DONE', 0]);
    expect(order.pullEvents().map(({ type, payload }) => [type, (payload as { change?: string }).change])).toEqual([
      ['ORDER_UPDATED', 'REOPENED'],
      ['PAYMENT_UPDATED', undefined],
    ]);
  });

  it('tells in its history what was sold until then', () => {
    const order = settledBill();
    order.reopen(anAct('cold soup'));

    const [entry] = order.pullChanges();
    expect(entry).toMatchObject({
      action: 'REOPENED',
      reason: 'cold soup',
      details: { settlement: 2, sale: { settlement: 1, billed: 30_000, items_count: 3, gross_sales: 30_000 } },
    });
    expect((entry?.details['sale'] as { lines: unknown[] }).lines).toMatchObject([
      { product_id: order.lines[0]?.productId, quantity: 1, total: 20_000 },
      { product_id: order.lines[1]?.productId, quantity: 2, total: 10_000 },
    ]);
  });

  it('goes back to the kitchen with what is added, and is settled when that is paid', () => {
    const order = reopenedBill();
    order.addLines([aLine('Rawon', 25_000)], anAct());
    expect([order.view.status, order.amountDue, ...money(order)]).toEqual([
      ...['COOKING', 25_000],
      ...['PARTIALLY_PAID', 55_000, 30_000, 0, false],
    ]);

    order.paid(cash(25_000), anAct());

    expect([...money(order), order.view.settlement]).toEqual(['PAID', 55_000, 55_000, 0, true, 2]);
  });

  it('costs never less than was paid: refund first', () => {
    const order = reopenedBill();
    const soup = idOf(order, 'Soto');
    expect(() => order.voidLine(soup, anAct())).toThrow(expect.objectContaining({ code: 'ORDER_HAS_PAYMENTS' }));

    order.refunded(20_000, anAct());
    expect([order.amountDue, ...money(order)]).toEqual([20_000, 'PARTIALLY_PAID', 30_000, 10_000, 0, false]);

    order.voidLine(soup, anAct());
    expect(money(order)).toEqual(['PAID', 10_000, 10_000, 0, true]);
  });

  it('takes what went back before as given for the lines that are taken off now', () => {
    const order = reopenedBill((sold) => sold.refunded(20_000, anAct('cold soup')));
    expect([order.amountDue, ...money(order)]).toEqual([0, 'PARTIALLY_PAID', 30_000, 30_000, 20_000, false]);

    order.voidLine(idOf(order, 'Soto'), anAct());

    expect(money(order)).toEqual(['PAID', 10_000, 10_000, 0, true]);
    expect(order.pullChanges().map(({ action, details }) => [action, details['amount']])).toContainEqual([
      'REFUND_ABSORBED',
      20_000,
    ]);
  });

  it('takes no more for given than went back, and none of what went back for pieces', () => {
    const less = reopenedBill((sold) => sold.refunded(19_999, anAct('goodwill')));
    const forPieces = reopenedBill((sold) => {
      sold.refunded(5_000, anAct(), { isForPieces: true });
      sold.returned([{ lineId: idOf(sold, 'Es Teh'), quantity: 1 }], anAct());
    });

    for (const order of [less, forPieces]) {
      const before = money(order);
      expect(() => order.voidLine(idOf(order, 'Soto'), anAct())).toThrow(
        expect.objectContaining({ code: 'ORDER_HAS_PAYMENTS' }),
      );
      expect(money(order)).toEqual(before);
    }
  });

  it('asks for no money that was given back for goodwill', () => {
    const order = reopenedBill((sold) => sold.refunded(3_000, anAct('slow')));
    order.addLines([aLine('Rawon', 25_000)], anAct());
    order.paid(cash(25_000), anAct());

    expect(money(order)).toEqual(['PARTIALLY_REFUNDED', 55_000, 55_000, 3_000, true]);
  });

  describe('with a line of which pieces were given back', () => {
    const REFUSED = expect.objectContaining({ code: 'LINE_REFUNDED' });
    /** Three cakes of 10,000 from the shelf, one of which came back for its money. */
    const withOneBack = (station: string | null = null, back = 1) => {
      const order = anOrder().with('Lapis', 10_000, 3, { station, takesStock: true }).placed();
      order.advance('DONE', anAct());
      order.paid(cash(30_000), anAct());
      order.refunded(10_000 * back, anAct(), { isForPieces: true });
      order.returned([{ lineId: idOf(order, 'Lapis'), quantity: back, restock: false }], anAct());
      const sold = Order.restore(order.view, order.lines);
      sold.reopen(anAct('another one'));
      return Order.restore(sold.view, sold.lines);
    };
    const pieces = ({ lines }: Order) =>
      lines.map(({ status, quantity, refundedQuantity: back, total }) => [status === 'VOIDED', quantity, back, total]);

    it('strikes those that are left, once their money went back, and frees their stock alone', () => {
      const order = withOneBack();
      const cake = idOf(order, 'Lapis');
      expect(() => order.voidLine(cake, anAct())).toThrow(expect.objectContaining({ code: 'ORDER_HAS_PAYMENTS' }));
      expect(pieces(order)).toEqual([[false, 3, 1, 30_000]]);

      order.refunded(10_000, anAct('dry'));
      const freed = order.changeLine(cake, { quantity: 2 }, anAct('dry'));
      expect(freed.map(({ quantity }) => quantity)).toEqual([1]);
      expect(pieces(order).slice(0, 1)).toEqual([[false, 2, 1, 20_000]]);
      expect(money(order)).toEqual(['PARTIALLY_REFUNDED', 20_000, 20_000, 10_000, true]);
    });

    it('strikes all that are left: those that were given back stay, with what was given for them', () => {
      const order = withOneBack('kitchen');
      const cake = idOf(order, 'Lapis');
      order.refunded(20_000, anAct('dry'));

      const freed = order.voidLine(cake, anAct('dry'));

      expect(freed).toEqual([expect.objectContaining({ quantity: 2, as: 'WASTE' })]);
      expect(pieces(order)).toEqual([
        [false, 1, 1, 10_000],
        [true, 2, 0, 20_000],
      ]);
      expect([order.amountDue, order.view.totalAmount, order.view.paidAmount, order.view.refundedAmount]).toEqual([
        ...[0, 10_000, 10_000, 10_000],
      ]);
      expect(() => order.voidLine(cake, anAct())).toThrow(expect.anything());
    });

    it('takes more of it as a line of its own', () => {
      const order = withOneBack();
      order.changeLine(idOf(order, 'Lapis'), { quantity: 4 }, anAct());

      expect(pieces(order)).toEqual([
        [false, 3, 1, 30_000],
        [false, 1, 0, 10_000],
      ]);
      expect(order.amountDue).toBe(10_000);
    });

    it('changes nothing else of it, and none of those that were given back', () => {
      const order = withOneBack(null, 2);
      const cake = idOf(order, 'Lapis');
      const before = pieces(order);
      for (const change of [
        () => order.changeLine(cake, { quantity: 1 }, anAct()),
        () => order.changeLine(cake, { note: 'warm' }, anAct()),
        () => order.changeLine(cake, { quantity: 2, note: 'warm' }, anAct()),
        () => order.discountLine(cake, { type: 'FIXED', amount: 1_000, reason: 'dry' }, anAct()),
        () => order.compLine(cake, 1, anAct('dry')),
        () => order.priceLine(cake, 9_000, anAct('dry')),
      ]) {
        expect(change).toThrow(REFUSED);
      }
      expect(pieces(order)).toEqual(before);
      expect(() => {
        const all = settledBill((sold) => {
          sold.refunded(10_000, anAct(), { isForPieces: true });
          sold.returned([{ lineId: idOf(sold, 'Es Teh'), quantity: 2 }], anAct());
        });
        all.reopen(anAct());
        all.voidLine(idOf(all, 'Es Teh'), anAct());
      }).toThrow(REFUSED);
    });
  });

  it('is settled again as it is, once, when nothing is due', () => {
    const order = reopenedBill((sold) => sold.refunded(3_000, anAct('slow')));
    order.settleAgain(anAct());
    expect(money(order)).toEqual(['PARTIALLY_REFUNDED', 30_000, 30_000, 3_000, true]);
    expect(() => order.settleAgain(anAct())).toThrow(expect.objectContaining({ code: 'BILL_CLOSED' }));

    const owing = reopenedBill();
    owing.addLines([aLine('Rawon', 25_000)], anAct());
    expect(() => owing.settleAgain(anAct())).toThrow(expect.objectContaining({ code: 'BILL_DUE' }));
  });

  it('may be opened again, and again', () => {
    const order = reopenedBill();
    order.settleAgain(anAct());
    order.reopen(anAct());
    expect([order.view.settlement, ...money(order)]).toEqual([3, 'PARTIALLY_PAID', 30_000, 30_000, 0, false]);
  });

  it('is refused for one that is open, void, all given back, or of another day', () => {
    const open = anOrder().with('Soto', 20_000).placed();
    const voided = anOrder().with('Soto', 20_000).placed();
    voided.void(anAct('left'));
    const refunded = settledBill((order) => order.refunded(30_000, anAct()));
    const code = (order: Order, today = TODAY) => {
      try {
        order.assertMayReopen(today);
      } catch (error) {
        return (error as { code: string }).code;
      }
      return null;
    };
    expect([open, voided, refunded, settledBill()].map((order) => code(order))).toEqual([
      ...['BILL_OPEN', 'BILL_VOIDED', 'BILL_CLOSED', null],
    ]);
    expect(code(settledBill(), '2026-11-22')).toBe('REOPEN_TOO_LATE');
  });
});

describe('money that goes back of a bill that is still open', () => {
  it('is due again, and the bill stays open to lines', () => {
    const order = anOrder().with('Soto', 20_000, 2).placed();
    order.paid(cash(15_000), anAct());

    order.refunded(15_000, anAct());

    expect([order.amountDue, ...money(order)]).toEqual([40_000, 'PENDING', 40_000, 0, 0, false]);
    order.addLines([aLine('Rawon', 25_000)], anAct());
    expect(order.amountDue).toBe(65_000);
  });

  it('for pieces is not due again: they are off the bill', () => {
    const order = anOrder().with('Soto', 20_000, 2).placed();
    order.paid(cash(25_000), anAct());

    order.refunded(20_000, anAct(), { isForPieces: true });
    expect([order.amountDue, ...money(order)]).toEqual([15_000, 'PARTIALLY_PAID', 40_000, 25_000, 20_000, false]);

    order.paid(cash(15_000), anAct());
    expect(money(order)).toEqual(['PARTIALLY_REFUNDED', 40_000, 40_000, 20_000, true]);
  });

  it('is no more than is left of what was paid', () => {
    const order = anOrder().with('Soto', 20_000, 2).placed();
    order.paid(cash(15_000), anAct());
    order.refunded(5_000, anAct(), { isForPieces: true });
    expect(() => order.refunded(10_001, anAct())).toThrow(expect.objectContaining({ code: 'REFUND_TOO_LARGE' }));
  });
});
