import type { ActorRef } from '#libs/kernel';

import { Payment, type PaymentView } from '../core/model/payment.js';
import type { RefundView } from '../core/model/refund.js';
import { type PaymentRow, PaymentSchema, type RefundRow, RefundSchema } from './payment.schema.js';

export type Row<T> = T & Record<string, unknown>;

export const PAYMENT_COLUMNS = Object.keys(PaymentSchema.options.columns).join(', ');
export const REFUND_COLUMNS = Object.keys(RefundSchema.options.columns).join(', ');

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
  tip: row.tip,
  tipTo: row.tip_to,
  refundedTip: row.refunded_tip,
  tipPending: row.tip_pending,
  appliedAmount: row.applied_amount,
  currency: row.currency,
  tendered: row.tendered,
  change: row.change,
  gateway: row.gateway,
  reference: row.reference,
  tender: paidByOf(row),
  expiresAt: row.expires_at,
  paidAt: row.paid_at,
  isGivenUp: row.given_up_at !== null,
  part: partOf(row),
  review: row.review,
  createdBy: row.created_by,
  createdAt: row.created_at,
});

function paidByOf(row: PaymentRow): PaymentView['tender'] {
  const {
    tender_id: id,
    tender_name: name,
    tender_code: fiscalCode,
    tender_day: day,
    last4,
    card_type: cardType,
  } = row;
  return id === null ? null : { id, name: name ?? '', fiscalCode, day: day ?? '', last4, cardType };
}

function partOf({ pieces, share_ways: ways }: PaymentRow): PaymentView['part'] {
  if (pieces) return { kind: 'items', pieces };
  return ways === null ? null : { kind: 'share', ways };
}

export function toPayment(row: PaymentRow): Payment {
  const { outlet_id: outletId, order_id: id, order_label: label, session_id: sessionId, customer_id: customerId } = row;
  return Payment.restore({
    view: toView(row),
    payable: { id, outletId, currency: row.currency, label, sessionId, customerId },
    actorKind: row.created_by_kind as ActorRef['kind'],
    presentation: row.presentation,
  });
}

export const toRefundView = (row: RefundRow): RefundView => ({
  id: row.id,
  paymentId: row.payment_id,
  orderId: row.order_id,
  outletId: row.outlet_id,
  shiftId: row.shift_id,
  method: row.method,
  status: row.status,
  amount: row.amount,
  tip: row.tip,
  reason: row.reason,
  reasonId: row.reason_id,
  pieces: row.pieces,
  rounding: row.rounding,
  reference: row.reference,
  tenderId: row.tender_id,
  failure: row.failure,
  actor: { kind: row.created_by_kind as ActorRef['kind'], id: row.created_by, role: null },
  createdAt: row.created_at,
  settledAt: row.settled_at,
});
