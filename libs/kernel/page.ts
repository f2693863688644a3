/** `limit` 1 to 100, `offset` from 0. Endless lists also take `after`, the `next_cursor` of the page before. */
export interface PageRequest {
  readonly limit: number;
  readonly offset: number;
  readonly after?: string;
}

export interface Page<T> {
  readonly data: T[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

/** A page of a list that grows without end. */
export interface CursorPage<T> extends Page<T> {
  /** Whether `total` is an estimate: beyond 10,000 nobody counts one by one. */
  readonly total_is_estimate: boolean;
  /** What to send as `after` for the next page; null at the end. */
  readonly next_cursor: string | null;
}
