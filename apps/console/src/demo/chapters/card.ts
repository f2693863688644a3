import { randomUUID } from 'node:crypto';

import type { OnlineStage } from '../day.js';
import { eventually } from '../eventually.js';
import type { Shopper } from '../shopper.js';
import { dishes, type Order, reais } from '../words.js';
import { askCarrier, putIntoCart } from './customer.js';
import { mailsAbout } from './fulfilment.js';

interface Card {
  readonly payment_id: string;
  readonly status: string;
  readonly client_secret: string;
}

export interface CardOrder {
  readonly order: Order;
  readonly paymentId: string;
}

interface Payment {
  readonly status: string;
  readonly amount: number;
  readonly refunded_amount: number;
  readonly refunds: readonly { readonly status: string; readonly amount: number; readonly reference: string | null }[];
}

export async function payByCard(stage: OnlineStage, shopper: Shopper): Promise<CardOrder> {
  const { narrator, sandbox } = stage;
  narrator.chapter('Ana pays her order by card');
  const { caller, browser, menu, address } = shopper;
  const wishes = [menu.wish('Café Sul de Minas 500 g', ['Espresso'], 2)];
  for (const wish of wishes) await putIntoCart(caller, wish);
  const { carrier, service } = await askCarrier(stage, wishes, address, caller);
  const order = await caller.post<Order>('/orders', { shipping: { address_id: address.id, carrier, service } });
  narrator.tell(`order ${order.number}: ${dishes(order.items)}, ${reais(order.total_amount)} with its freight`);
  const intent = await caller.post<Card>(`/orders/${order.id}/pay`, { method: 'credit_card' });
  narrator.same(
    'Stripe’s form in her browser gets the secret of this payment',
    [intent.status, intent.client_secret.startsWith('pi_')],
    ['PENDING', true],
  );
  sandbox.control.of.stripe.act('pay', intent.payment_id);
  await browser.waitFor('the payment', ({ type, payload }) => {
    return type === 'PAYMENT_UPDATED' && payload['order_id'] === order.id && payload['status'] === 'PAID';
  });
  const paid = await caller.get<Order>(`/orders/${order.id}`);
  narrator.same(
    'she confirms, and her order is PAID',
    [paid.payment_status, paid.paid_amount],
    ['PAID', order.total_amount],
  );
  return { order, paymentId: intent.payment_id };
}

/** One of the two bags was torn. */
export async function refundPart(
  { staff, narrator, sandbox }: OnlineStage,
  shopper: Shopper,
  { order, paymentId }: CardOrder,
): Promise<void> {
  narrator.chapter('A part of it is refunded');
  const amount = Math.floor(order.subtotal / 2);
  const path = `/payments/${paymentId}/refunds`;
  const body = { amount, reason: 'Um pacote chegou rasgado' };
  await staff.admin.post(path, body, { 'idempotency-key': randomUUID() });
  const { browser } = shopper;
  await browser.waitFor('the refund', ({ type, payload }) => {
    return type === 'PAYMENT_UPDATED' && payload['order_id'] === order.id && payload['refunded_amount'] === amount;
  });
  const payment = await staff.admin.get<Payment>(`/payments/${paymentId}`);
  const [refund] = payment.refunds;
  narrator.same(
    `the admin gives ${reais(amount)} back: the payment is PARTIALLY_REFUNDED, by ${refund?.reference ?? 'nobody'}`,
    [payment.status, payment.refunded_amount, payment.refunds.length, refund?.amount],
    ['PARTIALLY_REFUNDED', amount, 1, amount],
  );
  narrator.same('Stripe has given back just that', sandbox.control.of.stripe.item(paymentId)['refunded'], amount);
  const tooMuch = await staff.admin.refused('POST', path, { ...body, amount: payment.amount - amount + 1 });
  narrator.same('more than is left is refused', [tooMuch.status, tooMuch.code], [422, 'REFUND_TOO_LARGE']);
  const mails = await eventually('a mail about the refund', () => {
    const found = mailsAbout(sandbox, order, shopper);
    return found.length >= 3 ? found : undefined;
  });
  narrator.same(`her mails: ${mails.map(({ subject }) => `“${subject}”`).join(', ')}`, mails.length, 3);
}
