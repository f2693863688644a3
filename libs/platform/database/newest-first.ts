import { invalid, isUuid, type Page, type PageRequest } from '#libs/kernel';

import { decodeCursor, encodeCursor } from '../http/lists/page.dto.js';
import type { Database } from './database.js';
import { type Values, whereAll } from './conditions.js';

export interface NewestFirst<Row, Item> {
  /** Its `id` is a UUID that rises with time, so that the newest row has the greatest. */
  readonly from: string;
  readonly columns: string;
  /** As for {@link whereAll}, with their values. */
  readonly conditions: Parameters<typeof whereAll>;
  readonly values: Values;
  readonly toItem: (row: Row) => Item;
}

/** A page of a table by its ids, newest first, by offset or after the cursor of an earlier page. Throws `CURSOR_INVALID` (400) for what is none. */
export async function newestFirst<Row extends { readonly id: string } & Record<string, unknown>, Item>(
  database: Database,
  { from, columns, conditions, values, toItem }: NewestFirst<Row, Item>,
  page: PageRequest,
): Promise<Page<Item>> {
  const [counted] = await database.query<{ total: number }>({
    text: `SELECT count(*) AS total FROM ${from} ${whereAll(...conditions)}`,
    values: values.list,
  });
  const after = page.after !== undefined && `id < ${values.add(idOf(page.after))}`;
  // One more than the page, to know whether another follows.
  const rows = await database.query<Row>({
    text: `SELECT ${columns} FROM ${from} ${whereAll(...conditions, after)} ORDER BY id DESC
           LIMIT ${values.add(page.limit + 1)} OFFSET ${values.add(page.offset)}`,
    values: values.list,
  });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toItem),
    total: counted?.total ?? 0,
    limit: page.limit,
    offset: page.offset,
    next_cursor: last && rows.length > page.limit ? encodeCursor([last.id]) : null,
  };
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (isUuid(id)) return id;
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}
