import { ApiProperty } from '@nestjs/swagger';
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
  Matches,
  Min,
} from 'class-validator';
import { Transform } from 'class-transformer';

import { Code, FreeText, IsId, Optional } from '#libs/platform';

import { BUMPED_STATUSES, type BumpedStatus } from '../core/kitchen.api.js';
import { ORDER_STATUSES, type OrderStatus } from '../core/model/order-words.js';
import type { Choice } from '../core/services/chosen-lines.js';

const MOST_AT_ONCE = 200;

const lowered = ({ value }: { value: unknown }): unknown =>
  Array.isArray(value) ? value.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id)) : value;

/** Which lines: all of a ticket, or some, by their ids or by those of the orders' lines. One of the three. */
export class ChosenLinesRequest {
  @Optional()
  @IsId()
  ticket_id?: string;

  @Optional()
  @Transform(lowered)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID(undefined, { each: true })
  line_ids?: string[];

  /** Lines of orders: every part of each. */
  @Optional()
  @ApiProperty({ type: [String], format: 'uuid', required: false, example: ['0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b'] })
  @Transform(lowered)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID(undefined, { each: true })
  item_ids?: string[];
}

export class BumpRequest extends ChosenLinesRequest {
  /** READY when left out. */
  @Optional()
  @ApiProperty({ enum: BUMPED_STATUSES, enumName: 'BumpedStatus', required: false })
  @IsIn(BUMPED_STATUSES)
  status?: BumpedStatus;

  /** The version of the ticket that you saw: 409 `TICKET_CHANGED` with the tickets as they are when there is another, and something is left to do. */
  @Optional()
  @IsInt()
  @Min(1)
  version?: number;

  /** The status of the lines that you saw; the same refusal when one has another. */
  @Optional()
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus', required: false })
  @IsIn(ORDER_STATUSES)
  expected_status?: OrderStatus;
}

export class RecallRequest extends ChosenLinesRequest {
  /** The ticket that was bumped last at this station. */
  @Optional()
  @Code()
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9_-]{0,31}$/i, { message: 'station must be one word such as kitchen or bar' })
  station?: string;

  /** The outlet of the station, for those who see several. */
  @Optional()
  @IsId()
  outlet_id?: string;
}

export class RemakeRequest {
  @Transform(lowered)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID(undefined, { each: true })
  line_ids!: string[];

  @ApiProperty({ example: 'Dropped' })
  @FreeText()
  @IsString()
  @Length(1, 300)
  reason!: string;
}

/** A ticket, or all of an order that are on the screens. */
export class RushRequest {
  @Optional()
  @IsId()
  ticket_id?: string;

  @Optional()
  @ApiProperty({ format: 'uuid', required: false, example: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b' })
  @IsId()
  order_id?: string;

  /** `false` puts it back among the others. */
  @IsBoolean()
  on!: boolean;
}

export const choiceOf = ({
  ticket_id: ticketId,
  line_ids: lineIds,
  item_ids: itemIds,
}: ChosenLinesRequest): Choice => ({
  ticketId,
  lineIds,
  itemIds,
});
