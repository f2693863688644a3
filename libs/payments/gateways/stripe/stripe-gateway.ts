import Stripe from 'stripe';

import { CURRENCIES } from '#libs/kernel';
import { OutboundFailure, type OutboundHttp } from '#libs/platform/outbound';

import type {
  CancelOutcome,
  ChargeKey,
  ChargeOutcome,
  ChargeRequest,
  FetchOutcome,
  GatewayRefundOutcome,
  NoAnswer,
  Presentation,
  RawWebhook,
  RefundRequest,
  WebhookReading,
} from '../../core/model/charge.js';
import { PaymentGateway } from '../../core/payments.ports.js';
import { answering, noAnswer, refusalOf } from '../json-api.js';
import { OutboundStripeClient } from './outbound-stripe-client.js';
import { readStripeWebhook, type StripeWebhookKeys } from './read-stripe-webhook.js';
import { StripeApi } from './stripe-api.js';
import {
  intentState,
  PAYMENT_ID,
  REFUND_ID,
  refundStatus,
  type StripeIntent,
  type StripeRefund,
} from './stripe-objects.js';

export interface StripeSettings {
  readonly secretKey: string;
  /** For the payer's browser. */
  readonly publishableKey?: string;
  readonly url: string;
  readonly webhookSecrets: readonly string[];
}

const SPEAKABLE: Readonly<Record<string, string>> = {
  amount_too_small: 'AMOUNT_TOO_SMALL',
  amount_too_large: 'AMOUNT_TOO_LARGE',
};

/** Cards through Stripe: a PaymentIntent that the payer's own browser confirms with its client secret. */
export class StripeGateway extends PaymentGateway {
  readonly name = 'stripe';
  readonly methods = ['credit_card'];
  readonly currencies = CURRENCIES;
  override readonly publishableKey: string | null;
  private readonly stripe: Stripe;
  private readonly api: StripeApi;
  private readonly keys: StripeWebhookKeys;

  constructor(http: OutboundHttp, settings: StripeSettings) {
    super();
    this.publishableKey = settings.publishableKey ?? null;
    this.stripe = new Stripe(settings.secretKey, {
      httpClient: new OutboundStripeClient(http, settings.url),
      maxNetworkRetries: 0,
      telemetry: false,
    });
    this.api = new StripeApi(this.stripe);
    this.keys = { secrets: settings.webhookSecrets, isLive: /^[sr]k_live_/.test(settings.secretKey) };
  }

  async create(request: ChargeRequest): Promise<ChargeOutcome> {
    if (!CURRENCIES.includes(request.currency)) return { kind: 'refused', reason: 'CURRENCY_NOT_SERVED' };
    return answering(async () => {
      const said = await this.api.create(request);
      if (said.data) return opened(said.data, request);
      const isHeld = said.error instanceof Stripe.errors.StripeIdempotencyError || said.status === 409;
      return isHeld ? noAnswer('IN_PROGRESS', true, 1) : { kind: 'refused', reason: reasonOf(said) };
    });
  }

  async fetch(charge: ChargeKey): Promise<FetchOutcome> {
    return answering(async () => {
      const intent = await this.find(charge);
      if (!intent) return { kind: 'absent' };
      if ('kind' in intent) return intent;
      const state = intentState(intent);
      const review = intent.metadata?.[PAYMENT_ID] === charge.paymentId ? state.review : 'ORDER_MISMATCH';
      return { kind: 'found', state: { ...state, review }, presentation: presentationOf(intent) };
    });
  }

  async cancel(charge: ChargeKey): Promise<CancelOutcome> {
    return answering(async () => {
      const intent = charge.reference === null ? await this.find(charge) : null;
      if (intent && 'kind' in intent) return intent;
      const reference = charge.reference ?? intent?.id;
      if (reference === undefined) return { kind: 'cancelled' };
      const said = await this.api.cancel(reference);
      if (said.data?.status === 'canceled') return { kind: 'cancelled' };
      if (said.data) return { kind: 'not_open', state: intentState(said.data) };
      if (said.status !== 400 && said.status !== 404) return noAnswer(refusalOf(said.status), true);
      const found = await this.fetch({ ...charge, reference });
      if (found.kind === 'no_answer') return found;
      if (found.kind === 'absent') return { kind: 'not_open', state: null };
      return found.state.status === 'CANCELLED' ? { kind: 'cancelled' } : { kind: 'not_open', state: found.state };
    });
  }

  /** Looks first: an idempotency key is forgotten after a day, and a refund that was asked for again would then be made again. */
  async refund(request: RefundRequest): Promise<GatewayRefundOutcome> {
    return answering(async () => {
      const earlier = await this.api.refundsOf(request.reference);
      const made = earlier.data?.find(({ metadata }) => metadata?.[REFUND_ID] === request.refundId);
      if (made) return told(made);
      if (!earlier.data) return { kind: 'refused', reason: reasonOf(earlier) };
      const said = await this.api.refund(request);
      if (said.data) return told(said.data);
      const isHeld = said.error instanceof Stripe.errors.StripeIdempotencyError || said.status === 409;
      if (isHeld) return noAnswer('IN_PROGRESS', true, 1);
      return { kind: 'refused', reason: said.status === 400 ? 'REFUND_REJECTED' : reasonOf(said) };
    });
  }

  readWebhook(webhook: RawWebhook): WebhookReading {
    return readStripeWebhook(webhook, this.stripe, this.keys);
  }

  /** Null when Stripe knows no such intent. */
  private async find({ reference, paymentId, openedAt }: ChargeKey): Promise<StripeIntent | NoAnswer | null> {
    const said = await (reference === null ? this.api.find(paymentId, openedAt) : this.api.get(reference));
    if (said.data) return said.data;
    return said.status === 404 || said.status === 200 ? null : noAnswer(refusalOf(said.status), true);
  }
}

function opened(intent: StripeIntent, { paymentId, amount, currency }: ChargeRequest): ChargeOutcome {
  const state = intentState(intent);
  const presentation = presentationOf(intent);
  const isOurs = intent.metadata?.[PAYMENT_ID] === paymentId && state.amount === amount && state.currency === currency;
  if (!isOurs || state.review === 'FRACTIONAL_AMOUNT') throw new OutboundFailure('stripe', 'unreadable', true);
  if (!presentation) return { kind: 'exists', state };
  return { kind: 'opened', state, presentation, expiresAt: null };
}

const presentationOf = ({ client_secret: secret, status }: StripeIntent): Presentation | null =>
  secret && status !== 'canceled' ? { kind: 'card', clientSecret: secret } : null;

function told(refund: StripeRefund): GatewayRefundOutcome {
  const outcome = refundStatus(refund);
  if (outcome === 'failed') return { kind: 'refused', reason: 'REFUND_FAILED' };
  return { kind: outcome, reference: refund.id };
}

function reasonOf({ status, error }: { status: number; error?: unknown }): string {
  const code = error instanceof Stripe.errors.StripeError ? error.code : undefined;
  return SPEAKABLE[code ?? ''] ?? refusalOf(status);
}
