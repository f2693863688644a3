import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { Code, CursorPageResponse, CursorPeriodQuery, FreeText, IsId, Optional } from '#libs/platform';

import { PAYMENT_STATUSES, type PaymentStatus } from '../core/model/payment-status.js';
import { chargedOf, type PaymentView } from '../core/model/payment.js';
import { CARD_TYPES, type CardType } from '../core/model/tender.js';
import { REFUND_STATUSES, type RefundStatus, type RefundView } from '../core/model/refund.js';
import type { PaymentFilter, PaymentWithRefunds } from '../core/payments.ports.js';

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

export class RefundItem {
  /** The line of the order. */
  @IsUUID()
  item_id!: string;

  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(1)
  @Max(1000)
  quantity!: number;

  /** Whether the pieces go into stock again; when left out, those that nobody began to make do. */
  @Optional()
  @IsBoolean()
  restock?: boolean;
}

export class RefundRequest {
  /** In minor units, of the bill; all that is left of it when left out, `items` too. 0 for a refund of a tip alone. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000_000)
  amount?: number;

  /** Instead of `amount`: what is given back of the order, at what it cost. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RefundItem)
  items?: RefundItem[];

  /** What goes back of the tip as well, in minor units; nothing when left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000_000)
  tip?: number;

  @ApiProperty({ example: 'Dish was cold' })
  @FreeText()
  @IsString()
  @Length(1, 300)
  reason!: string;

  /** Of the slip or transfer by which it goes back; for what was paid by a tender alone. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 64)
  reference?: string;
}

export class RefundResponse {
  id!: string;
  payment_id!: string;
  order_id!: string;
  /** The shift whose drawer the cash came out of, or in which the gateway gave it back. */
  shift_id!: string | null;
  method!: string;
  /** `PENDING` and `UNKNOWN`: the gateway is being asked; `FAILED`: it refused, and the money may be refunded otherwise. */
  @ApiProperty({ enum: REFUND_STATUSES, enumName: 'RefundStatus' })
  status!: RefundStatus;
  /** Of the bill. */
  amount!: number;
  /** What goes back of the tip, on top of `amount`. */
  tip!: number;
  /** What rounding to the outlet's smallest coin added to what was asked for; 0 for all but cash. */
  rounding!: number;
  reason!: string;
  /** What it is for; null when it was asked for as an amount. */
  @ApiProperty({ type: () => [RefundItem], nullable: true })
  items!: RefundItem[] | null;
  /** The gateway's own id of it, or the number of its slip or transfer. */
  reference!: string | null;
  failure!: string | null;
  created_at!: string;
  settled_at!: string | null;
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

export const refundResponse = (refund: RefundView): RefundResponse => ({
  id: refund.id,
  payment_id: refund.paymentId,
  order_id: refund.orderId,
  shift_id: refund.shiftId,
  method: refund.method,
  status: refund.status,
  amount: refund.amount,
  tip: refund.tip,
  rounding: refund.rounding,
  reason: refund.reason,
  items: refund.pieces?.map(({ lineId, quantity, restock }) => ({ item_id: lineId, quantity, restock })) ?? null,
  reference: refund.reference,
  failure: refund.failure,
  created_at: refund.createdAt.toISOString(),
  settled_at: refund.settledAt?.toISOString() ?? null,
});

export const paymentDetailsResponse = ({ payment, refunds }: PaymentWithRefunds): PaymentDetailsResponse => ({
  ...paymentResponse(payment),
  refunds: refunds.map(refundResponse),
});
