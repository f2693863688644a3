import { EntitySchema } from 'typeorm';

import type { ChosenModifier, OrderLine } from '../core/model/order-line.js';
import type { Discount } from '../core/model/order-pricing.js';
import type { OrderState } from '../core/model/order-state.js';
import type { HoldReason, OrderPaymentStatus, OrderStatus, OrderType } from '../core/model/order-status.js';

export interface OrderRow {
  outlet_id: string;
  id: string;
  number: string;
  type: OrderType;
  status: OrderStatus;
  payment_status: OrderPaymentStatus;
  table_id: string | null;
  table_name: string | null;
  table_session_id: string | null;
  customer_id: string | null;
  placed_by_kind: string;
  placed_by_id: string | null;
  placed_by_role: string | null;
  note: string | null;
  currency: string;
  tax_inclusive: boolean;
  service_charge_rate: number;
  discount: Discount | null;
  coupon_code: string | null;
  coupon: OrderState['coupon'];
  subtotal: number;
  discount_total: number;
  coupon_discount: number;
  service_charge: number;
  tax_total: number;
  shipping_total: number;
  rounding: number;
  total_amount: number;
  paid_amount: number;
  refunded_amount: number;
  /** Null, as what went back of it, in rows of before there was such a thing. */
  late_amount: number | null;
  late_refunded: number | null;
  split_from: string | null;
  merged_into: string | null;
  business_date: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  expired_at: Date | null;
  hold_reason: HoldReason | null;
  placed_from: string | null;
  settled_at: Date | null;
  split_root: string | null;
  coupon_use: string | null;
  channel: OrderState['channel'];
  /** Null is 1. */
  settlement: number | null;
  exchange_of: string | null;
  parked_at: Date | null;
  guest_count: number | null;
  server_id: string | null;
}

export interface OrderItemRow {
  outlet_id: string;
  id: string;
  order_id: string;
  position: number;
  product_id: string;
  sku: string | null;
  name: string;
  unit_price: number;
  modifiers: ChosenModifier[];
  modifiers_total: number;
  quantity: number;
  refunded_quantity: number | null;
  note: string | null;
  station: string | null;
  tax_rate: number;
  takes_stock: boolean;
  status: OrderStatus;
  void_reason: string | null;
  split_from: string | null;
  subtotal: number;
  discount: number;
  service_charge: number;
  tax: number;
  total: number;
  kept_discount: number | null;
  prep: OrderLine['prep'];
  terms: OrderLine['terms'];
  /** Null, as what is on the house, in rows without terms. */
  own_discount: number | null;
  seat: number | null;
  course: number | null;
  hold_reason: OrderLine['holdReason'];
  /** Text where a row comes as JSON. */
  fired_at: Date | string | null;
  comped: number | null;
  /** Null in rows of before it was kept. */
  version: number | null;
  added_by: string | null;
  /** Text where a row comes as JSON. */
  added_at: Date | string | null;
  unit_cost: number | null;
}

const money = { type: 'bigint' } as const;
const maybeMoney = { type: 'bigint', nullable: true } as const;
const words = { type: 'text' } as const;
const maybeWords = { type: 'text', nullable: true } as const;
const reference = { type: 'uuid', nullable: true } as const;

export const OrderSchema = new EntitySchema<OrderRow>({
  name: 'OrderRow',
  tableName: 'orders',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    number: words,
    type: words,
    status: words,
    payment_status: words,
    table_id: reference,
    table_name: maybeWords,
    table_session_id: reference,
    customer_id: reference,
    placed_by_kind: words,
    placed_by_id: reference,
    placed_by_role: maybeWords,
    note: maybeWords,
    currency: words,
    tax_inclusive: { type: 'boolean' },
    service_charge_rate: { type: 'integer' },
    discount: { type: 'jsonb', nullable: true },
    coupon_code: maybeWords,
    coupon: { type: 'jsonb', nullable: true },
    subtotal: money,
    discount_total: money,
    coupon_discount: money,
    service_charge: money,
    tax_total: money,
    shipping_total: money,
    rounding: money,
    total_amount: money,
    paid_amount: money,
    refunded_amount: money,
    late_amount: maybeMoney,
    late_refunded: maybeMoney,
    split_from: reference,
    merged_into: reference,
    business_date: { type: 'date' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    expired_at: { type: 'timestamptz', nullable: true },
    hold_reason: maybeWords,
    placed_from: maybeWords,
    settled_at: { type: 'timestamptz', nullable: true },
    split_root: reference,
    coupon_use: reference,
    channel: maybeWords,
    settlement: { type: 'integer', nullable: true },
    exchange_of: reference,
    parked_at: { type: 'timestamptz', nullable: true },
    guest_count: { type: 'smallint', nullable: true },
    server_id: reference,
  },
});

export const OrderItemSchema = new EntitySchema<OrderItemRow>({
  name: 'OrderItemRow',
  tableName: 'order_items',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    order_id: { type: 'uuid' },
    position: { type: 'integer' },
    product_id: { type: 'uuid' },
    sku: maybeWords,
    name: words,
    unit_price: money,
    modifiers: { type: 'jsonb' },
    modifiers_total: money,
    quantity: { type: 'integer' },
    refunded_quantity: { type: 'integer', nullable: true },
    note: maybeWords,
    station: maybeWords,
    tax_rate: { type: 'integer' },
    takes_stock: { type: 'boolean' },
    status: words,
    void_reason: maybeWords,
    split_from: reference,
    subtotal: money,
    discount: money,
    service_charge: money,
    tax: money,
    total: money,
    kept_discount: { type: 'bigint', nullable: true },
    prep: { type: 'jsonb', nullable: true },
    terms: { type: 'jsonb', nullable: true },
    own_discount: maybeMoney,
    seat: { type: 'smallint', nullable: true },
    course: { type: 'smallint', nullable: true },
    hold_reason: maybeWords,
    fired_at: { type: 'timestamptz', nullable: true },
    comped: maybeMoney,
    version: { type: 'integer', nullable: true },
    added_by: reference,
    added_at: { type: 'timestamptz', nullable: true },
    unit_cost: maybeMoney,
  },
});
