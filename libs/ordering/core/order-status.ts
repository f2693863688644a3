/** The life of an order, and of each of its lines: forward only, steps may be skipped; VOIDED from any but DONE. */
export const ORDER_STATUSES = ['NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

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
  NEW: ['ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'],
  ACCEPTED: ['COOKING', 'READY', 'DONE', 'VOIDED'],
  COOKING: ['READY', 'DONE', 'VOIDED'],
  READY: ['DONE', 'VOIDED'],
  DONE: [],
  VOIDED: [],
};

export const nextStatuses = (status: OrderStatus): readonly OrderStatus[] => NEXT[status];

export const mayBecome = (from: OrderStatus, to: OrderStatus): boolean => NEXT[from].includes(to);

/** Whether the kitchen has begun: from here on a line is not just taken off the bill, it is wasted. */
export const isBegun = (status: OrderStatus): boolean =>
  status === 'COOKING' || status === 'READY' || status === 'DONE';
