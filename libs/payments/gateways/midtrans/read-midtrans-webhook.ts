import type { RawWebhook, WebhookReading } from '../../core/model/charge.js';
import { sameText, sha256Hex, sha512Hex } from '../signatures.js';
import { forged, genuine, jsonObject, unreadable } from '../webhooks.js';
import { midtransTransaction, stateOf } from './midtrans-transaction.js';

/**
 * Midtrans signs an order's id, a code and an amount: neither the status nor anything else, and not when. So nothing of it counts before
 * it has been asked for, and its id is the hash of all that was sent: a copy with another status in it must not stand for the genuine one.
 */
export function readMidtransWebhook(webhook: RawWebhook, serverKey: string): WebhookReading {
  const body = jsonObject(webhook);
  if (!body) return unreadable('NOT_JSON');
  const signed = [body['order_id'], body['status_code'], body['gross_amount']];
  const signature = body['signature_key'];
  if (typeof signature !== 'string') return forged('SIGNATURE_MISSING');
  if (!signed.every((part) => typeof part === 'string')) return unreadable('FIELDS_MISSING');
  if (!sameText(signature, sha512Hex(signed.join('') + serverKey))) return forged('SIGNATURE_WRONG');
  const read = midtransTransaction.safeParse(body);
  if (!read.success) return unreadable('FIELDS_MISSING');
  const transaction = read.data;
  // Some banks and wallets put an id of their own where the order's should be; what we sent along comes back as it was.
  const paymentId = transaction.custom_field1 ?? transaction.order_id;
  const state = stateOf(transaction, paymentId);
  return genuine(sha256Hex(webhook.body), transaction.transaction_status, {
    paymentId,
    reference: paymentId,
    state,
    mustBeConfirmed: true,
  });
}
