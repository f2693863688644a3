import { type BasisPoints, type MinorUnits, shareOf } from '#libs/kernel';

/** What a coupon takes off a bill: a rate of its subtotal, or an amount. */
export type CouponTerms =
  { readonly type: 'PERCENT'; readonly rate: BasisPoints } | { readonly type: 'FIXED'; readonly amount: MinorUnits };

/** Rounded once, on the bill; never more than the subtotal. */
export const couponDiscount = (terms: CouponTerms | null, subtotal: MinorUnits): MinorUnits => {
  if (!terms) return 0;
  return terms.type === 'PERCENT' ? shareOf(subtotal, terms.rate) : Math.min(terms.amount, subtotal);
};
