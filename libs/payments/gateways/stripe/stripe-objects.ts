import { z } from 'zod';

import type { ChargeState } from '../../core/model/charge.js';
import { currencyCode, wholeMoney } from '../json-api.js';
import { fromStripe } from './stripe-money.js';

const metadata = z.record(z.string(), z.string()).nullish();
const idOf = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const seconds = z.number().int().positive();

export const stripeCharge = z.object({
  object: z.literal('charge'),
  amount: wholeMoney,
  amount_captured: wholeMoney,
  amount_refunded: wholeMoney,
  currency: currencyCode,
  created: seconds,
  disputed: z.boolean().nullish(),
  payment_intent: idOf.nullish(),
  metadata,
});

export const stripeIntent = z.object({
  object: z.literal('payment_intent'),
  id: z.string().min(1),
  amount: wholeMoney,
  amount_received: wholeMoney,
  currency: currencyCode,
  status: z.string().min(1),
  client_secret: z.string().min(1).nullish(),
  latest_charge: z.union([z.string(), stripeCharge]).nullish(),
  metadata,
});

export const stripeRefund = z.object({
  object: z.literal('refund'),
  id: z.string().min(1),
  status: z.string().nullish(),
  payment_intent: idOf.nullish(),
  metadata,
});

export const stripeDispute = z.object({
  object: z.literal('dispute'),
  amount: wholeMoney,
  currency: currencyCode,
  payment_intent: idOf.nullish(),
});

export type StripeCharge = z.output<typeof stripeCharge>;
export type StripeIntent = z.output<typeof stripeIntent>;
export type StripeRefund = z.output<typeof stripeRefund>;

/** Names of what we send along with everything. */
export const PAYMENT_ID = 'payment_id';
export const REFUND_ID = 'refund_id';

/** The list of states is open: one that we do not know is not paid. */
const STATUSES: Readonly<Record<string, ChargeState['status']>> = {
  requires_capture: 'AUTHORIZED',
  succeeded: 'PAID',
  canceled: 'CANCELLED',
};

export function intentState(intent: StripeIntent, paidAt: Date | null = null): ChargeState {
  const { id, status, currency, latest_charge: charge } = intent;
  const isPaid = status === 'succeeded';
  const captured = isPaid && charge && typeof charge === 'object' ? charge : null;
  const { amount, isWhole } = fromStripe(isPaid ? intent.amount_received : intent.amount, currency);
  const state: ChargeState = {
    reference: id,
    status: STATUSES[status] ?? 'PENDING',
    amount,
    currency,
    refundedAmount: 0,
    paidAt: isPaid ? paidAt : null,
    review: isWhole ? null : 'FRACTIONAL_AMOUNT',
    ...(captured && chargeState(captured, id)),
  };
  const amounts = new Set([intent.amount, intent.amount_received, captured?.amount_captured ?? intent.amount]);
  return isPaid && amounts.size > 1 ? { ...state, review: state.review ?? 'AMOUNTS_DIFFER' } : state;
}

/** Of a charge that has been captured. */
export function chargeState(charge: StripeCharge, intentId: string): ChargeState {
  const { currency } = charge;
  const taken = fromStripe(charge.amount_captured, currency);
  const back = fromStripe(charge.amount_refunded, currency);
  const isAllBack = charge.amount_refunded > 0 && charge.amount_refunded >= charge.amount_captured;
  return {
    reference: intentId,
    status: isAllBack ? 'REFUNDED' : charge.amount_refunded > 0 ? 'PARTIALLY_REFUNDED' : 'PAID',
    amount: taken.amount,
    currency,
    refundedAmount: back.amount,
    paidAt: new Date(charge.created * 1000),
    review: charge.disputed ? 'DISPUTED' : taken.isWhole && back.isWhole ? null : 'FRACTIONAL_AMOUNT',
  };
}

/** What became of a refund by its own word. */
export function refundStatus({ status }: StripeRefund): 'pending' | 'refunded' | 'failed' {
  if (status === 'succeeded') return 'refunded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}
