import type { MinorUnits } from '#libs/kernel';

import type { PaymentView } from './payment.js';

/** How much of a refund the bill must know of: what it never took of a payment goes back first. `payment` as it is before the refund. */
export function shareOfBill(
  { amount, appliedAmount, refundedAmount }: Pick<PaymentView, 'amount' | 'appliedAmount' | 'refundedAmount'>,
  refund: MinorUnits,
): MinorUnits {
  const surplus = amount - appliedAmount;
  const beyond = (refunded: MinorUnits) => Math.max(refunded - surplus, 0);
  return beyond(refundedAmount + refund) - beyond(refundedAmount);
}
