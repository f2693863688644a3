import { ApiProperty } from '@nestjs/swagger';

import type { OrderDetails } from '../core/model/order-details.js';
import { PAYMENT_STATUSES, type PaymentStatus, type PaymentView } from '../core/model/order-payable.js';
import type { OrderParcel, ParcelState } from '../core/services/parcel-lookup.js';
import { OrderItemResponse, orderResponse, OrderResponse } from './order.dto.js';
import { EqualShareResponse, PaidItemResponse, partResponse } from './pay.dto.js';
import { TrackingStepResponse } from './tracking.dto.js';

const STATES: readonly ParcelState[] = [
  'PENDING',
  'POSTED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'FAILED',
  'DELIVERED',
  'RETURNED',
  'CANCELLED',
];

export class OrderLineResponse extends OrderItemResponse {
  /** The product's picture as it is now. */
  @ApiProperty({ type: String, nullable: true })
  image_url!: string | null;
}

export class OrderAddressResponse {
  @ApiProperty({ type: String, nullable: true })
  recipient!: string | null;
  street!: string;
  number!: string;
  @ApiProperty({ type: String, nullable: true })
  complement!: string | null;
  @ApiProperty({ type: String, nullable: true })
  district!: string | null;
  city!: string;
  state!: string;
  /** Eight digits. */
  @ApiProperty({ example: '01310200' })
  postal_code!: string;
  /** The same as `postal_code`. */
  @ApiProperty({ example: '01310200' })
  cep!: string;
}

export class OrderShippingResponse {
  /** Null for a parcel that nobody booked, and once whoever it was for has left. */
  @ApiProperty({ type: () => OrderAddressResponse, nullable: true })
  address!: OrderAddressResponse | null;
  @ApiProperty({ type: String, nullable: true })
  carrier!: string | null;
  @ApiProperty({ type: String, nullable: true })
  service!: string | null;
  /** Working days that were promised when it was ordered. */
  @ApiProperty({ type: Number, nullable: true })
  days!: number | null;
  /** PENDING: booked, not handed over. */
  @ApiProperty({ enum: STATES, enumName: 'ParcelState' })
  state!: ParcelState;
  @ApiProperty({ type: String, nullable: true })
  tracking_number!: string | null;
  /** The states it went through since it was handed over, oldest first. */
  timeline!: TrackingStepResponse[];
  @ApiProperty({ type: String, nullable: true })
  shipped_at!: string | null;
}

export class PaymentOfOrderResponse {
  /** The pieces that it is for; null when it is for an amount or a share. */
  @ApiProperty({ type: () => [PaidItemResponse], nullable: true })
  items!: PaidItemResponse[] | null;
  /** The equal share that it is; null when it is for an amount or for items. */
  @ApiProperty({ type: () => EqualShareResponse, nullable: true })
  share!: EqualShareResponse | null;
  id!: string;
  method!: string;
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus' })
  status!: PaymentStatus;
  /** In minor units. */
  amount!: number;
  /** What was given on top of `amount`, in minor units. */
  tip!: number;
  refunded_amount!: number;
  /** Until when it can be paid; null for cash, and for what never ends. */
  @ApiProperty({ type: String, nullable: true })
  expires_at!: string | null;
  @ApiProperty({ type: String, nullable: true })
  paid_at!: string | null;
  created_at!: string;
}

/** One order with its parcel, its payments and what may become of it. Lists, and the answers of changes, carry the bill alone. */
export class OrderDetailsResponse extends OrderResponse {
  declare items: OrderLineResponse[];
  /** Null for an order that is not sent. */
  @ApiProperty({ type: () => OrderShippingResponse, nullable: true })
  shipping!: OrderShippingResponse | null;
  /** Attempts in vain too, oldest first. */
  @ApiProperty({ type: () => [PaymentOfOrderResponse] })
  payments!: PaymentOfOrderResponse[];
  /** When it ends unless somebody pays; null for an order that does not end so. */
  @ApiProperty({ type: String, nullable: true })
  expires_at!: string | null;
  /** Of an order placed with `join`: the lines that the request placed. They are on this bill among others. */
  placed_item_ids?: string[];
  /** Whether you may call it off now (PATCH /orders/:id/cancel). */
  can_cancel!: boolean;
}

export function orderDetailsResponse(details: OrderDetails): OrderDetailsResponse {
  const { order, images, parcel, payments, expiresAt, canCancel } = details;
  // The bill is this answer's own: it is added to, not copied, which reads of orders would feel.
  const bill = orderResponse(order);
  return Object.assign(bill, {
    items: bill.items.map((item) => Object.assign(item, { image_url: images.get(item.product_id) ?? null })),
    shipping: parcel && shippingOf(parcel),
    payments: payments.map(paymentOf),
    expires_at: expiresAt?.toISOString() ?? null,
    can_cancel: canCancel,
  });
}

const shippingOf = ({ address, steps, ...parcel }: OrderParcel): OrderShippingResponse => ({
  address: address && {
    recipient: address.recipient,
    street: address.street,
    number: address.number,
    complement: address.complement,
    district: address.district,
    city: address.city,
    state: address.state,
    postal_code: address.cep,
    cep: address.cep,
  },
  carrier: parcel.carrier,
  service: parcel.service,
  days: parcel.days,
  state: parcel.state,
  tracking_number: parcel.trackingNumber,
  timeline: steps.filter(({ state }) => state !== 'PENDING').map(({ state, at }) => ({ state, at: at.toISOString() })),
  shipped_at: parcel.shippedAt?.toISOString() ?? null,
});

const paymentOf = (payment: PaymentView): PaymentOfOrderResponse => ({
  id: payment.id,
  method: payment.method,
  status: payment.status,
  amount: payment.amount,
  tip: payment.tip,
  refunded_amount: payment.refundedAmount,
  expires_at: payment.expiresAt?.toISOString() ?? null,
  paid_at: payment.paidAt?.toISOString() ?? null,
  created_at: payment.createdAt.toISOString(),
  ...partResponse(payment),
});
