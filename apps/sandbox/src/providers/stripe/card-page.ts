import type { Page } from '../../framework/provider.js';
import { type Intent, refundedOf } from './objects.js';

const ZERO_DECIMALS = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|vnd|vuv|xaf|xof|xpf)$/;

/** For people: `BRL 25.90`. */
export function moneyOf(amount: number, currency: string): string {
  const value = ZERO_DECIMALS.test(currency) ? String(amount) : (amount / 100).toFixed(2);
  return `${currency.toUpperCase()} ${value}`;
}

/** What stands for the card form in the shop's own page, and the buttons of the merchant's dashboard with it. */
export function cardPage(intent: Intent): Page {
  const { request, charge, status } = intent;
  return {
    title: `Pay ${moneyOf(request.amount, request.currency)} by card`,
    state: status,
    facts: [
      ['PaymentIntent', intent.id],
      ['For', request.description ?? ''],
      ...Object.entries(request.metadata),
      ...(charge && charge.refunds.length > 0
        ? ([['Refunded', moneyOf(refundedOf(charge), request.currency)]] as const)
        : []),
    ],
    buttons: buttons(intent),
  };
}

function buttons({ status, charge }: Intent): Page['buttons'] {
  if (status === 'requires_capture') {
    return [
      { action: 'capture', label: 'Capture (dashboard)' },
      { action: 'cancel', label: 'Cancel (dashboard)' },
    ];
  }
  if (status === 'canceled') return [];
  if (status !== 'succeeded' || !charge) {
    return [
      { action: 'pay', label: 'Pay with 4242 4242 4242 4242' },
      { action: 'fail', label: 'Fail: the card is declined' },
      { action: 'challenge', label: 'Ask the bank to authenticate' },
      { action: 'expire', label: 'Expire' },
    ];
  }
  return [
    ...(refundedOf(charge) < charge.amount ? [{ action: 'refund', label: 'Refund (dashboard)' }] : []),
    ...(charge.dispute ? [] : [{ action: 'chargeback', label: 'Charge back' }]),
  ];
}
