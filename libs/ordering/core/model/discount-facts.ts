import { type MinorUnits, type PermissionFacts, shareOf, sum } from '#libs/kernel';

import { leftOf, type LineDiscount, lineDiscountOf, NO_TERMS, ownOff } from './line-terms.js';
import { isActive, type OrderLine } from './order-line.js';
import type { Discount } from './order-pricing.js';
import type { Order } from './order.js';

const WHOLE = 10_000;

/** How much a discount takes off a bill, as an amount and as a rate of what it is taken off: whoever types an amount is not above the rate. */
export function discountFacts(
  { lines, view }: Pick<Order, 'lines' | 'view'>,
  discount: Discount | null,
): PermissionFacts {
  if (!discount) return { amount: 0, basisPoints: 0 };
  const open = lines.filter((line) => isActive(line) && line.keptDiscount === null);
  const base = Math.max(sum(open.map(leftOf)) - view.couponDiscount, 0);
  if (discount.type === 'PERCENT') return { amount: shareOf(base, discount.rate), basisPoints: discount.rate };
  const amount = Math.min(discount.amount, base);
  return { amount, basisPoints: base === 0 ? WHOLE : Math.ceil((amount * WHOLE) / base) };
}

/** How much a line's own discount takes off it, as {@link discountFacts} says it of a bill. */
export function lineDiscountFacts({ subtotal }: OrderLine, discount: LineDiscount | null): PermissionFacts {
  const amount = lineDiscountOf(subtotal, discount);
  if (discount?.type === 'PERCENT') return { amount, basisPoints: discount.rate };
  return { amount, basisPoints: amount === 0 ? 0 : Math.ceil((amount * WHOLE) / subtotal) };
}

/** How much so many pieces on the house take off a line. */
export function compFacts(line: OrderLine, pieces: number): PermissionFacts {
  const comp = pieces === 0 ? null : { quantity: pieces, reason: '' };
  return { amount: ownOff({ ...line, terms: { ...NO_TERMS, ...line.terms, comp } }).comped };
}

/** How much another price makes of a line, up or down. */
export const priceFacts = ({ unitPrice, quantity }: OrderLine, price: MinorUnits): PermissionFacts => ({
  amount: Math.abs(price - unitPrice) * quantity,
});
