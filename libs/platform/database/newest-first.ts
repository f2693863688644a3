import type { CursorPage, OutletScope, PageRequest } from '#libs/kernel';

import { type Values, whereAll } from './conditions.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { Reads } from './history-reads.js';

/** The forms in which PostgreSQL writes the types that lists are ordered by. */
const FORMS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^\d{1,18}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
} as const;

/** A column that a list is ordered by, and its type. */
export type SortColumn = readonly [column: string, type: keyof typeof FORMS];

/** Rows that are counted one by one; of more than that the planner's estimate is told. */
const COUNTED = 10_000;
/** Where the planner expects so many, it is taken at its word: counting as far as {@link COUNTED} would read several times as many rows. */
const SURELY_MORE = 2 * COUNTED;
/** Beyond this offset a merge would read too many rows of each outlet that are not shown. */
const MERGED_OFFSET = 100;

export interface NewestFirst<Row, Item> {
  /** A table, with its alias where the columns have one: `orders o`. */
  readonly from: string;
  readonly columns: string;
  /** Expressions for the rows of the page alone, which is called `page`: they would be wasted on rows that are not shown. */
  readonly also?: string;
  /** Whose rows are asked for; everybody's when absent. */
  readonly outlets?: { readonly column: string; readonly scope: OutletScope };
  /** Conditions that an index on the outlet and the key knows, such as a period; as for {@link whereAll}. */
  readonly within?: Parameters<typeof whereAll>;
  /**
   * What follows from `within`, said of the key: it cuts the list. Left out of the planner's estimate, which would take it for a second condition.
   * It is asked for last, so that its values come behind all others.
   */
  readonly cut?: (values: Values) => string | false;
  /** All other conditions. */
  readonly filters?: Parameters<typeof whereAll>;
  /** Those of the conditions. */
  readonly values: Values;
  /** What the list is ordered by, greatest first; the last column is unique. An `id` that rises with time when absent. */
  readonly key?: readonly SortColumn[];
  readonly toItem: (row: Row) => Item;
}

const BY_ID: readonly SortColumn[] = [['id', 'uuid']];

/** By an instant, and of the same one by id. */
export const newestBy = (instant: string, id = 'id'): readonly SortColumn[] => [
  [instant, 'timestamptz'],
  [id, 'uuid'],
];

/**
 * A page of a table, newest first, by offset or after the cursor of an earlier page. The table has an index on the outlet and the key, and one
 * on the key alone. Where all that several outlets have is asked for, the newest rows of each are read off its own index and merged: PostgreSQL
 * would read those of all outlets until enough are theirs. Throws `CURSOR_INVALID` (400) for a cursor that is none.
 */
export async function newestFirst<Row, Item>(
  database: Reads,
  list: NewestFirst<Row, Item>,
  page: PageRequest,
): Promise<CursorPage<Item>> {
  const { from, values, within = [], filters = [] } = list;
  const theirs = narrowing(list);
  const conditions = [...within, ...filters, theirs?.narrows];
  const planned = { from, matching: whereAll(...conditions), values: [...values.list] };
  const cut = list.cut?.(values);
  const counted = { from, matching: whereAll(...conditions, cut), values: [...values.list] };
  const outlets = page.offset <= MERGED_OFFSET ? theirs?.outlets : undefined;
  const rows = await database.query<Row & { page_key: string[] } & Record<string, unknown>>({
    text: pageOf({ ...list, within: [...within, cut] }, page, { matching: counted.matching, outlets }),
    values: values.list,
  });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const isWhole = page.after === undefined && rows.length <= page.limit && (last !== undefined || page.offset === 0);
  return {
    data: shown.map((row) => list.toItem(row)),
    ...(isWhole ? exactly(page.offset + rows.length) : await totalOf(database, planned, counted)),
    limit: page.limit,
    offset: page.offset,
    next_cursor: last && rows.length > page.limit ? encodeCursor(last.page_key) : null,
  };
}

interface Narrowing {
  /** The condition that a row is of the outlets that are asked for. */
  readonly narrows: string;
  /** The parameter with their ids, where the rows of each are read by themselves. */
  readonly outlets?: string;
}

function narrowing<Row>({ outlets, filters = [], values }: NewestFirst<Row, unknown>): Narrowing | undefined {
  if (!outlets || outlets.scope === 'all') return undefined;
  const { column, scope } = outlets;
  // Equality alone lets PostgreSQL read rows in the order of an index.
  if (scope.length === 1) return { narrows: `${column} = ${values.add(scope[0])}::uuid` };
  const ids = `${values.add(scope)}::uuid[]`;
  return { narrows: `${column} = ANY(${ids})`, outlets: filters.some(Boolean) ? undefined : ids };
}

/** One row more than the page, to know whether another follows. */
function pageOf<Row>(
  { from, columns, also, outlets, within = [], values, key = BY_ID }: NewestFirst<Row, unknown>,
  page: PageRequest,
  asked: { readonly matching: string; readonly outlets?: string },
): string {
  const most = values.add(page.limit + 1);
  const offset = values.add(page.offset);
  const keyed = `${columns}, ${key.map(([column], i) => `${column} AS key_${i}`).join(', ')}`;
  const after = page.after !== undefined && isAfter(page.after, key, values);
  const byColumn = key.map(([column]) => `${column} DESC`).join(', ');
  const byName = key.map((_, i) => `key_${i} DESC`).join(', ');
  const rows = asked.outlets
    ? `SELECT own.* FROM (SELECT DISTINCT unnest(${asked.outlets}) AS outlet) asked CROSS JOIN LATERAL (
         SELECT ${keyed} FROM ${from} ${whereAll(...within, `${outlets?.column} = asked.outlet`, after)}
         ORDER BY ${byColumn} LIMIT ${offset}::bigint + ${most}::bigint
       ) own ORDER BY ${byName} LIMIT ${most} OFFSET ${offset}`
    : `SELECT ${keyed} FROM ${from} ${asked.matching} ${after ? `${asked.matching ? 'AND' : 'WHERE'} ${after}` : ''}
       ORDER BY ${byColumn} LIMIT ${most} OFFSET ${offset}`;
  const told = key.map((_, i) => `key_${i}::text`).join(', ');
  return `SELECT page.*, ARRAY[${told}] AS page_key${also ? `, ${also}` : ''} FROM (${rows}) page ORDER BY ${byName}`;
}

function isAfter(cursor: string, key: readonly SortColumn[], values: Values): string {
  const parts = decodeCursor(
    cursor,
    key.map(([, type]) => FORMS[type]),
  );
  const columns = key.map(([column]) => column).join(', ');
  return `(${columns}) < (${key.map(([, type], i) => `${values.add(parts[i])}::${type}`).join(', ')})`;
}

const exactly = (total: number) => ({ total, total_is_estimate: false });

interface Counted {
  readonly from: string;
  readonly matching: string;
  readonly values: unknown[];
}

async function totalOf(database: Reads, planned: Counted, { from, matching, values }: Counted) {
  const [plan] = await database.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>({
    text: `EXPLAIN (FORMAT JSON) SELECT FROM ${planned.from} ${planned.matching}`,
    values: planned.values,
  });
  const rows = Math.round(plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0);
  if (rows >= SURELY_MORE) return { total: rows, total_is_estimate: true };
  const [counted] = await database.query<{ total: number }>({
    text: `SELECT count(*) AS total FROM (SELECT FROM ${from} ${matching} LIMIT ${COUNTED + 1}) found`,
    values,
  });
  const total = counted?.total ?? 0;
  return total <= COUNTED ? exactly(total) : { total: Math.max(total, rows), total_is_estimate: true };
}
