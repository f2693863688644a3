import type { MinorUnits } from '#libs/kernel';

export const TIP_GROUPINGS = ['staff', 'table', 'tender', 'day'] as const;
export type TipGrouping = (typeof TIP_GROUPINGS)[number];

/** In minor units of the row's currency. What left is positive too: its name says that it left. */
export interface TipMeasures {
  /** What came for somebody, and what became theirs since. */
  readonly earned: MinorUnits;
  readonly refunded: MinorUnits;
  /** What came for the pool. */
  readonly pooled: MinorUnits;
  /** What people got of the pool; of the pool itself, negative, what it gave. */
  readonly shared: MinorUnits;
  readonly paid_out: MinorUnits;
  /** By staff: what somebody is owed at the end of the period, whenever it came. Else what is left of the row. */
  readonly owed: MinorUnits;
}

export const TIP_MEASURES = ['earned', 'refunded', 'pooled', 'shared', 'paid_out', 'owed'] as const;

export interface TipRow extends TipMeasures {
  /** A person's id (null: the pool), a table's, a tender's or a method, or a day; null for what has none. */
  readonly key: string | null;
  readonly name: string | null;
  readonly currency: string;
}
