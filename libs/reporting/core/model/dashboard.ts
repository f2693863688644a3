import type { OpenBills } from '../reporting.ports.js';
import { type Figures, type Measure, MEASURES, type ProductSales, type SalesRow } from './sales-report.js';

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
