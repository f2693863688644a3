import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';

import { Code, CursorPageResponse, CursorPeriodQuery, IsId, Optional } from '#libs/platform';

import { PAYMENT_STATUSES, type PaymentStatus } from '../core/model/payment-status.js';
import { chargedOf, type PaymentView } from '../core/model/payment.js';
import { CARD_TYPES, type CardType } from '../core/model/tender.js';
import type { PaymentFilter, PaymentWithRefunds } from '../core/payments.ports.js';
import { RefundResponse, refundResponse } from './refunds.dto.js';

export class PaymentListQuery extends CursorPeriodQuery {
  @Optional()
  @IsId()
  outlet_id?: string;

  @Optional()
  @IsUUID()
  order_id?: string;

  @Optional()
  @IsUUID()
  shift_id?: string;

  @Optional()
  @Code()
  @IsString()
  @Length(1, 40)
  method?: string;

  @Optional()
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus', required: false })
  @IsIn(PAYMENT_STATUSES)
  status?: PaymentStatus;

  /** Only those that a person must look at, or only the others. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'])
  needs_review?: string;

  toFilter(): PaymentFilter {
    return {
      outletId: this.outlet_id,
      orderId: this.order_id,
      shiftId: this.shift_id,
      method: this.method,
      status: this.status,
      needsReview: this.needs_review === undefined ? undefined : this.needs_review === 'true',
    };
  }
}

export class PaymentResponse {
  id!: string;
  order_id!: string;
  outlet_id!: string;
  /** The shift that it belongs to. */
  shift_id!: string | null;
  method!: string;
  @ApiProperty({ enum: PAYMENT_STATUSES, enumName: 'PaymentStatus' })
  status!: PaymentStatus;
  /** Money taken, in minor units: the share of the bill and its rounding. */
  amount!: number;
  rounding!: number;
  /** What the payer gave on top of `amount`; in no figure of the bill. */
  tip!: number;
  /** Whose the tip is; null: the pool's. */
  tip_to!: string | null;
  /** What the payer is charged: `amount` and `tip`. */
  charged_amount!: number;
  refunded_amount!: number;
  /** What went back of the tip. */
  refunded_tip!: number;
  /** Refunds under way: set aside, and not yet given back. */
  refund_pending!: number;
  currency!: string;
  tendered!: number | null;
  change!: number | null;
  /** Null for cash, and for what was paid by a tender. */
  gateway!: string | null;
  /** The gateway's own id of the charge, or the number of the slip, transfer or voucher. */
  reference!: string | null;
  /** Null for cash and gateways. */
  tender_id!: string | null;
  /** As it was called when it was paid. */
  tender_name!: string | null;
  /** Of the card. */
  last4!: string | null;
  @ApiProperty({ enum: CARD_TYPES, enumName: 'CardType', nullable: true })
  card_type!: CardType | null;
  expires_at!: string | null;
  paid_at!: string | null;
  /** Why a person must look at it: `amount_mismatch`, `refund_refused`, …; null when nobody needs to. */
  needs_review!: string | null;
  created_at!: string;
}

export class PaymentDetailsResponse extends PaymentResponse {
  refunds!: RefundResponse[];
}

export class PaymentPage extends CursorPageResponse {
  data!: PaymentResponse[];
}

export const paymentResponse = (payment: PaymentView): PaymentResponse => ({
  id: payment.id,
  order_id: payment.orderId,
  outlet_id: payment.outletId,
  shift_id: payment.shiftId,
  method: payment.method,
  status: payment.status,
  amount: payment.amount,
  rounding: payment.rounding,
  tip: payment.tip,
  tip_to: payment.tipTo,
  charged_amount: chargedOf(payment),
  refunded_amount: payment.refundedAmount,
  refunded_tip: payment.refundedTip,
  refund_pending: payment.refundPending,
  currency: payment.currency,
  tendered: payment.tendered,
  change: payment.change,
  gateway: payment.gateway,
  reference: payment.reference,
  tender_id: payment.tender?.id ?? null,
  tender_name: payment.tender?.name ?? null,
  last4: payment.tender?.last4 ?? null,
  card_type: payment.tender?.cardType ?? null,
  expires_at: payment.expiresAt?.toISOString() ?? null,
  paid_at: payment.paidAt?.toISOString() ?? null,
  needs_review: payment.review,
  created_at: payment.createdAt.toISOString(),
});

export const paymentDetailsResponse = ({ payment, refunds }: PaymentWithRefunds): PaymentDetailsResponse => ({
  ...paymentResponse(payment),
  refunds: refunds.map(refundResponse),
});
