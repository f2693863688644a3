import type { OrderLine } from './order-line.js';
import { isBegun } from './order-status.js';
import type { OrderState } from './order-state.js';
import { isSettled } from './settlement.js';

/** Why the lines of an expired order are void: those that were taken off it before stay off when it is revived. */
export const PAYMENT_EXPIRED = 'PAYMENT_EXPIRED';

/** What guests order at a table waits so long at most, in milliseconds: they sit there. */
const GUESTS_WAIT_MS = 15 * 60_000;

/** How long an order may wait, or stay unpaid, before it ends; `termMs` is what an online one may. */
export const termOf = ({ type, status }: Pick<OrderState, 'type' | 'status'>, termMs: number): number =>
  type === 'DINE_IN' && status === 'HELD' ? Math.min(termMs, GUESTS_WAIT_MS) : termMs;

/** Whether an order ends when nobody pays in time: one that waits (HELD), or an online one; that is still to be paid, of which nothing is paid, and that nobody has begun to make. */
export const mayExpire = (order: OrderState): boolean =>
  (order.status === 'HELD' || order.type === 'ONLINE') &&
  order.status !== 'VOIDED' &&
  !isBegun(order.status) &&
  order.paidAmount === 0 &&
  !isSettled(order);

/** The lines that an expired order would live again with. */
export const linesToRevive = ({ expiredAt, holdReason }: OrderState, lines: readonly OrderLine[]): OrderLine[] =>
  expiredAt === null
    ? []
    : lines
        .filter(({ status, voidReason }) => status === 'VOIDED' && voidReason === PAYMENT_EXPIRED)
        .map((line) => ({ ...line, status: holdReason || line.holdReason ? 'HELD' : 'NEW', voidReason: null }));
