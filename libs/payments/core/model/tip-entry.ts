import { type ActorRef, allocate, type MinorUnits, newId, sum } from '#libs/kernel';

import { poolEmpty } from './payments.errors.js';

export const TIP_ENTRY_KINDS = ['EARNED', 'REFUNDED', 'POOLED', 'SHARED', 'PAID_OUT', 'MOVED'] as const;
/**
 * `EARNED`: it came for somebody, `POOLED`: for the pool; `REFUNDED`: it went back; `MOVED`: it is another's now; `SHARED`: it left the pool, or
 * came from it; `PAID_OUT`: in cash.
 */
export type TipEntryKind = (typeof TIP_ENTRY_KINDS)[number];

/** A line of the ledger of tips; never changed, never removed. */
export interface TipEntry {
  readonly id: string;
  readonly outletId: string;
  readonly kind: TipEntryKind;
  /** Whose; null is the pool. */
  readonly userId: string | null;
  /** What the balance gained, in minor units; never 0. */
  readonly amount: MinorUnits;
  readonly currency: string;
  /** The day of business, `2026-03-02`; of what leaves the pool the day that it came on. */
  readonly day: string;
  readonly paymentId: string | null;
  readonly orderId: string | null;
  readonly refundId: string | null;
  readonly shiftId: string | null;
  readonly movementId: string | null;
  readonly distributionId: string | null;
  readonly actor: ActorRef;
  readonly at: Date;
}

type Cause = 'paymentId' | 'orderId' | 'refundId' | 'shiftId' | 'movementId' | 'distributionId';

export type NewTipEntry = Omit<TipEntry, 'id' | Cause> & Partial<Pick<TipEntry, Cause>>;

export const tipEntry = (entry: NewTipEntry): TipEntry => ({
  id: newId(),
  paymentId: null,
  orderId: null,
  refundId: null,
  shiftId: null,
  movementId: null,
  distributionId: null,
  ...entry,
});

/** A tip that came with a payment, or what it changed by; whoever it is for. */
export const cameFor = (userId: string | null): { kind: TipEntryKind; userId: string | null } => ({
  kind: userId === null ? 'POOLED' : 'EARNED',
  userId,
});

export interface PoolOfDay {
  readonly day: string;
  /** What is left of it; may be negative after a refund. */
  readonly amount: MinorUnits;
}

export interface TipShare {
  readonly userId: string;
  /** Whole; what each gets is in proportion to them. */
  readonly points: number;
}

/** What each gets of a pool. */
export interface SharedTip extends TipShare {
  readonly amount: MinorUnits;
}

/**
 * The pool over points by the largest remainder, the earlier first: all of it is given. Throws `TIP_POOL_EMPTY` (422) where nothing is left of
 * these days.
 */
export function sharePool(pool: readonly PoolOfDay[], shares: readonly TipShare[]): SharedTip[] {
  const left = sum(pool.map(({ amount }) => amount));
  if (left <= 0) throw poolEmpty(left);
  const parts = allocate(
    left,
    shares.map(({ points }) => points),
  );
  return shares.map((share, i) => ({ ...share, amount: parts[i] ?? 0 }));
}
