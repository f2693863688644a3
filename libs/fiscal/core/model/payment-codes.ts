import { type MinorUnits, sum } from '#libs/kernel';
import type { PaymentView } from '#libs/payments';

import type { InvoicePayment } from './invoice.js';

/** The authority's table of means of payment (tPag, Informe Técnico 2024.002 to v1.10), by our methods. */
const CODES: Readonly<Record<string, string>> = {
  cash: '01',
  credit_card: '03',
  debit_card: '04',
  pix: '17',
  bank_transfer: '18',
  static_qr: '20',
  exchange: '21',
};
const OTHER = '99';
const NONE: InvoicePayment = { code: '90', amount: 0 };

const TAKEN: readonly PaymentView['status'][] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];

/**
 * Money that was taken, summed by means. What went back since is told by a cancellation, not by the document. What has no code of its own is told
 * by its tender's, or by 99 with the tender's name.
 */
export function invoicePayments(payments: readonly PaymentView[], total: MinorUnits): InvoicePayment[] {
  const taken = payments.filter(({ status }) => TAKEN.includes(status));
  // More was taken than the bill costs: so much went back while it was open, of the newest first.
  let undone = Math.max(0, sum(taken.map(({ amount }) => amount)) - total);
  const kept = taken.toReversed().map((payment) => {
    const off = Math.min(undone, payment.refundedAmount);
    undone -= off;
    return { ...payment, amount: payment.amount - off };
  });
  return byMeans(kept.toReversed());
}

function byMeans(payments: readonly PaymentView[]): InvoicePayment[] {
  const means = new Map<string, InvoicePayment>();
  for (const payment of payments) {
    const { amount, tender } = payment;
    if (amount === 0) continue;
    const code = codeOf(payment);
    const description = code === OTHER && tender ? tender.name : null;
    const key = `${code} ${description ?? ''}`;
    const soFar = (means.get(key)?.amount ?? 0) + amount;
    means.set(key, { code, amount: soFar, ...(description !== null && { description }) });
  }
  return means.size === 0 ? [NONE] : [...means.values()];
}

function codeOf({ method, tender }: Pick<PaymentView, 'method' | 'tender'>): string {
  if (method === 'card_terminal') return tender?.cardType === 'DEBIT' ? '04' : '03';
  return CODES[method] ?? tender?.fiscalCode ?? OTHER;
}
