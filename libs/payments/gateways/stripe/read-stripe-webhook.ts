import Stripe from 'stripe';
import type { z } from 'zod';

import type { RawWebhook, WebhookReading } from '../../core/model/charge.js';
import { forged, genuine, jsonObject, unreadable } from '../webhooks.js';
import { fromStripe } from './stripe-money.js';
import {
  chargeState,
  intentState,
  PAYMENT_ID,
  REFUND_ID,
  refundStatus,
  stripeCharge,
  stripeDispute,
  stripeIntent,
  stripeRefund,
} from './stripe-objects.js';

const TOLERANCE_S = 300;

export interface StripeWebhookKeys {
  /** Two while one replaces the other. */
  readonly secrets: readonly string[];
  readonly isLive: boolean;
}

/** `charge.succeeded` is not among them: an intent says when it is paid. */
const READERS: Readonly<Record<string, (event: Stripe.Event) => WebhookReading>> = {
  'payment_intent.created': ofIntent,
  'payment_intent.requires_action': ofIntent,
  'payment_intent.processing': ofIntent,
  'payment_intent.amount_capturable_updated': ofIntent,
  'payment_intent.succeeded': ofIntent,
  'payment_intent.payment_failed': ofIntent,
  'payment_intent.canceled': ofIntent,
  'charge.refunded': ofCharge,
  'refund.created': ofRefund,
  'refund.updated': ofRefund,
  'refund.failed': ofRefund,
  'charge.dispute.created': ofDispute,
  'charge.dispute.closed': ofDispute,
};

export function readStripeWebhook(webhook: RawWebhook, { webhooks }: Stripe, keys: StripeWebhookKeys): WebhookReading {
  const header = webhook.headers['stripe-signature'];
  if (!header) return forged('SIGNATURE_MISSING');
  const body = Buffer.from(webhook.body);
  const now = webhook.receivedAt.getTime();
  for (const secret of keys.secrets) {
    try {
      const event = webhooks.constructEvent(body, header, secret, TOLERANCE_S, undefined, now);
      if (isFromTheFuture(header, now)) return forged('TIMESTAMP_OUT_OF_TOLERANCE');
      // The package verifies the text that the bytes decode to, and so does not see a byte order mark.
      return jsonObject(webhook) ? read(event, keys) : unreadable('NOT_JSON');
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return unreadable('NOT_AN_EVENT');
    }
  }
  return forged('SIGNATURE_WRONG');
}

function read(event: Stripe.Event, { isLive }: StripeWebhookKeys): WebhookReading {
  const { id, type, livemode } = event;
  if (typeof id !== 'string' || typeof type !== 'string') return unreadable('NOT_AN_EVENT');
  // An endpoint that was given the other mode's secret hears of money that is not ours.
  const reader = livemode === isLive && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return reader ? reader(event) : genuine(id, type);
}

/** The package minds the past alone. */
function isFromTheFuture(header: string, now: number): boolean {
  const [, stamp = ''] = /(?:^|,)\s*t=(\d+)/.exec(header) ?? [];
  return Number(stamp) - now / 1000 > TOLERANCE_S;
}

function ofIntent(event: Stripe.Event): WebhookReading {
  return about(event, stripeIntent, (intent) =>
    genuine(event.id, event.type, {
      paymentId: intent.metadata?.[PAYMENT_ID] ?? null,
      reference: intent.id,
      state: intentState(intent, new Date(event.created * 1000)),
    }),
  );
}

function ofCharge(event: Stripe.Event): WebhookReading {
  return about(event, stripeCharge, (charge) => {
    const reference = charge.payment_intent ?? null;
    if (reference === null) return genuine(event.id, event.type);
    const paymentId = charge.metadata?.[PAYMENT_ID] ?? null;
    return genuine(event.id, event.type, { paymentId, reference, state: chargeState(charge, reference) });
  });
}

function ofRefund(event: Stripe.Event): WebhookReading {
  return about(event, stripeRefund, (refund) => {
    const status = refundStatus(refund);
    return genuine(event.id, event.type, {
      paymentId: refund.metadata?.[PAYMENT_ID] ?? null,
      reference: refund.payment_intent ?? null,
      refund:
        status === 'pending' ? null : { refundId: refund.metadata?.[REFUND_ID] ?? null, reference: refund.id, status },
    });
  });
}

function ofDispute(event: Stripe.Event): WebhookReading {
  return about(event, stripeDispute, ({ payment_intent: reference, amount, currency }) => {
    if (reference == null) return genuine(event.id, event.type);
    const state = {
      reference,
      status: 'PAID',
      amount: fromStripe(amount, currency).amount,
      currency,
      refundedAmount: 0,
      paidAt: null,
      review: event.type === 'charge.dispute.closed' ? 'DISPUTE_CLOSED' : 'DISPUTED',
    } as const;
    return genuine(event.id, event.type, { reference, state });
  });
}

function about<T>({ data }: Stripe.Event, shape: z.ZodType<T>, tell: (object: T) => WebhookReading): WebhookReading {
  const object = shape.safeParse(data.object);
  return object.success ? tell(object.data) : unreadable('FIELDS_MISSING');
}
