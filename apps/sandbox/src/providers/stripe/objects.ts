import { randomBytes } from 'node:crypto';

import type { IntentRequest } from './intent-request.js';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
  status: 'pending' | 'succeeded' | 'failed';
}

export interface Charge {
  readonly id: string;
  readonly created: number;
  /** What the card gave: what was asked, unless a fault says otherwise. */
  readonly amount: number;
  isCaptured: boolean;
  readonly refunds: Refund[];
  dispute?: { readonly id: string; status: 'needs_response' | 'won' | 'lost' };
}

export interface Intent {
  readonly id: string;
  readonly clientSecret: string;
  request: IntentRequest;
  readonly created: number;
  status: IntentStatus;
  paymentMethod: string | null;
  lastError: Readonly<Record<string, unknown>> | null;
  canceledAt: number | null;
  cancellationReason: string | null;
  charge?: Charge;
}

const WORD = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export const newId = (prefix: string, length = 24): string =>
  `${prefix}_${[...randomBytes(length)].map((byte) => WORD[byte % WORD.length]).join('')}`;

/** Cents that went back, or are on their way. */
export const refundedOf = ({ refunds }: Charge): number =>
  refunds.reduce((sum, { amount, status }) => (status === 'failed' ? sum : sum + amount), 0);

export function intentView(intent: Intent, livemode: boolean, expandCharge = false) {
  const { request, charge, status } = intent;
  return {
    id: intent.id,
    object: 'payment_intent',
    amount: request.amount,
    amount_capturable: status === 'requires_capture' ? (charge?.amount ?? 0) : 0,
    amount_received: status === 'succeeded' ? (charge?.amount ?? 0) : 0,
    automatic_payment_methods: request.automatic,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    capture_method: request.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: request.currency,
    customer: request.customer,
    description: request.description,
    last_payment_error: intent.lastError,
    latest_charge: charge ? (expandCharge ? chargeView(intent, charge, livemode) : charge.id) : null,
    livemode,
    metadata: request.metadata,
    next_action: status === 'requires_action' ? { type: 'use_stripe_sdk', use_stripe_sdk: {} } : null,
    payment_method: intent.paymentMethod,
    payment_method_types: ['card'],
    receipt_email: request.receiptEmail,
    shipping: null,
    statement_descriptor_suffix: request.statementSuffix,
    status,
  };
}

export function chargeView(intent: Intent, charge: Charge, livemode: boolean) {
  const refunded = refundedOf(charge);
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: charge.isCaptured ? charge.amount : 0,
    amount_refunded: refunded,
    captured: charge.isCaptured,
    created: charge.created,
    currency: intent.request.currency,
    disputed: charge.dispute !== undefined,
    livemode,
    metadata: intent.request.metadata,
    paid: true,
    payment_intent: intent.id,
    payment_method: intent.paymentMethod,
    payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034 } },
    refunded: refunded >= charge.amount,
    status: 'succeeded',
  };
}

export function refundView(intent: Intent, charge: Charge, refund: Refund) {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    charge: charge.id,
    created: refund.created,
    currency: intent.request.currency,
    metadata: refund.metadata,
    payment_intent: intent.id,
    reason: refund.reason,
    status: refund.status,
    ...(refund.status === 'failed' ? { failure_reason: 'lost_or_stolen_card' } : {}),
  };
}

export function disputeView(intent: Intent, charge: Charge, reason: string) {
  return {
    id: charge.dispute?.id,
    object: 'dispute',
    amount: charge.amount,
    charge: charge.id,
    currency: intent.request.currency,
    payment_intent: intent.id,
    reason,
    status: charge.dispute?.status,
  };
}
