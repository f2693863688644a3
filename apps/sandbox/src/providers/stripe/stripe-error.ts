import { type Answer, json } from '../../framework/http.js';

interface ErrorBody {
  readonly type: 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error';
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly payment_intent?: unknown;
}

/** Ends a call as Stripe does. `begun`: it had been checked and was under way, so that an idempotency key keeps the answer. */
export class StripeError extends Error {
  readonly answer: Answer;

  constructor(
    status: number,
    error: ErrorBody,
    readonly begun = false,
  ) {
    super(error.message);
    this.answer = json(status, { error: { ...error, ...(error.code ? { doc_url: docOf(error.code) } : {}) } });
  }
}

const docOf = (code: string): string => `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;

export const invalid = (message: string, more: { code?: string; param?: string } = {}): StripeError =>
  new StripeError(400, { type: 'invalid_request_error', message, ...more });

/** The object's state does not allow it. */
export const conflicting = (message: string, code: string): StripeError =>
  new StripeError(400, { type: 'invalid_request_error', message, code }, true);

export const missing = (kind: string, id: string): StripeError =>
  new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'id',
    message: `No such ${kind}: '${id}'`,
  });
