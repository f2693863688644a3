/** `limit` 1 to 100, `offset` from 0. Endless lists also take `after`, the cursor of the last page's `next_cursor`. */
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
  /** Present on lists that grow without end: what to send as `after` for the next page, or null at the end. */
  readonly next_cursor?: string | null;
}
