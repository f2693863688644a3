import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import { invalid, type PageRequest } from '#libs/kernel';

const LARGEST_OFFSET = 1_000_000;

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
export class CursorPageQuery extends PageQuery {
  /** The `next_cursor` of the page before; then `offset` counts from there. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;
}

/** The numbers of every list answer; `data` is each resource's own. */
export abstract class PageResponse {
  /** How many there are in all. */
  total!: number;
  limit!: number;
  offset!: number;
}

export abstract class CursorPageResponse extends PageResponse {
  /** What to send as `after` for the next page; null at the end. */
  next_cursor!: string | null;
}

/** A cursor is the sort key of a page's last row, opaque to clients. */
export const encodeCursor = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Throws `CURSOR_INVALID` (400) for anything that `encodeCursor` did not make with this many parts. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(parts) &&
      parts.length === length &&
      parts.every((part) => ['string', 'number'].includes(typeof part))
    ) {
      return parts as (string | number)[];
    }
  } catch {
    // Falls through to the same refusal.
  }
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}
