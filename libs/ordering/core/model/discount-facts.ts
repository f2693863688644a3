import { type PermissionFacts, shareOf, sum } from '#libs/kernel';

import { isActive } from './order-line.js';
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
  const base = Math.max(sum(open.map(({ subtotal }) => subtotal)) - view.couponDiscount, 0);
  if (discount.type === 'PERCENT') return { amount: shareOf(base, discount.rate), basisPoints: discount.rate };
  const amount = Math.min(discount.amount, base);
  return { amount, basisPoints: base === 0 ? WHOLE : Math.ceil((amount * WHOLE) / base) };
}
