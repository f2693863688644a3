import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import { isOff, returnsOf } from './order-returns.js';

describe('pieces that are given back', () => {
  const coffee = aLine('Kopi', 15_000, 3);
  const cake = aLine('Kue', 9_000, 2, { status: 'COOKING' });
  const bottle = aLine('Air', 5_000, 2, { takesStock: false });

  it('go into stock again as long as nobody began, or as it is said', () => {
    const freed = (lineId: string, restock?: boolean) =>
      returnsOf([coffee, cake, bottle], [{ lineId, quantity: 2, restock }]).freed;
    const back = ({ productId }: typeof coffee) => [{ productId, quantity: 2, as: 'RETURN' }];
    expect(freed(coffee.id)).toEqual(back(coffee));
    expect(freed(coffee.id, false)).toEqual([]);
    expect(freed(cake.id)).toEqual([]);
    expect(freed(cake.id, true)).toEqual(back(cake));
    // A bottle that was handed over may come back broken: whoever has it in their hands says so.
    for (const status of ['NEW', 'DONE'] as const) {
      const sold = aLine('Botol', 5_000, 2, { station: null, status });
      const returned = (restock?: boolean) => returnsOf([sold], [{ lineId: sold.id, quantity: 2, restock }]).freed;
      expect([returned(), returned(false), returned(true)]).toEqual([[], [], back(sold)]);
    }
    const later = aLine('Puding', 9_000, 2, { status: 'HELD', holdReason: 'COURSE' });
    expect(returnsOf([later], [{ lineId: later.id, quantity: 2 }]).freed).toEqual(back(later));
    // The sale took none.
    expect(freed(bottle.id, true)).toEqual([]);
  });

  it('leave the kitchen when nobody began', () => {
    const { leaving, lines } = returnsOf(
      [coffee, cake],
      [
        { lineId: coffee.id, quantity: 1 },
        { lineId: cake.id, quantity: 1 },
        { lineId: coffee.id, quantity: 1 },
      ],
    );
    expect(leaving.map(({ line, quantity }) => [line.name, quantity])).toEqual([['Kopi', 2]]);
    expect(lines.map(({ name, refundedQuantity }) => [name, refundedQuantity])).toEqual([
      ['Kopi', 2],
      ['Kue', 1],
    ]);
  });

  it('are never more than were sold', () => {
    const once = returnsOf([coffee], [{ lineId: coffee.id, quantity: 2 }]);
    const twice = returnsOf(once.lines, [{ lineId: coffee.id, quantity: 2 }]);
    expect(twice.freed).toMatchObject([{ quantity: 1 }]);
    expect(returnsOf(twice.lines, [{ lineId: coffee.id, quantity: 1 }])).toEqual({ lines: [], leaving: [], freed: [] });
  });

  it('end an order in the kitchen when nothing else is left, and the bill stays what it was', () => {
    const order = anOrder().with('Kopi', 15_000, 2).with('Kue', 9_000).placed();
    const [first, second] = order.lines;
    order.paid({ id: 'payment', method: 'cash', amount: 39_000, rounding: 0 }, anAct());
    order.pullEvents();

    order.returned([{ lineId: first?.id ?? '', quantity: 2 }], anAct());
    expect([order.view.status, order.lines.map(isOff)]).toEqual(['NEW', [true, false]]);
    order.returned([{ lineId: second?.id ?? '', quantity: 1 }], anAct());

    expect(order.view).toMatchObject({ status: 'VOIDED', totalAmount: 39_000, paidAmount: 39_000 });
    expect(order.pullEvents().map(({ type, payload }) => [type, payload['change']])).toEqual([
      ['ORDER_UPDATED', 'REFUNDED'],
      ['ORDER_UPDATED', 'REFUNDED'],
      ['ORDER_VOIDED', undefined],
    ]);
  });

  it('come back at most as often as they were taken, whatever is refunded and voided: stock = sold − restocked', () => {
    const kinds = fc.record({
      line: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 4 }),
      restock: fc.constantFrom(undefined, true, false),
      begin: fc.boolean(),
    });
    // fast-check prints the seed and the path of a failure.
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 12 }), fc.boolean(), (acts, isVoided) => {
        const order = anOrder().with('Kopi', 15_000, 3).with('Kue', 9_000, 2).with('Teh', 4_000, 1).placed();
        const sold = new Map(order.lines.map((line) => [line.productId, line.quantity]));
        const back = new Map<string, number>();
        const take = (freed: readonly { productId: string; quantity: number; as: string }[]) => {
          for (const { productId, quantity, as } of freed) {
            if (as === 'RETURN') back.set(productId, (back.get(productId) ?? 0) + quantity);
          }
        };
        for (const { line, quantity, restock, begin } of acts) {
          const { id, status } = order.lines[line] ?? { id: '', status: 'NEW' };
          const current = order.lines[line];
          if (begin && current && !isOff(current) && status === 'NEW' && order.view.status !== 'VOIDED') {
            order.advanceLine(id, 'COOKING', anAct());
          }
          take(order.returned([{ lineId: id, quantity, restock }], anAct()));
        }
        if (isVoided && order.view.status !== 'VOIDED') take(order.void(anAct('left')));
        for (const [productId, quantity] of back) expect(quantity).toBeLessThanOrEqual(sold.get(productId) ?? 0);
        for (const line of order.lines) expect(line.refundedQuantity).toBeLessThanOrEqual(line.quantity);
      }),
    );
  });
});
