import { ApiProperty, IntersectionType, OmitType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, Max, Min, ValidateNested } from 'class-validator';

import { Optional } from '#libs/platform';

import { TENDER_METHODS, type TenderMethod } from '../core/model/order-payable.js';
import type { SaleInput } from '../core/use-cases/sell-at-counter.js';
import { LARGEST_AMOUNT } from './pay.dto.js';
import { MOST_LINES, OrderItemRequest } from './order-item.dto.js';
import { PlaceOrderRequest } from './place-order.dto.js';
import { assertTenderFields } from './tender-fields.dto.js';
import { TipFields } from './tip-fields.dto.js';

const SALE_METHODS = ['cash', ...TENDER_METHODS] as const;

export class SaleRequest extends IntersectionType(
  PickType(PlaceOrderRequest, [
    'id',
    'outlet_id',
    'type',
    'table_id',
    'customer_id',
    'note',
    'coupon_code',
    'expected_total',
  ] as const),
  OmitType(TipFields, ['version'] as const),
) {
  @ApiProperty({
    type: () => [OrderItemRequest],
    example: [{ product_id: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', quantity: 2, note: 'Less sugar' }],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => OrderItemRequest)
  items!: OrderItemRequest[];

  /** Cash when left out. What a gateway is to take is an order first, since its payer has to do something. */
  @Optional()
  @ApiProperty({ enum: SALE_METHODS, required: false, example: 'cash' })
  @IsIn(SALE_METHODS)
  method?: 'cash' | TenderMethod;

  /** Cash handed over, in minor units; exactly the total when left out. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  tendered?: number;

  /** Takes a `tendered` all the same that is more than the bill and the next three notes above it. */
  @Optional()
  @IsBoolean()
  tendered_confirmed?: boolean;
}

/** What a sale is paid by in place of cash. Throws `VALIDATION_FAILED` (400) for cash that names a tender. */
export function byTenderOf(request: SaleRequest): SaleInput['byTender'] {
  const { method = 'cash', tender_id, reference, last4, card_type: cardType } = request;
  assertTenderFields(method, request);
  return method === 'cash' ? undefined : { method, tenderId: tender_id?.toLowerCase(), reference, last4, cardType };
}
