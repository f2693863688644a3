import type { NewEvent } from '#libs/kernel';

import { ServiceCallAcknowledged, ServiceCallClosed, ServiceCalled } from './tables.events.js';

export const CALL_KINDS = ['WAITER', 'BILL', 'OTHER'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

export const CALL_STATUSES = ['OPEN', 'ACKNOWLEDGED', 'DONE'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Guests at a table want somebody to come, or their bill. A sitting has one of a kind at a time. */
export interface ServiceCall {
  readonly id: string;
  readonly outletId: string;
  readonly sessionId: string;
  /** Where its sitting is now. */
  readonly tableId: string;
  readonly tableName: string;
  readonly kind: CallKind;
  readonly note: string | null;
  /** How they want to pay, where they said so with a BILL. */
  readonly method: string | null;
  readonly createdAt: Date;
  /** When somebody said that they are coming, and who; null until then. */
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  /** When it was over, and who ended it: null of one that ended with its sitting. */
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
}

export const statusOf = ({ closedAt, acknowledgedAt }: ServiceCall): CallStatus =>
  closedAt ? 'DONE' : acknowledgedAt ? 'ACKNOWLEDGED' : 'OPEN';

export const serviceCalled = (call: ServiceCall): NewEvent => ServiceCalled.of(eventOf(call));
export const callAcknowledged = (call: ServiceCall): NewEvent => ServiceCallAcknowledged.of(eventOf(call));
export const callClosed = (call: ServiceCall): NewEvent => ServiceCallClosed.of(eventOf(call));

const eventOf = (call: ServiceCall) => ({
  outletId: call.outletId,
  sessionId: call.sessionId,
  payload: {
    id: call.id,
    table_session_id: call.sessionId,
    table_id: call.tableId,
    table_name: call.tableName,
    kind: call.kind,
    note: call.note,
    method: call.method,
    status: statusOf(call),
    created_at: call.createdAt.toISOString(),
  },
});
