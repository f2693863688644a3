import { type Answer, type Handler, json } from '../../framework/http.js';
import type { Routes } from '../../framework/provider.js';
import type { Cause } from './events.js';
import type { Form } from './form.js';
import { integerOf, metadataOf, readIntentRequest } from './intent-request.js';
import { CANCELABLE, type Intents } from './intents.js';
import type { Intent } from './objects.js';
import { conflicting, invalid, missing, StripeError } from './stripe-error.js';

/** A call whose key has been checked. */
export interface Asked {
  readonly id: string;
  readonly form: Form;
  readonly cause: Cause;
  readonly version: string;
}

export type Guard = (answer: (asked: Asked) => Answer) => Handler;

const CANCELLATION_REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'];

/** `/v1/payment_intents`. */
export class IntentRoutes {
  constructor(private readonly intents: Intents) {}

  addTo(to: Routes, guarded: Guard): void {
    const path = '/v1/payment_intents';
    to.post(
      path,
      'create',
      guarded((asked) => this.create(asked)),
    );
    to.get(
      path,
      'list',
      guarded((asked) => this.list(asked)),
    );
    to.get(
      `${path}/:id`,
      'fetch',
      guarded((asked) => this.tell(asked, this.of(asked))),
    );
    to.post(
      `${path}/:id`,
      'update',
      guarded((asked) => this.update(asked)),
    );
    to.post(
      `${path}/:id/confirm`,
      'confirm',
      guarded((asked) => this.confirm(asked, this.of(asked))),
    );
    to.post(
      `${path}/:id/capture`,
      'capture',
      guarded((asked) => this.capture(asked)),
    );
    to.post(
      `${path}/:id/cancel`,
      'cancel',
      guarded((asked) => this.cancel(asked)),
    );
  }

  private create(asked: Asked): Answer {
    const intent = this.intents.open(readIntentRequest(asked.form, asked.version), asked.cause);
    return asked.form.text('confirm') === 'true' ? this.confirm(asked, intent) : this.tell(asked, intent);
  }

  private list({ form }: Asked): Answer {
    const limit = integerOf(form, 'limit') ?? 10;
    const newest = this.intents.all().reverse();
    const data = newest.slice(0, limit).map((intent) => this.intents.view(intent));
    return json(200, { object: 'list', url: '/v1/payment_intents', has_more: newest.length > limit, data });
  }

  private update(asked: Asked): Answer {
    const intent = this.of(asked);
    const { form } = asked;
    if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent, 'updated');
    const { request } = intent;
    intent.request = {
      ...request,
      amount: integerOf(form, 'amount') ?? request.amount,
      description: form.text('description') ?? request.description,
      metadata: { ...request.metadata, ...metadataOf(form) },
    };
    return this.tell(asked, intent);
  }

  private confirm(asked: Asked, intent: Intent): Answer {
    const method = asked.form.text('payment_method') ?? intent.paymentMethod;
    if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
      throw unexpected(intent, 'confirmed');
    }
    if (method === null) throw invalid('You cannot confirm this PaymentIntent because it has no payment method.');
    if (method === 'pm_card_authenticationRequired') {
      this.intents.wait(intent, 'requires_action', method, asked.cause);
      return this.tell(asked, intent);
    }
    if (!method.startsWith('pm_card_chargeDeclined')) {
      this.intents.pay(intent, method, intent.request.amount, asked.cause);
      return this.tell(asked, intent);
    }
    const isPoor = method === 'pm_card_chargeDeclinedInsufficientFunds';
    this.intents.decline(intent, isPoor ? 'insufficient_funds' : 'generic_decline', asked.cause);
    const error = intent.lastError as { code: string; decline_code: string; message: string };
    throw new StripeError(402, { ...error, type: 'card_error', payment_intent: this.intents.view(intent) }, true);
  }

  private capture(asked: Asked): Answer {
    const intent = this.of(asked);
    if (intent.status !== 'requires_capture') throw unexpected(intent, 'captured');
    const held = intent.charge?.amount ?? 0;
    const amount = integerOf(asked.form, 'amount_to_capture') ?? held;
    if (amount < 1 || amount > held)
      throw conflicting('Amount to capture is not what was authorised', 'amount_too_large');
    this.intents.capture(intent, amount, asked.cause);
    return this.tell(asked, intent);
  }

  private cancel(asked: Asked): Answer {
    const intent = this.of(asked);
    const reason = asked.form.text('cancellation_reason') ?? null;
    if (reason !== null && !CANCELLATION_REASONS.includes(reason)) {
      throw invalid('Invalid cancellation_reason', { param: 'cancellation_reason' });
    }
    if (!CANCELABLE.includes(intent.status)) throw unexpected(intent, 'canceled');
    this.intents.cancel(intent, reason, asked.cause);
    return this.tell(asked, intent);
  }

  private of({ id }: Asked): Intent {
    const intent = this.intents.all().find((one) => one.id === id);
    if (!intent) throw missing('payment_intent', id);
    return intent;
  }

  private tell({ form }: Asked, intent: Intent): Answer {
    return json(200, this.intents.view(intent, form.list('expand').includes('latest_charge')));
  }
}

const unexpected = ({ status }: Intent, verb: string): StripeError =>
  conflicting(
    `This PaymentIntent could not be ${verb} because it has a status of ${status}.`,
    'payment_intent_unexpected_state',
  );
