export const PAYMENT_STATUSES = [
  'PENDING',
  'AUTHORIZED',
  'PAID',
  'FAILED',
  'EXPIRED',
  'CANCELLED',
  'UNKNOWN',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Open at its gateway, or perhaps: it may still be paid, and its amount is spoken for. */
export const LIVE_STATUSES = ['PENDING', 'AUTHORIZED', 'UNKNOWN'] as const satisfies readonly PaymentStatus[];
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** Over, and no money came. */
export const ENDED_STATUSES = ['FAILED', 'EXPIRED', 'CANCELLED'] as const satisfies readonly PaymentStatus[];
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** Money was taken, whatever was given back since. */
export const CAPTURED_STATUSES = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const satisfies readonly PaymentStatus[];
export type CapturedStatus = (typeof CAPTURED_STATUSES)[number];

/**
 * What each status may become. Gateways tell late, twice and out of order: a late `pending` never undoes `paid`, an `expired` after it
 * changes nothing, and money that comes after the end is still money. Only a call without an answer makes `UNKNOWN`.
 */
const MAY_BECOME: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  UNKNOWN: ['PENDING', 'AUTHORIZED', ...ENDED_STATUSES, ...CAPTURED_STATUSES],
  PENDING: ['UNKNOWN', 'AUTHORIZED', ...ENDED_STATUSES, ...CAPTURED_STATUSES],
  AUTHORIZED: [...ENDED_STATUSES, ...CAPTURED_STATUSES],
  FAILED: CAPTURED_STATUSES,
  EXPIRED: CAPTURED_STATUSES,
  CANCELLED: CAPTURED_STATUSES,
  PAID: ['PARTIALLY_REFUNDED', 'REFUNDED'],
  PARTIALLY_REFUNDED: ['REFUNDED'],
  REFUNDED: [],
};

export const canBecome = (from: PaymentStatus, to: PaymentStatus): boolean => MAY_BECOME[from].includes(to);

/** Every status that may become this one. */
export const mayBecome = (to: PaymentStatus): PaymentStatus[] => PAYMENT_STATUSES.filter((from) => canBecome(from, to));

const isOneOf =
  <T extends PaymentStatus>(statuses: readonly T[]) =>
  (status: PaymentStatus): status is T =>
    (statuses as readonly PaymentStatus[]).includes(status);

export const isLive = isOneOf(LIVE_STATUSES);
export const isEnded = isOneOf(ENDED_STATUSES);
export const isCaptured = isOneOf(CAPTURED_STATUSES);
