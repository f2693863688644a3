import { isInScope, type OutletScope, type Page, type PageRequest } from '#libs/kernel';

import type { Grouping, Period, ProductSales, Ranking, SalesReport, SalesRow } from '../core/model/sales-report.js';
import { SalesQueries } from '../core/reporting.ports.js';

/** What an outlet sold of one product on one day, for money of one kind. */
export interface Sold {
  readonly outletId: string;
  readonly day: string;
  readonly currency?: string;
  readonly productId?: string;
  readonly cashierId?: string | null;
  readonly method?: string;
  readonly pieces?: number;
  readonly net: number;
}

/** Counts and adds up what a test says was sold, as far as {@link counted} says that it is counted. */
export class InMemorySalesQueries extends SalesQueries {
  readonly sold: Sold[] = [];

  constructor(private readonly counted: () => Date = () => new Date(0)) {
    super();
  }

  async by(grouping: Grouping, scope: OutletScope, period: Period, page: PageRequest): Promise<SalesReport> {
    const rows = grouped(this.of(scope, period), keysOf[grouping] ?? (({ day }) => day));
    const totals = grouped(this.of(scope, period), () => null).map(({ key: _, name: __, ...figures }) => figures);
    return { rows: rows.slice(page.offset, page.offset + page.limit), totals, total: rows.length };
  }

  async ranked(ranking: Ranking, scope: OutletScope, period: Period, page: PageRequest): Promise<Page<ProductSales>> {
    const measure = ranking === 'quantity' ? 'items_count' : 'net_sales';
    const rows = grouped(this.of(scope, period), ({ productId }) => productId ?? null)
      .map((row) => ({ ...row, sku: null, category_id: null }))
      .sort((a, b) => (b[measure] ?? 0) - (a[measure] ?? 0));
    return { ...page, data: rows.slice(page.offset, page.offset + page.limit), total: rows.length };
  }

  async asOf(): Promise<Date> {
    return this.counted();
  }

  private of(scope: OutletScope, { from, to }: Period): Sold[] {
    return this.sold.filter(({ outletId, day }) => isInScope(scope, outletId) && day >= from && day <= to);
  }
}

const keysOf: Partial<Record<Grouping, (sold: Sold) => string | null>> = {
  outlet: ({ outletId }) => outletId,
  product: ({ productId }) => productId ?? null,
  cashier: ({ cashierId }) => cashierId ?? null,
  payment_method: ({ method }) => method ?? 'cash',
};

function grouped(sold: readonly Sold[], keyOf: (sold: Sold) => string | null): SalesRow[] {
  const rows = new Map<string, SalesRow>();
  for (const one of sold) {
    const [key, currency] = [keyOf(one), one.currency ?? 'IDR'];
    const row = rows.get(`${key} ${currency}`) ?? { key, name: null, currency, items_count: 0, net_sales: 0 };
    rows.set(`${key} ${currency}`, {
      ...row,
      items_count: (row.items_count ?? 0) + (one.pieces ?? 1),
      net_sales: (row.net_sales ?? 0) + one.net,
    });
  }
  return [...rows.values()];
}
