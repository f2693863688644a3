import type { PaymentView } from '#libs/payments';

import type { InvoicePayment } from './invoice.js';

/** The authority's table of means of payment, by our methods. */
const CODES: Readonly<Record<string, string>> = { cash: '01', credit_card: '03', debit_card: '04', pix: '17' };
const OTHER = '99';
const NONE: InvoicePayment = { code: '90', amount: 0 };

const TAKEN: readonly PaymentView['status'][] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];

/** Money that was taken, summed by means. What went back since is told by a cancellation, not by the document. */
export function invoicePayments(payments: readonly PaymentView[]): InvoicePayment[] {
  const amounts = new Map<string, number>();
  for (const { status, method, amount } of payments) {
    if (!TAKEN.includes(status) || amount === 0) continue;
    const code = CODES[method] ?? OTHER;
    amounts.set(code, (amounts.get(code) ?? 0) + amount);
  }
  return amounts.size === 0 ? [NONE] : [...amounts].map(([code, amount]) => ({ code, amount }));
}
