import type { CursorPage, MinorUnits, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { CashMovement, MovementType } from './model/cash-movement.js';
import type { ShiftAdjustment } from './model/shift-adjustment.js';
import type { DrawerView, NamedDrawer } from './model/named-drawer.js';
import type { DrawerOpening, ShiftMember } from './model/shift-member.js';
import type { Shift, ShiftState, ShiftStatus } from './model/shift.js';
import type { TenderFigures } from './model/tender-count.js';
import type { Figures, ShiftReport } from './model/shift-report.js';

export abstract class ShiftRepository {
  /**
   * Saves a new shift with its float. Answers the new one's id, or that of the open shift in its way: the one that the cashier is in, theirs or a
   * colleague's, before the one on the same drawer.
   */
  abstract add(shift: Shift, floatMovementId: string): Promise<string>;

  abstract find(scope: OutletScope, shiftId: string): Promise<Shift | null>;

  /** Saves a close, which ends the part of all its members, or the audit of an ended shift. False when somebody else did meanwhile. */
  abstract saveClosed(shift: Shift): Promise<boolean>;

  /** Saves the first of two steps, which ends the part of all its members. False when the shift was ended or closed meanwhile. */
  abstract saveEnded(shift: Shift): Promise<boolean>;

  /** Whether a later shift began with what this one was counted to. */
  abstract isHandedOver(shift: ShiftState): Promise<boolean>;
}

/** Somebody at one outlet has one drawer, whichever shift is open on it: their own, or that of a colleague whom they joined. */
export interface Drawer {
  readonly outletId: string;
  readonly userId: string;
}

/** A drawer whose lock is held: that of its owner's, who is whoever the person had joined when the lock was asked for, or they themselves. */
export interface HeldDrawer extends Drawer {
  readonly ownerId: string;
}

export type NewMovement = Omit<CashMovement, 'outletId' | 'shiftId'>;

/** What became of a movement by hand; `held` is what the drawer holds without it. */
export type MovementOutcome =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'too-low' | 'too-full'; readonly held: MinorUnits };

/** What became of cash that is given out of whichever shift is open on a drawer. */
export type GivenOut =
  | { readonly kind: 'recorded'; readonly shiftId: string }
  | { readonly kind: 'no-shift' }
  | { readonly kind: 'too-low'; readonly held: MinorUnits };

/**
 * The ledger of cash. Whoever writes to it holds the drawer's advisory lock until the transaction ends: payments share it; a
 * close, a movement by hand and cash that is given back hold it alone. The lock is a statement of its own, so that the next one's snapshot sees what was committed before it.
 */
export abstract class DrawerLedger {
  abstract share(drawer: Drawer): Promise<HeldDrawer>;

  abstract holdAlone(drawer: Drawer): Promise<HeldDrawer>;

  /**
   * Writes to the drawer's open shift and answers its id, null when its owner has none open or the person is not in it (any more). A movement of 0
   * leaves no line.
   */
  abstract record(drawer: HeldDrawer, movement: NewMovement): Promise<string | null>;

  /** Writes a negative movement to the drawer's open shift as long as it holds that much. Needs the lock alone. */
  abstract giveOut(drawer: HeldDrawer, movement: NewMovement): Promise<GivenOut>;

  /** Writes to this shift as long as it is open (what puts a payment right: until it is closed) and the drawer then holds between 0 and `most`. Needs the lock alone. */
  abstract move(shift: ShiftState, movement: NewMovement, most: MinorUnits): Promise<MovementOutcome>;

  /** The sum of a shift's movements: what should be in the drawer. */
  abstract expectedCash(outletId: string, shiftId: string): Promise<MinorUnits>;
}

/** A shift as lists show it. `reportNumber` is null until the Z is made. */
export interface ShiftView extends ShiftState {
  readonly expectedCash: MinorUnits;
  readonly reportNumber: number | null;
}

export interface ShiftFilter {
  readonly scope: OutletScope;
  readonly outletId?: string;
  readonly userId?: string;
  readonly status?: ShiftStatus;
  /** Both ends: business dates (`YYYY-MM-DD`, inclusive) or instants of opening (`to` exclusive). */
  readonly from?: string | Date;
  readonly to?: string | Date;
}

export abstract class ShiftQueries {
  abstract view(scope: OutletScope, shiftId: string): Promise<ShiftView | null>;

  /** The open shifts of a cashier, wherever they are: one an outlet. */
  abstract openOf(userId: string): Promise<Pick<ShiftState, 'id' | 'outletId'>[]>;

  /** The user's open shift; the latest when they have several outlets and name none. */
  abstract current(userId: string, scope: OutletScope, outletId?: string): Promise<ShiftView | null>;

  /** Latest first. */
  abstract list(filter: ShiftFilter, page: PageRequest): Promise<CursorPage<ShiftView>>;

  /** Oldest first. */
  abstract movements(shift: ShiftState, types: readonly MovementType[], page: PageRequest): Promise<Page<CashMovement>>;
}

export abstract class ShiftFigures {
  /** One statement, so that a sale in flight is in all of the figures or in none. */
  abstract of(outletId: string, shiftId: string): Promise<Figures>;

  /** What each tender took in a shift, less what it gave back. A tender is asked for under the drawer's lock alone. */
  abstract byTender(outletId: string, shiftId: string): Promise<TenderFigures[]>;
}

/** A Z as it is kept. */
export interface KeptReport {
  readonly number: number;
  readonly shiftId: string;
  readonly previousHash: string | null;
  readonly hash: string;
  readonly body: ShiftReport;
}

export interface ChainEnd {
  readonly number: number;
  /** Null before the first report. */
  readonly hash: string | null;
}

export abstract class ShiftReports {
  abstract ofShift(outletId: string, shiftId: string): Promise<KeptReport | null>;

  /** Locks the outlet's numbering until the transaction ends and tells its last report. Call it before asking `ofShift`. */
  abstract lockChain(outletId: string): Promise<ChainEnd>;

  /** The next link of a locked chain. */
  abstract append(outletId: string, report: KeptReport, madeAt: Date): Promise<void>;

  /** The number given last, without a lock. */
  abstract lastNumber(outletId: string): Promise<number>;

  /** Up to `limit` reports after a number, in order. */
  abstract after(outletId: string, number: number, limit: number): Promise<KeptReport[]>;
}

/** SHA-256 in lower-case hexadecimal, of a text's UTF-8. */
export abstract class Digest {
  abstract of(text: string): string;
}

/** Who takes cash into a drawer beside its owner. Whoever changes it holds the drawer's lock alone. */
export abstract class ShiftMembers {
  /** Adds somebody to an open shift. Answers the id of the open shift that they are in then: this one's, or that of the one in their way. */
  abstract add(shift: ShiftState, member: ShiftMember): Promise<string>;

  /** Ends somebody's part in a shift. False when they have none. */
  abstract end(shift: ShiftState, userId: string, at: Date, by: string): Promise<boolean>;

  /** Everybody who is or was in a shift, in the order in which they joined. */
  abstract of(outletId: string, shiftId: string): Promise<ShiftMember[]>;
}

/** Drawers that are opened without a sale. Whoever writes holds the drawer's lock alone. */
export abstract class DrawerOpenings {
  /** How often it was opened so far. */
  abstract count(shift: ShiftState): Promise<number>;

  /** False when the shift is not open. */
  abstract add(shift: ShiftState, opening: DrawerOpening): Promise<boolean>;
}

/** What Zs should have had more or less. Whoever writes or tells of them holds the outlet's numbering (`ShiftReports.lockChain`). */
export abstract class ShiftAdjustments {
  abstract add(adjustments: readonly ShiftAdjustment[]): Promise<void>;

  /** Those of an outlet that no Z up to this number, its last one, tells of, oldest first. */
  abstract untold(outletId: string, lastNumber: number): Promise<ShiftAdjustment[]>;

  /** Whether the shift took that payment. */
  abstract isPaymentOf(shift: ShiftState, paymentId: string): Promise<boolean>;
}

/** The named drawers of outlets; those that are deleted are found no more. */
export abstract class NamedDrawers {
  abstract find(scope: OutletScope, id: string): Promise<NamedDrawer | null>;

  /** By name, each with the open shift on it. */
  abstract ofOutlet(outletId: string): Promise<DrawerView[]>;

  /** The drawer, which is not deleted until the transaction ends: whoever begins a shift on it shares it. */
  abstract share(outletId: string, id: string): Promise<NamedDrawer | null>;

  /** The drawer, on which no shift begins until the transaction ends. The lock is a statement of its own, so that the next one sees what was begun before it. */
  abstract holdAlone(scope: OutletScope, id: string): Promise<NamedDrawer | null>;

  abstract openShiftOn(drawer: NamedDrawer): Promise<DrawerView['shift']>;

  /** Throws `DRAWER_NAME_TAKEN`. */
  abstract insert(drawer: NamedDrawer): Promise<void>;

  /** Saves the next version. False when it was changed or deleted meanwhile. Throws `DRAWER_NAME_TAKEN`. */
  abstract update(drawer: NamedDrawer): Promise<boolean>;

  /** False when it was changed or deleted meanwhile. */
  abstract remove(drawer: NamedDrawer, at: Date): Promise<boolean>;
}
