import { type BasisPoints, type MinorUnits, shareOf } from '#libs/kernel';

/** What a coupon takes off a bill: a rate of its subtotal, or an amount. */
export type CouponTerms =
  | { readonly type: 'PERCENT'; readonly rate: BasisPoints }
  | { readonly type: 'FIXED'; readonly amount: MinorUnits };

/** Terms as a bill keeps them. */
export type BillTerms = CouponTerms & {
  /** The subtotal that the bill needs for them; bills from before this was kept need none. */
  readonly minimum?: MinorUnits;
};

/** Whether a bill of this subtotal still has what its coupon asks for. */
export const couponStands = ({ minimum = 0 }: BillTerms, subtotal: MinorUnits): boolean => subtotal >= minimum;

/** Rounded once, on the bill; never more than the subtotal. */
export const couponDiscount = (terms: CouponTerms | null, subtotal: MinorUnits): MinorUnits => {
  if (!terms) return 0;
  return terms.type === 'PERCENT' ? shareOf(subtotal, terms.rate) : Math.min(terms.amount, subtotal);
};
