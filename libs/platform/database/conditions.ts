import type { OutletScope, PeriodSpans, Span } from '#libs/kernel';

/** Values of a statement that is put together from parts; each gives back the `$n` that stands for it. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** A WHERE clause of the parts that apply; every part is SQL of ours, with values by `$n` alone. */
export const whereAll = (...parts: (string | false | undefined)[]): string => {
  const conditions = parts.filter(Boolean);
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
};

/**
 * The condition that keeps a query inside an outlet scope. Of one outlet it is an equality: PostgreSQL expects a list to be longer, and may read
 * everybody's rows for it; of several databases one is asked then.
 */
export function inScope(scope: OutletScope, column: string, values: Values): string | false {
  if (scope === 'all') return false;
  return scope.length === 1
    ? `${column} = ${values.add(scope[0])}::uuid`
    : `${column} = ANY(${values.add(scope)}::uuid[])`;
}

/** Tells the statements apart that {@link inScope} makes. */
export const scopeName = (scope: OutletScope): 'all' | 'one' | 'some' => {
  if (scope === 'all') return 'all';
  return scope.length === 1 ? 'one' : 'some';
};

/** An outlet scope, and of it one outlet alone where one is asked for. */
export const narrowed = (scope: OutletScope, outletId: string | undefined): OutletScope => {
  if (outletId === undefined) return scope;
  return scope === 'all' || scope.includes(outletId) ? [outletId] : [];
};

/**
 * The condition that keeps rows inside a period, whose instants are compared with the plain column so that its index is used. Rows of an
 * outlet that keeps days of its own are held to these; all others to the whole.
 */
export function inPeriod(
  { whole, apart }: PeriodSpans,
  columns: { readonly at: string; readonly outlet: string | null },
  values: Values,
): string | false {
  const within = ({ from, to }: Span): string =>
    [from && `${columns.at} >= ${values.add(from)}`, to && `${columns.at} < ${values.add(to)}`]
      .filter(Boolean)
      .join(' AND ');
  const outer = within(whole);
  if (outer === '' || apart.length === 0 || columns.outlet === null) return outer !== '' && outer;
  const { outlet } = columns;
  const own = apart.map((span) => `(${outlet} = ANY(${values.add(span.outletIds)}::uuid[]) AND ${within(span)})`);
  const known = values.add(apart.flatMap(({ outletIds }) => outletIds));
  return `${outer} AND (${[...own, `${outlet} IS NULL`, `${outlet} <> ALL(${known}::uuid[])`].join(' OR ')})`;
}

/** How far the instant of a row and the one in its id may be apart: they are of two clocks, and of the begin and the end of a piece of work. */
const CLOCKS_APART_MS = 86_400_000;

/** The ids (UUIDs of version 7, which begin with their instant) that rows of a period may have: what a list that is ordered by id is cut by. */
export function idsOfPeriod({ whole: { from, to } }: PeriodSpans, column: string, values: Values): string | false {
  const first = (at: Date, apart: number): string => {
    const instant = Math.max(0, at.getTime() + apart)
      .toString(16)
      .padStart(12, '0');
    return `${values.add(`${instant.slice(0, 8)}-${instant.slice(8)}-0000-0000-000000000000`)}::uuid`;
  };
  const ends = [
    from && `${column} >= ${first(from, -CLOCKS_APART_MS)}`,
    to && `${column} < ${first(to, CLOCKS_APART_MS)}`,
  ].filter(Boolean);
  return ends.length > 0 && ends.join(' AND ');
}
