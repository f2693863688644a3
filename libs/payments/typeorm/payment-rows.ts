import type { ActorRef } from '#libs/kernel';

import type { Attempt } from '../core/payment-attempts.js';
import type { PaymentView } from '../core/payments.api.js';
import type { RefundView } from '../core/refunds.js';
import type { PaymentRow, RefundRow } from './payment.schema.js';

export type Row<T> = T & Record<string, unknown>;

export const toView = (row: PaymentRow): PaymentView => ({
  id: row.id,
  orderId: row.order_id,
  outletId: row.outlet_id,
  shiftId: row.shift_id,
  method: row.method,
  status: row.status,
  amount: row.amount,
  rounding: row.rounding,
  refundedAmount: row.refunded_amount,
  refundPending: row.refund_pending,
  appliedAmount: row.applied_amount,
  currency: row.currency,
  tendered: row.tendered,
  change: row.change,
  gateway: row.gateway,
  reference: row.reference,
  expiresAt: row.expires_at,
  paidAt: row.paid_at,
  isGivenUp: row.given_up_at !== null,
  review: row.review,
  createdBy: row.created_by,
  createdAt: row.created_at,
});

/** Null for what has no gateway. */
export function toAttempt(row: PaymentRow): Attempt | null {
  if (row.gateway === null) return null;
  const { outlet_id: outletId, order_id: id, order_label: label, session_id: sessionId, customer_id: customerId } = row;
  return {
    payment: { ...toView(row), gateway: row.gateway },
    payable: { id, outletId, currency: row.currency, label, sessionId, customerId },
    presentation: row.presentation,
  };
}

export const toRefund = (row: RefundRow): RefundView => ({
  id: row.id,
  paymentId: row.payment_id,
  orderId: row.order_id,
  outletId: row.outlet_id,
  shiftId: row.shift_id,
  method: row.method,
  status: row.status,
  amount: row.amount,
  reason: row.reason,
  pieces: row.pieces,
  rounding: row.rounding,
  reference: row.reference,
  failure: row.failure,
  actor: { kind: row.created_by_kind as ActorRef['kind'], id: row.created_by, role: null },
  createdAt: row.created_at,
  settledAt: row.settled_at,
});
