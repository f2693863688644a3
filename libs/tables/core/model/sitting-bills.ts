import type { MinorUnits } from '#libs/kernel';

/** All bills of a sitting that stand. */
export interface SittingBills {
  /** In minor units. */
  readonly amountDue: MinorUnits;
  /** When the oldest was placed, and the oldest of those that are not paid. */
  readonly firstAt: Date;
  readonly unpaidSince: Date | null;
  /** When the last one was paid; null: none was. */
  readonly settledAt: Date | null;
  /** When the last of those that are not paid was handed over on paper; null: one of them was not, or is another since. */
  readonly printedAt: Date | null;
  /** Who of the staff placed the oldest that guests did not place themselves. */
  readonly serverId: string | null;
  /** Who was named to serve one of them, the oldest first; null: nobody was. */
  readonly namedServerId: string | null;
}
