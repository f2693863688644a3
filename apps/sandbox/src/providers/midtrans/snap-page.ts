import type { Page } from '../../framework/provider.js';
import { methodNames, methodOf } from './methods.js';
import type { Order, Orders } from './orders.js';
import { refundedOf, type Transaction, type TransactionStatus } from './transaction.js';

export const rupiah = (amount: number): string => `Rp ${amount.toLocaleString('id-ID')}`;

/** What Snap shows to a customer, and the buttons of the merchant's dashboard with it. */
export function snapPage(order: Order, orders: Orders): Page {
  const current = orders.current(order);
  const { orderId, amount, finishUrl } = order.request;
  return {
    title: `Pay ${rupiah(amount)} with Midtrans`,
    state: orders.stateOf(order),
    facts: [
      ['Order', orderId],
      ...(current ? ([['Method', current.method.label]] as const) : []),
      ...(current && current.refunds.length > 0 ? ([['Refunded', rupiah(refundedOf(current))]] as const) : []),
    ],
    buttons: orders.stateOf(order) === 'closed' ? [] : buttons(order, current),
    back: current ? withResult(finishUrl, orderId, current) : finishUrl,
  };
}

const OFFERS: Readonly<Partial<Record<TransactionStatus, Page['buttons']>>> = {
  pending: [
    { action: 'pay', label: 'Pay' },
    { action: 'fail', label: 'Fail' },
    { action: 'expire', label: 'Expire' },
    { action: 'cancel', label: 'Cancel' },
  ],
  authorize: [
    { action: 'capture', label: 'Capture (dashboard)' },
    { action: 'cancel', label: 'Cancel' },
    { action: 'expire', label: 'Expire' },
  ],
  capture: [
    { action: 'settle', label: 'Settle' },
    { action: 'cancel', label: 'Cancel' },
  ],
  settlement: [
    { action: 'refund', label: 'Refund (dashboard)' },
    { action: 'chargeback', label: 'Charge back' },
  ],
  partial_refund: [{ action: 'refund', label: 'Refund the rest (dashboard)' }],
};

function buttons(order: Order, current: Transaction | undefined): Page['buttons'] {
  const isOpen = !current || current.status === 'deny' || current.status === 'failure';
  if (!isOpen) return OFFERS[current.status] ?? [];
  const methods = methodNames(order.request.enabledPayments).map((method) => ({
    action: 'pay',
    label: `Pay with ${methodOf(method)?.label ?? method}`,
    details: { method },
  }));
  return [
    ...methods,
    { action: 'choose', label: 'Take the QRIS code and pay later' },
    { action: 'choose', label: 'Take a BCA account number and pay later', details: { method: 'bca_va' } },
    { action: 'fail', label: 'Fail' },
    ...(current ? [] : [{ action: 'expire', label: 'Expire' }]),
  ];
}

/** The finish address as Snap calls it; never proof of a payment. */
function withResult(url: string | undefined, orderId: string, { status }: Transaction): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const target = new URL(url);
  target.searchParams.set('order_id', orderId);
  target.searchParams.set('status_code', status === 'pending' ? '201' : '200');
  target.searchParams.set('transaction_status', status);
  return target.href;
}
