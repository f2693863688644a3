import type { Form } from './form.js';
import { invalid } from './stripe-error.js';

export type CaptureMethod = 'automatic' | 'automatic_async' | 'manual';

/** What `POST /v1/payment_intents` asks for, checked. */
export interface IntentRequest {
  /** In the currency's smallest unit: rupiah have two decimals here. */
  readonly amount: number;
  readonly currency: string;
  readonly captureMethod: CaptureMethod;
  readonly metadata: Readonly<Record<string, string>>;
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly customer: string | null;
  readonly statementSuffix: string | null;
  readonly automatic: { readonly enabled: boolean; readonly allow_redirects: string } | null;
}

const KNOWN = new Set([
  ...[
    'amount',
    'currency',
    'automatic_payment_methods',
    'allowed_payment_method_types',
    'excluded_payment_method_types',
  ],
  ...[
    'capture_method',
    'confirm',
    'payment_method',
    'return_url',
    'off_session',
    'error_on_requires_action',
    'customer',
  ],
  ...[
    'receipt_email',
    'description',
    'statement_descriptor_suffix',
    'shipping',
    'metadata',
    'expand',
    'setup_future_usage',
  ],
]);
/** From this version on it is no input any more. */
const WITHOUT_METHOD_TYPES = '2026-09-30';
const CAPTURE_METHODS: readonly string[] = ['automatic', 'automatic_async', 'manual'];
const SMALLEST: Readonly<Record<string, number>> = { brl: 50, usd: 50, eur: 50 };
const LARGEST = 99_999_999;
const LARGEST_IDR = 999_999_999_999;
const MOST_METADATA = 50;
const LONGEST_KEY = 40;
const LONGEST_VALUE = 500;

export function readIntentRequest(form: Form, version: string): IntentRequest {
  refuseUnknown(form, version);
  const currency = currencyOf(form);
  const captureMethod = form.text('capture_method') ?? 'automatic_async';
  if (!CAPTURE_METHODS.includes(captureMethod)) throw invalid('Invalid capture_method', { param: 'capture_method' });
  const { enabled, allow_redirects: redirects = 'always' } = form.map('automatic_payment_methods');
  return {
    amount: amountOf(form, currency),
    currency,
    captureMethod: captureMethod as CaptureMethod,
    metadata: metadataOf(form),
    description: form.text('description') ?? null,
    receiptEmail: form.text('receipt_email') ?? null,
    customer: form.text('customer') ?? null,
    statementSuffix: form.text('statement_descriptor_suffix') ?? null,
    automatic: enabled === undefined ? null : { enabled: enabled === 'true', allow_redirects: redirects },
  };
}

function refuseUnknown(form: Form, version: string): void {
  const isOld = version.slice(0, 10) < WITHOUT_METHOD_TYPES;
  const unknown = form.names().find((name) => !KNOWN.has(name) && !(isOld && name === 'payment_method_types'));
  if (unknown !== undefined) {
    throw invalid(`Received unknown parameter: ${unknown}`, { code: 'parameter_unknown', param: unknown });
  }
}

function currencyOf(form: Form): string {
  const currency = form.text('currency');
  if (currency === undefined) throw lacking('currency');
  if (!/^[a-zA-Z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}`, { param: 'currency' });
  return currency.toLowerCase();
}

function amountOf(form: Form, currency: string): number {
  const amount = integerOf(form, 'amount');
  if (amount === undefined) throw lacking('amount');
  if (amount < (SMALLEST[currency] ?? 1)) {
    throw invalid('Amount is below the minimum charge amount', { code: 'amount_too_small', param: 'amount' });
  }
  if (amount > (currency === 'idr' ? LARGEST_IDR : LARGEST)) {
    throw invalid('Amount is above the maximum charge amount', { code: 'amount_too_large', param: 'amount' });
  }
  return amount;
}

/** Throws when it is there and no whole number. */
export function integerOf(form: Form, param: string): number | undefined {
  const text = form.text(param);
  if (text === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw invalid(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param });
  }
  return Number(text);
}

export function metadataOf(form: Form): Record<string, string> {
  const metadata = form.map('metadata');
  const entries = Object.entries(metadata);
  const isTooMuch =
    entries.length > MOST_METADATA ||
    entries.some(([key, value]) => key.length > LONGEST_KEY || value.length > LONGEST_VALUE);
  if (isTooMuch) throw invalid('Metadata is beyond its limits', { param: 'metadata' });
  return metadata;
}

export const lacking = (param: string) =>
  invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
