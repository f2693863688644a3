import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { invalid, sum } from '#libs/kernel';
import { Code, FreeText, IsId, Optional } from '#libs/platform';

import type { RefundTo } from '../core/model/refund-target.js';
import { REFUND_STATUSES, type RefundStatus, type RefundView } from '../core/model/refund.js';
import { TENDER_METHODS, type TenderMethod } from '../core/model/tender.js';
import { assertSomething } from '../core/model/tip.js';
import type { RefundWishes } from '../core/use-cases/refund-payment.js';

const REFUND_METHODS = ['cash', ...TENDER_METHODS] as const;

export class RefundItem {
  /** The line of the order. */
  @IsUUID()
  item_id!: string;

  /** All that are left of the line when left out. */
  @Optional()
  @ApiProperty({ example: 1, required: false })
  @IsInt()
  @Min(1)
  @Max(1000)
  quantity?: number;

  /** Whether the pieces go into stock again; when left out, those do that a station had and did not begin to make. */
  @Optional()
  @IsBoolean()
  restock?: boolean;
}

export class RefundToRequest {
  @ApiProperty({ enum: REFUND_METHODS, enumName: 'RefundMethod', example: 'cash' })
  @IsIn(REFUND_METHODS)
  method!: 'cash' | TenderMethod;

  /** Where the outlet has several of that method. */
  @Optional()
  @IsId()
  tender_id?: string;
}

/** Pieces that were given back. */
export class RefundedItem {
  item_id!: string;
  quantity!: number;
  /** As it was said; when it is not there, nothing was said. */
  @ApiProperty({ required: false })
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

  /** May be left out with a `reason_id`. */
  @ApiProperty({ example: 'Dish was cold', required: false })
  @ValidateIf(({ reason, reason_id }: RefundRequest) => reason_id === undefined || reason !== undefined)
  @FreeText()
  @IsString()
  @Length(1, 300)
  reason?: string;

  /** One of the outlet's reasons of the kind `REFUND` (`GET /reasons`); what is in `reason` stands behind its label then. */
  @Optional()
  @IsId()
  reason_id?: string;

  /** Of the slip or transfer by which it goes back; for what goes back by a tender alone. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 64)
  reference?: string;

  /** Where the money goes, when not where it came from: in cash, or by a tender that gives money back. */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => RefundToRequest)
  refund_to?: RefundToRequest;

  /** Throws `REFUND_HOW` and `VALIDATION_FAILED` (400). */
  toWishes(): Omit<RefundWishes, 'actor'> {
    const { amount, items, tip, reason, reason_id: reasonId, reference, refund_to: to } = this;
    if (amount !== undefined && items) throw invalid('REFUND_HOW', 'Send either amount or items.');
    assertSomething(amount, tip ?? 0);
    const pieces = items?.map(({ item_id, quantity, restock }) => ({
      lineId: item_id.toLowerCase(),
      ...(quantity !== undefined && { quantity }),
      ...(restock !== undefined && { restock }),
    }));
    return { amount, pieces, tip, reason, reasonId, reference, to: to && refundTo(to) };
  }
}

const refundTo = ({ method, tender_id: tenderId }: RefundToRequest): RefundTo => ({
  method,
  ...(tenderId !== undefined && { tenderId }),
});

export class RefundResponse {
  id!: string;
  payment_id!: string;
  order_id!: string;
  /** The shift whose drawer the cash came out of, or in which the gateway gave it back. */
  shift_id!: string | null;
  /** By which the money went back: the payment's, or another that was chosen. */
  method!: string;
  /** By which it went back; null where that is cash or a gateway. */
  tender_id!: string | null;
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
  /** Which of the outlet's reasons it was; null where none was chosen. */
  reason_id!: string | null;
  /** What it is for; null when it was asked for as an amount. */
  @ApiProperty({ type: () => [RefundedItem], nullable: true })
  items!: RefundedItem[] | null;
  /** The gateway's own id of it, or the number of its slip or transfer. */
  reference!: string | null;
  failure!: string | null;
  created_at!: string;
  settled_at!: string | null;
}

export const refundResponse = (refund: RefundView): RefundResponse => ({
  id: refund.id,
  payment_id: refund.paymentId,
  order_id: refund.orderId,
  shift_id: refund.shiftId,
  method: refund.method,
  tender_id: refund.tenderId,
  status: refund.status,
  amount: refund.amount,
  tip: refund.tip,
  rounding: refund.rounding,
  reason: refund.reason,
  reason_id: refund.reasonId,
  items: refund.pieces?.map(({ lineId, quantity, restock }) => ({ item_id: lineId, quantity, restock })) ?? null,
  reference: refund.reference,
  failure: refund.failure,
  created_at: refund.createdAt.toISOString(),
  settled_at: refund.settledAt?.toISOString() ?? null,
});

export class OrderRefundsResponse {
  order_id!: string;
  /** What goes back of the bill, over all of these refunds. */
  amount!: number;
  /** What goes back of tips, on top of `amount`. */
  tip!: number;
  /** One a payment, of the newest payment first. */
  refunds!: RefundResponse[];
}

export const orderRefundsResponse = (orderId: string, refunds: readonly RefundView[]): OrderRefundsResponse => ({
  order_id: orderId,
  amount: sum(refunds.map(({ amount }) => amount)),
  tip: sum(refunds.map(({ tip }) => tip)),
  refunds: refunds.map(refundResponse),
});
