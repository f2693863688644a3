import Stripe from 'stripe';
import { z } from 'zod';

import { cutText } from '#libs/kernel';
import { OutboundFailure } from '#libs/platform/outbound';

import type { ChargeRequest, RefundRequest } from '../../core/model/charge.js';
import type { Said } from '../json-api.js';
import { outboundCause } from './outbound-stripe-client.js';
import { toStripe } from './stripe-money.js';
import {
  PAYMENT_ID,
  REFUND_ID,
  type StripeIntent,
  stripeIntent,
  type StripeRefund,
  stripeRefund,
} from './stripe-objects.js';

const HOUR_S = 3_600;
/** Their clock and ours need not agree. */
const MARGIN_S = 300;
const PAGE = 100;
const MOST_PAGES = 10;

const list = <T>(item: z.ZodType<T>) => z.object({ data: z.array(item), has_more: z.boolean() });
const intents = list(stripeIntent);
const refunds = list(stripeRefund);

/**
 * The calls of Stripe's API that we make, each answer checked before it is read. A refusal is a result with the package's error in it;
 * what is no answer is thrown as an {@link OutboundFailure}.
 */
export class StripeApi {
  constructor(private readonly stripe: Stripe) {}

  async create({ paymentId, amount, currency, label }: ChargeRequest): Promise<Said<StripeIntent>> {
    const params: Stripe.PaymentIntentCreateParams = {
      amount: toStripe(amount, currency),
      currency: currency.toLowerCase(),
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      description: `Order ${label}`,
      metadata: { [PAYMENT_ID]: paymentId },
    };
    let isRepeated = false;
    const said = await saying(async () => {
      const intent = await this.stripe.paymentIntents.create(params, { idempotencyKey: paymentId });
      isRepeated =
        (intent.lastResponse.headers as Record<string, string> | undefined)?.['idempotent-replayed'] === 'true';
      return intent;
    }, stripeIntent);
    // A repeated answer is as old as the first one.
    return said.data && isRepeated ? this.fresh(said.data, said) : said;
  }

  get(id: string): Promise<Said<StripeIntent>> {
    return saying(() => this.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }), stripeIntent);
  }

  cancel(id: string): Promise<Said<StripeIntent>> {
    return saying(() => this.stripe.paymentIntents.cancel(id), stripeIntent);
  }

  /**
   * The intent of a payment whose answer never came. By Stripe's list, which knows what was made a moment ago; their search does not.
   * Null when there is none.
   */
  async find(paymentId: string, openedAt: Date): Promise<Said<StripeIntent | null>> {
    const from = Math.floor(openedAt.getTime() / 1000) - MARGIN_S;
    const created = { gte: from, lte: from + HOUR_S + MARGIN_S };
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const params = { created, limit: PAGE, ...(after !== undefined && { starting_after: after }) };
      const said = await saying(() => this.stripe.paymentIntents.list(params), intents);
      if (!said.data) return said;
      const found = said.data.data.find(({ metadata }) => metadata?.[PAYMENT_ID] === paymentId);
      if (found) return this.get(found.id);
      after = said.data.data.at(-1)?.id;
      if (!said.data.has_more || after === undefined) return NOTHING;
    }
    throw new OutboundFailure('stripe', 'unreadable', true);
  }

  refund({ refundId, paymentId, reference, amount, currency, reason }: RefundRequest): Promise<Said<StripeRefund>> {
    const params: Stripe.RefundCreateParams = {
      payment_intent: reference,
      amount: toStripe(amount, currency),
      reason: 'requested_by_customer',
      metadata: { [REFUND_ID]: refundId, [PAYMENT_ID]: paymentId, reason: cutText(reason, 500) },
    };
    return saying(() => this.stripe.refunds.create(params, { idempotencyKey: refundId }), stripeRefund);
  }

  async refundsOf(reference: string): Promise<Said<StripeRefund[]>> {
    const params = { payment_intent: reference, limit: PAGE };
    const said = await saying(() => this.stripe.refunds.list(params), refunds);
    return said.data ? { data: said.data.data, status: said.status } : said;
  }

  private async fresh(intent: StripeIntent, first: Said<StripeIntent>): Promise<Said<StripeIntent>> {
    const now = await this.get(intent.id).catch(() => first);
    return now.data ? now : first;
  }
}

const NOTHING: Said<StripeIntent | null> = { data: null, status: 200, error: null };

async function saying<T>(call: () => Promise<unknown>, shape: z.ZodType<T>): Promise<Said<T>> {
  let answer: unknown;
  try {
    answer = await call();
  } catch (error) {
    const cause = outboundCause(error);
    if (cause instanceof Error) throw cause;
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return { data: null, status: error.statusCode ?? 400, error };
  }
  const read = shape.safeParse(answer);
  if (!read.success) throw new OutboundFailure('stripe', 'unreadable', true);
  return { data: read.data, status: 200 };
}
