import { type BasisPoints, type MinorUnits, sum } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';
import type { PaymentView } from '#libs/payments';

import { compedPieces } from '../core/model/line-terms.js';
import { isActive, type OrderLine } from '../core/model/order-line.js';
import { capturedOf, type ReceiptSources } from '../core/model/receipt-sources.js';
import type { OrderState } from '../core/model/order-state.js';
import type { OrderPaymentStatus, OrderStatus, OrderType } from '../core/model/order-status.js';
import { plainText } from './plain-text.js';
import { type ReceiptLanguage, receiptLanguage } from './receipt-words.js';

/** `BILL` asks for money that is still due; `VOID` is what is left of an order that was taken back. */
export type ReceiptKind = 'RECEIPT' | 'BILL' | 'VOID';

export interface ReceiptModifier {
  readonly group: string;
  readonly name: string;
  /** In one piece of the line. */
  readonly quantity: number;
  readonly priceDelta: MinorUnits;
}

export interface ReceiptLine {
  readonly name: string;
  readonly quantity: number;
  /** Of one piece with its modifiers. */
  readonly unitPrice: MinorUnits;
  readonly amount: MinorUnits;
  readonly modifiers: readonly ReceiptModifier[];
  readonly note: string | null;
  /** Off this line alone. */
  readonly discount: MinorUnits;
  /** How many of its pieces are on the house, and what they cost otherwise. */
  readonly compedQuantity: number;
  readonly comped: MinorUnits;
}

/** Tax of one rate. `base` is what it was taken of, without the tax itself. */
export interface ReceiptTax {
  readonly rate: BasisPoints;
  readonly base: MinorUnits;
  readonly amount: MinorUnits;
}

/** Money that was taken; what is pending or failed is no part of a receipt. */
export interface ReceiptPayment {
  readonly id: string;
  readonly method: string;
  /** What it was paid by, as it was called then; null for cash and gateways. */
  readonly tender: string | null;
  /** Of the card. */
  readonly last4: string | null;
  readonly amount: MinorUnits;
  readonly tendered: MinorUnits | null;
  readonly change: MinorUnits | null;
  readonly refunded: MinorUnits;
  /** What was given on top of `amount`; in no other figure. */
  readonly tip: MinorUnits;
  /** What of the tip went back. */
  readonly refundedTip: MinorUnits;
  readonly paidAt: Date;
}

/**
 * What a guest takes home. The lines sum to `subtotal`; `subtotal - discountTotal + serviceCharge + shippingTotal + rounding`, and
 * `taxTotal` unless prices include it, is `total`. Texts are plain: no control character is left in them.
 */
export interface Receipt {
  readonly kind: ReceiptKind;
  readonly orderId: string;
  readonly number: string;
  readonly type: OrderType;
  readonly status: OrderStatus;
  readonly paymentStatus: OrderPaymentStatus;
  readonly outlet: {
    readonly id: string;
    readonly name: string;
    readonly country: string;
    readonly address: readonly string[];
    readonly taxNumber: string | null;
    readonly phone: string | null;
  };
  /** The outlet's own. */
  readonly language: ReceiptLanguage;
  readonly timeZone: string;
  readonly currency: string;
  readonly table: string | null;
  /** Who took the order. */
  readonly servedBy: string | null;
  /** Who took the money last. */
  readonly cashier: string | null;
  readonly orderedAt: Date;
  /** When the bill was settled; null while something is due. */
  readonly paidAt: Date | null;
  readonly note: string | null;
  readonly lines: readonly ReceiptLine[];
  readonly subtotal: MinorUnits;
  readonly discountTotal: MinorUnits;
  readonly discountRate: BasisPoints | null;
  readonly couponCode: string | null;
  /** The coupon's part of `discountTotal`. */
  readonly couponDiscount: MinorUnits;
  /** The part of `discountTotal` that lines have off by themselves, and the part that is on the house. */
  readonly lineDiscounts: MinorUnits;
  readonly comps: MinorUnits;
  readonly serviceCharge: MinorUnits;
  readonly serviceChargeRate: BasisPoints;
  readonly taxIncluded: boolean;
  readonly taxes: readonly ReceiptTax[];
  readonly taxTotal: MinorUnits;
  readonly shippingTotal: MinorUnits;
  readonly rounding: MinorUnits;
  readonly total: MinorUnits;
  readonly payments: readonly ReceiptPayment[];
  readonly paidTotal: MinorUnits;
  readonly refundedTotal: MinorUnits;
  /** What guests gave on top, less what went back of it; in no other figure. */
  readonly tipTotal: MinorUnits;
  readonly amountDue: MinorUnits;
}

const NOTHING = {
  subtotal: 0,
  discountTotal: 0,
  couponDiscount: 0,
  serviceCharge: 0,
  taxTotal: 0,
  shippingTotal: 0,
  rounding: 0,
  total: 0,
};

/** Voided lines are left out; of an order that was voided as a whole only the money that came and went is left. */
export function receiptOf({ order, lines, outlet, payments, servedBy, cashier }: ReceiptSources): Receipt {
  const isVoid = order.status === 'VOIDED';
  const sold = isVoid ? [] : lines.filter(isActive);
  const figures = isVoid ? NOTHING : figuresOf(order);
  const taken = capturedOf(payments);
  const amountDue = isVoid ? 0 : Math.max(0, order.totalAmount - order.paidAmount);
  return {
    kind: isVoid ? 'VOID' : amountDue > 0 ? 'BILL' : 'RECEIPT',
    orderId: order.id,
    number: plainText(order.number),
    type: order.type,
    status: order.status,
    paymentStatus: order.paymentStatus,
    outlet: headOf(outlet),
    language: receiptLanguage(outlet.locale),
    timeZone: outlet.timeZone,
    currency: order.currency,
    table: plainOrNull(order.tableName),
    servedBy: plainOrNull(servedBy),
    cashier: plainOrNull(cashier),
    orderedAt: order.createdAt,
    paidAt: amountDue > 0 ? null : (taken.at(-1)?.createdAt ?? order.settledAt),
    note: plainOrNull(order.note),
    lines: sold.map(lineOf),
    ...figures,
    discountRate: rateOf(order, sold),
    couponCode: plainOrNull(order.couponCode),
    lineDiscounts: sum(sold.map((line) => line.ownDiscount)),
    comps: sum(sold.map((line) => line.comped)),
    serviceChargeRate: order.rules.serviceChargeRate,
    taxIncluded: order.rules.taxInclusive,
    taxes: taxesOf(sold),
    payments: taken.map(paymentOf),
    paidTotal: sum(taken.map((payment) => payment.amount)),
    refundedTotal: sum(taken.map((payment) => payment.refundedAmount)),
    tipTotal: sum(taken.map((payment) => payment.tip - payment.refundedTip)),
    amountDue,
  };
}

const figuresOf = (order: OrderState) => ({
  subtotal: order.subtotal,
  discountTotal: order.discountTotal,
  couponDiscount: order.couponDiscount,
  serviceCharge: order.serviceCharge,
  taxTotal: order.taxTotal,
  shippingTotal: order.shippingTotal,
  rounding: order.rounding,
  total: order.totalAmount,
});

const headOf = ({ id, name, country, address, taxNumber, phone }: OutletSettings): Receipt['outlet'] => ({
  id,
  name: plainText(name),
  country,
  address: (address ?? '')
    .split(/[\r\n]+/)
    .map(plainText)
    .filter(Boolean),
  taxNumber: plainOrNull(taxNumber),
  phone: plainOrNull(phone),
});

const lineOf = (line: OrderLine): ReceiptLine => ({
  name: plainText(line.name),
  quantity: line.quantity,
  unitPrice: line.unitPrice + line.modifiersTotal,
  amount: line.subtotal,
  modifiers: line.modifiers.map(({ group, name, quantity, priceDelta }) => ({
    group: plainText(group),
    name: plainText(name),
    quantity,
    priceDelta,
  })),
  note: plainOrNull(line.note),
  discount: line.ownDiscount,
  compedQuantity: compedPieces(line),
  comped: line.comped,
});

/** Highest rate first. A line's total holds its tax whether that was added or included. */
function taxesOf(lines: readonly OrderLine[]): ReceiptTax[] {
  const rates = [...new Set(lines.map((line) => line.taxRate))].sort((a, b) => b - a);
  return rates.map((rate) => {
    const members = lines.filter((line) => line.taxRate === rate);
    return {
      rate,
      base: sum(members.map((line) => line.total - line.tax)),
      amount: sum(members.map((line) => line.tax)),
    };
  });
}

const paymentOf = (payment: PaymentView): ReceiptPayment => ({
  id: payment.id,
  method: plainText(payment.method),
  tender: plainOrNull(payment.tender?.name ?? null),
  last4: payment.tender?.last4 ?? null,
  amount: payment.amount,
  tendered: payment.tendered,
  change: payment.change,
  refunded: payment.refundedAmount,
  tip: payment.tip,
  refundedTip: payment.refundedTip,
  paidAt: payment.createdAt,
});

const plainOrNull = (text: string | null): string | null => (text === null ? null : plainText(text) || null);

/** The rate of the bill's discount, where that is all that is off. */
const rateOf = ({ discount }: OrderState, lines: readonly OrderLine[]): BasisPoints | null =>
  discount?.type === 'PERCENT' && lines.every(({ keptDiscount }) => keptDiscount === null) ? discount.rate : null;
