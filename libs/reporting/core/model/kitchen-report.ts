import { daysAfter } from '#libs/kernel';

import { periodTooLong } from './reporting.errors.js';
import { type Period, periodFrom } from './sales-report.js';

/** What a kitchen report is told apart by: a day of business, an hour of the outlet's clock on its date, … */
export const KITCHEN_GROUPINGS = ['station', 'product', 'hour', 'day', 'order_type'] as const;
export type KitchenGrouping = (typeof KITCHEN_GROUPINGS)[number];

/** Seconds that half of the lines, and nine of ten, did not exceed: by nearest rank, so that each is a time that a line really took. */
export interface Spread {
  readonly median: number;
  readonly p90: number;
}

/** Of lines that the kitchen heard of in a period. Times begin when it heard of them: what waited before is not in them. */
export interface KitchenFigures {
  /** Not void. */
  readonly lines: number;
  /** Until somebody began; null where nobody did. */
  readonly wait: Spread | null;
  readonly cook: Spread | null;
  /** From ready until served. */
  readonly pass: Spread | null;
  /** All three. */
  readonly total: Spread | null;
  /** Ready after their ticket was late, or late and not ready yet. */
  readonly lateLines: number;
  /** Lines that came back to their station. */
  readonly recalled: number;
  /** Lines that were a second cooking. */
  readonly remade: number;
  /** Lines that were void when somebody had begun. */
  readonly voidedAfterStart: number;
}

export interface KitchenRow extends KitchenFigures {
  readonly key: string;
  /** Of a product; null otherwise. */
  readonly name: string | null;
}

export interface KitchenReport {
  readonly rows: readonly KitchenRow[];
  readonly totals: KitchenFigures;
}

export const LONGEST_KITCHEN_DAYS = 92;

/** Throws `PERIOD_BACKWARDS`, `PERIOD_TOO_LONG` (400). */
export function kitchenPeriod(from: string | undefined, to: string | undefined, today: string): Period {
  const period = periodFrom(from, to, today);
  if (daysAfter(period.from, LONGEST_KITCHEN_DAYS) <= period.to) throw periodTooLong(LONGEST_KITCHEN_DAYS);
  return period;
}
