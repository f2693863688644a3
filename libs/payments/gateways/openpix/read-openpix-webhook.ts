import type { KeyObject } from 'node:crypto';

import { z } from 'zod';

import type { ChargeState, RawWebhook, WebhookReading } from '../../core/model/charge.js';
import { wholeMoney } from '../json-api.js';
import { hmacSha1Base64, isSignedBy, sameText, sha256Hex } from '../signatures.js';
import { forged, genuine, jsonObject, unreadable } from '../webhooks.js';
import { openpixCharge, stateOf } from './openpix-charge.js';

export interface OpenPixWebhookKeys {
  readonly publicKey: KeyObject;
  /** Of our own webhook at OpenPix; null when none is configured. */
  readonly hmacSecret: string | null;
}

const OTHER_PAYER = 'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER';
const CHARGE_EVENTS = new Set([
  'OPENPIX:CHARGE_CREATED',
  'OPENPIX:CHARGE_COMPLETED',
  'OPENPIX:CHARGE_EXPIRED',
  OTHER_PAYER,
]);
const REFUND_EVENTS: Readonly<Record<string, 'refunded' | 'failed'>> = {
  PIX_TRANSACTION_REFUND_SENT_CONFIRMED: 'refunded',
  PIX_TRANSACTION_REFUND_SENT_REJECTED: 'failed',
};

const pix = z.object({ value: wholeMoney, endToEndId: z.string().min(1) });
const chargeWebhook = z.object({ charge: openpixCharge, pix: pix.nullish() });
const refund = z.object({ endToEndId: z.string().min(1), transactionID: z.string().nullish() });
const refunded = openpixCharge.pick({ correlationID: true, transactionID: true });
/** What went back, and of what, is told in two shapes. */
const refundWebhook = z.union([
  z
    .object({ refundTransaction: refund, originalTransaction: refund.partial().nullish() })
    .transform(({ refundTransaction: { endToEndId }, originalTransaction: of }) => ({
      endToEndId,
      paymentId: null,
      reference: of?.transactionID ?? null,
    })),
  z
    .object({ pix: refund, charge: refunded.optional() })
    .transform(({ pix: { endToEndId, transactionID }, charge }) => ({
      endToEndId,
      paymentId: charge?.correlationID ?? null,
      reference: charge?.transactionID ?? transactionID ?? null,
    })),
]);

/**
 * Woovi signs with one key for all its customers: whoever has an account there can have a webhook about our payments signed for a charge of
 * his own. Only the HMAC, whose secret is ours, tells our account's webhook from his; without it the gateway is asked again.
 */
export function readOpenPixWebhook(webhook: RawWebhook, keys: OpenPixWebhookKeys): WebhookReading {
  const proof = proofOf(webhook, keys);
  if (proof !== 'ours' && proof !== 'woovis') return forged(proof);
  const body = jsonObject(webhook);
  if (!body) return unreadable('NOT_JSON');
  const anonymous = sha256Hex(webhook.body);
  if (body['evento'] === 'teste_webhook') return genuine(anonymous, 'teste_webhook');
  const { event } = body;
  if (typeof event !== 'string' || event === '') return unreadable('FIELDS_MISSING');
  const mustBeConfirmed = proof === 'woovis';
  if (CHARGE_EVENTS.has(event)) return readCharge(event, body, mustBeConfirmed);
  const refundStatus = REFUND_EVENTS[event];
  return refundStatus ? readRefund(event, refundStatus, body, mustBeConfirmed) : genuine(anonymous, event);
}

function readCharge(event: string, body: unknown, mustBeConfirmed: boolean): WebhookReading {
  const read = chargeWebhook.safeParse(body);
  if (!read.success) return unreadable('FIELDS_MISSING');
  const { charge, pix: paid } = read.data;
  const { correlationID: paymentId, transactionID: reference } = charge;
  const told = stateOf(charge);
  // What came in counts, not what was asked for.
  const state: ChargeState = { ...told, amount: paid?.value ?? told.amount };
  const review = event === OTHER_PAYER ? 'OTHER_PAYER' : state.amount === told.amount ? null : 'OTHER_AMOUNT';
  return genuine([event, paymentId, paid?.endToEndId ?? ''].join(':'), event, {
    paymentId,
    reference,
    state: review ? { ...state, status: 'PENDING', review } : state,
    mustBeConfirmed,
  });
}

function readRefund(event: string, status: 'refunded' | 'failed', body: unknown, mustBeConfirmed: boolean) {
  const read = refundWebhook.safeParse(body);
  if (!read.success) return unreadable('FIELDS_MISSING');
  const { endToEndId, paymentId, reference } = read.data;
  return genuine(`${event}:${endToEndId}`, event, {
    paymentId,
    reference,
    refund: { refundId: null, reference: endToEndId, status },
    mustBeConfirmed,
  });
}

/** Whose word it is, or why it is nobody's. */
function proofOf({ headers, body }: RawWebhook, { publicKey, hmacSecret }: OpenPixWebhookKeys): string {
  const rsa = headers['x-webhook-signature'];
  const hmac = headers['x-openpix-signature'];
  if (!rsa) return 'SIGNATURE_MISSING';
  if (!isSignedBy(publicKey, body, rsa)) return 'SIGNATURE_WRONG';
  if (hmacSecret === null || hmac === undefined) return 'woovis';
  return sameText(hmac, hmacSha1Base64(body, hmacSecret)) ? 'ours' : 'SIGNATURE_WRONG';
}
