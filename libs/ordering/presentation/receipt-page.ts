import { type BasisPoints, exponentOf, formatMoney, type MinorUnits } from '#libs/kernel';

import type { Receipt, ReceiptLine, ReceiptPayment } from './receipt.js';
import {
  NOT_A_FISCAL_DOCUMENT,
  RECEIPT_WORDS,
  type ReceiptLanguage,
  type ReceiptWords,
  TAX_NUMBER_NAMES,
} from './receipt-words.js';

/** How much a block stands out: `title` is the largest. */
export type Weight = 'normal' | 'strong' | 'title';

/** A piece of a printed receipt, before anyone knows how wide the paper is. `indent` is in characters. */
export type PrintedBlock =
  | { readonly kind: 'centred'; readonly text: string; readonly weight: Weight }
  | { readonly kind: 'text'; readonly text: string; readonly indent: number }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly weight: Weight }
  | { readonly kind: 'rule' };

/** Says a receipt in a language: the words and figures of every printed form, in their order. */
export function printedBlocks(receipt: Receipt, language: ReceiptLanguage): PrintedBlock[] {
  const page = new Page(receipt, language);
  return [
    ...page.head(),
    RULE,
    ...page.facts(),
    RULE,
    ...page.basket(),
    ...page.figures(),
    ...page.money(),
    ...page.foot(),
  ];
}

const RULE: PrintedBlock = { kind: 'rule' };
const INDENT = 2;
const WHOLE = 10_000;

const centred = (text: string, weight: Weight = 'normal'): PrintedBlock => ({ kind: 'centred', text, weight });
const text = (content: string, indent = 0): PrintedBlock => ({ kind: 'text', text: content, indent });

class Page {
  private readonly words: ReceiptWords;
  private readonly instants: Intl.DateTimeFormat;
  private readonly rates: Intl.NumberFormat;
  private readonly amounts: Intl.NumberFormat;
  private readonly scale: number;

  constructor(
    private readonly receipt: Receipt,
    private readonly language: ReceiptLanguage,
  ) {
    const digits = exponentOf(receipt.currency);
    this.scale = 10 ** digits;
    this.words = RECEIPT_WORDS[language];
    this.rates = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
    this.amounts = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    // English that no reader takes the month of for the day; the others write day, month, year in figures.
    this.instants = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      timeZone: receipt.timeZone,
      day: '2-digit',
      month: language === 'en' ? 'short' : '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  head(): PrintedBlock[] {
    const { outlet, kind } = this.receipt;
    const { words } = this;
    const taxNumberName = TAX_NUMBER_NAMES[outlet.country] ?? words.taxNumber;
    const title = { RECEIPT: words.receipt, BILL: words.bill, VOID: words.void }[kind];
    return [
      centred(outlet.name, 'title'),
      ...outlet.address.map((line) => centred(line)),
      ...(outlet.phone ? [centred(`${words.phone} ${outlet.phone}`)] : []),
      ...(outlet.taxNumber ? [centred(`${taxNumberName} ${outlet.taxNumber}`)] : []),
      RULE,
      centred(title, 'strong'),
      ...(outlet.country === 'BR' ? [centred(NOT_A_FISCAL_DOCUMENT, 'strong')] : []),
    ];
  }

  facts(): PrintedBlock[] {
    const { receipt, words } = this;
    const servedBy = receipt.servedBy === receipt.cashier ? null : receipt.servedBy;
    const facts: [string, string | null][] = [
      [words.order, `${receipt.number} - ${words.types[receipt.type]}`],
      [words.table, receipt.table],
      [words.date, this.instant(receipt.orderedAt)],
      [words.paidAt, receipt.paidAt && this.instant(receipt.paidAt)],
      [words.servedBy, servedBy],
      [words.cashier, receipt.cashier],
      [words.note, receipt.note],
    ];
    return facts.flatMap(([name, value]) => (value ? [text(`${name}: ${value}`)] : []));
  }

  basket(): PrintedBlock[] {
    const { lines } = this.receipt;
    return lines.length === 0 ? [] : [...lines.flatMap((line) => this.line(line)), RULE];
  }

  figures(): PrintedBlock[] {
    const { receipt, words } = this;
    const {
      discountTotal,
      couponCode,
      couponDiscount,
      lineDiscounts,
      comps,
      discountRate,
      serviceCharge,
      shippingTotal,
      rounding,
      taxIncluded,
    } = receipt;
    const taxes = (name: string) =>
      receipt.taxes.flatMap(({ rate, amount }) => this.figure(`${name} ${this.rate(rate)}`, amount));
    const discount = discountRate === null ? words.discount : `${words.discount} ${this.rate(discountRate)}`;
    const parts = [
      ...this.figure(words.lineDiscounts, -lineDiscounts),
      ...this.figure(words.comps, -comps),
      ...this.figure(`${words.coupon} ${couponCode ?? ''}`, -couponDiscount),
      ...this.figure(discount, couponDiscount + lineDiscounts + comps - discountTotal),
      ...this.figure(`${words.serviceCharge} ${this.rate(receipt.serviceChargeRate)}`, serviceCharge),
      ...(taxIncluded ? [] : taxes(words.tax)),
      ...this.figure(words.shipping, shippingTotal),
      ...this.figure(words.rounding, rounding),
    ];
    return [
      ...(parts.length > 0 ? [this.pair(words.subtotal, this.amount(receipt.subtotal)), ...parts] : []),
      this.pair(words.total, this.price(receipt.total), 'title'),
      ...(taxIncluded ? taxes(words.taxIncluded) : []),
    ];
  }

  money(): PrintedBlock[] {
    const { payments, amountDue, kind } = this.receipt;
    const due = kind === 'BILL' ? [this.pair(this.words.amountDue, this.price(amountDue), 'strong')] : [];
    if (payments.length === 0) return due;
    return [RULE, ...payments.flatMap((payment) => this.payment(payment)), ...due];
  }

  foot(): PrintedBlock[] {
    return this.receipt.kind === 'RECEIPT' ? [RULE, centred(this.words.thanks)] : [];
  }

  private line({ name, quantity, unitPrice, amount, modifiers, note, ...off }: ReceiptLine): PrintedBlock[] {
    const { words } = this;
    const comped = off.compedQuantity === quantity ? words.comps : `${words.comps} ${off.compedQuantity} x`;
    return [
      this.pair(`${quantity} x ${name}`, this.amount(amount)),
      ...(quantity > 1 ? [text(`@ ${this.amount(unitPrice)}`, INDENT)] : []),
      ...modifiers.map((modifier) => {
        const times = modifier.quantity > 1 ? `${modifier.quantity} x ` : '';
        const price = modifier.priceDelta === 0 ? '' : ` (${this.signed(modifier.priceDelta)})`;
        return text(`+ ${times}${modifier.name}${price}`, INDENT);
      }),
      ...(note ? [text(`* ${note}`, INDENT)] : []),
      ...(off.discount > 0 ? [text(`${words.discount} ${this.signed(-off.discount)}`, INDENT)] : []),
      ...(off.comped > 0 ? [text(`${comped} ${this.signed(-off.comped)}`, INDENT)] : []),
    ];
  }

  private payment(payment: ReceiptPayment): PrintedBlock[] {
    const { method, tender, last4, amount, tendered, change, refunded, tip, refundedTip } = payment;
    const { words } = this;
    const means = tender ?? words.methods[method] ?? method;
    const name = last4 === null ? means : `${means} *${last4}`;
    const isChanged = tendered !== null && change !== null && change > 0;
    return [
      this.pair(name, this.amount(amount)),
      ...this.figure(words.tip, tip),
      ...(isChanged ? [...this.figure(words.tendered, tendered), ...this.figure(words.change, change)] : []),
      ...this.figure(`${words.refund} (${name})`, -refunded),
      ...this.figure(`${words.refund} (${words.tip})`, -refundedTip),
    ];
  }

  /** A pair for an amount that is worth a line. */
  private figure(name: string, amount: MinorUnits): PrintedBlock[] {
    return amount === 0 ? [] : [this.pair(name, this.amount(amount))];
  }

  private pair(left: string, right: string, weight: Weight = 'normal'): PrintedBlock {
    return { kind: 'pair', left, right, weight };
  }

  private amount(amount: MinorUnits): string {
    return plainSpaces(this.amounts.format(amount / this.scale));
  }

  private signed(amount: MinorUnits): string {
    return amount > 0 ? `+${this.amount(amount)}` : this.amount(amount);
  }

  private price(amount: MinorUnits): string {
    return plainSpaces(formatMoney(amount, this.receipt.currency, this.language));
  }

  private rate(rate: BasisPoints): string {
    return plainSpaces(this.rates.format(rate / WHOLE));
  }

  private instant(instant: Date): string {
    return plainSpaces(this.instants.format(instant));
  }
}

/** Locales part thousands, units and hours with spaces of several kinds, which few printers know. */
const plainSpaces = (formatted: string): string => formatted.replace(/\s/gu, ' ');
