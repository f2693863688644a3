import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { CursorPageQuery, CursorPageResponse, FreeText, IfGiven, IsId } from '#libs/platform';

import type { StockCount, StockCountSummary } from '../core/inventory.ports.js';
import { LARGEST_QUANTITY } from '../core/model/stock.js';
import { LONGEST_REASON, StockActorResponse } from './shared.dto.js';

const MOST_COUNTED = 1_000;

export class CountedItemRequest {
  @IsId()
  product_id!: string;

  /** Pieces found. */
  @ApiProperty({ example: 12 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_QUANTITY)
  quantity!: number;
}

export class RecordStockCountRequest {
  @IsId()
  outlet_id!: string;

  /**
   * Each product once. What was not tracked is from now on: its sales take stock; a product without an outlet only when all outlets that
   * sell it are yours.
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_COUNTED)
  @ArrayUnique((item: CountedItemRequest | null) => item?.product_id ?? item, {
    message: 'items must name each product once',
  })
  @ValidateNested({ each: true })
  @Type(() => CountedItemRequest)
  items!: CountedItemRequest[];

  @IfGiven()
  @FreeText()
  @IsString()
  @MaxLength(LONGEST_REASON)
  note?: string;
}

export class StockCountsQuery extends CursorPageQuery {
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class CountedItemResponse {
  product_id!: string;
  before!: number;
  after!: number;
  /** Pieces too many (positive) or missing (negative). */
  difference!: number;
}

export class StockCountResponse {
  id!: string;
  outlet_id!: string;
  note!: string | null;
  actor!: StockActorResponse;
  counted_at!: string;
  items!: CountedItemResponse[];

  static from(count: StockCount): StockCountResponse {
    return {
      ...headOf(count),
      items: count.items.map(({ productId, before, after }) => ({
        product_id: productId,
        before,
        after,
        difference: after - before,
      })),
    };
  }
}

export class StockCountSummaryResponse {
  id!: string;
  outlet_id!: string;
  note!: string | null;
  actor!: StockActorResponse;
  counted_at!: string;
  item_count!: number;
  /** Pieces too many (positive) or missing (negative), over all items. */
  difference!: number;

  static from(count: StockCountSummary): StockCountSummaryResponse {
    return { ...headOf(count), item_count: count.itemCount, difference: count.difference };
  }
}

export class StockCountPageResponse extends CursorPageResponse {
  data!: StockCountSummaryResponse[];
}

const headOf = (count: Omit<StockCount, 'items'>) => ({
  id: count.id,
  outlet_id: count.outletId,
  note: count.note,
  actor: StockActorResponse.from(count.actor),
  counted_at: count.countedAt.toISOString(),
});
