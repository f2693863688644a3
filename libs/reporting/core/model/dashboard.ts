import type { OpenBills } from './current-state.js';
import {
  type Figures,
  type Measure,
  MEASURES,
  type ProductSales,
  type SalesReport,
  type SalesRow,
} from './sales-report.js';

/** How business goes today. Outlets in other time zones have their own today. */
export interface Dashboard {
  /** The latest of the outlets' days of business. */
  readonly date: string;
  readonly asOf: Date;
  readonly today: readonly Figures[];
  readonly yesterday: readonly Figures[];
  readonly outlets: readonly SalesRow[];
  readonly payments: readonly SalesRow[];
  readonly bestSellers: readonly ProductSales[];
  readonly openBills: readonly OpenBills[];
  readonly openShifts: number;
  readonly lowStockCount: number;
}

/** Products that a dashboard shows. */
export const MOST_BEST_SELLERS = 5;

/** What the outlets that have the same day of business sold on it, and on the day before. */
export interface DayOfBusiness {
  readonly byOutlet: SalesReport;
  readonly dayBefore: SalesReport;
  readonly byPaymentMethod: SalesReport;
  readonly bestSellers: readonly ProductSales[];
}

/** The days of all outlets as one. */
export const sumOf = (
  days: readonly DayOfBusiness[],
): Pick<Dashboard, 'today' | 'yesterday' | 'outlets' | 'payments' | 'bestSellers'> => ({
  today: merged(days.flatMap(({ byOutlet }) => byOutlet.totals)),
  yesterday: merged(days.flatMap(({ dayBefore }) => dayBefore.totals)),
  outlets: merged(days.flatMap(({ byOutlet }) => byOutlet.rows)),
  payments: merged(days.flatMap(({ byPaymentMethod }) => byPaymentMethod.rows)),
  bestSellers: merged(days.flatMap(({ bestSellers }) => bestSellers))
    .sort((a, b) => (b.items_count ?? 0) - (a.items_count ?? 0))
    .slice(0, MOST_BEST_SELLERS),
});

/** Rows of several reports as one: what has the same key and currency is added up. Largest net sales first. */
export function merged<T extends Figures & { readonly key?: string | null }>(rows: readonly T[]): T[] {
  const sums = new Map<string, T>();
  for (const row of rows) {
    const id = `${row.key ?? ''} ${row.currency}`;
    const sum = sums.get(id);
    sums.set(id, sum ? added(sum, row) : row);
  }
  return [...sums.values()].sort((a, b) => (b.net_sales ?? 0) - (a.net_sales ?? 0));
}

function added<T extends Figures>(a: T, b: T): T {
  const counted = MEASURES.filter((measure) => a[measure] !== undefined);
  const sums = counted.map((measure): [Measure, number] => [measure, (a[measure] ?? 0) + (b[measure] ?? 0)]);
  return { ...a, ...Object.fromEntries(sums) };
}
