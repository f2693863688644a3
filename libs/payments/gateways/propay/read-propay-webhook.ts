import { z } from 'zod';

import type { RawWebhook, WebhookReading } from '../../core/model/charge.js';
import { hmacHex, sameText } from '../signatures.js';
import { forged, genuine, jsonObject, unreadable } from '../webhooks.js';
import { propayCharge, stateOf } from './propay-charge.js';

const TOLERANCE_S = 300;
const CHARGE_EVENTS = new Set(['charge.paid', 'charge.expired', 'charge.cancelled', 'charge.refunded']);
const REFUND_EVENTS: Readonly<Record<string, 'refunded' | 'failed'>> = {
  'charge.refunded': 'refunded',
  'charge.refund_failed': 'failed',
};

const envelope = z.object({ event: z.string().min(1).max(100), event_id: z.string().min(1).max(200) });
const chargeWebhook = z.object({
  data: propayCharge.extend({ reference_id: z.string().min(1), refund_id: z.string().min(1).optional() }),
});

/** The whole body is signed; a timestamp is signed with it, and looked at, when ProPay sends one. */
export function readProPayWebhook(webhook: RawWebhook, secret: string): WebhookReading {
  const refusal = signatureFault(webhook, secret);
  if (refusal) return forged(refusal);
  const body = jsonObject(webhook);
  if (!body) return unreadable('NOT_JSON');
  const head = envelope.safeParse(body);
  if (!head.success) return unreadable('FIELDS_MISSING');
  const { event, event_id: eventId } = head.data;
  const refundStatus = REFUND_EVENTS[event];
  if (!CHARGE_EVENTS.has(event) && !refundStatus) return genuine(eventId, event);
  const read = chargeWebhook.safeParse(body);
  if (!read.success) return unreadable('FIELDS_MISSING');
  const { reference_id: paymentId, refund_id: refundId, ...charge } = read.data.data;
  // A refund's webhook tells of that refund alone, and not what has been given back in all; a charge refunded whole says so itself.
  const tellsOfCharge = refundStatus === undefined || charge.status === 'refunded';
  return genuine(eventId, event, {
    paymentId,
    reference: charge.txid,
    state: tellsOfCharge ? stateOf(charge) : null,
    refund: refundStatus && refundId ? { refundId: null, reference: refundId, status: refundStatus } : null,
  });
}

function signatureFault({ headers, body, receivedAt }: RawWebhook, secret: string): string | null {
  const given = headers['x-propay-signature'];
  if (!given) return 'SIGNATURE_MISSING';
  if (!sameText(bare(given), hmacHex(body, secret))) return 'SIGNATURE_WRONG';
  const stamp = headers['x-propay-timestamp'];
  if (stamp === undefined) return null;
  if (!/^\d{1,12}$/.test(stamp)) return 'TIMESTAMP_WRONG';
  const signed = Buffer.concat([Buffer.from(`${stamp}.`), body]);
  if (!sameText(bare(headers['x-propay-signature-v2'] ?? ''), hmacHex(signed, secret))) return 'SIGNATURE_WRONG';
  const apart = Math.abs(receivedAt.getTime() / 1000 - Number(stamp));
  return apart <= TOLERANCE_S ? null : 'TIMESTAMP_OUT_OF_TOLERANCE';
}

const bare = (signature: string): string => signature.replace(/^sha256=/, '');
