import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database, inScope, Values, whereAll } from '#libs/platform';

import { SalesFigures } from '../core/reporting.ports.js';
import type {
  Figures,
  Grouping,
  Measure,
  Period,
  ProductSales,
  Ranking,
  SalesReport,
  SalesRow,
} from '../core/sales-report.js';
import { measuresOf } from '../core/sales-report.js';

/** Where a grouping reads, what its rows are keyed by, and what these are called. All of it is SQL of ours. */
interface Source {
  readonly table: 'report_sales' | 'report_product_sales' | 'report_payments';
  readonly key: string;
  readonly join?: string;
  readonly names?: { readonly table: string; readonly name: string };
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
    names: { table: 'outlets', name: 'n.name' },
    order: LARGEST_FIRST,
  },
  product: {
    table: 'report_product_sales',
    key: 'r.product_id',
    names: { table: 'products', name: 'n.name' },
    order: LARGEST_FIRST,
  },
  // A product counts to the category it is in now.
  category: {
    table: 'report_product_sales',
    key: 'p.category_id',
    join: 'LEFT JOIN products p ON p.id = r.product_id',
    names: { table: 'categories', name: 'n.name' },
    order: LARGEST_FIRST,
  },
  cashier: { table: 'report_payments', key: 'r.cashier_id', order: LARGEST_FIRST },
  payment_method: { table: 'report_payments', key: 'r.method', order: LARGEST_FIRST },
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

const inPeriod = ({ from, to }: Period, values: Values): string =>
  `r.business_date BETWEEN ${values.add(from)}::date AND ${values.add(to)}::date`;

const LOOKED_AT: Readonly<Record<Ranking, string>> = { quantity: 'items_count', revenue: 'net_sales' };

type Row<T> = T & Record<string, unknown>;

@Injectable()
export class SqlSalesFigures extends SalesFigures {
  constructor(private readonly database: Database) {
    super();
  }

  async by(grouping: Grouping, scope: OutletScope, period: Period, page: PageRequest): Promise<SalesReport> {
    const { names, order } = SOURCES[grouping];
    const values = new Values();
    const rows = await this.database.query<Row<SalesRow>>({
      text: `SELECT g.*, ${names ? names.name : 'NULL::text'} AS name FROM (${grouped(grouping, scope, period, values)}) g ${names ? `LEFT JOIN ${names.table} n ON n.id = g.key` : ''}
             ORDER BY ${order} LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}`,
      values: values.list,
    });
    const [totals, total] = await this.totals(grouping, scope, period);
    return { rows, total, totals };
  }

  async ranked(ranking: Ranking, scope: OutletScope, period: Period, page: PageRequest): Promise<Page<ProductSales>> {
    const { limit, offset } = page;
    const values = new Values();
    const sold = `SELECT * FROM (${grouped('product', scope, period, values)}) g WHERE g.items_count > 0`;
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM (${sold}) s`,
      values: [...values.list],
    });
    const rank = `${LOOKED_AT[ranking]} DESC, key, currency`;
    const data = await this.database.query<Row<ProductSales>>({
      text: `SELECT r.*, p.name, p.sku, p.category_id
             FROM (${sold} ORDER BY ${rank} LIMIT ${values.add(limit)} OFFSET ${values.add(offset)}) r
             LEFT JOIN products p ON p.id = r.key ORDER BY ${rank}`,
      values: values.list,
    });
    return { data, total: counted?.total ?? 0, limit, offset };
  }

  async asOf(): Promise<Date> {
    const [row] = await this.database.query<{ as_of: Date | null }>({
      name: 'reports.as-of',
      text: `SELECT CASE WHEN c.last_seq >= e.last_seq THEN now()
                    ELSE (SELECT occurred_at FROM events WHERE seq = c.last_seq) END AS as_of
             FROM report_cursor c, event_counter e`,
    });
    return row?.as_of ?? new Date(0);
  }

  private async totals(grouping: Grouping, scope: OutletScope, period: Period): Promise<[Figures[], number]> {
    const { table, key, join = '' } = SOURCES[grouping];
    const values = new Values();
    const rows = await this.database.query<Row<Figures & { keys: number }>>({
      text: `SELECT r.currency, ${sums(grouping)}, count(DISTINCT coalesce((${key})::text, '')) AS keys FROM ${table} r ${join}
             ${whereAll(inPeriod(period, values), inScope(scope, 'r.outlet_id', values))}
             GROUP BY r.currency ORDER BY r.currency`,
      values: values.list,
    });
    return [rows.map(({ keys: _, ...row }) => row), rows.reduce((sum, { keys }) => sum + keys, 0)];
  }
}

function grouped(grouping: Grouping, scope: OutletScope, period: Period, values: Values): string {
  const { table, key, join = '' } = SOURCES[grouping];
  return `SELECT ${key} AS key, r.currency, ${sums(grouping)} FROM ${table} r ${join}
          ${whereAll(inPeriod(period, values), inScope(scope, 'r.outlet_id', values))} GROUP BY 1, 2`;
}
