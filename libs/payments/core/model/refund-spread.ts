import { type MinorUnits, sum } from '#libs/kernel';

import type { Payment } from './payment.js';
import { nothingLeftOfBill } from './payments.errors.js';

/** So much of one payment goes back. */
export interface SpreadShare {
  readonly payment: Payment;
  readonly asked: MinorUnits;
  readonly tip: MinorUnits;
}

/**
 * What goes back of a bill, spread over its payments: of the first of them as much as is left of it, then of the next. Those that nothing goes back of
 * are left out. Throws `REFUND_TOO_LARGE` (422) for more than is left of all of them, and for nothing.
 */
export function spreadOver(payments: readonly Payment[], amount: MinorUnits, tip: MinorUnits): SpreadShare[] {
  const left = sum(payments.map(({ refundable }) => refundable));
  const tipLeft = sum(payments.map(({ refundableTip }) => refundableTip));
  if (amount > left || tip > tipLeft || amount + tip <= 0) throw nothingLeftOfBill(left, tipLeft);
  let [rest, restOfTip] = [amount, tip];
  return payments.flatMap((payment) => {
    const asked = Math.min(rest, payment.refundable);
    const tipAsked = Math.min(restOfTip, payment.refundableTip);
    rest -= asked;
    restOfTip -= tipAsked;
    return asked + tipAsked > 0 ? [{ payment, asked, tip: tipAsked }] : [];
  });
}
