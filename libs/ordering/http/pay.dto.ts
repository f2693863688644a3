import { ApiProperty } from '@nestjs/swagger';

import { PAYMENT_STATUSES, type PaymentStatus, type PaymentView } from '../core/order-payable.js';
import type { PaidOrder } from '../core/use-cases/pay-order.js';
import { orderResponse, OrderResponse } from './order.dto.js';

export class OrderPaymentResponse {
  id!: string;
  order_id!: string;
  outlet_id!: string;
  shift_id!: string | null;
  method!: string;
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus' })
  status!: PaymentStatus;
  /** Money taken, in minor units: the share of the bill and its rounding. */
  amount!: number;
  rounding!: number;
  refunded_amount!: number;
  currency!: string;
  tendered!: number | null;
  change!: number | null;
  created_at!: string;
}

export class PayResponse {
  payment_id!: string;
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus' })
  status!: PaymentStatus;
  payment!: OrderPaymentResponse;
  /** What the guest gets back, in minor units. */
  change!: number;
  order!: OrderResponse;
}

export const toPaymentResponse = (payment: PaymentView): OrderPaymentResponse => ({
  id: payment.id,
  order_id: payment.orderId,
  outlet_id: payment.outletId,
  shift_id: payment.shiftId,
  method: payment.method,
  status: payment.status,
  amount: payment.amount,
  rounding: payment.rounding,
  refunded_amount: payment.refundedAmount,
  currency: payment.currency,
  tendered: payment.tendered,
  change: payment.change,
  created_at: payment.createdAt.toISOString(),
});

export const toPayResponse = ({ order, payment }: PaidOrder): PayResponse => ({
  payment_id: payment.id,
  status: payment.status,
  payment: toPaymentResponse(payment),
  change: payment.change ?? 0,
  order: orderResponse(order),
});
