import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId } from '#libs/kernel';
import type { BillPart, PaymentView } from '#libs/payments';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { aLine, anOrder } from '../../testing/an-order.js';
import { amountOfPart, liveAlike } from './bill-part.js';
import { Order } from './order.js';

const payment = (amount: number, part: BillPart | null, more: Partial<PaymentView> = {}): PaymentView =>
  ({
    id: newId(),
    method: 'pix',
    status: 'PENDING',
    isGivenUp: false,
    expiresAt: null,
    amount,
    part,
    ...more,
  }) as PaymentView;
const items = (...pieces: [lineId: string, quantity: number][]): BillPart => ({
  kind: 'items',
  pieces: pieces.map(([lineId, quantity]) => ({ lineId, quantity })),
});
const share = (ways: number): BillPart => ({ kind: 'share', ways });

function aBill(lines: readonly [price: number, quantity: number][], serviceChargeRate = 0): Order {
  const { view } = anOrder().with('x', 1).placed();
  const rules = { taxInclusive: false, serviceChargeRate };
  const made = lines.map(([price, quantity], i) => aLine(`P${i}`, price, quantity, { taxRate: 1_000 }));
  return Order.place({ ...view, id: newId(), rules }, made, view.createdAt);
}

/** What a part of the bill comes to beside these payments; what was PAID is no longer due. */
function amount(order: Order, part: BillPart, payments: readonly PaymentView[] = []): number {
  const paid = payments.filter(({ status }) => status === 'PAID').reduce((sum, one) => sum + one.amount, 0);
  return amountOfPart({ ...order.view, lines: order.lines, due: order.amountDue - paid, payments }, part);
}
const code = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return undefined;
};

describe('a part of a bill', () => {
  // Two teas of 10,000 and a cake of 33,333, with 10 % tax on top: 22,000 and 36,666.
  const bill = aBill([
    [10_000, 2],
    [33_333, 1],
  ]);
  const [tea, cake] = bill.lines.map(({ id }) => id) as [string, string];

  it('is its pieces with their share of everything on the bill', () => {
    expect(bill.view.totalAmount).toBe(58_666);
    expect(amount(bill, items([tea, 1]))).toBe(11_000);
    expect(amount(bill, items([cake, 1]))).toBe(36_666);
    expect(amount(bill, items([tea, 1], [cake, 1]))).toBe(47_666);
  });

  it('is a share of what is due, larger parts first, and what is left for the last', () => {
    const first = payment(amount(bill, share(3)), share(3), { status: 'PAID' });
    const second = payment(amount(bill, share(3), [first]), share(3));
    const third = amount(bill, share(3), [first, second]);

    expect([first.amount, second.amount, third]).toEqual([19_556, 19_555, 19_555]);
  });

  it('is what is left when it is all that nobody pays for, and never more than that', () => {
    const half = payment(30_000, null, { status: 'PAID' });
    expect(amount(bill, items([cake, 1]), [half])).toBe(28_666);
    const cakePaid = payment(28_000, items([cake, 1]), { status: 'PAID' });
    expect(amount(bill, items([tea, 2]), [cakePaid])).toBe(30_666);
  });

  it('is nobody else’s: of pieces that are being paid it tells who pays them', () => {
    const live = payment(11_000, items([tea, 1]));
    expect(amount(bill, items([tea, 1]), [live])).toBe(11_000);
    try {
      amount(bill, items([tea, 2]), [live]);
      throw new Error('It was not refused.');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'ITEMS_TAKEN',
        details: {
          amount_free: 47_666,
          items: [{ item_id: tea, name: 'P0', wanted: 2, left: 1 }],
          payments: [{ payment_id: live.id, method: 'pix', amount: 11_000, items: [{ item_id: tea, quantity: 1 }] }],
        },
      });
    }
  });

  it('is free again when its payment came to nothing, was given up, or went back', () => {
    const over = [
      payment(22_000, items([tea, 2]), { status: 'EXPIRED' }),
      payment(22_000, items([tea, 2]), { isGivenUp: true }),
      payment(22_000, items([tea, 2]), { status: 'REFUNDED' }),
    ];
    expect(amount(bill, items([tea, 2]), over)).toBe(22_000);
  });

  it('refuses what is not on the bill, what is more than there is, and what costs nothing', () => {
    const free = aBill([
      [0, 1],
      [5_000, 1],
    ]);
    expect(code(() => amount(bill, items([newId(), 1])))).toBe('ORDER_ITEM_NOT_FOUND');
    expect(code(() => amount(bill, items([tea, 3])))).toBe('ITEMS_TOO_MANY');
    expect(code(() => amount(free, items([free.lines[0]!.id, 1])))).toBe('NOTHING_TO_PAY');
    expect(code(() => amount(bill, share(2), [payment(58_666, items([tea, 2], [cake, 1]))]))).toBe('ITEMS_TAKEN');
  });

  it('is the same payment when the same pieces are asked for again; a share is always another one', () => {
    const live = payment(22_000, items([tea, 1], [cake, 1]));
    expect(liveAlike([live], 'pix', items([cake, 1], [tea, 1]))).toBe(live);
    expect(liveAlike([live], 'midtrans', items([cake, 1], [tea, 1]))).toBeUndefined();
    expect(liveAlike([live], 'pix', items([tea, 1]))).toBeUndefined();
    expect(liveAlike([payment(1, share(3))], 'pix', share(3))).toBeUndefined();
  });

  it('sums to the bill in any mix and any order, no piece twice', () => {
    const line = fc.tuple(fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 1, max: 4 }));
    const wish = fc.record({
      kind: fc.constantFrom('items', 'share', 'amount'),
      at: fc.nat(),
      size: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 1_500 }),
        fc.array(wish, { maxLength: 8 }),
        (lines, service, wishes) => {
          const order = aBill(lines, service);
          const payments: PaymentView[] = [];
          const left = () => order.amountDue - payments.reduce((sum, one) => sum + one.amount, 0);
          for (const { kind, at, size } of wishes) {
            if (left() <= 0) break;
            const { id, quantity } = order.lines[at % order.lines.length]!;
            const part =
              kind === 'items' ? items([id, Math.min(size, quantity)]) : kind === 'share' ? share(size + 1) : null;
            try {
              const due = part ? amount(order, part, payments) : Math.min(left(), at + 1);
              payments.push(payment(due, part, { status: 'PAID' }));
            } catch (error) {
              expect((error as { code: string }).code).toBe('ITEMS_TAKEN');
            }
          }
          const taken = (id: string) => {
            const paid = payments.flatMap(({ part }) => (part?.kind === 'items' ? part.pieces : []));
            return paid.filter(({ lineId }) => lineId === id).reduce((sum, one) => sum + one.quantity, 0);
          };
          const rest = order.lines
            .map(({ id, quantity }): [string, number] => [id, quantity - taken(id)])
            .filter(([, quantity]) => quantity !== 0);
          if (left() > 0)
            payments.push(payment(amount(order, items(...rest), payments), items(...rest), { status: 'PAID' }));
          expect(left()).toBe(0);
          for (const { id, quantity } of order.lines) {
            expect(taken(id)).toBeLessThanOrEqual(quantity);
          }
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
