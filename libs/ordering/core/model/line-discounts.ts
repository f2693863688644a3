import { allocate, type MinorUnits, sum } from '#libs/kernel';

import { sharedOff } from './line-terms.js';
import { isActive, type OrderLine } from './order-line.js';
import type { OrderState } from './order-state.js';

/** Where what is off a line comes from: the line itself, or its bill. */
export const LINE_DISCOUNT_SOURCES = ['LINE', 'COMP', 'COUPON', 'BILL'] as const;
export type LineDiscountSource = (typeof LINE_DISCOUNT_SOURCES)[number];

/** How the price of a piece came about. */
export const LINE_PRICINGS = ['UNIT', 'MANUAL'] as const;
export type LinePricing = (typeof LINE_PRICINGS)[number];

export interface NamedDiscount {
  readonly source: LineDiscountSource;
  readonly id: string | null;
  readonly name: string | null;
  readonly amount: MinorUnits;
}

export const pricingOf = ({ terms }: OrderLine): LinePricing => (terms?.price ? 'MANUAL' : 'UNIT');

/**
 * What is off each line, by where it comes from: the parts sum to the line's discount. The coupon's part of the bill is shared by what the lines
 * have of both, so that over all of them it is the coupon's.
 */
export function discountsOf(
  { couponDiscount, couponCode, discount }: Pick<OrderState, 'couponDiscount' | 'couponCode' | 'discount'>,
  lines: readonly OrderLine[],
): ReadonlyMap<string, readonly NamedDiscount[]> {
  const shared = lines.filter((line) => isActive(line) && line.keptDiscount === null);
  const weights = shared.map(sharedOff);
  const coupons = shared.length === 0 ? [] : allocate(Math.min(couponDiscount, sum(weights)), weights);
  const ofCoupon = new Map(shared.map(({ id }, i) => [id, coupons[i] ?? 0]));
  return new Map(
    lines.map((line) => {
      const coupon = ofCoupon.get(line.id) ?? 0;
      const { terms, ownDiscount, comped, keptDiscount } = line;
      const named: NamedDiscount[] = [
        { source: 'LINE', id: null, name: terms?.discount?.reason ?? null, amount: ownDiscount },
        { source: 'COMP', id: null, name: terms?.comp?.reason ?? null, amount: comped },
        { source: 'COUPON', id: null, name: couponCode, amount: coupon },
        {
          ...{ source: 'BILL', id: null, amount: sharedOff(line) - coupon },
          name: keptDiscount === null ? (discount?.reason ?? null) : null,
        },
      ];
      return [line.id, named.filter(({ amount }) => amount > 0)];
    }),
  );
}
