import type { OrderLine } from './order-line.js';
import { isBegun } from './order-status.js';
import type { OrderState } from './order-state.js';

/** Why the lines of an expired order are void: those that were taken off it before stay off when it is revived. */
export const PAYMENT_EXPIRED = 'PAYMENT_EXPIRED';

/**
 * Whether an order ends when nobody pays in time: one that waits (HELD), or an online one that nobody has begun to make; of which nothing is
 * paid.
 */
export const mayExpire = ({ type, status, paidAmount }: OrderState): boolean =>
  (status === 'HELD' || type === 'ONLINE') && status !== 'VOIDED' && !isBegun(status) && paidAmount === 0;

/** The lines that an expired order would live again with. */
export const linesToRevive = ({ expiredAt, holdReason }: OrderState, lines: readonly OrderLine[]): OrderLine[] =>
  expiredAt === null
    ? []
    : lines
        .filter(({ status, voidReason }) => status === 'VOIDED' && voidReason === PAYMENT_EXPIRED)
        .map((line) => ({ ...line, status: holdReason ? 'HELD' : 'NEW', voidReason: null }));
