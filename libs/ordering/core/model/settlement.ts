import type { MinorUnits } from '#libs/kernel';

import { isParked } from './order-hold.js';
import { isActive, type OrderLine } from './order-line.js';
import { isOff } from './order-returns.js';
import type { OrderState } from './order-state.js';

/** What is still to be paid. */
export const amountDue = (order: Pick<OrderState, 'totalAmount' | 'paidAmount'>): MinorUnits =>
  order.totalAmount - order.paidAmount;

/** Whether nothing is due of a bill that lives. One that is parked is not: it is settled, if at all, once it is taken up. */
export const isSettled = (order: OrderState): boolean =>
  order.status !== 'VOIDED' && !isParked(order) && amountDue(order) <= 0;

/**
 * The bill with what follows from its sums, whatever changed them: due nothing it is PAID and settled, also when nothing was to be paid;
 * with something due it is open. A bill that ended unpaid is neither.
 */
export function settled(order: OrderState, at: Date): OrderState {
  const { paidAmount, refundedAmount, paymentStatus } = order;
  if (order.status === 'VOIDED' && paidAmount > 0) return order;
  if (isSettled(order)) {
    const status = refundedAmount === 0 ? 'PAID' : refundedAmount < paidAmount ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
    return { ...order, paymentStatus: status, settledAt: order.settledAt ?? at };
  }
  const open = paymentStatus === 'FAILED' ? 'FAILED' : 'PENDING';
  return { ...order, paymentStatus: paidAmount > 0 ? 'PARTIALLY_PAID' : open, settledAt: null };
}

/** Whether it was settled before, and is open to change. */
export const isReopened = (order: OrderState): boolean =>
  order.settlement > 1 && order.settledAt === null && order.status !== 'VOIDED';

/** A settled bill that is open again. What was given back of it stays so. */
export const reopened = (order: OrderState): OrderState => ({
  ...order,
  settlement: order.settlement + 1,
  settledAt: null,
  paymentStatus: order.paidAmount > 0 ? 'PARTIALLY_PAID' : 'PENDING',
});

/** Whether the sale is over with the money: taken over the counter, and nobody has anything to make. */
export const isCounterSale = (order: OrderState, lines: readonly OrderLine[]): boolean =>
  isSettled(order) &&
  (order.type === 'DINE_IN' || order.type === 'TAKEAWAY') &&
  lines.filter(isActive).every((line) => line.station === null || isOff(line));

/** Whether nothing was ever to be paid for it: such a bill may still change until it is done. */
export const isFree = (order: OrderState): boolean => isSettled(order) && order.paidAmount === 0;

/** What was served and not paid, as it is told when the bill is given up. */
export interface Loss {
  readonly loss: true;
  readonly amount: MinorUnits;
}

/** Null for a bill that is still to be served, or has nothing due. */
export const lossOf = (order: OrderState): (Loss & Readonly<Record<string, unknown>>) | null =>
  order.status === 'DONE' && amountDue(order) > 0 ? { loss: true, amount: amountDue(order) } : null;
