import type { MinorUnits } from '#libs/kernel';

/** Somebody who takes cash into a colleague's drawer. `leftAt` is null while they do. */
export interface ShiftMember {
  readonly userId: string;
  readonly joinedAt: Date;
  readonly joinedBy: string;
  readonly leftAt: Date | null;
}

/** A drawer that was opened without a sale. */
export interface DrawerOpening {
  readonly id: string;
  readonly reason: string;
  readonly createdBy: string;
  readonly occurredAt: Date;
}

/** What one person took in a shift and gave back, by every method, and in cash. */
export interface TakerFigures {
  readonly userId: string;
  /** Captured payments. */
  readonly count: number;
  readonly amount: MinorUnits;
  readonly cash: MinorUnits;
  readonly refunded: MinorUnits;
  readonly cashRefunded: MinorUnits;
}
