import { z } from 'zod';

import type { ChargeState, Presentation } from '../../core/model/charge.js';
import { instant, webUrl, wholeMoney } from '../json-api.js';

const STATUSES = {
  pending: 'PENDING',
  active: 'PENDING',
  paid: 'PAID',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
  refunded: 'REFUNDED',
} as const;
type Word = keyof typeof STATUSES;
const word = z.enum(Object.keys(STATUSES) as [Word, ...Word[]]);

export const propayRefund = z.object({ refund_id: z.string().min(1), status: z.string() });

/** What a webhook and an answer both say of a charge. */
export const propayCharge = z.object({
  txid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  status: word,
  amount_cents: wholeMoney,
  paid_at: instant.nullish(),
  refunds: z.array(propayRefund.extend({ amount_cents: wholeMoney })).optional(),
});
export const propayPayable = propayCharge.extend({
  qr_code: z.string().min(1),
  qr_code_url: webUrl,
  expires_at: instant,
});
export type ProPayCharge = z.output<typeof propayCharge>;

export function stateOf({ txid, status, amount_cents: amount, paid_at: paidAt, refunds = [] }: ProPayCharge) {
  const back = refunds.reduce((sum, refund) => (DONE.test(refund.status) ? sum + refund.amount_cents : sum), 0);
  const told = STATUSES[status];
  const state: ChargeState = {
    reference: txid,
    status: told === 'PAID' && back > 0 ? 'PARTIALLY_REFUNDED' : told,
    amount,
    currency: 'BRL',
    refundedAmount: told === 'REFUNDED' ? amount : back,
    paidAt: paidAt ?? null,
    review: null,
  };
  return state;
}

const DONE = /^(done|refunded|confirmed|succeeded)$/;

/** What became of a refund by its own word. */
export function refundStatus(status: string): 'pending' | 'refunded' | 'failed' {
  if (DONE.test(status)) return 'refunded';
  return /^(failed|rejected)$/.test(status) ? 'failed' : 'pending';
}

export const presentationOf = ({ txid, qr_code, qr_code_url }: z.output<typeof propayPayable>): Presentation => ({
  kind: 'pix',
  txid,
  copyPaste: qr_code,
  qrCodeUrl: qr_code_url,
});
