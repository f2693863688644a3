import { EntitySchema } from 'typeorm';

import type { KeptPresentation } from '../core/model/charge.js';
import type { Pieces, ReturnedPieces } from '../core/model/payable.js';
import type { PaymentStatus } from '../core/model/payment-status.js';
import type { RefundStatus } from '../core/model/refund.js';
import type { CardType } from '../core/model/tender.js';

export interface PaymentRow {
  outlet_id: string;
  id: string;
  order_id: string;
  order_label: string;
  session_id: string | null;
  customer_id: string | null;
  shift_id: string | null;
  method: string;
  status: PaymentStatus;
  amount: number;
  rounding: number;
  refunded_amount: number;
  currency: string;
  tendered: number | null;
  change: number | null;
  created_by_kind: string;
  created_by: string | null;
  created_at: Date;
  gateway: string | null;
  reference: string | null;
  presentation: KeptPresentation | null;
  expires_at: Date | null;
  paid_at: Date | null;
  applied_amount: number;
  refund_pending: number;
  given_up_at: Date | null;
  calling_until: Date | null;
  review: string | null;
  pieces: readonly Pieces[] | null;
  share_ways: number | null;
  tender_id: string | null;
  tender_name: string | null;
  tender_code: string | null;
  tender_day: string | null;
  last4: string | null;
  card_type: CardType | null;
  tip: number;
  tip_to: string | null;
  refunded_tip: number;
  tip_pending: number;
}

export interface RefundRow {
  outlet_id: string;
  id: string;
  payment_id: string;
  order_id: string;
  shift_id: string | null;
  method: string;
  amount: number;
  reason: string;
  created_by_kind: string;
  created_by: string | null;
  created_at: Date;
  status: RefundStatus;
  reference: string | null;
  failure: string | null;
  settled_at: Date | null;
  pieces: readonly ReturnedPieces[] | null;
  rounding: number;
  tender_id: string | null;
  tip: number;
  reason_id: string | null;
}

const reference = { type: 'uuid', nullable: true } as const;
const money = { type: 'bigint' } as const;
const maybeWords = { type: 'text', nullable: true } as const;
const maybeTime = { type: 'timestamptz', nullable: true } as const;

export const PaymentSchema = new EntitySchema<PaymentRow>({
  name: 'PaymentRow',
  tableName: 'payments',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    order_id: { type: 'uuid' },
    order_label: { type: 'text' },
    session_id: reference,
    customer_id: reference,
    shift_id: reference,
    method: { type: 'text' },
    status: { type: 'text' },
    amount: money,
    rounding: money,
    refunded_amount: money,
    currency: { type: 'text' },
    tendered: { type: 'bigint', nullable: true },
    change: { type: 'bigint', nullable: true },
    created_by_kind: { type: 'text' },
    created_by: reference,
    created_at: { type: 'timestamptz' },
    gateway: maybeWords,
    reference: maybeWords,
    presentation: { type: 'jsonb', nullable: true },
    expires_at: maybeTime,
    paid_at: maybeTime,
    applied_amount: money,
    refund_pending: money,
    given_up_at: maybeTime,
    calling_until: maybeTime,
    review: maybeWords,
    pieces: { type: 'jsonb', nullable: true },
    share_ways: { type: 'integer', nullable: true },
    tender_id: reference,
    tender_name: maybeWords,
    tender_code: maybeWords,
    tender_day: { type: 'date', nullable: true },
    last4: maybeWords,
    card_type: maybeWords,
    tip: { ...money, default: 0 },
    tip_to: reference,
    refunded_tip: { ...money, default: 0 },
    tip_pending: { ...money, default: 0 },
  },
});

export const RefundSchema = new EntitySchema<RefundRow>({
  name: 'RefundRow',
  tableName: 'refunds',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    payment_id: { type: 'uuid' },
    order_id: { type: 'uuid' },
    shift_id: reference,
    method: { type: 'text' },
    amount: money,
    reason: { type: 'text' },
    created_by_kind: { type: 'text' },
    created_by: reference,
    created_at: { type: 'timestamptz' },
    status: { type: 'text' },
    reference: maybeWords,
    failure: maybeWords,
    settled_at: maybeTime,
    pieces: { type: 'jsonb', nullable: true },
    rounding: money,
    tender_id: reference,
    tip: { ...money, default: 0 },
    reason_id: reference,
  },
});
