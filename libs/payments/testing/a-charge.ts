import { newId } from '#libs/kernel';

import type { ChargeKey, ChargeRequest, ChargeState, RefundRequest } from '../core/model/charge.js';

const HOUR_MS = 3_600_000;

/** A charge that a payer could be shown. */
export function aChargeRequest(given: Partial<ChargeRequest> = {}): ChargeRequest {
  const openedAt = new Date();
  return {
    paymentId: newId(),
    amount: 25_900,
    currency: 'BRL',
    label: 'A-017',
    openedAt,
    expiresAt: new Date(openedAt.getTime() + HOUR_MS),
    payer: { id: newId(), name: 'Ana Souza', email: 'ana@example.com', cpf: '52998224725' },
    ...given,
  };
}

/** What is known of it before any answer came. */
export const keyOf = ({ paymentId, currency, openedAt }: ChargeRequest, given: Partial<ChargeKey> = {}): ChargeKey => ({
  paymentId,
  currency,
  openedAt,
  reference: null,
  presentation: null,
  ...given,
});

export const aRefund = (
  { paymentId, amount, currency }: ChargeRequest,
  { reference }: Pick<ChargeState, 'reference'>,
  given: Partial<RefundRequest> = {},
): RefundRequest => ({
  refundId: newId(),
  paymentId,
  reference,
  amount,
  currency,
  paidAmount: amount,
  reason: 'The soup was cold',
  ...given,
});
