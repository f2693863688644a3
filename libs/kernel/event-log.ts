/** Events that reach clients, by the words of the wire. */
export const EVENT_TYPES = [
  'NEW_ORDER',
  'ORDER_STATUS_CHANGED',
  'ORDER_ITEM_STATUS_CHANGED',
  'ORDER_UPDATED',
  'ORDER_VOIDED',
  'PAYMENT_UPDATED',
  'TABLE_SESSION_OPENED',
  'TABLE_SESSION_CLOSED',
  'TABLE_SESSION_MOVED',
  'PRODUCT_AVAILABILITY_CHANGED',
  'LOW_STOCK',
  'SHIFT_OPENED',
  'SHIFT_CLOSED',
  'SHIFT_REPORT_READY',
] as const;

/** Facts for Comanda's own processes alone (caches, sessions); they take a place in the log and are never sent to a client. */
export const INTERNAL_EVENT_TYPES = [
  'CATALOG_CHANGED',
  'OUTLET_CHANGED',
  'USER_CHANGED',
  'MONEY_RETURNED',
  'PAYER_FORGOTTEN',
] as const;

export type EventType = (typeof EVENT_TYPES)[number] | (typeof INTERNAL_EVENT_TYPES)[number];

/**
 * A fact, written in the transaction that made it true. `outletId` is null only for internal events that concern every outlet.
 * `sessionId` and `customerId` name the guest session and the customer who may hear of it besides the outlet's staff; `staffOnly`
 * payloads never reach either. `payload` is the wire payload, snake_case.
 */
export interface NewEvent {
  readonly type: EventType;
  readonly outletId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly sessionId?: string | null;
  readonly customerId?: string | null;
}

/** An event as the log tells it: `seq` grows in commit order without gaps, over the whole installation. */
export interface LoggedEvent {
  readonly id: string;
  readonly seq: number;
  readonly type: EventType;
  readonly outletId: string | null;
  readonly sessionId: string | null;
  readonly customerId: string | null;
  readonly occurredAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Where facts leave through: joins the ambient transaction, and delivery starts after the commit. */
export abstract class EventLog {
  abstract append(events: readonly NewEvent[]): Promise<void>;
}
