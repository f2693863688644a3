import { ApiProperty } from '@nestjs/swagger';

import type { Order } from '../core/model/order.js';
import type { OrderLine } from '../core/model/order-line.js';
import type { OrderState } from '../core/model/order-state.js';
import type { OrderWithLines } from '../core/ordering.ports.js';
import type { CursorPage } from '#libs/kernel';
import { currentRequest, CursorPageResponse } from '#libs/platform';

import type { QuotedOrder } from '../core/use-cases/quote-order.js';
import { toOrderWire, toQuoteWire } from '../core/model/order-wire.js';
import {
  LINE_DISCOUNT_SOURCES,
  LINE_PRICINGS,
  type LineDiscountSource,
  type LinePricing,
} from '../core/model/line-discounts.js';
import {
  HOLD_REASONS,
  type HoldReason,
  LINE_HOLD_REASONS,
  type LineHoldReason,
  ORDER_PAYMENT_STATUSES,
  ORDER_STATUSES,
  ORDER_TYPES,
  type OrderPaymentStatus,
  type OrderStatus,
  type OrderType,
} from '../core/model/order-status.js';

export class OrderItemModifierResponse {
  option_id!: string;
  /** The group it was chosen from. */
  group!: string;
  name!: string;
  quantity!: number;
  /** Added to the price of one piece for each, in minor units. */
  price_delta!: number;
  /** The codes of what is said of it, which `name` says in words. Absent where nothing is. */
  pre?: string[];
  /** How far below the product's own choices it is: it belongs to the one above it that is a level higher. Absent for these. */
  level?: number;
}

export class LineDiscountResponse {
  /** LINE: its own discount. COMP: pieces on the house. COUPON and BILL: its share of what the bill has off. */
  @ApiProperty({ enum: LINE_DISCOUNT_SOURCES, enumName: 'LineDiscountSource' })
  source!: LineDiscountSource;
  /** Of what it came of; null for what was agreed to by hand. */
  id!: string | null;
  /** Why it was given, or the coupon's code; null for what a line kept from a bill that it was merged from. */
  name!: string | null;
  amount!: number;
}

export class OrderItemResponse {
  id!: string;
  /** Grows with each change of the line: `item_version` of a change names the one that you saw. 0 in a quote. */
  version!: number;
  product_id!: string;
  sku!: string | null;
  name!: string;
  /** Of one piece without modifiers, in minor units, as it was when it was ordered. */
  unit_price!: number;
  quantity!: number;
  /** How many of these were given back. A line given back whole before anybody began is no work for the kitchen. */
  refunded_quantity!: number;
  modifiers!: OrderItemModifierResponse[];
  note!: string | null;
  /** Where it is made: kitchen, bar, …; null for what nobody prepares. */
  station!: string | null;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status!: OrderStatus;
  /** What a HELD line waits for: what its order waits for (PAYMENT, APPROVAL, PARKED), or (COURSE) to be fired by itself; null otherwise. */
  @ApiProperty({ enum: LINE_HOLD_REASONS, enumName: 'LineHoldReason', nullable: true })
  hold_reason!: LineHoldReason | null;
  /** When it went out; null while it waits. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2025-11-21T05:00:00.000Z' })
  fired_at!: string | null;
  /** With which it went out, from 1: what went out together is a round. Null for what never did. */
  @ApiProperty({ type: Number, nullable: true })
  round!: number | null;
  /** Who of the users put it on the bill; null for a guest at a table. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  added_by!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2025-11-21T05:00:00.000Z' })
  added_at!: string | null;
  /** What one piece cost you, as it was sold, in minor units; null where nobody said. For SUPERVISOR and ADMIN alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  unit_cost?: number | null;
  /** Who at the table gets it. */
  seat!: number | null;
  /** When it is served; null for at once. */
  course!: number | null;
  void_reason!: string | null;
  /** The line that it was split from, whose cooking it shares. */
  split_from!: string | null;
  /** (unit price + modifiers) × quantity. */
  subtotal!: number;
  /** All that is off the line. */
  discount!: number;
  /** What `discount` is made of. */
  discounts!: LineDiscountResponse[];
  /** How many of its pieces are on the house. */
  comped_quantity!: number;
  /** MANUAL: somebody set the price of this line by hand. */
  @ApiProperty({ enum: LINE_PRICINGS, enumName: 'LinePricing' })
  pricing!: LinePricing;
  service_charge!: number;
  /** Percent. */
  tax_rate!: number;
  tax!: number;
  total!: number;
}

export class OrderDiscountResponse {
  @ApiProperty({ enum: ['PERCENT', 'FIXED'] })
  type!: 'PERCENT' | 'FIXED';
  /** Percent, or minor units. */
  @ApiProperty({ format: 'double' })
  value!: number;
  reason!: string;
}

/** A bill. Every amount is in the currency's smallest unit in daily use. */
export class OrderResponse {
  id!: string;
  outlet_id!: string;
  /** What is called out: unique in the outlet. */
  number!: string;
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType' })
  type!: OrderType;
  /** Through what it was placed: COUNTER by staff, TABLE by a guest, ONLINE by a customer, APP: and a code from a delivery app. */
  channel!: string;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status!: OrderStatus;
  /** What a HELD order waits for: PAYMENT, APPROVAL by staff, or (PARKED) to be taken up again. The kitchen does not know of it yet. Null otherwise. */
  @ApiProperty({ enum: HOLD_REASONS, enumName: 'HoldReason', nullable: true })
  hold_reason!: HoldReason | null;
  @ApiProperty({ enum: ORDER_PAYMENT_STATUSES, enumName: 'OrderPaymentStatus' })
  payment_status!: OrderPaymentStatus;
  table_id!: string | null;
  table_name!: string | null;
  table_session_id!: string | null;
  customer_id!: string | null;
  note!: string | null;
  /** How many it is for; null where nobody said. */
  @ApiProperty({ type: Number, nullable: true })
  guest_count!: number | null;
  /** Who of the staff serves it: who opened it, unless somebody else was named. */
  @ApiProperty({ type: String, nullable: true })
  server_id!: string | null;
  items!: OrderItemResponse[];
  discount!: OrderDiscountResponse | null;
  coupon_code!: string | null;
  subtotal!: number;
  /** What coupon and discount take off together, and lines have off by themselves. */
  discount_total!: number;
  /** The coupon's part of `discount_total`. */
  coupon_discount!: number;
  service_charge!: number;
  tax_total!: number;
  /** Whether the prices include `tax_total`, or it is added to them. */
  tax_inclusive!: boolean;
  shipping_total!: number;
  /** What rounding cash to the smallest coin has added; part of `total_amount`. */
  rounding!: number;
  total_amount!: number;
  paid_amount!: number;
  refunded_amount!: number;
  /** Money that came when the bill had ended or needed no more, and is given back. */
  late_amount!: number;
  /** How much of late_amount is back with its payer; of an ended order it is in paid_amount and refunded_amount then. */
  late_refunded_amount!: number;
  /** What is still to be paid. */
  amount_due!: number;
  currency!: string;
  split_from!: string | null;
  merged_into!: string | null;
  /** The order of which goods were given back in exchange for this one. */
  exchange_of!: string | null;
  /** The outlet's business day. */
  business_date!: string;
  version!: number;
  created_at!: string;
  updated_at!: string;
  /** When nothing was due any more; null while something is. A bill of 0 is settled as it is placed. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2025-11-21T05:00:00.000Z' })
  settled_at!: string | null;
  /** Counts how often the bill was opened to be settled: 1, and one more each time that it was reopened. */
  @ApiProperty({ example: 1 })
  settlement!: number;
}

export class QuotedShippingResponse {
  carrier!: string;
  service!: string;
  /** In minor units. */
  price!: number;
  /** Working days until the parcel should be there. */
  days!: number;
  /** True when the carrier did not answer: its last good quote, or the outlet's own rate. */
  stale!: boolean;
}

/** A priced basket that is not saved: what the order would be, to the unit. */
export class OrderQuoteResponse {
  outlet_id!: string;
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType' })
  type!: OrderType;
  items!: OrderItemResponse[];
  coupon_code!: string | null;
  subtotal!: number;
  /** What the coupon takes off. */
  discount_total!: number;
  coupon_discount!: number;
  service_charge!: number;
  tax_total!: number;
  tax_inclusive!: boolean;
  shipping_total!: number;
  /** How it would be sent; null when nothing is. */
  @ApiProperty({ type: () => QuotedShippingResponse, nullable: true })
  shipping!: QuotedShippingResponse | null;
  rounding!: number;
  total_amount!: number;
  currency!: string;
}

export class OrderPage extends CursorPageResponse {
  data!: OrderResponse[];
}

export class OrderStatusResponse {
  order_id!: string;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status!: OrderStatus;
  @ApiProperty({ enum: ORDER_PAYMENT_STATUSES, enumName: 'OrderPaymentStatus' })
  payment_status!: OrderPaymentStatus;
  updated_at!: string;
}

/** Whether whoever asks may know what things cost the business. */
function seesCosts(): boolean {
  const actor = currentRequest()?.actor;
  return actor?.kind === 'user' && (actor.role === 'SUPERVISOR' || actor.role === 'ADMIN');
}

export function toOrderResponse(view: OrderState, lines: readonly OrderLine[]): OrderResponse {
  const bill: OrderResponse = toOrderWire(view, lines);
  if (seesCosts()) bill.items.forEach((item, i) => (item.unit_cost = lines[i]?.unitCost ?? null));
  return bill;
}

export const toOrderPage = (page: CursorPage<OrderWithLines>): OrderPage => ({
  ...page,
  data: page.data.map(({ order, lines }) => toOrderResponse(order, lines)),
});

export const orderResponse = ({ view, lines }: Order): OrderResponse => toOrderResponse(view, lines);

export const quoteResponse = ({ order, shipping }: QuotedOrder): OrderQuoteResponse =>
  toQuoteWire(order.view, order.lines, shipping);
