import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';

import { Optional } from '#libs/platform';

import { GroundsRequest, LARGEST_AMOUNT, ReasonOrId } from './change-order.dto.js';
import { MOST_PIECES } from './order-item.dto.js';

export class CompLineRequest extends GroundsRequest {
  /** How many of its pieces are on the house, and no others; all of them when left out. */
  @Optional()
  @ApiProperty({ example: 1, required: false })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity?: number;

  /** May be left out with a `reason_id`. */
  @ReasonOrId('Hair in the soup')
  declare reason?: string;
}

export class PriceLineRequest extends GroundsRequest {
  /** Of a piece without its modifiers, in minor units; what it was ordered at takes the price by hand off. */
  @ApiProperty({ example: 15_000 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  unit_price!: number;

  /** May be left out with a `reason_id`. */
  @ReasonOrId('From the old menu')
  declare reason?: string;
}
