import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId } from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';
import type { OrderState } from './order-state.js';

const percent = fc.record({ type: fc.constant('PERCENT' as const), rate: fc.integer({ min: 1, max: 10_000 }) });
const fixed = fc.record({ type: fc.constant('FIXED' as const), amount: fc.integer({ min: 1, max: 300_000 }) });
const off = fc.option(fc.oneof(percent, fixed));
const bill = fc.record({
  products: fc.array(
    fc.record({
      price: fc.integer({ min: 0, max: 90_000 }),
      quantity: fc.integer({ min: 1, max: 6 }),
      taxRate: fc.constantFrom(0, 500, 1_000, 1_100, 1_825),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  rules: fc.record({ taxInclusive: fc.boolean(), serviceChargeRate: fc.constantFrom(0, 500, 1_000, 1_250) }),
  coupon: off,
  discount: off,
  shippingTotal: fc.constantFrom(0, 0, 9_999),
});
type WantedBill = typeof bill extends fc.Arbitrary<infer T> ? T : never;

function placed({ products, rules, coupon, discount, shippingTotal }: WantedBill, outletId = newId()): Order {
  const { view } = anOrder(rules).with('x', 1).placed({ outletId });
  const lines = products.map(({ price, quantity, taxRate }, i) => aLine(`P${i}`, price, quantity, { taxRate }));
  const terms = { coupon: coupon && { ...coupon, minimum: 100 }, couponCode: coupon && 'OFF', shippingTotal };
  const order = Order.place({ ...view, ...terms, id: newId(), rules, discount: null }, lines, view.createdAt);
  const isOpen = order.view.status === 'NEW';
  if (discount && isOpen) order.applyDiscount({ ...discount, reason: 'regular' }, anAct());
  return order;
}

const COMPONENTS = [
  'subtotal',
  'discountTotal',
  'couponDiscount',
  'serviceCharge',
  'taxTotal',
  'shippingTotal',
  'totalAmount',
] as const;
type Sums = Record<(typeof COMPONENTS)[number], number>;

/** The bills' own figures added up; and that each of them is what its lines sum to. */
function sumsOf(orders: readonly Order[]): Sums {
  const sums = Object.fromEntries(COMPONENTS.map((name) => [name, 0])) as Sums;
  for (const { view, lines } of orders) {
    for (const name of COMPONENTS) sums[name] += view[name];
    if (view.status === 'VOIDED') continue;
    const over = (pick: (line: (typeof lines)[number]) => number) =>
      lines.filter(({ status }) => status !== 'VOIDED').reduce((total, line) => total + pick(line), 0);
    expect({
      subtotal: over((line) => line.subtotal),
      discount: over((line) => line.discount),
      service: over((line) => line.serviceCharge),
      tax: over((line) => line.tax),
      total: over((line) => line.total) + view.shippingTotal,
      least: Math.min(...lines.map((line) => line.total)) >= 0 && view.couponDiscount <= view.discountTotal,
    }).toEqual({
      subtotal: view.subtotal,
      discount: view.discountTotal,
      service: view.serviceCharge,
      tax: view.taxTotal,
      total: view.totalAmount,
      least: true,
    });
    const added = view.rules.taxInclusive ? 0 : view.taxTotal;
    const priced = view.subtotal - view.discountTotal + view.serviceCharge + added + view.shippingTotal;
    expect(view.totalAmount).toBe(priced);
    const isPaid = view.totalAmount === 0;
    expect([view.paymentStatus === 'PAID', view.settledAt !== null]).toEqual([isPaid, isPaid]);
  }
  return sums;
}

/** Cuts bills of the family apart, wherever the dice say. */
function cutUp(whole: Order, dice: readonly number[]): Order[] {
  const family = [whole];
  dice.forEach((die, k) => {
    const order = family[die % family.length]!;
    const lines = order.lines;
    const line = lines[(die + k) % lines.length]!;
    const quantity = 1 + (die % line.quantity);
    if (lines.length === 1 && quantity === line.quantity) return;
    family.push(order.split([{ lineId: line.id, quantity }], { id: newId(), number: `J-${k}` }, anAct()));
  });
  return family;
}

describe('the parts of a bill', () => {
  it('sum to it in every component, are it again when they are joined in any order, over random bills', () => {
    const scene = fc.record({
      wanted: bill,
      dice: fc.array(fc.nat(10_000), { minLength: 1, maxLength: 8 }),
      joins: fc.array(fc.nat(10_000), { minLength: 8, maxLength: 8 }),
    });
    fc.assert(
      fc.property(scene, ({ wanted, dice, joins }) => {
        const whole = placed(wanted);
        const { coupon, discount } = whole.view;
        const before = sumsOf([whole]);
        const family = cutUp(whole, dice);
        expect(sumsOf(family)).toEqual(before);
        for (const die of joins) {
          if (family.length === 1) break;
          const [into] = family.splice(die % family.length, 1);
          const [from] = family.splice(die % family.length, 1);
          into!.merge(from!, anAct());
          family.unshift(into!);
          expect(sumsOf([...family, from!])).toEqual(before);
        }
        const { coupon: joined, discount: back } = family[0]!.view;
        expect([joined && { ...joined }, back]).toEqual([coupon, discount]);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  }, 60_000);

  it('of bills of their own cost together what they cost apart, or are refused and as they were', () => {
    fc.assert(
      fc.property(bill, bill, fc.nat(10_000), ({ ...one }, { ...two }, die) => {
        const outletId = newId();
        const rules = one.rules;
        const [target, source] = [placed(one, outletId), placed({ ...two, rules }, outletId)];
        const before = sumsOf([target, source]);
        if (one.coupon && two.coupon) {
          const seen = JSON.stringify([target.view, target.lines, source.view, source.lines]);
          expect(() => target.merge(source, anAct())).toThrow(
            expect.objectContaining({ code: 'MERGE_DISCOUNTS_CLASH', kind: 'conflict' }),
          );
          expect(JSON.stringify([target.view, target.lines, source.view, source.lines])).toBe(seen);
          return;
        }
        target.merge(source, anAct());
        expect(sumsOf([target, source])).toEqual(before);
        expect(sumsOf(cutUp(target, [die, die + 7]))).toEqual(before);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  }, 60_000);
});

describe('the discount of a bill that is merged in', () => {
  const discounted = (name: string, price: number, discount: Parameters<Order['applyDiscount']>[0]) => {
    const order = anOrder().with(name, price).placed();
    order.applyDiscount(discount, anAct());
    return order;
  };
  const tenth = { type: 'PERCENT', rate: 1_000, reason: 'waited' } as const;

  it('is kept on its lines: 10 000 and 18 000 are 28 000, and history says so', () => {
    const target = anOrder().with('Soto', 10_000).placed();
    const source = discounted('Rawon', 20_000, tenth);

    target.merge(source, anAct());

    expect(target.view).toMatchObject({ subtotal: 30_000, discountTotal: 2_000, totalAmount: 28_000 });
    expect(target.lines.map(({ name, discount }) => [name, discount])).toEqual([
      ['Soto', 0],
      ['Rawon', 2_000],
    ]);
    expect(target.pullChanges().at(-1)).toMatchObject({ action: 'MERGED', details: { discount_total: 2_000 } });
  });

  it('goes with its line when that is taken off, and stays when another line is added', () => {
    const target = anOrder().with('Soto', 10_000).placed();
    const source = discounted('Rawon', 20_000, tenth);
    target.merge(source, anAct());

    target.addLines([aLine('Es Teh', 5_000)], anAct());
    expect(target.view.totalAmount).toBe(33_000);
    target.voidLine(target.lines.find(({ name }) => name === 'Rawon')!.id, anAct());
    expect(target.view).toMatchObject({ discountTotal: 0, totalAmount: 15_000 });
  });

  it('is no discount for the lines of the other, whichever is merged into which', () => {
    const target = discounted('Rawon', 20_000, tenth);
    target.merge(anOrder().with('Soto', 10_000).placed(), anAct());

    expect(target.view).toMatchObject({ discount: tenth, totalAmount: 28_000 });
    target.addLines([aLine('Es Teh', 5_000)], anAct());
    expect(target.view.totalAmount).toBe(32_500);
  });

  it('is kept beside another: a tenth of 20 000 and 3 000 of 10 000', () => {
    const target = discounted('Rawon', 20_000, tenth);
    target.merge(discounted('Soto', 10_000, { type: 'FIXED', amount: 3_000, reason: 'regular' }), anAct());

    expect(target.view).toMatchObject({ discountTotal: 5_000, totalAmount: 25_000 });
  });

  it('is taken off with every other when the bill has none any more', () => {
    const target = anOrder().with('Soto', 10_000).placed();
    target.merge(discounted('Rawon', 20_000, tenth), anAct());

    target.applyDiscount(null, anAct());

    expect(target.view.totalAmount).toBe(30_000);
  });

  it('is a coupon that moves with its use, also when the bill had another discount', () => {
    const target = discounted('Rawon', 20_000, tenth);
    const { view, lines } = anOrder().with('Soto', 10_000).placed();
    const coupon: OrderState['coupon'] = { type: 'FIXED', amount: 4_000, minimum: 10_000 };
    const source = Order.place({ ...view, coupon, couponCode: 'OFF' }, lines, view.createdAt);

    target.merge(source, anAct());

    expect(target.view).toMatchObject({ couponCode: 'OFF', couponUse: source.view.id, couponDiscount: 4_000 });
    expect(target.view).toMatchObject({ discountTotal: 6_000, totalAmount: 24_000 });
  });
});
