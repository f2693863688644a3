import type { Locale } from '#libs/identity';
import { formatMoney, type MinorUnits } from '#libs/kernel';
import type { SoldOrder } from '#libs/ordering';

import type { Letter, Row } from './letter.js';
import { LETTER_WORDS, type LetterWords } from './letter-words.js';
import { linkTo } from './links.js';

/** An order, and who writes to whom about it. */
export interface OrderToTell {
  readonly order: SoldOrder;
  readonly shop: { readonly name: string; readonly address: string | null; readonly phone: string | null };
  readonly reader: { readonly name: string | null; readonly locale: Locale };
  readonly frontendUrl: string;
}

export interface ParcelToTell {
  readonly trackingNumber: string;
  readonly carrier: string | null;
}

export const orderPlacedLetter = (told: OrderToTell): Letter => letter(told, 'placed', billOf(told));

export function paymentReceivedLetter(told: OrderToTell, amount: MinorUnits): Letter {
  const words = wordsOf(told);
  return letter(told, 'paid', [
    { label: words.paidAmount, value: moneyOf(told)(amount), isTotal: true },
    { label: words.total, value: moneyOf(told)(told.order.totalAmount) },
  ]);
}

/** `inAll`: all that was given back for the order until then. */
export function paymentRefundedLetter(told: OrderToTell, inAll: MinorUnits): Letter {
  const words = wordsOf(told);
  return letter(told, 'refunded', [
    { label: words.total, value: moneyOf(told)(told.order.totalAmount) },
    { label: words.refundedInAll, value: moneyOf(told)(inAll), isTotal: true },
  ]);
}

/** `inAll`: all that came too late for the order and was given back until then. */
export const latePaymentLetter = (told: OrderToTell, inAll: MinorUnits): Letter =>
  letter(told, 'late', [{ label: wordsOf(told).refundedInAll, value: moneyOf(told)(inAll), isTotal: true }]);

export function orderShippedLetter(told: OrderToTell, { trackingNumber, carrier }: ParcelToTell): Letter {
  const words = wordsOf(told);
  return {
    ...letter(told, 'shipped', [
      ...(carrier === null ? [] : [{ label: words.carrier, value: carrier }]),
      { label: words.trackingNumber, value: trackingNumber, isTotal: true },
    ]),
    link: {
      label: words.followParcel,
      url: linkTo(told.frontendUrl, `tracking/${encodeURIComponent(trackingNumber)}`),
    },
  };
}

const UNPAID = ['PENDING', 'FAILED'];

export function orderEndedLetter(told: OrderToTell, how: 'cancelled' | 'expired'): Letter {
  const words = wordsOf(told);
  const money = UNPAID.includes(told.order.paymentStatus) ? words.nothingCharged : words.moneyComesBack;
  const ended = letter(told, how, []);
  return { ...ended, paragraphs: [...ended.paragraphs, money] };
}

function letter(
  told: OrderToTell,
  about: 'placed' | 'paid' | 'refunded' | 'late' | 'shipped' | 'cancelled' | 'expired',
  rows: readonly Row[],
): Letter {
  const { order, shop, reader, frontendUrl } = told;
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

const wordsOf = ({ reader }: OrderToTell): LetterWords => LETTER_WORDS[reader.locale];

const moneyOf =
  ({ order, reader }: OrderToTell) =>
  (amount: MinorUnits): string =>
    formatMoney(amount, order.currency, reader.locale);
