import { timingSafeEqual } from 'node:crypto';

import { type Answer, type Call, json } from '../../framework/http.js';
import {
  type ActionDetails,
  type Item,
  NotPossible,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { SANDBOX_KEYS } from '../../sandbox-keys.js';
import { cardPage, moneyOf } from './card-page.js';
import { Events, NO_REQUEST } from './events.js';
import { Form } from './form.js';
import { Idempotency } from './idempotency.js';
import { type Guard, IntentRoutes } from './intent-routes.js';
import { CANCELABLE, Intents, OPEN } from './intents.js';
import { type Charge, type Intent, newId, refundedOf } from './objects.js';
import { RefundRoutes } from './refund-routes.js';
import { retryWait } from './retry-wait.js';
import { missing, StripeError } from './stripe-error.js';

const API_VERSION = '2026-10-28.endive';
const VISA = 'pm_card_visa';

/** Stripe: PaymentIntents by card, and their refunds, as the official SDK speaks to them. */
export class Stripe implements Provider {
  readonly title = 'Stripe (cards)';
  readonly webhookPath = '/api/v1/webhooks/stripe';
  readonly rootPaths = ['/v1'];
  readonly settings: Settings = {
    webhookUrl: '',
    ...SANDBOX_KEYS.stripe,
    /** The other live secret while the first is being rotated. */
    previousWebhookSecret: '',
    apiVersion: API_VERSION,
    livemode: 'false',
  };
  private readonly events: Events;
  private readonly intents: Intents;
  private readonly idempotency: Idempotency;

  constructor(private readonly premises: Premises) {
    this.events = new Events(premises, this.settings);
    this.intents = new Intents(premises, this.settings, this.events);
    this.idempotency = new Idempotency(premises.clock);
  }

  readonly actions = {
    pay: (id: string, { amount, method }: ActionDetails) => {
      const intent = this.open(id);
      const asked = intent.request.amount;
      const wrong = this.premises.faults.take(['wrong-amount'], 'pay');
      const short = Math.max(1, asked - 100);
      this.intents.pay(intent, method ?? VISA, amount ?? (wrong ? (wrong.amount ?? short) : asked), NO_REQUEST);
    },
    fail: (id: string, { reason }: ActionDetails) =>
      this.intents.decline(this.open(id), reason ?? 'generic_decline', NO_REQUEST),
    /** The bank wants to know who it is; `pay` or `fail` ends that. */
    challenge: (id: string) => this.intents.wait(this.open(id), 'requires_action', VISA, NO_REQUEST),
    process: (id: string) => this.intents.wait(this.open(id), 'processing', VISA, NO_REQUEST),
    capture: (id: string) => {
      const intent = this.intents.get(id);
      if (intent.status !== 'requires_capture') throw new NotPossible(`it is ${intent.status}`);
      this.intents.capture(intent, this.chargeOf(id).amount, NO_REQUEST);
    },
    cancel: (id: string) => this.cancel(id, 'requested_by_customer'),
    /** An intent does not end by itself: this is the dashboard's clean-up of those that were left. */
    expire: (id: string) => this.cancel(id, 'abandoned'),
    refund: (id: string, { amount }: ActionDetails) => {
      const charge = this.chargeOf(id);
      const left = charge.amount - refundedOf(charge);
      if (!charge.isCaptured || left < 1 || (amount ?? left) > left) throw new NotPossible('that much is not left');
      this.intents.refund(
        this.intents.get(id),
        charge,
        { amount: amount ?? left, reason: null, metadata: {} },
        NO_REQUEST,
      );
    },
    chargeback: (id: string) => this.intents.dispute(this.intents.get(id), this.chargeOf(id), NO_REQUEST),
    'close-dispute': (id: string, { reason }: ActionDetails) =>
      this.intents.closeDispute(this.intents.get(id), this.chargeOf(id), reason === 'won' ? 'won' : 'lost', NO_REQUEST),
  };

  routes(to: Routes): void {
    new IntentRoutes(this.intents).addTo(to, this.guarded);
    new RefundRoutes(this.intents).addTo(to, this.guarded);
    const event = this.guarded(({ id }) => {
      const found = this.events.find(id);
      if (!found) throw missing('event', id);
      return json(200, found);
    });
    to.get('/v1/events/:id', 'event-fetch', event);
  }

  problem(status: number, message: string) {
    const type = status >= 500 ? 'api_error' : 'invalid_request_error';
    return new StripeError(status, { type, message }).answer;
  }

  withAmount(body: unknown, amount: number | undefined): unknown {
    const told = body as {
      amount?: number;
      amount_received?: number;
      latest_charge?: string | { amount?: number } | null;
    };
    if (typeof told.amount !== 'number') return body;
    const wrong = amount ?? told.amount + 100;
    const charge = typeof told.latest_charge === 'object' ? told.latest_charge : null;
    return {
      ...told,
      amount: wrong,
      ...(told.amount_received ? { amount_received: wrong } : {}),
      ...(charge ? { latest_charge: { ...charge, amount: wrong, amount_captured: wrong } } : {}),
    };
  }

  items(): Item[] {
    return this.intents.all().map(({ id, request, status, charge }) => ({
      id,
      reference: request.metadata['payment_id'] ?? request.metadata['order_id'] ?? id,
      state: status,
      summary: moneyOf(request.amount, request.currency),
      metadata: request.metadata,
      refunded: charge ? refundedOf(charge) : 0,
    }));
  }

  page(id: string): Page | undefined {
    const intent = this.intents.find(id);
    return intent && cardPage(intent);
  }

  env() {
    const { secretKey = '', webhookSecret = '', previousWebhookSecret = '' } = this.settings;
    return {
      STRIPE_BASE_URL: this.premises.url(),
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: [webhookSecret, previousWebhookSecret].filter(Boolean).join(','),
    };
  }

  reset(): void {
    this.intents.reset();
    this.events.reset();
    this.idempotency.clear();
  }

  /** Checks the key, answers once per idempotency key, and gives every answer the headers that the SDK reads. */
  private readonly guarded: Guard = (answer) => (call) => {
    const key = String(call.headers['idempotency-key'] ?? '');
    const cause = { id: newId('req', 14), idempotency_key: key === '' ? null : key };
    const version = String(call.headers['stripe-version'] ?? this.settings['apiVersion']);
    const given = call.method === 'GET' ? call.query.toString() : call.body.toString('utf8');
    const run = () => answer({ id: call.params['id'] ?? '', form: new Form(given), cause, version });
    const made = this.answered(call, run);
    const headers = {
      'request-id': cause.id,
      'stripe-version': version,
      ...(key === '' ? {} : { 'idempotency-key': key }),
    };
    return { ...made, headers: { ...made.headers, ...headers } };
  };

  private answered(call: Call, run: () => Answer): Answer {
    try {
      this.demandKey(call);
      return this.idempotency.once(call, run);
    } catch (error) {
      if (error instanceof StripeError) return error.answer;
      throw error;
    }
  }

  /** Bearer, or Basic with the key as the user. */
  private demandKey({ headers }: Call): void {
    const [, scheme = '', value = ''] = /^(Bearer|Basic) (.+)$/.exec(headers.authorization ?? '') ?? [];
    const key = scheme === 'Basic' ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : value;
    const wanted = Buffer.from(this.settings['secretKey'] ?? '');
    const given = Buffer.from(key);
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
    const message = key === '' ? 'You did not provide an API key.' : `Invalid API Key provided: ${key.slice(0, 8)}****`;
    throw new StripeError(401, { type: 'invalid_request_error', message });
  }

  private open(id: string): Intent {
    const intent = this.intents.get(id);
    if (!OPEN.includes(intent.status)) throw new NotPossible(`it is ${intent.status}`);
    return intent;
  }

  private cancel(id: string, reason: string): void {
    const intent = this.intents.get(id);
    if (!CANCELABLE.includes(intent.status)) throw new NotPossible(`it is ${intent.status}`);
    this.intents.cancel(intent, reason, NO_REQUEST);
  }

  private chargeOf(id: string): Charge {
    const { charge, status } = this.intents.get(id);
    if (!charge) throw new NotPossible(`it is ${status}`);
    return charge;
  }
}

export const stripe: ProviderKind<Stripe> = {
  policy: { timeoutMs: 20_000, waitBeforeRetry: retryWait },
  create: (premises) => new Stripe(premises),
};
