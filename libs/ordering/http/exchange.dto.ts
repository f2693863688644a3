import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
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
  ValidateNested,
} from 'class-validator';

import { Code, IsId, Optional } from '#libs/platform';

import { TENDER_METHODS, type TenderMethod } from '../core/model/order-payable.js';
import type { DifferencePaid, ExchangedOrder, ExchangeOrderInput } from '../core/use-cases/exchange-order.js';
import { GroundsRequest, LARGEST_AMOUNT, ReasonOrId } from './change-order.dto.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { MOST_LINES, MOST_PIECES, OrderItemRequest, toWantedLine } from './order-item.dto.js';
import { assertTenderFields, TenderFields } from './tender-fields.dto.js';

const METHODS = ['cash', ...TENDER_METHODS] as const;

export class ReturnedItemRequest {
  /** The line of the order. */
  @IsUUID()
  item_id!: string;

  /** All that are left of the line when left out. */
  @Optional()
  @ApiProperty({ example: 1, required: false })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity?: number;

  /** Whether the pieces go into stock again; when left out, those do that a station had and did not begin to make. */
  @Optional()
  @ApiProperty({ example: true, required: false })
  @IsBoolean()
  restock?: boolean;
}

/** How the difference is paid. */
export class DifferenceRequest extends OmitType(TenderFields, ['version'] as const) {
  @ApiProperty({ enum: METHODS, enumName: 'RefundMethod', example: 'cash' })
  @IsIn(METHODS)
  method!: 'cash' | TenderMethod;

  /** Cash handed over, in minor units; exactly what is due when left out. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  tendered?: number;

  /** Takes a `tendered` all the same that is more than what is due and the next three notes above it. */
  @Optional()
  @IsBoolean()
  tendered_confirmed?: boolean;
}

export class ExchangeToRequest {
  @ApiProperty({ enum: METHODS, enumName: 'RefundMethod', example: 'cash' })
  @IsIn(METHODS)
  method!: 'cash' | TenderMethod;

  /** Where the outlet has several of that method. */
  @Optional()
  @IsId()
  tender_id?: string;
}

export class ExchangeRequest extends PickType(GroundsRequest, ['reason_id', 'version', 'approval'] as const) {
  /** What comes back. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => ReturnedItemRequest)
  return!: ReturnedItemRequest[];

  /** What is taken for it, at today's prices. */
  @ApiProperty({
    type: () => [OrderItemRequest],
    example: [{ product_id: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', quantity: 1 }],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => OrderItemRequest)
  items!: OrderItemRequest[];

  /** May be left out with a `reason_id`, of the kind `REFUND`. */
  @ReasonOrId('M is too small')
  @Length(1, 300)
  reason?: string;

  /** How the difference is paid at once; when left out it stays due. */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => DifferenceRequest)
  pay?: DifferenceRequest;

  /** Where money goes that is left over, when not where it came from (`payment.refund_other`). */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => ExchangeToRequest)
  refund_to?: ExchangeToRequest;

  /** Of the slip or transfer by which money goes back. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 64)
  reference?: string;

  /** Throws `VALIDATION_FAILED` (400) for cash that names a tender. */
  toWish(): Omit<ExchangeOrderInput, 'actor' | 'orderId' | 'version'> {
    const pieces = this.return.map(({ item_id, quantity, restock }) => ({
      lineId: item_id.toLowerCase(),
      ...(quantity !== undefined && { quantity }),
      ...(restock !== undefined && { restock }),
    }));
    const { reason, reason_id: reasonId, reference, refund_to: to } = this;
    return {
      ...{ pieces, items: this.items.map(toWantedLine), reason, reasonId, reference },
      ...(this.pay && { pay: differenceOf(this.pay) }),
      ...(to && { to: { method: to.method, ...(to.tender_id !== undefined && { tenderId: to.tender_id }) } }),
    };
  }
}

function differenceOf(pay: DifferenceRequest): DifferencePaid {
  assertTenderFields(pay.method, pay);
  const { method, tendered, tendered_confirmed: isTenderedConfirmed } = pay;
  if (method === 'cash') return { method, tendered, isTenderedConfirmed };
  return {
    ...{ method, tenderId: pay.tender_id?.toLowerCase(), reference: pay.reference },
    ...{ last4: pay.last4, cardType: pay.card_type },
  };
}

export class ExchangeRefundResponse {
  /** What the goods that came back pay for. */
  exchanged!: number;
  /** Money that goes back beside that: at once, or by its gateway. */
  refunded!: number;
  /** The refunds of the first order, of both. */
  refund_ids!: string[];
}

export class ExchangeResponse {
  /** The new order: its `exchange_of` is the first one. */
  order!: OrderResponse;
  /** The order of which goods came back. */
  original!: OrderResponse;
  refund!: ExchangeRefundResponse;
  /** What is still to be paid of the new order. */
  due!: number;
  /** Money that goes back. */
  refunded!: number;
  /** Cash to hand back of what was tendered. */
  change!: number;
}

export const exchangeResponse = ({ order, original, ...exchanged }: ExchangedOrder): ExchangeResponse => ({
  order: orderResponse(order),
  original: orderResponse(original),
  refund: {
    exchanged: exchanged.exchanged,
    refunded: exchanged.refunded,
    refund_ids: exchanged.refunds.map(({ id }) => id),
  },
  due: Math.max(0, order.amountDue),
  refunded: exchanged.refunded,
  change: exchanged.change,
});
