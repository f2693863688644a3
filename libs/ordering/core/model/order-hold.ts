import { conflict } from '#libs/kernel';

import { inCourses } from './courses.js';
import type { OrderLine } from './order-line.js';
import type { OrderState } from './order-state.js';
import type { HoldReason, OrderStatus, OrderType } from './order-status.js';

/** When a CUSTOMER's order reaches the kitchen, by the outlet's setting. */
export type FireOn = 'PAID' | 'PLACED' | 'ACCEPTED';

const REASONS: Readonly<Record<FireOn, HoldReason | null>> = { PAID: 'PAYMENT', ACCEPTED: 'APPROVAL', PLACED: null };

/** Why an order that a CUSTOMER places waits; null for one that the kitchen hears of at once. At a table it is a guest's. */
export const holdOf = (fireOn: FireOn, type: OrderType): HoldReason | null =>
  type === 'DINE_IN' ? null : REASONS[fireOn];

export const isHeld = ({ status }: Pick<OrderState, 'status'>): boolean => status === 'HELD';

/** Whether nothing keeps a HELD order any longer: it waited for its money alone, and nothing is due. */
export const isFreed = (order: OrderState): boolean =>
  isHeld(order) && order.holdReason === 'PAYMENT' && order.totalAmount <= order.paidAmount;

/** Lines as they join an order: what comes to a HELD one waits with it, what is for a later course for that, and the rest goes out. */
export const joining = (
  order: Pick<OrderState, 'status'>,
  lines: readonly OrderLine[],
  { there, at }: { readonly there: readonly OrderLine[]; readonly at: Date },
): readonly OrderLine[] =>
  inCourses(lines, there).map((line) => {
    if (line.holdReason !== null) return line;
    return isHeld(order) ? { ...line, status: 'HELD' } : { ...line, firedAt: at };
  });

/** Throws `LINE_HELD` (409). */
export function assertLineFired({ status }: OrderLine): void {
  if (status === 'HELD') throw conflict('LINE_HELD', 'This order waits: accept it before a line of it is made.');
}

/** Throws `ORDER_HELD` (409): what waits and what is being made are not one bill. */
export function assertHeldAlike(one: OrderState, other: OrderState): void {
  if (one.holdReason !== other.holdReason) {
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
