import { formatMoney, type MinorUnits } from '#libs/kernel';

import type { Email, Row } from '../core/model/email.js';
import type { OrderToTell, ParcelToTell } from '../core/model/mail-message.js';
import { EMAIL_WORDS, type EmailWords } from './email-words.js';
import { linkTo } from './links.js';

export const orderPlacedEmail = (told: OrderToTell, frontendUrl: string): Email =>
  emailAbout('placed', told, frontendUrl, billOf(told));

export function paymentReceivedEmail(told: OrderToTell, amount: MinorUnits, frontendUrl: string): Email {
  const words = wordsOf(told);
  return emailAbout('paid', told, frontendUrl, [
    { label: words.paidAmount, value: moneyOf(told)(amount), isTotal: true },
    { label: words.total, value: moneyOf(told)(told.order.totalAmount) },
  ]);
}

/** `inAll`: all that was given back for the order until then. */
export function paymentRefundedEmail(told: OrderToTell, inAll: MinorUnits, frontendUrl: string): Email {
  const words = wordsOf(told);
  return emailAbout('refunded', told, frontendUrl, [
    { label: words.total, value: moneyOf(told)(told.order.totalAmount) },
    { label: words.refundedInAll, value: moneyOf(told)(inAll), isTotal: true },
  ]);
}

/** `inAll`: all that came too late for the order and was given back until then. */
export const latePaymentEmail = (told: OrderToTell, inAll: MinorUnits, frontendUrl: string): Email =>
  emailAbout('late', told, frontendUrl, [
    { label: wordsOf(told).refundedInAll, value: moneyOf(told)(inAll), isTotal: true },
  ]);

export function orderShippedEmail(
  told: OrderToTell,
  { trackingNumber, carrier }: ParcelToTell,
  frontendUrl: string,
): Email {
  const words = wordsOf(told);
  return {
    ...emailAbout('shipped', told, frontendUrl, [
      ...(carrier === null ? [] : [{ label: words.carrier, value: carrier }]),
      { label: words.trackingNumber, value: trackingNumber, isTotal: true },
    ]),
    link: {
      label: words.followParcel,
      url: linkTo(frontendUrl, `tracking/${encodeURIComponent(trackingNumber)}`),
    },
  };
}

const UNPAID = ['PENDING', 'FAILED'];

export function orderEndedEmail(told: OrderToTell, how: 'cancelled' | 'expired', frontendUrl: string): Email {
  const words = wordsOf(told);
  const money = UNPAID.includes(told.order.paymentStatus) ? words.nothingCharged : words.moneyComesBack;
  const ended = emailAbout(how, told, frontendUrl, []);
  return { ...ended, paragraphs: [...ended.paragraphs, money] };
}

function emailAbout(
  about: 'placed' | 'paid' | 'refunded' | 'late' | 'shipped' | 'cancelled' | 'expired',
  told: OrderToTell,
  frontendUrl: string,
  rows: readonly Row[],
): Email {
  const { order, shop, reader } = told;
  const words = wordsOf(told);
  return {
    locale: reader.locale,
    subject: words[about].subject(order.number),
    greeting: words.greeting(reader.name),
    paragraphs: [words[about].text(shop.name)],
    ...(rows.length > 0 && { table: { caption: words.order(order.number), rows } }),
    link: { label: words.seeOrder, url: linkTo(frontendUrl, `orders/${order.id}`) },
    signature: [shop.name, shop.address, shop.phone].filter((line) => line !== null),
  };
}

/** The bill as the receipt has it: lines, then what was added and taken off, then the total. */
function billOf(told: OrderToTell): Row[] {
  const { order } = told;
  const words = wordsOf(told);
  const money = moneyOf(told);
  const parts: readonly (readonly [string, MinorUnits])[] = [
    [words.discount, -order.discountTotal],
    [words.serviceCharge, order.serviceCharge],
    [words.tax, order.taxInclusive ? 0 : order.taxTotal],
    [words.shipping, order.shippingTotal],
    [words.rounding, order.rounding],
  ];
  const others = parts.filter(([, amount]) => amount !== 0).map(([label, amount]) => ({ label, value: money(amount) }));
  return [
    ...order.lines.map(({ name, quantity, subtotal }) => ({ label: `${quantity} × ${name}`, value: money(subtotal) })),
    ...(others.length > 0 ? [{ label: words.subtotal, value: money(order.subtotal) }, ...others] : []),
    { label: words.total, value: money(order.totalAmount), isTotal: true },
  ];
}

const wordsOf = ({ reader }: OrderToTell): EmailWords => EMAIL_WORDS[reader.locale];

const moneyOf =
  ({ order, reader }: OrderToTell) =>
  (amount: MinorUnits): string =>
    formatMoney(amount, order.currency, reader.locale);
