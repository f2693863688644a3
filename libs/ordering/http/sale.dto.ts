import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, Max, Min, ValidateNested } from 'class-validator';

import { Optional } from '#libs/platform';

import { LARGEST_AMOUNT } from './pay.dto.js';
import { MOST_LINES, OrderItemRequest, PlaceOrderRequest } from './place-order.dto.js';

export class SaleRequest extends PickType(PlaceOrderRequest, [
  'id',
  'outlet_id',
  'type',
  'table_id',
  'customer_id',
  'note',
  'coupon_code',
  'expected_total',
] as const) {
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

  /** What is paid otherwise is an order first, since its payer has to do something. */
  @Optional()
  @ApiProperty({ enum: ['cash'], required: false, example: 'cash' })
  @IsIn(['cash'])
  method?: 'cash';

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
