import type { BasisPoints } from '#libs/kernel';

import type { Receipt, ReceiptLine, ReceiptPayment } from '../presentation/receipt.js';
import { NOT_A_FISCAL_DOCUMENT, RECEIPT_WORDS, type ReceiptLanguage } from '../presentation/receipt-words.js';
import type { ReceiptLineResponse, ReceiptPaymentResponse, ReceiptResponse } from './receipts.dto.js';

const HUNDREDTHS = 100;

/** A receipt by the names of the wire. */
export const receiptResponse = (receipt: Receipt, language: ReceiptLanguage): ReceiptResponse => ({
  order_id: receipt.orderId,
  number: receipt.number,
  kind: receipt.kind,
  type: receipt.type,
  status: receipt.status,
  payment_status: receipt.paymentStatus,
  outlet: {
    id: receipt.outlet.id,
    name: receipt.outlet.name,
    country: receipt.outlet.country,
    address: [...receipt.outlet.address],
    tax_number: receipt.outlet.taxNumber,
    phone: receipt.outlet.phone,
  },
  language,
  time_zone: receipt.timeZone,
  table: receipt.table,
  served_by: receipt.servedBy,
  cashier: receipt.cashier,
  ordered_at: receipt.orderedAt.toISOString(),
  paid_at: receipt.paidAt?.toISOString() ?? null,
  note: receipt.note,
  items: receipt.lines.map(lineResponse),
  currency: receipt.currency,
  subtotal: receipt.subtotal,
  discount_total: receipt.discountTotal,
  discount_rate: receipt.discountRate === null ? null : percent(receipt.discountRate),
  coupon_code: receipt.couponCode,
  coupon_discount: receipt.couponDiscount,
  line_discounts: receipt.lineDiscounts,
  comps: receipt.comps,
  service_charge: receipt.serviceCharge,
  service_charge_rate: percent(receipt.serviceChargeRate),
  tax_included: receipt.taxIncluded,
  taxes: receipt.taxes.map(({ rate, ...tax }) => ({ rate: percent(rate), ...tax })),
  tax_total: receipt.taxTotal,
  shipping_total: receipt.shippingTotal,
  rounding: receipt.rounding,
  total_amount: receipt.total,
  payments: receipt.payments.map(paymentResponse),
  paid_total: receipt.paidTotal,
  refunded_total: receipt.refundedTotal,
  tip_total: receipt.tipTotal,
  amount_due: receipt.amountDue,
  notices: receipt.outlet.country === 'BR' ? [NOT_A_FISCAL_DOCUMENT] : [],
  footer: RECEIPT_WORDS[language].thanks,
});

const percent = (rate: BasisPoints): number => rate / HUNDREDTHS;

const lineResponse = ({ unitPrice, modifiers, compedQuantity, ...line }: ReceiptLine): ReceiptLineResponse => ({
  ...line,
  comped_quantity: compedQuantity,
  unit_price: unitPrice,
  modifiers: modifiers.map(({ priceDelta, ...modifier }) => ({ ...modifier, price_delta: priceDelta })),
});

const paymentResponse = ({ refunded, refundedTip, paidAt, ...payment }: ReceiptPayment): ReceiptPaymentResponse => ({
  ...payment,
  refunded_amount: refunded,
  refunded_tip: refundedTip,
  paid_at: paidAt.toISOString(),
});
