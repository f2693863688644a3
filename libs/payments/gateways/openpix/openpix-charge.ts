import { z } from 'zod';

import type { ChargeState, Presentation } from '../../core/model/charge.js';
import { instant, webUrl, wholeMoney } from '../json-api.js';

const STATUSES = { ACTIVE: 'PENDING', COMPLETED: 'PAID', EXPIRED: 'EXPIRED' } as const;

/** What a webhook and an answer both say of a charge; amounts are centavos. */
export const openpixCharge = z.object({
  status: z.enum(['ACTIVE', 'COMPLETED', 'EXPIRED']),
  value: wholeMoney,
  correlationID: z.string().min(1),
  transactionID: z.string().min(1),
  paidAt: instant.nullish(),
});
export const openpixPayable = openpixCharge.extend({
  brCode: z.string().min(1),
  qrCodeImage: webUrl,
  expiresDate: instant.nullish(),
});
export type OpenPixCharge = z.output<typeof openpixCharge>;

export const openpixRefund = z.object({
  status: z.enum(['IN_PROCESSING', 'CONFIRMED', 'REJECTED']),
  value: wholeMoney,
  correlationID: z.string().nullish(),
  endToEndId: z.string().min(1).nullish(),
});
export type OpenPixRefund = z.output<typeof openpixRefund>;

export function stateOf(charge: OpenPixCharge, refunds: readonly OpenPixRefund[] = []): ChargeState {
  const { status, value: amount, transactionID: reference, paidAt } = charge;
  const back = refunds.reduce((sum, refund) => (refund.status === 'CONFIRMED' ? sum + refund.value : sum), 0);
  return {
    reference,
    status: back === 0 ? STATUSES[status] : back >= amount ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
    amount,
    currency: 'BRL',
    refundedAmount: back,
    paidAt: paidAt ?? null,
    review: null,
  };
}

export const presentationOf = (charge: z.output<typeof openpixPayable>): Presentation => ({
  kind: 'pix',
  txid: charge.transactionID,
  copyPaste: charge.brCode,
  qrCodeUrl: charge.qrCodeImage,
});
