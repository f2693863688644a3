import type { ShippingOption } from '#libs/shipping';

import { discountsOf, type NamedDiscount, pricingOf } from './line-discounts.js';
import { compedPieces } from './line-terms.js';
import type { OrderLine } from './order-line.js';
import { soldThrough } from './order-channel.js';
import { roundsOf } from './rounds-of-order.js';
import { type OrderState, serverOf } from './order-state.js';

/** Rates are basis points inside and percent on the wire. */
const HUNDREDTHS = 100;

interface ItemContext {
  readonly holdReason: OrderState['holdReason'];
  readonly discounts: ReadonlyMap<string, readonly NamedDiscount[]>;
  readonly rounds: ReadonlyMap<string, number>;
}

const toItemWire = (line: OrderLine, { holdReason, discounts, rounds }: ItemContext) => ({
  id: line.id,
  version: line.version,
  product_id: line.productId,
  sku: line.sku,
  name: line.name,
  unit_price: line.unitPrice,
  quantity: line.quantity,
  refunded_quantity: line.refundedQuantity,
  modifiers: line.modifiers.map((modifier) => ({
    option_id: modifier.optionId,
    group: modifier.group,
    name: modifier.name,
    quantity: modifier.quantity,
    price_delta: modifier.priceDelta,
    ...(modifier.pre && { pre: [...modifier.pre] }),
    ...(modifier.level && { level: modifier.level }),
  })),
  note: line.note,
  station: line.station,
  status: line.status,
  hold_reason: line.status === 'HELD' ? (line.holdReason ?? holdReason) : null,
  fired_at: line.firedAt?.toISOString() ?? null,
  round: rounds.get(line.id) ?? null,
  added_by: line.addedBy,
  added_at: line.addedAt?.toISOString() ?? null,
  seat: line.seat,
  course: line.course,
  void_reason: line.voidReason,
  split_from: line.splitFrom,
  subtotal: line.subtotal,
  discount: line.discount,
  discounts: [...(discounts.get(line.id) ?? [])],
  comped_quantity: compedPieces(line),
  pricing: pricingOf(line),
  service_charge: line.serviceCharge,
  tax_rate: line.taxRate / HUNDREDTHS,
  tax: line.tax,
  total: line.total,
});

function toItemsWire(view: OrderState, lines: readonly OrderLine[]) {
  const about = { holdReason: view.holdReason, discounts: discountsOf(view, lines), rounds: roundsOf(lines) };
  return lines.map((line) => toItemWire(line, about));
}

/** An order as every client reads it: the REST answers, and the ack of a tablet's bump. */
export const toOrderWire = (view: OrderState, lines: readonly OrderLine[]) => ({
  id: view.id,
  outlet_id: view.outletId,
  number: view.number,
  type: view.type,
  channel: soldThrough(view),
  status: view.status,
  hold_reason: view.status === 'HELD' ? view.holdReason : null,
  payment_status: view.paymentStatus,
  table_id: view.tableId,
  table_name: view.tableName,
  table_session_id: view.tableSessionId,
  customer_id: view.customerId,
  note: view.note,
  guest_count: view.guestCount,
  server_id: serverOf(view),
  items: toItemsWire(view, lines),
  discount: toDiscountWire(view),
  coupon_code: view.couponCode,
  subtotal: view.subtotal,
  discount_total: view.discountTotal,
  coupon_discount: view.couponDiscount,
  service_charge: view.serviceCharge,
  tax_total: view.taxTotal,
  tax_inclusive: view.rules.taxInclusive,
  shipping_total: view.shippingTotal,
  rounding: view.rounding,
  total_amount: view.totalAmount,
  ...moneyOf(view),
  amount_due: view.status === 'VOIDED' ? 0 : view.totalAmount - view.paidAmount,
  currency: view.currency,
  split_from: view.splitFrom,
  merged_into: view.mergedInto,
  exchange_of: view.exchangeOf,
  business_date: view.businessDate,
  version: view.version,
  created_at: view.createdAt.toISOString(),
  updated_at: view.updatedAt.toISOString(),
  settled_at: view.settledAt?.toISOString() ?? null,
  settlement: view.settlement,
});

/**
 * Money that came for a bill after its end never counts for it: it is late. Once it is back with its payer the bill tells it like any other,
 * as what came and went. On a living bill it is told apart.
 */
function moneyOf({ status, paidAmount, refundedAmount, lateAmount, lateRefunded }: OrderState) {
  const cameAndWent = status === 'VOIDED' ? lateRefunded : 0;
  return {
    paid_amount: paidAmount + cameAndWent,
    refunded_amount: refundedAmount + cameAndWent,
    late_amount: lateAmount,
    late_refunded_amount: lateRefunded,
  };
}

export type OrderWire = ReturnType<typeof toOrderWire>;

/** What a line has once it is on a bill. */
const ON_NO_BILL = { version: 0, round: null, added_by: null, added_at: null };

/** A priced basket that is not saved. */
export const toQuoteWire = (view: OrderState, lines: readonly OrderLine[], shipping: ShippingOption | null) => ({
  outlet_id: view.outletId,
  type: view.type,
  items: toItemsWire(view, lines).map((item) => ({ ...item, ...ON_NO_BILL })),
  coupon_code: view.couponCode,
  subtotal: view.subtotal,
  discount_total: view.discountTotal,
  coupon_discount: view.couponDiscount,
  service_charge: view.serviceCharge,
  tax_total: view.taxTotal,
  tax_inclusive: view.rules.taxInclusive,
  shipping_total: view.shippingTotal,
  shipping: shipping && { ...shipping },
  rounding: view.rounding,
  total_amount: view.totalAmount,
  currency: view.currency,
});

function toDiscountWire({ discount }: OrderState) {
  if (!discount) return null;
  const value = discount.type === 'PERCENT' ? discount.rate / HUNDREDTHS : discount.amount;
  return { type: discount.type, value, reason: discount.reason };
}
