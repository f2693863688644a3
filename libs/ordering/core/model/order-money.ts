import { type MinorUnits, sum } from '#libs/kernel';
import { couponStands } from '#libs/promotions';

import { isActive, type OrderLine } from './order-line.js';
import { shareOfBill } from './bill-share.js';
import { sharedSubtotal } from './bill-terms.js';
import { type BillPrice, priceBill } from './order-pricing.js';
import type { OrderState } from './order-state.js';
import { amountDue, isFree, settled } from './settlement.js';
import { alreadyPaid, amountOverDue, billClosed, billHasPayments, refundTooLarge } from './ordering.errors.js';

const OPEN_TO_CHANGE = ['PENDING', 'PARTIALLY_PAID', 'FAILED'];

export interface Paid {
  readonly id: string;
  readonly method: string;
  /** Money taken. */
  readonly amount: MinorUnits;
  /** What the smallest coin added to the share that it pays. */
  readonly rounding: MinorUnits;
}

/** Whether money is still to come for it. */
export const isUnpaid = ({ status, paymentStatus }: OrderState): boolean =>
  status !== 'VOIDED' && OPEN_TO_CHANGE.includes(paymentStatus);

/** Still to be paid, or to be made. */
export const isOpenBill = (order: OrderState): boolean =>
  order.status !== 'VOIDED' && (order.status !== 'DONE' || isUnpaid(order));

/** Whether lines may be added or taken off. A bill on which nothing was to be paid is open until it is done. */
export const isOpenToLines = (order: OrderState): boolean =>
  order.status !== 'VOIDED' &&
  (OPEN_TO_CHANGE.includes(order.paymentStatus) || (isFree(order) && order.status !== 'DONE'));

export function assertBillOpen(order: OrderState): void {
  if (!isOpenToLines(order)) throw billClosed(order.status, order.paymentStatus);
}

/** Whether lines may leave the bill for another, or come from one: it is open, and nobody has paid any of it. */
export const isMovable = (order: OrderState): boolean => isOpenToLines(order) && order.paidAmount === 0;

/** Throws unless the bill {@link isMovable}. */
export function assertMovable(order: OrderState): void {
  assertBillOpen(order);
  if (order.paidAmount > 0) throw billHasPayments(order.paidAmount);
}

/** What went back of a bill, and for none of its pieces: where lines are taken off, it was for them. `lines` as they are priced. */
export function refundedFreely(order: OrderState, lines: readonly OrderLine[]): MinorUnits {
  if (order.refundedAmount === 0) return 0;
  const given = lines.filter(isActive).flatMap(({ id, refundedQuantity }) => {
    return refundedQuantity > 0 ? [{ lineId: id, quantity: refundedQuantity }] : [];
  });
  return Math.max(0, order.refundedAmount - shareOfBill(order, lines, given).total);
}

/** Throws when the lines that stay (`rest`, of `lines`) would cost less than was paid already, and was not given back. */
export function assertCoversPayments(order: OrderState, lines: readonly OrderLine[], rest: readonly OrderLine[]): void {
  if (order.paidAmount === 0) return;
  const left = priceBill(rest, order.rules, order.discount, order.coupon).total + order.shippingTotal;
  const kept = order.paidAmount - refundedFreely(order, lines);
  if (left + order.rounding < kept) throw billHasPayments(kept);
}

/** The bill that costs less than was paid for it, by no more than `free` that went back: so much was neither paid nor given back. */
export function afterAbsorbing(order: OrderState, free: MinorUnits, at: Date): OrderState {
  const over = order.paidAmount - order.totalAmount;
  if (over <= 0 || over > free) return order;
  const sums = { paidAmount: order.paidAmount - over, refundedAmount: order.refundedAmount - over };
  return settled({ ...order, ...sums }, at);
}

/** The share to pay: `amount`, or all that is due. Throws when that is too much, or nothing is due. */
export function payableShare(order: OrderState, amount: MinorUnits | undefined): MinorUnits {
  if (order.status === 'VOIDED') throw billClosed(order.status, order.paymentStatus);
  const due = amountDue(order);
  if (due <= 0) throw alreadyPaid();
  if (amount !== undefined && amount > due) throw amountOverDue(due);
  return amount ?? due;
}

export function afterPayment(order: OrderState, payment: Paid, at: Date): OrderState {
  const paidAmount = order.paidAmount + payment.amount;
  const totalAmount = order.totalAmount + payment.rounding;
  if (paidAmount > totalAmount) throw amountOverDue(amountDue(order));
  return settled({ ...order, rounding: order.rounding + payment.rounding, paidAmount, totalAmount }, at);
}

/** A payment, or a part of one, of a bill that is still open: it is due again. */
export function afterReturn(order: OrderState, amount: MinorUnits): OrderState {
  const left = order.paidAmount - order.refundedAmount;
  if (amount > left) throw refundTooLarge(left);
  const paidAmount = order.paidAmount - amount;
  return { ...order, paidAmount, paymentStatus: paidAmount > 0 ? 'PARTIALLY_PAID' : 'PENDING' };
}

/** What went back of a sale; or for pieces of a bill that is still open, which stays so. */
export function afterRefund(order: OrderState, amount: MinorUnits): OrderState {
  const refundedAmount = order.refundedAmount + amount;
  if (refundedAmount > order.paidAmount) throw refundTooLarge(order.paidAmount - order.refundedAmount);
  if (isUnpaid(order)) return { ...order, refundedAmount };
  const paymentStatus = refundedAmount >= order.paidAmount ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  return { ...order, refundedAmount, paymentStatus };
}

/** The bill at its new price; what was paid already counts. */
export function afterPricing(order: OrderState, price: Omit<BillPrice, 'lines'>, at: Date): OrderState {
  const { subtotal, discountTotal, couponDiscount, serviceCharge, taxTotal } = price;
  const totalAmount = price.total + order.shippingTotal + order.rounding;
  return settled({ ...order, subtotal, discountTotal, couponDiscount, serviceCharge, taxTotal, totalAmount }, at);
}

/** The bill whose lines moved: it is what they are, each at the price that it had. */
export function afterMoving(order: OrderState, lines: readonly OrderLine[], at: Date): OrderState {
  const over = (pick: (line: OrderLine) => MinorUnits): MinorUnits => sum(lines.filter(isActive).map(pick));
  const price = {
    subtotal: over((line) => line.subtotal),
    discountTotal: over((line) => line.discount),
    couponDiscount: order.couponDiscount,
    serviceCharge: over((line) => line.serviceCharge),
    taxTotal: over((line) => line.tax),
    total: over((line) => line.total),
  };
  return afterPricing(order, price, at);
}

/** The bill without the coupon that asks for more than these lines; a bill of no lines has ended, and keeps what it was. */
export function afterLosingLines(order: OrderState, left: readonly OrderLine[]): OrderState {
  const isKept = !order.coupon || left.length === 0 || couponStands(order.coupon, sharedSubtotal(left));
  return isKept ? order : { ...order, coupon: null, couponCode: null };
}

/** Whether an attempt to pay shows on the bill: a failure where nobody has paid any of it yet, a new try after a failure. */
export const showsAttempt = (order: OrderState, outcome: 'FAILED' | 'PENDING'): boolean =>
  outcome === 'PENDING'
    ? order.paymentStatus === 'FAILED'
    : order.status !== 'VOIDED' && order.paymentStatus === 'PENDING' && order.paidAmount === 0;
