import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import type { PageRequest } from '#libs/kernel';

const LARGEST_OFFSET = 1_000_000;
/** An offset is read through: what lies deeper is reached by `after` and by a period. */
const LARGEST_OFFSET_OF_AN_ENDLESS_LIST = 10_000;

/** `?limit=&offset=` of every list. */
export class PageQuery implements PageRequest {
  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** How many to pass over. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LARGEST_OFFSET)
  offset: number = 0;
}

/** Lists that grow without end also take `?after=<cursor>`. */
export class CursorPageQuery implements PageRequest {
  /** The `next_cursor` of the page before; then `offset` counts from there. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** How many to pass over. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LARGEST_OFFSET_OF_AN_ENDLESS_LIST)
  offset: number = 0;
}

/** The numbers of every list answer; `data` is each resource's own. */
export abstract class PageResponse {
  /** How many there are in all. */
  total!: number;
  limit!: number;
  offset!: number;
}

export abstract class CursorPageResponse extends PageResponse {
  /** True where `total` is an estimate: more than 10,000 are not counted one by one. */
  total_is_estimate!: boolean;
  /** What to send as `after` for the next page; null at the end. */
  next_cursor!: string | null;
}
