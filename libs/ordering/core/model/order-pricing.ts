import { allocate, type BasisPoints, includedShareOf, type MinorUnits, shareOf, sum } from '#libs/kernel';
import { couponDiscount as couponOff, type CouponTerms } from '#libs/promotions';

import { type LineTerms, ownOff } from './line-terms.js';

/** The outlet's rules as they stood when the order was placed; a later change of the outlet never re-prices a bill. */
export interface PricingRules {
  readonly taxInclusive: boolean;
  /** 0 where the outlet takes none on orders of this type. */
  readonly serviceChargeRate: BasisPoints;
}

/** Off the bill as a whole: a rate of the subtotal, or an amount (never more than the subtotal). */
export type Discount =
  | { readonly type: 'PERCENT'; readonly rate: BasisPoints; readonly reason: string }
  | { readonly type: 'FIXED'; readonly amount: MinorUnits; readonly reason: string };

export interface PricedInput {
  /** Price of the whole line before any discount: (product + modifiers) × quantity. */
  readonly subtotal: MinorUnits;
  readonly taxRate: BasisPoints;
  /** Off this line and no other, instead of its part of coupon and discount. */
  readonly keptDiscount?: MinorUnits | null;
  /** What somebody took off this line alone, and pieces of it that are on the house. */
  readonly terms?: LineTerms | null;
  /** Pieces: for a line with terms. */
  readonly quantity?: number;
}

/** What a line has of each component of the bill; over all lines each sums to the bill's own figure exactly. */
export interface LinePrice {
  /** All that is off the line. */
  readonly discount: MinorUnits;
  /** The part of it that is the line's own discount. */
  readonly ownDiscount: MinorUnits;
  /** The part of it that is on the house. */
  readonly comped: MinorUnits;
  readonly serviceCharge: MinorUnits;
  /** Added to the price, or the part of it that is tax where prices include it. */
  readonly tax: MinorUnits;
  readonly total: MinorUnits;
}

export interface BillPrice {
  readonly subtotal: MinorUnits;
  /** Coupon and discount together, and what lines have off by themselves. */
  readonly discountTotal: MinorUnits;
  readonly couponDiscount: MinorUnits;
  readonly serviceCharge: MinorUnits;
  readonly taxTotal: MinorUnits;
  /** Before shipping and cash rounding. */
  readonly total: MinorUnits;
  readonly lines: readonly LinePrice[];
}

/**
 * Prices a bill: what lines have off by themselves (a discount of the line, then its pieces on the house), the coupon off what that left, the
 * bill's discount off what the coupon left, service charge on the rest, tax on both, by tax rate. Each
 * figure is rounded once, on the bill, and then spread over the lines by the largest remainder, so that lines and bill never disagree. A
 * line that has a kept discount has that, and no part of coupon and discount.
 */
export function priceBill(
  lines: readonly PricedInput[],
  rules: PricingRules,
  discount: Discount | null,
  coupon: CouponTerms | null = null,
): BillPrice {
  const subtotals = lines.map((line) => line.subtotal);
  const subtotal = sum(subtotals);
  const own = lines.map(ownOff);
  const left = subtotals.map((amount, i) => amount - at(own, i).ownDiscount - at(own, i).comped);
  const open = lines.map(({ keptDiscount = null }, i) => (keptDiscount === null ? at(left, i) : 0));
  const couponDiscount = couponOff(coupon, sum(open));
  const shared = couponDiscount + discountOf(sum(open) - couponDiscount, discount);
  const spread = allocate(shared, lines.length === 0 ? [] : open);
  const discounts = lines.map(
    (line, i) => line.subtotal - at(left, i) + Math.min(line.keptDiscount ?? at(spread, i), at(left, i)),
  );
  const discountTotal = sum(discounts);
  const nets = subtotals.map((amount, i) => amount - at(discounts, i));
  const serviceCharge = shareOf(sum(nets), rules.serviceChargeRate);
  const services = allocate(serviceCharge, lines.length === 0 ? [] : nets);
  const taxable = nets.map((net, i) => net + at(services, i));
  const taxes = taxesOf(taxable, lines, rules.taxInclusive);
  const taxTotal = sum(taxes);
  const priced = lines.map((_, i) => ({
    discount: at(discounts, i),
    ...at(own, i),
    serviceCharge: at(services, i),
    tax: at(taxes, i),
    total: at(taxable, i) + (rules.taxInclusive ? 0 : at(taxes, i)),
  }));
  return {
    subtotal,
    discountTotal,
    couponDiscount,
    serviceCharge,
    taxTotal,
    total: sum(priced.map((line) => line.total)),
    lines: priced,
  };
}

function discountOf(subtotal: MinorUnits, discount: Discount | null): MinorUnits {
  if (!discount) return 0;
  return discount.type === 'PERCENT' ? shareOf(subtotal, discount.rate) : Math.min(discount.amount, subtotal);
}

/** Tax is rounded once per rate, as a tax office counts it, not once per line. */
function taxesOf(taxable: readonly MinorUnits[], lines: readonly PricedInput[], inclusive: boolean): MinorUnits[] {
  const taxes = taxable.map(() => 0);
  for (const rate of new Set(lines.map((line) => line.taxRate))) {
    const members = lines.flatMap((line, i) => (line.taxRate === rate ? [i] : []));
    const base = members.map((i) => at(taxable, i));
    const tax = inclusive ? includedShareOf(sum(base), rate) : shareOf(sum(base), rate);
    allocate(tax, base).forEach((part, k) => (taxes[at(members, k)] = part));
  }
  return taxes;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError('No such line');
  return item;
}

/** What each of `ways` guests pays of an amount, to the unit. */
export const evenShares = (amount: MinorUnits, ways: number): MinorUnits[] =>
  allocate(
    amount,
    Array.from({ length: ways }, () => 1),
  );
