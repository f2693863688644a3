import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId } from '#libs/kernel';
import type { CouponTerms } from '#libs/promotions';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import type { Pieces, WantedReturn } from '#libs/payments';

import { type BillShare, piecesWanted, refundFor, shareOfBill } from './bill-share.js';
import { Order } from './order.js';
import type { Discount } from './order-pricing.js';

const BASKETS = propertyRuns(2_000);

const percent = fc.record({ type: fc.constant('PERCENT' as const), rate: fc.integer({ min: 1, max: 10_000 }) });
const fixed = fc.record({ type: fc.constant('FIXED' as const), amount: fc.integer({ min: 1, max: 3_000_000 }) });
const coupon: fc.Arbitrary<CouponTerms | null> = fc.option(fc.oneof(percent, fixed));
const discount: fc.Arbitrary<Discount | null> = fc.option(
  fc.oneof(percent, fixed).map((off) => ({ ...off, reason: 'regular' })),
);
const product = fc.record({
  price: fc.integer({ min: 0, max: 700_000 }),
  quantity: fc.integer({ min: 1, max: 6 }),
  taxRate: fc.constantFrom(0, 500, 1_000, 1_100, 1_825),
  /** How many pieces are on the house, more than there are being all. */
  free: fc.constantFrom(0, 0, 0, 1, 2, 6),
  own: fc.constantFrom(0, 0, 1_000, 3_333),
});
const basket = fc.record({
  products: fc.array(product, { minLength: 1, maxLength: 8 }),
  rules: fc.record({ taxInclusive: fc.boolean(), serviceChargeRate: fc.integer({ min: 0, max: 2_500 }) }),
  coupon,
  discount,
  shippingTotal: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90_000 })),
});
type Basket = typeof basket extends fc.Arbitrary<infer T> ? T : never;

function placed({ products, rules, coupon: terms, discount: off, shippingTotal }: Basket): Order {
  const { view } = anOrder(rules).with('x', 1).placed();
  const lines = products.map(({ price, quantity, taxRate }, i) => aLine(`P${i}`, price, quantity, { taxRate }));
  const more = { coupon: terms, couponCode: terms && 'OFF', shippingTotal };
  const order = Order.place({ ...view, ...more, id: newId(), rules }, lines, view.createdAt);
  products.forEach(({ free, own, quantity }, i) => {
    const line = order.lines[i]!;
    if (own > 0) order.discountLine(line.id, { type: 'PERCENT', rate: own, reason: 'late' }, anAct());
    if (free > 0) order.compLine(line.id, Math.min(free, quantity), anAct('hair'));
  });
  if (off) order.applyDiscount(off, anAct());
  return order;
}

const whole = ({ view, lines }: Order): BillShare => ({
  subtotal: view.subtotal,
  discount: view.discountTotal,
  serviceCharge: view.serviceCharge,
  tax: view.taxTotal,
  shipping: view.shippingTotal,
  rounding: view.rounding,
  total: lines.length > 0 ? view.totalAmount : 0,
});

const add = (a: BillShare, b: BillShare): BillShare =>
  Object.fromEntries(
    (Object.keys(a) as (keyof BillShare)[]).map((name) => [name, a[name] + b[name]]),
  ) as unknown as BillShare;

describe('the bill of an order with coupon, discount and shipping', () => {
  it('is the sum of its lines in every component, and never below zero, for any basket', () => {
    fc.assert(
      fc.property(basket, (wanted) => {
        const { view, lines } = placed(wanted);
        const over = (pick: (line: (typeof lines)[number]) => number) =>
          lines.reduce((total, line) => total + pick(line), 0);

        const sums = {
          subtotal: over((line) => line.subtotal),
          discountTotal: over((line) => line.discount),
          serviceCharge: over((line) => line.serviceCharge),
          taxTotal: over((line) => line.tax),
          totalAmount: over((line) => line.total) + view.shippingTotal,
        };
        const isSound =
          lines.every((line) => line.discount <= line.subtotal && line.total >= 0) &&
          view.couponDiscount <= view.discountTotal &&
          view.discountTotal <= view.subtotal &&
          view.totalAmount >= view.shippingTotal;
        expect({ ...view, ...sums, isSound }).toEqual({ ...view, isSound: true });
      }),
      { numRuns: BASKETS },
    );
  }, 120_000);

  it('comes back to the unit in every component, whatever refunds it is split into, for any basket', () => {
    const split = fc.record({
      basket,
      cuts: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 20 }),
      rounding: fc.integer({ min: -50, max: 50 }),
    });
    fc.assert(
      fc.property(split, ({ basket: wanted, cuts, rounding }) => {
        const order = placed(wanted);
        const { lines } = order;
        const bill = { ...order.view, rounding };
        const left = new Map(lines.map((line) => [line.id, line.quantity]));
        const earlier: Pieces[] = [];
        let refunded: BillShare | undefined;
        for (let k = 0; [...left.values()].some(Boolean); k++) {
          const cut = cuts[k % cuts.length] ?? 0;
          const open = lines.filter((line) => left.get(line.id));
          const line = open[(cut + k) % open.length]!;
          const quantity = 1 + (cut % left.get(line.id)!);
          const others = open
            .filter((other) => other !== line && cut % 3 === 0)
            .map(({ id }) => ({ lineId: id, quantity: 1 }));
          const pieces = [{ lineId: line.id, quantity }, ...others];
          const share = shareOfBill(bill, lines, pieces, earlier);
          refunded = refunded ? add(refunded, share) : share;
          earlier.push(...pieces);
          for (const { lineId, quantity: n } of pieces) left.set(lineId, left.get(lineId)! - n);
        }

        const due = { ...whole(order), rounding, total: order.view.totalAmount + rounding };
        const pieces = lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
        expect({ refunded, atOnce: shareOfBill(bill, lines, pieces) }).toEqual({ refunded: due, atOnce: due });
      }),
      { numRuns: BASKETS },
    );
  }, 120_000);
});

describe('refunds by pieces', () => {
  it('sum to the bill to the unit, whichever of them fail and are made again, for any basket', () => {
    const wanted = fc.record({ basket, fates: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }) });
    fc.assert(
      fc.property(wanted, ({ basket: bought, fates }) => {
        const { view, lines } = placed(bought);
        const pieces = lines.flatMap(({ id, quantity }) =>
          Array.from({ length: quantity }, () => ({ lineId: id, quantity: 1 })),
        );
        let given: { piece: Pieces; amount: number; fails: boolean }[] = [];
        const back = (piece: Pieces, fails: boolean) => {
          const amount = given.reduce((total, one) => total + one.amount, 0);
          const worth = refundFor(view, lines, [piece], { pieces: given.map((one) => one.piece), amount });
          given.push({ piece, amount: worth, fails });
        };
        pieces.forEach((piece, i) => back(piece, fates[i % fates.length] ?? false));
        const failed = given.filter(({ fails }) => fails);
        given = given.filter(({ fails }) => !fails);
        for (const { piece } of failed) back(piece, false);

        expect(given.reduce((total, { amount }) => total + amount, 0)).toBe(view.totalAmount);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  }, 60_000);
});

describe('the share of some pieces', () => {
  const order = anOrder({ taxInclusive: false, serviceChargeRate: 500 })
    .with('Soto', 10_000, 3)
    .with('Es Teh', 3_333, 1)
    .placed();
  const [soto, tea] = order.lines as [(typeof order.lines)[number], (typeof order.lines)[number]];

  it('is a third of a line for one of its three pieces, and the remainder for the last', () => {
    const one = { lineId: tea.id, quantity: 1 };
    expect(shareOfBill(order.view, order.lines, [one]).total).toBe(tea.total);

    const uneven = [aLine('Set', 100, 3, { subtotal: 100, total: 100 })];
    const piece = { lineId: uneven[0]!.id, quantity: 1 };
    const shares = [[], [piece], [piece, piece]].map(
      (earlier) => shareOfBill(order.view, uneven, [piece], earlier).subtotal,
    );
    expect(shares).toEqual([33, 34, 33]);
  });

  it('gives back first what was paid for, each piece at what it cost; what is on the house is worth nothing', () => {
    const comped = anOrder({ taxInclusive: false, serviceChargeRate: 1_000 }).with('Soto', 20_000, 3).placed();
    const lineId = comped.lines[0]!.id;
    comped.discountLine(lineId, { type: 'PERCENT', rate: 1_000, reason: 'late' }, anAct());
    comped.compLine(lineId, 1, anAct('hair'));
    const piece = { lineId, quantity: 1 };
    const shares = [[], [piece], [piece, piece]].map((earlier) =>
      shareOfBill(comped.view, comped.lines, [piece], earlier),
    );
    const paidFor = { subtotal: 20_000, discount: 2_000, serviceCharge: 1_800, tax: 1_980, shipping: 0, rounding: 0 };
    expect(shares).toEqual([
      { ...paidFor, total: 21_780 },
      { ...paidFor, total: 21_780 },
      { ...paidFor, discount: 20_000, serviceCharge: 0, tax: 0, total: 0 },
    ]);
    expect(comped.view.totalAmount).toBe(43_560);
    // All of it on the house is worth nothing, whichever piece it is.
    comped.compLine(lineId, 3, anAct('hair'));
    expect(shareOfBill(comped.view, comped.lines, [piece], [piece]).total).toBe(0);
  });

  it('is all that is left of a line where no number is said', () => {
    const wanted = (given: Pieces[], ...pieces: WantedReturn[]) => piecesWanted(order.lines, pieces, given);
    const two = { lineId: soto.id, quantity: 2 };
    expect(wanted([two], { lineId: soto.id, restock: true }, { lineId: tea.id })).toEqual([
      { lineId: soto.id, quantity: 1, restock: true },
      { lineId: tea.id, quantity: 1 },
    ]);
    expect(wanted([], two, { lineId: soto.id })).toEqual([two, { lineId: soto.id, quantity: 1 }]);
    expect(() => wanted([two], two)).toThrow(expect.objectContaining({ code: 'REFUND_TOO_MANY' }));
    expect(() => wanted([two], { lineId: soto.id }, { lineId: soto.id })).toThrow(
      expect.objectContaining({ code: 'REFUND_TOO_MANY' }),
    );
    expect(() => wanted([], { lineId: newId() })).toThrow(expect.objectContaining({ code: 'ORDER_ITEM_NOT_FOUND' }));
  });

  it('is refused for more than is left, and for what is not on the bill', () => {
    const code = (work: () => unknown) => {
      try {
        return work();
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const two = { lineId: soto.id, quantity: 2 };

    expect(code(() => shareOfBill(order.view, order.lines, [two], [two]))).toBe('REFUND_TOO_MANY');
    expect(code(() => shareOfBill(order.view, order.lines, [two, two]))).toBe('REFUND_TOO_MANY');
    expect(code(() => shareOfBill(order.view, order.lines, [{ lineId: newId(), quantity: 1 }]))).toBe(
      'ORDER_ITEM_NOT_FOUND',
    );
    const voided = order.lines.map((line) => ({ ...line, status: 'VOIDED' as const }));
    expect(code(() => shareOfBill(order.view, voided, [two]))).toBe('ORDER_ITEM_NOT_FOUND');
  });
});
