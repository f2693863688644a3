import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { FreeText, Optional, VersionedRequest } from '#libs/platform';

import { GroundsRequest } from './change-order.dto.js';
import { OrderResponse } from './order.dto.js';
import { ModifierRequest, MOST_COURSES, MOST_LINES, MOST_OPTIONS, MOST_PIECES, MOST_SEATS } from './order-item.dto.js';

/** What is ordered again: a round, or some lines; the last round when nothing is said. */
export class RepeatRequest extends VersionedRequest {
  /** From 1, in the order in which they went out. */
  @Optional()
  @ApiProperty({ required: false })
  @IsInt()
  @Min(1)
  @Max(1000)
  round?: number;

  /** These lines, each with its pieces, options and note. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @IsUUID(undefined, { each: true })
  item_ids?: string[];
}

export class SkippedLineResponse {
  item_id!: string;
  name!: string;
  /** Why it cannot be had again: the code that ordering it alone would answer. */
  code!: string;
}

/** The bill, with the round once more on it. */
export class RepeatedOrderResponse extends OrderResponse {
  /** What could not be had, and is not on the bill again. */
  skipped!: SkippedLineResponse[];
}

/** One of `quantity_delta` and `quantity` at most, and one member at least. */
export class ChangeLineRequest extends GroundsRequest {
  /** So many pieces more, or fewer (below 0). Two tills that send one at once are both counted. */
  @Optional()
  @ApiProperty({ example: 1, required: false })
  @IsInt()
  @Min(-MOST_PIECES)
  @Max(MOST_PIECES)
  quantity_delta?: number;

  /** So many pieces in all, of the line in the `item_version`, or the order in the `version`, that is sent with it. 0 takes the line off the bill. */
  @Optional()
  @ApiProperty({ required: false })
  @IsInt()
  @Min(0)
  @Max(MOST_PIECES)
  quantity?: number;

  /** The line's own version that you counted on; with it `quantity` needs no version of the order. A stale one is 409 `VERSION_CONFLICT`. */
  @Optional()
  @ApiProperty({ required: false })
  @IsInt()
  @Min(1)
  @Max(2_147_483_646)
  item_version?: number;

  /** For the kitchen, instead of the note that is there; empty for none. */
  @Optional()
  @FreeText()
  @IsString()
  @MaxLength(500)
  note?: string;

  /** Who at the table gets it; null for nobody in particular. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  seat?: number | null;

  /** When it is served; null for at once. A line that waits goes on waiting until it is fired. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_COURSES)
  course?: number | null;

  /** Instead of those that are there. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => ModifierRequest)
  modifiers?: ModifierRequest[];
}
