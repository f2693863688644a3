/**
 * The life of an order, and of each of its lines: forward only, steps may be skipped; VOIDED from any but DONE. HELD comes before all of
 * it: the order waits for its payment or for a yes of the staff, or is parked, and the kitchen does not know of it.
 */
export const ORDER_STATUSES = ['HELD', 'NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What a HELD order waits for. */
export const HOLD_REASONS = ['PAYMENT', 'APPROVAL', 'PARKED'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** A line's own reason to wait: its course comes later, or its bill is parked. Stations hear nothing of it until it is fired. */
export const LINE_HOLDS = ['COURSE', 'PARKED'] as const;
export type LineHold = (typeof LINE_HOLDS)[number];

/** What a HELD line waits for: what its order does, or its course. */
export const LINE_HOLD_REASONS = ['PAYMENT', 'APPROVAL', 'PARKED', 'COURSE'] as const;
export type LineHoldReason = (typeof LINE_HOLD_REASONS)[number];

export const ORDER_TYPES = ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const ORDER_PAYMENT_STATUSES = [
  'PENDING',
  'PARTIALLY_PAID',
  'PAID',
  'FAILED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const;
export type OrderPaymentStatus = (typeof ORDER_PAYMENT_STATUSES)[number];

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  HELD: ['ACCEPTED', 'VOIDED'],
  NEW: ['ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'],
  ACCEPTED: ['COOKING', 'READY', 'DONE', 'VOIDED'],
  COOKING: ['READY', 'DONE', 'VOIDED'],
  READY: ['DONE', 'VOIDED'],
  DONE: [],
  VOIDED: [],
};

export const nextStatuses = (status: OrderStatus): readonly OrderStatus[] => NEXT[status];

export const mayBecome = (from: OrderStatus, to: OrderStatus): boolean => NEXT[from].includes(to);

export const rank = (status: OrderStatus): number => ORDER_STATUSES.indexOf(status);

/**
 * Where lines stand together: at the slowest once all are ready, at the keenest before that. Lines that no station makes count only where
 * there are no others. Undefined without lines.
 */
export function standingOf(
  lines: readonly { readonly status: OrderStatus; readonly station: string | null }[],
): OrderStatus | undefined {
  const made = lines.filter(({ station }) => station !== null);
  const ranks = (made.length > 0 ? made : lines).map(({ status }) => rank(status));
  const slowest = Math.min(...ranks);
  return ORDER_STATUSES[slowest >= rank('READY') ? slowest : Math.min(Math.max(...ranks), rank('COOKING'))];
}

/** Whether the kitchen has begun: from here on a line is not just taken off the bill, it is wasted. */
export const isBegun = (status: OrderStatus): boolean =>
  status === 'COOKING' || status === 'READY' || status === 'DONE';
