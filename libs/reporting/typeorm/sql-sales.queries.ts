import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { currentRequest, Database, inScope, Values, whereAll } from '#libs/platform';

import { SalesQueries } from '../core/reporting.ports.js';
import type { Grouping, Measure, Period, ProductSales, Ranking, SalesReport } from '../core/model/sales-report.js';
import { measuresOf, wholeMonths } from '../core/model/sales-report.js';

/** Where a grouping reads, what its rows are keyed by, and what these are called. All of it is SQL of ours. */
interface Source {
  readonly table: 'report_sales' | 'report_product_sales' | 'report_payments';
  readonly key: string;
  readonly join?: string;
  /** Finds the row `n` that has a key's name. */
  readonly names?: string;
  readonly order: string;
}

const LARGEST_FIRST = 'net_sales DESC, key, currency';
const IN_TIME = 'key, currency';
const over = (key: string): Source => ({ table: 'report_sales', key, order: IN_TIME });

const SOURCES: Readonly<Record<Grouping, Source>> = {
  hour: over(`to_char(r.business_date, 'YYYY-MM-DD"T"') || to_char(r.hour, 'FM00')`),
  day: over(`to_char(r.business_date, 'YYYY-MM-DD')`),
  week: over(`to_char(r.business_date, 'IYYY-"W"IW')`),
  month: over(`to_char(r.business_date, 'YYYY-MM')`),
  outlet: {
    table: 'report_sales',
    key: 'r.outlet_id',
    names: 'LEFT JOIN outlets_branches n ON n.id = g.key',
    order: LARGEST_FIRST,
  },
  product: {
    table: 'report_product_sales',
    key: 'r.product_id',
    names: 'LEFT JOIN catalog_products n ON n.id = g.key',
    order: LARGEST_FIRST,
  },
  // A product counts to the category it is in now.
  category: {
    table: 'report_product_sales',
    key: 'p.category_id',
    join: 'LEFT JOIN catalog_products p ON p.id = r.product_id',
    names: 'LEFT JOIN catalog_categories n ON n.id = g.key',
    order: LARGEST_FIRST,
  },
  cashier: { table: 'report_payments', key: 'r.cashier_id', order: LARGEST_FIRST },
  payment_method: { table: 'report_payments', key: 'r.method', order: LARGEST_FIRST },
};

/** Smaller tables with the same figures, which triggers keep: see the migration that made them. */
const SUMS: Partial<Record<Grouping, string>> = {
  day: 'report_days',
  week: 'report_days',
  month: 'report_days',
  outlet: 'report_days',
};
const SUMS_OF_ALL: Partial<Record<Grouping, string>> = {
  hour: 'report_hours_of_all',
  day: 'report_hours_of_all',
  week: 'report_hours_of_all',
  month: 'report_hours_of_all',
  outlet: 'report_days',
};

/** How measures that are not columns of their own come about. */
const DERIVED: Readonly<Record<Source['table'], Partial<Record<Measure, string>>>> = {
  report_sales: { net_sales: 'billed - r.refunds' },
  report_product_sales: { net_sales: 'billed' },
  report_payments: { gross_sales: 'taken', net_sales: 'taken - r.refunds' },
};

const sums = (grouping: Grouping): string =>
  measuresOf(grouping)
    .map((measure) => `sum(r.${DERIVED[SOURCES[grouping].table][measure] ?? measure})::bigint AS ${measure}`)
    .join(', ');

const LOOKED_AT: Readonly<Record<Ranking, string>> = { quantity: 'items_count', revenue: 'net_sales' };

type Row<T> = T & Record<string, unknown>;

@Injectable()
export class SqlSalesQueries extends SalesQueries {
  constructor(private readonly database: Database) {
    super();
  }

  /** The rollup is read once: page, count and totals are all made of the grouped rows. */
  async by(grouping: Grouping, scope: OutletScope, period: Period, page: PageRequest): Promise<SalesReport> {
    const { names, order } = SOURCES[grouping];
    const measures = measuresOf(grouping);
    const values = new Values();
    const [report] = await this.database.history.query<Row<SalesReport>>({
      text: `
        WITH grouped AS MATERIALIZED (${grouped(grouping, scope, period, values)}),
        page AS (
          SELECT g.*, ${names ? 'n.name' : 'NULL::text'} AS name
          FROM grouped g ${names ?? ''}
          ORDER BY ${order} LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}
        ),
        totals AS (
          SELECT currency, ${measures.map((measure) => `sum(${measure})::bigint AS ${measure}`).join(', ')}
          FROM grouped GROUP BY currency
        )
        SELECT (SELECT coalesce(jsonb_agg(page ORDER BY ${order}), '[]') FROM page) AS rows,
          (SELECT coalesce(jsonb_agg(totals ORDER BY currency), '[]') FROM totals) AS totals,
          (SELECT count(*) FROM grouped) AS total`,
      values: values.list,
    });
    return report ?? { rows: [], totals: [], total: 0 };
  }

  async ranked(ranking: Ranking, scope: OutletScope, period: Period, page: PageRequest): Promise<Page<ProductSales>> {
    const { limit, offset } = page;
    const rank = `${LOOKED_AT[ranking]} DESC, key, currency`;
    const values = new Values();
    const [found] = await this.database.history.query<{ data: ProductSales[]; total: number }>({
      text: `
        WITH sold AS MATERIALIZED (
          SELECT * FROM (${grouped('product', scope, period, values)}) g WHERE items_count > 0
        ),
        best AS (SELECT * FROM sold ORDER BY ${rank} LIMIT ${values.add(limit)} OFFSET ${values.add(offset)}),
        page AS (
          SELECT best.*, p.name, p.sku, p.category_id FROM best LEFT JOIN catalog_products p ON p.id = best.key
        )
        SELECT (SELECT coalesce(jsonb_agg(page ORDER BY ${rank}), '[]') FROM page) AS data,
          (SELECT count(*) FROM sold) AS total`,
      values: values.list,
    });
    return { data: found?.data ?? [], total: found?.total ?? 0, limit, offset };
  }

  async asOf(): Promise<Date> {
    const counted = await this.countedUntil();
    // A copy that is behind believes that it has counted everything.
    const { dataAsOf } = currentRequest() ?? {};
    return dataAsOf && dataAsOf < counted ? dataAsOf : counted;
  }

  /** Now, or when the first event that is not in the rollups happened. */
  private async countedUntil(): Promise<Date> {
    const { history } = this.database;
    const [cursor] = await history.query<{ counted: number; all_counted_at: Date | null }>({
      name: 'reports.counted',
      text: `SELECT c.last_seq AS counted, CASE WHEN c.last_seq >= e.last_seq THEN now() END AS all_counted_at
             FROM report_cursor c CROSS JOIN event_counter e`,
    });
    if (cursor?.all_counted_at) return cursor.all_counted_at;
    const [first] = await history.query<{ occurred_at: Date }>({
      name: 'reports.first-not-counted',
      text: 'SELECT occurred_at FROM events WHERE seq > $1 ORDER BY seq LIMIT 1',
      values: [cursor?.counted ?? 0],
    });
    return first?.occurred_at ?? new Date(0);
  }
}

function grouped(grouping: Grouping, scope: OutletScope, period: Period, values: Values): string {
  const { table, key, join = '' } = SOURCES[grouping];
  const ends = { from: `${values.add(period.from)}::date`, to: `${values.add(period.to)}::date` };
  const where = whereAll(`r.business_date BETWEEN ${ends.from} AND ${ends.to}`, inScope(scope, 'r.outlet_id', values));
  if (table !== 'report_product_sales') {
    const sum = scope === 'all' ? SUMS_OF_ALL[grouping] : SUMS[grouping];
    return `SELECT ${key} AS key, r.currency, ${sums(grouping)} FROM ${sum ?? table} r ${where} GROUP BY 1, 2`;
  }
  const sold =
    scope === 'all' ? productsOfAll(period, ends, values) : `(SELECT ${SOLD} FROM report_product_sales r ${where})`;
  const rows = `SELECT ${key} AS key, r.currency, ${sums(grouping)} FROM ${sold} r ${join} GROUP BY 1, 2`;
  const bills = `${scope === 'all' ? 'report_hours_of_all' : 'report_days'} r ${where}`;
  return withNotByItem(grouping, rows, { bills, sold });
}

const SOLD =
  'product_id, currency, items_count, gross_sales, discounts, line_discounts, comps, service_charge, tax, billed';

/** What was sold of each product at all outlets: whole months from their sums, the days before and after them one by one. */
function productsOfAll(period: Period, { from, to }: { from: string; to: string }, values: Values): string {
  const days = `SELECT ${SOLD} FROM report_product_sales WHERE business_date BETWEEN ${from} AND ${to}`;
  const months = wholeMonths(period);
  if (!months) return `(${days})`;
  const [first, end] = [`${values.add(months.first)}::date`, `${values.add(months.end)}::date`];
  return `(SELECT ${SOLD} FROM report_product_months_of_all WHERE month >= ${first} AND month < ${end}
    UNION ALL SELECT ${SOLD} FROM report_product_sales WHERE business_date >= ${from} AND business_date < ${first}
    UNION ALL SELECT ${SOLD} FROM report_product_sales WHERE business_date >= ${end} AND business_date <= ${to})`;
}

/** Adds what the bills of the period have beyond their products: a row a currency, where there is any. */
function withNotByItem(
  grouping: Grouping,
  rows: string,
  from: { readonly bills: string; readonly sold: string },
): string {
  const figures = measuresOf(grouping).map((measure) => (measure === 'net_sales' ? 'sum(net)::bigint' : '0::bigint'));
  return `
    SELECT products.*, false AS "isNotByItem" FROM (${rows}) products
    UNION ALL
    SELECT NULL::uuid, currency, ${figures.join(', ')}, true FROM (
      SELECT r.currency, r.billed - r.refunds AS net FROM ${from.bills}
      UNION ALL SELECT r.currency, -r.billed FROM ${from.sold} r) rest
    GROUP BY currency HAVING sum(net) <> 0`;
}
