import { conflict } from '#libs/kernel';

import { inCourses } from './courses.js';
import type { OrderLine } from './order-line.js';
import { orderParked } from './ordering.errors.js';
import type { OrderState } from './order-state.js';
import type { HoldReason, OrderStatus, OrderType } from './order-status.js';

/** When a CUSTOMER's order reaches the kitchen, by the outlet's setting. */
export type FireOn = 'PAID' | 'PLACED' | 'ACCEPTED';

const REASONS: Readonly<Record<FireOn, HoldReason | null>> = { PAID: 'PAYMENT', ACCEPTED: 'APPROVAL', PLACED: null };

/** Why an order that a CUSTOMER places waits; null for one that the kitchen hears of at once. At a table it is a guest's. */
export const holdOf = (fireOn: FireOn, type: OrderType): HoldReason | null =>
  type === 'DINE_IN' ? null : REASONS[fireOn];

/** Whether staff put it aside: the kitchen, the stock and its coupon know nothing of it until it is taken up again. */
export const isParked = ({ status, holdReason }: Pick<OrderState, 'status' | 'holdReason'>): boolean =>
  status === 'HELD' && holdReason === 'PARKED';

export const isHeld = ({ status }: Pick<OrderState, 'status'>): boolean => status === 'HELD';

/** Whether nothing keeps a HELD order any longer: it waited for its money alone, and nothing is due. */
export const isFreed = (order: OrderState): boolean =>
  isHeld(order) && order.holdReason === 'PAYMENT' && order.totalAmount <= order.paidAmount;

/**
 * Lines as they join an order: what comes to a parked one is parked with it, what comes to another HELD one waits with it, what is for a later course
 * for that, and the rest goes out.
 */
export const joining = (
  order: Pick<OrderState, 'status' | 'holdReason'>,
  lines: readonly OrderLine[],
  { there, at }: { readonly there: readonly OrderLine[]; readonly at: Date },
): readonly OrderLine[] => {
  if (isParked(order)) return lines.map((line) => ({ ...line, status: 'HELD', holdReason: 'PARKED', firedAt: null }));
  return inCourses(lines, there).map((line) => {
    if (line.holdReason !== null) return line;
    return isHeld(order) ? { ...line, status: 'HELD' } : { ...line, firedAt: at };
  });
};

/** Lines of a parked bill as they were before they joined it. */
export const unparked = (line: OrderLine): OrderLine =>
  line.holdReason === 'PARKED' ? { ...line, status: 'NEW', holdReason: null } : line;

/** Throws `LINE_HELD` (409). */
export function assertLineFired({ status }: OrderLine): void {
  if (status === 'HELD') throw conflict('LINE_HELD', 'This order waits: accept it before a line of it is made.');
}

/** Throws `ORDER_HELD`, or `ORDER_PARKED` (409): what waits and what is being made are not one bill. */
export function assertHeldAlike(one: OrderState, other: OrderState): void {
  if (one.holdReason !== other.holdReason) {
    if (isParked(one) || isParked(other)) throw orderParked();
    throw conflict('ORDER_HELD', 'One of these orders waits for its payment or for a yes: accept it first.', {
      hold_reason: one.holdReason ?? other.holdReason,
    });
  }
}

/** Throws `ORDER_NOT_HELD` (409). */
export function assertHeld({ status }: { readonly status: OrderStatus }): void {
  if (status !== 'HELD') {
    throw conflict('ORDER_NOT_HELD', 'The kitchen has this order already: void it instead.', {
      current_status: status,
    });
  }
}
