import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId } from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { anAct, anOrder } from '../../testing/an-order.js';
import { discountsOf } from './line-discounts.js';
import { cutLine, type OrderLine } from './order-line.js';
import { Order } from './order.js';

const FREE = { station: null };
const half = { type: 'PERCENT', rate: 5_000, reason: 'cold' } as const;
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const idOf = (order: Order, name: string) => order.lines.find((line) => line.name === name)!.id;
const told = (order: Order) => order.pullEvents().map(({ payload }) => (payload as { change?: string }).change);
const shown = ({ lines }: Order) =>
  lines.map(
    ({ name, quantity, unitPrice, discount, total }) => `${quantity} ${name} à ${unitPrice} -${discount} =${total}`,
  );

describe('what is off one line', () => {
  it('is its discount, then its pieces on the house, before the bill has anything off', () => {
    // Prices without tax, 10 % of tax and 5 % of service.
    const order = anOrder({ taxInclusive: false, serviceChargeRate: 500 })
      .with('Soto', 20_000, 3)
      .with('Teh', 5_000, 2)
      .placed();
    order.discountLine(idOf(order, 'Soto'), { type: 'PERCENT', rate: 1_000, reason: 'waited' }, anAct('waited'));
    order.compLine(idOf(order, 'Soto'), 1, anAct('hair'));
    order.applyDiscount({ type: 'FIXED', amount: 4_600, reason: 'regular' }, anAct('regular'));

    // Soto: 60,000 less 6,000 is 54,000, of which a third is on the house: 36,000 are left, and 10,000 of Teh. 4,600 of 46,000 is a tenth.
    const [soto, teh] = order.lines as [OrderLine, OrderLine];
    expect(soto).toMatchObject({
      ownDiscount: 6_000,
      comped: 18_000,
      discount: 27_600,
      serviceCharge: 1_620,
      tax: 3_402,
    });
    expect(teh).toMatchObject({ ownDiscount: 0, comped: 0, discount: 1_000, serviceCharge: 450, tax: 945 });
    expect(order.view).toMatchObject({
      subtotal: 70_000,
      discountTotal: 28_600,
      serviceCharge: 2_070,
      taxTotal: 4_347,
    });
    expect(order.view.totalAmount).toBe(70_000 - 28_600 + 2_070 + 4_347);
    expect(discountsOf(order.view, order.lines).get(soto.id)).toEqual([
      { source: 'LINE', id: null, name: 'waited', amount: 6_000 },
      { source: 'COMP', id: null, name: 'hair', amount: 18_000 },
      { source: 'BILL', id: null, name: 'regular', amount: 3_600 },
    ]);
    expect(told(order)).toEqual([undefined, 'LINE_DISCOUNTED', 'COMPED', 'DISCOUNTED']);
    expect(order.demand?.lines.map(({ pieces, status }) => [pieces, status])).toEqual([
      [3, 'NEW'],
      [2, 'NEW'],
    ]);
  });

  it('is taken off again, and is told once', () => {
    const order = anOrder().with('Soto', 20_000, 3).placed();
    const soto = idOf(order, 'Soto');
    expect(order.discountLine(soto, half, anAct('cold'))).toBe(true);
    expect(order.discountLine(soto, half, anAct('cold'))).toBe(false);
    expect(order.compLine(soto, 3, anAct('sorry'))).toBe(true);
    expect(order.view).toMatchObject({ totalAmount: 0, paymentStatus: 'PAID' });

    order.compLine(soto, 0, anAct());
    expect(order.view).toMatchObject({ totalAmount: 30_000, paymentStatus: 'PENDING', settledAt: null });
    order.discountLine(soto, null, anAct());
    expect(order.view.totalAmount).toBe(60_000);
    expect(order.line(soto)).toMatchObject({ terms: null, ownDiscount: 0, comped: 0, discount: 0 });
  });

  it('settles a bill of nothing else, and ends it where nobody has anything to make', () => {
    const order = anOrder().with('Air', 5_000, 1, FREE).placed();
    order.compLine(idOf(order, 'Air'), 1, anAct('sorry'));

    expect(order.view).toMatchObject({ totalAmount: 0, paymentStatus: 'PAID', status: 'DONE' });
    expect(order.view.settledAt).not.toBeNull();
  });

  it('is never more than what was paid leaves, and of lines alone that are there', () => {
    const order = anOrder().with('Soto', 20_000, 3).with('Teh', 5_000).placed();
    const soto = idOf(order, 'Soto');
    order.paid({ id: newId(), method: 'cash', amount: 50_000, rounding: 0 }, anAct());
    expect(codeOf(() => order.discountLine(soto, half, anAct('cold')))).toBe('ORDER_HAS_PAYMENTS');
    expect(codeOf(() => order.compLine(soto, 3, anAct('sorry')))).toBe('ORDER_HAS_PAYMENTS');
    expect(codeOf(() => order.priceLine(soto, 14_000, anAct('sorry')))).toBe('ORDER_HAS_PAYMENTS');
    expect(order.view).toMatchObject({ totalAmount: 65_000, version: 1 });
    expect(codeOf(() => order.compLine(soto, 4, anAct('sorry')))).toBe('COMP_TOO_MANY');
    expect(codeOf(() => order.compLine(newId(), 1, anAct('sorry')))).toBe('ORDER_ITEM_NOT_FOUND');
    order.priceLine(soto, 15_000, anAct('sorry'));
    expect(order.amountDue).toBe(0);
    expect(codeOf(() => order.compLine(soto, 1, anAct('sorry')))).toBe('BILL_CLOSED');

    const other = anOrder().with('Soto', 20_000).with('Teh', 5_000).placed();
    other.voidLine(idOf(other, 'Teh'), anAct('x'));
    expect(codeOf(() => other.compLine(idOf(other, 'Teh'), 1, anAct('sorry')))).toBe('LINE_VOIDED');
  });

  it('is for the pieces that were agreed to: more of the dish is a line at the price of the menu', () => {
    const order = anOrder().with('Soto', 20_000, 2).with('Air', 5_000, 2, FREE).placed();
    const [soto, air] = [idOf(order, 'Soto'), idOf(order, 'Air')];
    order.priceLine(soto, 15_000, anAct('old menu'));
    order.discountLine(air, half, anAct('warm'));
    order.changeLine(soto, { quantity: 3 }, anAct());
    order.changeLine(air, { quantity: 3 }, anAct());

    expect(shown(order)).toEqual([
      '2 Soto à 15000 -0 =30000',
      '2 Air à 5000 -5000 =5000',
      '1 Soto à 20000 -0 =20000',
      '1 Air à 5000 -0 =5000',
    ]);
    order.priceLine(soto, 20_000, anAct());
    expect(order.line(soto).terms).toBeNull();
  });

  it('stays with what is left: paid pieces go first', () => {
    const order = anOrder().with('Soto', 20_000, 3).placed();
    order.compLine(idOf(order, 'Soto'), 1, anAct('hair'));
    order.changeLine(idOf(order, 'Soto'), { quantity: 2 }, anAct());
    expect(shown(order)).toEqual(['2 Soto à 20000 -20000 =20000']);

    const [soto] = order.lines as [OrderLine];
    expect(cutLine(soto, 1).map(({ total, terms }) => [total, terms?.comp?.quantity ?? 0])).toEqual([
      [20_000, 0],
      [0, 1],
    ]);
  });
});

/** A half is rounded up; all of it in whole numbers. */
const ratio = (amount: bigint, by: bigint, of: bigint): bigint => (2n * amount * by + of) / (2n * of);
const taxIn = (amount: bigint, rate: bigint): bigint => ratio(amount, rate, 10_000n + rate);

/**
 * What a bill of these lines comes to, worked out another way: what each line has off by itself, then the bill's discount on the rest, service
 * and tax by rate on what that leaves. How the bill's own figures are spread over lines is left to them: they have to sum up.
 */
function expectedOf({ view, lines }: Order) {
  const active = lines.filter(({ status }) => status !== 'VOIDED');
  const figures = active.map((line) => {
    const subtotal = BigInt((line.unitPrice + line.modifiersTotal) * line.quantity);
    const off = line.terms?.discount;
    const own = !off
      ? 0n
      : off.type === 'PERCENT'
        ? ratio(subtotal, BigInt(off.rate), 10_000n)
        : BigInt(off.amount) < subtotal
          ? BigInt(off.amount)
          : subtotal;
    const comped = ratio(subtotal - own, BigInt(line.terms?.comp?.quantity ?? 0), BigInt(line.quantity));
    return { line, subtotal, own, comped, left: subtotal - own - comped };
  });
  const total = (of: readonly bigint[]) => of.reduce((sum, one) => sum + one, 0n);
  const open = total(figures.filter(({ line }) => line.keptDiscount === null).map(({ left }) => left));
  const bill = view.discount;
  const shared = !bill
    ? 0n
    : bill.type === 'PERCENT'
      ? ratio(open, BigInt(bill.rate), 10_000n)
      : BigInt(bill.amount) < open
        ? BigInt(bill.amount)
        : open;
  const kept = total(
    figures.map(({ line, left }) =>
      line.keptDiscount === null ? 0n : BigInt(line.keptDiscount) < left ? BigInt(line.keptDiscount) : left,
    ),
  );
  const discounts = total(figures.map(({ own, comped }) => own + comped)) + shared + kept;
  const subtotal = total(figures.map((one) => one.subtotal));
  const service = ratio(subtotal - discounts, BigInt(view.rules.serviceChargeRate), 10_000n);
  const rates = [...new Set(active.map(({ taxRate }) => taxRate))];
  const taxable = (rate: number) =>
    total(
      active
        .filter((line) => line.taxRate === rate)
        .map((line) => BigInt(line.subtotal - line.discount + line.serviceCharge)),
    );
  const tax = total(
    rates.map((rate) =>
      view.rules.taxInclusive ? taxIn(taxable(rate), BigInt(rate)) : ratio(taxable(rate), BigInt(rate), 10_000n),
    ),
  );
  const added = view.rules.taxInclusive ? 0n : tax;
  return {
    lines: figures.map(({ own, comped }) => [Number(own), Number(comped)]),
    bill: [subtotal, discounts, service, tax, subtotal - discounts + service + added].map(Number),
  };
}

const partsOf = ({ view, lines }: Order) => ({
  lines: lines.filter(({ status }) => status !== 'VOIDED').map((line) => [line.ownDiscount, line.comped]),
  bill: [view.subtotal, view.discountTotal, view.serviceCharge, view.taxTotal, view.totalAmount],
});

/** What every bill is, whatever was done to it. */
function expectToAddUp({ view, lines }: Order): void {
  const active = lines.filter(({ status }) => status !== 'VOIDED');
  const over = (pick: (line: OrderLine) => number) => active.reduce((sum, line) => sum + pick(line), 0);
  expect(view.totalAmount).toBe(
    view.subtotal - view.discountTotal + view.serviceCharge + (view.rules.taxInclusive ? 0 : view.taxTotal),
  );
  expect([
    over((line) => line.subtotal),
    over((line) => line.discount),
    over((line) => line.serviceCharge),
    over((line) => line.tax),
    over((line) => line.total),
  ]).toEqual([view.subtotal, view.discountTotal, view.serviceCharge, view.taxTotal, view.totalAmount]);
  const named = discountsOf(view, lines);
  for (const line of active) {
    expect(line.subtotal).toBe((line.unitPrice + line.modifiersTotal) * line.quantity);
    expect(Math.min(line.ownDiscount, line.comped, line.total, line.subtotal - line.discount)).toBeGreaterThanOrEqual(
      0,
    );
    expect(line.ownDiscount + line.comped).toBeLessThanOrEqual(line.discount);
    expect((named.get(line.id) ?? []).reduce((sum, { amount }) => sum + amount, 0)).toBe(line.discount);
    expect(line.terms?.comp?.quantity ?? 0).toBeLessThanOrEqual(line.quantity);
    // What is on the house whole costs nothing.
    if (line.terms?.comp?.quantity === line.quantity) expect(line.total).toBe(0);
  }
}

const COMPONENTS = ['subtotal', 'discountTotal', 'serviceCharge', 'taxTotal', 'totalAmount'] as const;
const sumsOf = (orders: readonly Order[]) =>
  COMPONENTS.map((name) => orders.reduce((sum, { view }) => sum + (view.status === 'VOIDED' ? 0 : view[name]), 0));

describe('random bills with whatever is agreed to for their lines', () => {
  const act = fc.record({
    what: fc.constantFrom('discount', 'comp', 'price', 'pieces', 'bill', 'split', 'merge', 'cut'),
    bill: fc.nat(),
    line: fc.nat(),
    amount: fc.integer({ min: 0, max: 60_000 }),
    rate: fc.integer({ min: 0, max: 10_000 }),
    pieces: fc.integer({ min: 0, max: 9 }),
  });
  const start = fc.record({
    lines: fc.array(
      fc.record({
        price: fc.constantFrom(0, 1, 7, 333, 9_999, 28_000),
        quantity: fc.integer({ min: 1, max: 7 }),
        taxRate: fc.constantFrom(0, 1_000, 1_100),
        station: fc.constantFrom('kitchen', null),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    rules: fc.record({ taxInclusive: fc.boolean(), serviceChargeRate: fc.constantFrom(0, 500, 725) }),
  });
  const anything = fc.record({ start, acts: fc.array(act, { minLength: 1, maxLength: 14 }) });

  it('add up after each act, come to what a second way of counting says, and neither win nor lose when lines move', () => {
    fc.assert(
      fc.property(anything, ({ start: { lines, rules }, acts }) => {
        const first = anOrder(rules);
        const second = anOrder(rules).with('Kerupuk', 1_237, 3).with('Es', 4_999, 2, FREE);
        for (const [i, { price, quantity, ...more }] of lines.entries()) first.with(`P${i}`, price, quantity, more);
        const outletId = newId();
        const orders = [first.placed({ outletId }), second.placed({ outletId })];
        for (const { what, bill, line: n, amount, rate, pieces } of acts) {
          const living = orders.filter(({ view, lines: all }) => view.status !== 'VOIDED' && all.length > 0);
          const order = living[bill % living.length]!;
          const active = order.lines.filter(({ status }) => status !== 'VOIDED');
          const line = active[n % active.length]!;
          const [before, kept] = [sumsOf(orders), orders.map(({ view, lines: all }) => ({ view, all: [...all] }))];
          order.pullChanges();
          const off = rate % 2 ? { type: 'PERCENT' as const, rate } : { type: 'FIXED' as const, amount };
          const isDone = attempt(() => {
            if (what === 'discount')
              order.discountLine(line.id, amount % 5 ? { ...off, reason: 'r' } : null, anAct('r'));
            if (what === 'comp') order.compLine(line.id, pieces % (line.quantity + 1), anAct('r'));
            if (what === 'price') order.priceLine(line.id, amount, anAct('r'));
            if (what === 'pieces') order.changeLine(line.id, { quantity: pieces + 1 }, anAct('r'));
            if (what === 'bill') order.applyDiscount(amount % 5 ? { ...off, reason: 'b' } : null, anAct('r'));
            if (what === 'split') {
              const quantity = 1 + (pieces % line.quantity);
              orders.push(order.split([{ lineId: line.id, quantity }], { id: newId(), number: 'S' }, anAct()));
            }
            if (what === 'merge') {
              const other = living.find((one) => one !== order);
              if (other) order.merge(other, anAct());
            }
            if (what === 'cut') {
              const parts = cutLine(line, 1 + (pieces % line.quantity));
              for (const name of [
                'subtotal',
                'discount',
                'ownDiscount',
                'comped',
                'serviceCharge',
                'tax',
                'total',
              ] as const) {
                expect([name, parts[0][name] + parts[1][name]]).toEqual([name, line[name]]);
              }
              for (const part of parts)
                expect(Math.min(part.comped, part.total, part.subtotal - part.discount)).toBeGreaterThanOrEqual(0);
            }
          });
          // What is refused is not written: the bills are as they were.
          if (!isDone) orders.splice(0, orders.length, ...kept.map(({ view, all }) => Order.restore(view, all)));
          for (const one of orders) if (one.view.status !== 'VOIDED') expectToAddUp(one);
          if (what === 'split' || what === 'merge' || !isDone) expect(sumsOf(orders)).toEqual(before);
          else if (order.pullChanges().length > 0) expect(partsOf(order)).toEqual(expectedOf(order));
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});

/** False where a rule refuses. What is no rule's is a fault. */
function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
    return false;
  }
}
