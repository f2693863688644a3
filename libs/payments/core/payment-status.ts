import type { PaymentStatus } from './payments.api.js';

/** Open at its gateway, or perhaps: it may still be paid, and its amount is spoken for. */
export const LIVE_STATUSES = ['PENDING', 'AUTHORIZED', 'UNKNOWN'] as const satisfies readonly PaymentStatus[];

/** Money was taken, whatever was given back since. */
export const CAPTURED_STATUSES = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const satisfies readonly PaymentStatus[];

/**
 * News only ever move a payment up: a late `pending` never undoes `paid`, an `expired` after it changes nothing, and money that comes after
 * the end is still money.
 */
const RANK: Readonly<Record<PaymentStatus, number>> = {
  UNKNOWN: 0,
  PENDING: 1,
  AUTHORIZED: 2,
  FAILED: 3,
  EXPIRED: 3,
  CANCELLED: 3,
  PAID: 4,
  PARTIALLY_REFUNDED: 5,
  REFUNDED: 6,
};

/** Every status that news of `to` may replace. */
export const mayBecome = (to: PaymentStatus): PaymentStatus[] =>
  (Object.keys(RANK) as PaymentStatus[]).filter((from) => RANK[from] < RANK[to]);

export const isLive = (status: PaymentStatus): boolean => RANK[status] < RANK.FAILED;

export const isCaptured = (status: PaymentStatus): boolean => RANK[status] >= RANK.PAID;
