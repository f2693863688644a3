import { daysAfter, type MinorUnits } from '#libs/kernel';

import { periodBackwards } from './reporting.errors.js';

export const GROUPINGS = [
  'hour',
  'day',
  'week',
  'month',
  'product',
  'category',
  'cashier',
  'payment_method',
  'outlet',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Days of business, both included, each on its outlet's own calendar. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Of which days a report is, and the instant up to which everything is counted. */
export interface Coverage {
  readonly period: Period;
  readonly asOf: Date;
}

export const MEASURES = [
  'orders_count',
  'items_count',
  'payments_count',
  'refunds_count',
  'gross_sales',
  'discounts',
  'service_charge',
  'tax',
  'shipping',
  'rounding',
  'refunds',
  'net_sales',
  'line_discounts',
  'comps',
] as const;
export type Measure = (typeof MEASURES)[number];

const BILLS: readonly Measure[] = MEASURES.filter((measure) => measure !== 'payments_count');
const PRODUCTS: readonly Measure[] = [
  'items_count',
  'gross_sales',
  'discounts',
  'service_charge',
  'tax',
  'net_sales',
  'line_discounts',
  'comps',
];
const MONEY: readonly Measure[] = [
  'payments_count',
  'refunds_count',
  'gross_sales',
  'rounding',
  'refunds',
  'net_sales',
];

/** What a report by this grouping counts: bills, their lines, or the money that came for them. */
export function measuresOf(grouping: Grouping): readonly Measure[] {
  if (grouping === 'product' || grouping === 'category') return PRODUCTS;
  return grouping === 'cashier' || grouping === 'payment_method' ? MONEY : BILLS;
}

/** Counts, and amounts in one currency: amounts of two currencies are two rows, and are never added up. */
export type Figures = { readonly currency: string } & Readonly<Partial<Record<Measure, MinorUnits>>>;

/** One line of a report, under what it is grouped by. */
export type SalesRow = Figures & {
  /** `2025-11-21T13`, `2025-11-21`, `2025-W47`, `2025-11`, an id, or a payment method; null: without a category, or without a cashier. */
  readonly key: string | null;
  /** What a person calls it. */
  readonly name: string | null;
  /** What belongs to no product: shipping, rounding, and money given back for a bill as a whole. Its key is null. */
  readonly isNotByItem?: boolean;
};

export interface SalesReport {
  readonly rows: readonly SalesRow[];
  /** How many rows there are in all. */
  readonly total: number;
  /** Over all rows, a line a currency. */
  readonly totals: readonly Figures[];
}

export const RANKINGS = ['quantity', 'revenue'] as const;
export type Ranking = (typeof RANKINGS)[number];

export type ProductSales = SalesRow & { readonly sku: string | null; readonly category_id: string | null };

const USUAL_DAYS = 30;

export const dayBefore = (date: string): string => daysAfter(date, -1);

/** The days that are asked for; the last thirty up to `today` when nothing is said. Throws `PERIOD_BACKWARDS` (400). */
export function periodFrom(from: string | undefined, to: string | undefined, today: string): Period {
  const end = to ?? (from !== undefined && from > today ? from : today);
  const start = from ?? daysAfter(end, 1 - USUAL_DAYS);
  if (start <= end) return { from: start, to: end };
  throw periodBackwards();
}

/** The calendar months that lie within a period: the first day of the first, and the day after the last. Undefined when there is none. */
export function wholeMonths({ from, to }: Period): { readonly first: string; readonly end: string } | undefined {
  const firstOf = (date: string): string => `${date.slice(0, 8)}01`;
  const first = from === firstOf(from) ? from : firstOf(daysAfter(firstOf(from), 31));
  const end = firstOf(daysAfter(to, 1));
  return first < end ? { first, end } : undefined;
}
