import { type Grouping, MEASURES, measuresOf } from '../core/model/sales-report.js';
import type { ReportTable } from './report-csv.js';
import type {
  BestSellersResponse,
  DashboardResponse,
  FiguresResponse,
  LowStockResponse,
  SalesReportResponse,
} from './reports.dto.js';

const MONEY = MEASURES.filter((measure) => !measure.endsWith('_count'));

/** The answers as tables: the same names and figures, in lines. */
export const salesTable = ({ group_by: grouping, data }: SalesReportResponse): ReportTable => ({
  columns: [keyOf[grouping] ?? grouping, ...(hasName(grouping) ? ['name'] : []), 'currency', ...measuresOf(grouping)],
  money: MONEY,
  rows: data.map(({ not_by_item: _, ...row }) => ({ ...row, [keyOf[grouping] ?? grouping]: row.key })),
});

export const bestSellersTable = ({ data }: BestSellersResponse): ReportTable => ({
  columns: ['rank', 'product_id', 'sku', 'name', 'quantity', 'gross_sales', 'discounts', 'net_sales', 'currency'],
  money: MONEY,
  rows: data.map((row) => ({ ...row })),
});

export const lowStockTable = ({ data }: LowStockResponse): ReportTable => ({
  columns: ['outlet_id', 'outlet_name', 'product_id', 'sku', 'name', 'stock', 'low_stock_threshold'],
  rows: data.map((row) => ({ ...row })),
});

/** One fact a line. */
export function dashboardTable(dashboard: DashboardResponse): ReportTable {
  const day = (section: string, figures: readonly FiguresResponse[]) =>
    figures.map((figure) => ({ section, ...figure }));
  return {
    columns: ['section', 'key', 'name', 'currency', ...measuresOf('day'), 'payments_count'],
    money: MONEY,
    rows: [
      { section: 'date', key: dashboard.date },
      ...day('today', dashboard.today),
      ...day('yesterday', dashboard.yesterday),
      ...day('outlet', dashboard.outlets),
      ...day('payment_method', dashboard.payments),
      ...dashboard.best_sellers.map(({ product_id: key, quantity, ...product }) => ({
        section: 'best_seller',
        ...product,
        key,
        items_count: quantity,
      })),
      ...dashboard.open_bills.map(({ currency, count, amount_due }) => ({
        section: 'open_bills',
        currency,
        orders_count: count,
        net_sales: amount_due,
      })),
      { section: 'open_shifts', key: String(dashboard.open_shifts) },
      { section: 'low_stock', key: String(dashboard.low_stock_count) },
    ],
  };
}

const keyOf: Partial<Record<Grouping, string>> = {
  day: 'date',
  product: 'product_id',
  category: 'category_id',
  cashier: 'cashier_id',
  outlet: 'outlet_id',
};

const hasName = (grouping: Grouping): boolean => ['product', 'category', 'cashier', 'outlet'].includes(grouping);
