import { allocate, type MinorUnits, sum } from '#libs/kernel';

import { sharedOff } from './line-terms.js';
import { isActive, type OrderLine } from './order-line.js';
import type { Discount } from './order-pricing.js';
import type { OrderState } from './order-state.js';
import { discountsClash } from './ordering.errors.js';

/** What is off a bill, and what its coupon has taken off so far. */
export type Terms = Pick<OrderState, 'discount' | 'coupon' | 'couponCode' | 'couponUse' | 'couponDiscount'>;

/** Whether bill-wide discount and coupon are for this line. */
const isShared = (line: OrderLine): boolean => isActive(line) && line.keptDiscount === null;

const discountsOf = (lines: readonly OrderLine[]): MinorUnits => sum(lines.filter(isShared).map(sharedOff));

/** What of the bill its discount and coupon are counted on. */
export const sharedSubtotal = (lines: readonly OrderLine[]): MinorUnits =>
  sum(lines.filter(isShared).map((line) => line.subtotal));

/**
 * The terms of a bill of which some lines leave. A rate goes with both bills; an amount is shared as the lines have it, so that each bill
 * has what its lines have, and what a coupon needs is shared too: no bill loses it for being split. `[stays, goes]`.
 */
export function splitTerms(
  bill: Pick<OrderState, 'id'> & Terms,
  staying: readonly OrderLine[],
  leaving: readonly OrderLine[],
): [Terms, Terms] {
  const sides = [leaving, staying];
  const weights = sides.map(sharedSubtotal);
  const taken = sides.map(discountsOf);
  const coupons = allocate(bill.couponDiscount, taken);
  const manual = taken.map((amount, i) => amount - (coupons[i] ?? 0));
  const minimums = allocate(bill.coupon?.minimum ?? 0, weights);
  const couponUse = bill.coupon ? (bill.couponUse ?? bill.id) : null;
  const termsOf = (i: number): Terms => ({
    discount: bill.discount && withAmount(bill.discount, manual, weights, i),
    coupon: bill.coupon && { ...withAmount(bill.coupon, coupons, weights, i), minimum: minimums[i] ?? 0 },
    couponCode: bill.couponCode,
    couponUse,
    couponDiscount: coupons[i] ?? 0,
  });
  return [{ ...termsOf(1), couponUse: bill.couponUse }, termsOf(0)];
}

/** A fixed amount, of which a side has what its lines have and its share of what is beyond the bill. */
function withAmount<T extends { readonly type: string; readonly amount?: MinorUnits }>(
  off: T,
  taken: readonly MinorUnits[],
  weights: readonly MinorUnits[],
  i: number,
): T {
  if (off.type !== 'FIXED') return off;
  const beyond = allocate(Math.max((off.amount ?? 0) - sum(taken), 0), weights);
  return { ...off, amount: (taken[i] ?? 0) + (beyond[i] ?? 0) };
}

/** Which lines keep their discount as an amount of their own once the bills are one: those of `other`, of `bill`, or none. */
export interface JoinedTerms extends Terms {
  readonly keeps: 'bill' | 'other' | null;
}

/**
 * The terms of two bills that become one. Parts of one split have what they had together. Of other bills those of the first stay (of the
 * second when it alone has a coupon), and the other's lines keep what they had off. Throws `MERGE_DISCOUNTS_CLASH` (409) when both have a coupon.
 */
export function joinTerms(bill: OrderState, other: OrderState): JoinedTerms {
  const isFamily = rootOf(bill) === rootOf(other);
  const hasOneCoupon = bill.coupon !== null && other.coupon !== null && useOf(bill) === useOf(other);
  if (bill.coupon && other.coupon && !hasOneCoupon) throw discountsClash(namesOf(bill), namesOf(other));
  const couponDiscount = bill.couponDiscount + other.couponDiscount;
  const isOneDiscount =
    bill.discount && other.discount
      ? isFamily && isSame(bill.discount, other.discount)
      : bill.discount === other.discount;
  const isOneReach = hasOneCoupon || (!bill.coupon && !other.coupon);
  if (isOneReach && isOneDiscount) {
    return {
      ...termsOf(bill),
      discount: added(bill.discount, other.discount),
      coupon: addedCoupon(bill, other),
      couponDiscount,
      keeps: null,
    };
  }
  if (hasOneCoupon) throw discountsClash(namesOf(bill), namesOf(other));
  return other.coupon
    ? { ...termsOf(other), couponUse: useOf(other), couponDiscount, keeps: 'bill' }
    : { ...termsOf(bill), couponDiscount, keeps: 'other' };
}

const termsOf = ({ discount, coupon, couponCode, couponUse, couponDiscount }: OrderState): Terms => ({
  discount,
  coupon,
  couponCode,
  couponUse,
  couponDiscount,
});

/** The order that the use of this bill's coupon is booked for. */
export const useOf = ({ couponUse, id }: Pick<OrderState, 'couponUse' | 'id'>): string => couponUse ?? id;

/** The bill that this one, and whatever was split off with it, came of. */
export const rootOf = ({ splitRoot, splitFrom, id }: Pick<OrderState, 'splitRoot' | 'splitFrom' | 'id'>): string =>
  splitRoot ?? splitFrom ?? id;

const isSame = (one: Discount, two: Discount): boolean =>
  one.reason === two.reason &&
  (one.type === 'PERCENT' ? two.type === 'PERCENT' && one.rate === two.rate : two.type === 'FIXED');

const added = <T extends { readonly type: string; readonly amount?: MinorUnits }>(
  one: T | null,
  two: T | null,
): T | null =>
  one?.type === 'FIXED' && two?.type === 'FIXED' ? { ...one, amount: (one.amount ?? 0) + (two.amount ?? 0) } : one;

function addedCoupon(bill: OrderState, other: OrderState): OrderState['coupon'] {
  const coupon = added(bill.coupon, other.coupon);
  return coupon && { ...coupon, minimum: (bill.coupon?.minimum ?? 0) + (other.coupon?.minimum ?? 0) };
}

const namesOf = ({ number, couponCode, discount }: OrderState) => ({
  number,
  coupon_code: couponCode,
  discount: discount?.reason ?? null,
});

/** The line as the only one that has its part of the bill's discount. */
export const keeping = (line: OrderLine): OrderLine =>
  isShared(line) ? { ...line, keptDiscount: sharedOff(line) } : line;

/**
 * What a discount of the whole bill makes of a line that kept its own: taking discounts off takes that off too; another one leaves it, so
 * that no line has two, unless every line has one. A line without any is the bill's again, where no coupon of other lines is in the way.
 */
export function forDiscount(
  discount: Discount | null,
  lines: readonly OrderLine[],
  hasCoupon: boolean,
): (line: OrderLine) => OrderLine {
  const none = hasCoupon ? 0 : null;
  const isAllKept = lines.every(({ keptDiscount }) => keptDiscount !== null && keptDiscount > 0);
  return (line) => {
    if (line.keptDiscount === null) return line;
    if (discount && isAllKept) return { ...line, keptDiscount: null };
    return discount && line.keptDiscount > 0 ? line : { ...line, keptDiscount: none };
  };
}
