import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Max, Min, ValidateIf } from 'class-validator';

import { FreeText, Optional } from '#libs/platform';

import { DiscountRequest, GroundsRequest, LARGEST_AMOUNT } from './change-order.dto.js';
import { MOST_PIECES } from './place-order.dto.js';

/** Of one line: a rate of it, or an amount off all its pieces together. */
export class DiscountLineRequest extends DiscountRequest {}

/** Why something is done: in words of one's own, by one of the outlet's reasons, or both. */
export class ReasonedRequest extends GroundsRequest {
  @ApiProperty({ example: 'Hair in the soup', required: false })
  @ValidateIf(({ reason, reason_id }: GroundsRequest) => reason_id === undefined || reason !== undefined)
  @FreeText()
  @IsString()
  @Length(1, 300)
  declare reason?: string;
}

export class CompLineRequest extends ReasonedRequest {
  /** How many of its pieces are on the house, and no others; all of them when left out. */
  @Optional()
  @ApiProperty({ example: 1, required: false })
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity?: number;
}

export class PriceLineRequest extends ReasonedRequest {
  /** Of a piece without its modifiers, in minor units; what it was ordered at takes the price by hand off. */
  @ApiProperty({ example: 15_000 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  unit_price!: number;
}
