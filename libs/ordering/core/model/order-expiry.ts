import type { OrderLine } from './order-line.js';
import { isParked } from './order-hold.js';
import { isBegun } from './order-status.js';
import type { OrderState } from './order-state.js';
import { isSettled } from './settlement.js';

/** Why the lines of an expired order are void: those that were taken off it before stay off when it is revived. */
export const PAYMENT_EXPIRED = 'PAYMENT_EXPIRED';

/** Why the lines of a bill are void that was parked and that nobody took up again. */
export const PARKED_TOO_LONG = 'PARKED_TOO_LONG';

/** How long a bill may be parked, in milliseconds: a day. */
const PARKED_MS = 24 * 60 * 60_000;

/** What guests order at a table waits so long at most, in milliseconds: they sit there. */
const GUESTS_WAIT_MS = 15 * 60_000;

/** How long an order may wait, be parked, or stay unpaid, before it ends; `termMs` is what an online one may. */
export function termOf(
  { type, status, holdReason }: Pick<OrderState, 'type' | 'status' | 'holdReason'>,
  termMs: number,
): number {
  if (isParked({ status, holdReason })) return PARKED_MS;
  return type === 'DINE_IN' && status === 'HELD' ? Math.min(termMs, GUESTS_WAIT_MS) : termMs;
}

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
