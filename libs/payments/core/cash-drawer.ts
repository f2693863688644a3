import type { ActorRef, MinorUnits } from '#libs/kernel';

/** The drawer of a cashier's open shift, as payments need it. Implemented by shifts, which payments must not call. */
export abstract class CashDrawer {
  /**
   * Joins a payment, or a refund, to the cashier's open shift in the ambient transaction. Takes the shift's shared advisory lock first, so
   * that a close either counts it or refuses it. `cash` is what the drawer gains (negative: gives out), 0 for a gateway's payment taken at
   * this till. Throws `NO_OPEN_SHIFT` (409), and `DRAWER_TOO_LOW` (409) for more than it holds: its lock is taken alone then.
   */
  abstract record(entry: DrawerEntry): Promise<{ readonly shiftId: string }>;
}

export interface DrawerEntry {
  readonly outletId: string;
  readonly userId: string;
  readonly type: 'SALE' | 'REFUND';
  readonly cash: MinorUnits;
  readonly paymentId: string;
  readonly refundId?: string;
  /** Who is told what a drawer holds that does not hold enough, if they may know. Nobody when absent. */
  readonly askedBy?: ActorRef;
}
