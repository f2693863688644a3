import type { CursorPage, PageRequest } from '../page.js';

/** The first page of a list that ends with it. */
export const onlyPage = <T>(data: T[], { limit, offset }: PageRequest): CursorPage<T> => ({
  data,
  total: data.length,
  total_is_estimate: false,
  limit,
  offset,
  next_cursor: null,
});
