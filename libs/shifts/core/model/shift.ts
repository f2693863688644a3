import type { Actor, ActorRef, MinorUnits } from '#libs/kernel';

import type { ShiftDrawer } from './named-drawer.js';
import { countNeedsApproval, ownCount, shiftClosed, shiftNotEnded } from './shifts.errors.js';
import type { ClosingTender, Denomination, TenderCount } from './tender-count.js';

export const SHIFT_STATUSES = ['OPEN', 'ENDED', 'CLOSED'] as const;
export type ShiftStatus = (typeof SHIFT_STATUSES)[number];

/** No count, float or movement of cash is larger, so that sums of them stay safe integers. */
export const MOST_CASH: MinorUnits = 1_000_000_000_000;

/** A drawer that would hold more is a mistyped amount; below it every sum is a safe integer. */
export const FULLEST_DRAWER: MinorUnits = 1_000_000_000_000_000;

/** A bill that was open when the shift closed; it stays with the outlet. */
export interface CarriedOrder {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly payment_status: string;
  readonly total_amount: MinorUnits;
  readonly paid_amount: MinorUnits;
  readonly currency: string;
}

/** What the Z must know of the moment of the close, whatever happens to the outlet before the Z is made. */
export interface Closing {
  readonly outlet_name: string;
  readonly locale: string;
  readonly open_orders: readonly CarriedOrder[];
  /** Absent where the outlet has none. */
  readonly tenders?: readonly ClosingTender[];
  /** Absent where nobody sorted the cash. */
  readonly denominations?: readonly Denomination[];
}

export interface ShiftState {
  readonly id: string;
  readonly outletId: string;
  /** The cashier whose drawer this is. */
  readonly userId: string;
  readonly status: ShiftStatus;
  readonly currency: string;
  readonly timeZone: string;
  /** The day the shift began on, in the outlet's time zone and by its cutoff. */
  readonly businessDate: string;
  readonly startCash: MinorUnits;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  /** What was counted. */
  readonly endCash: MinorUnits | null;
  readonly note: string | null;
  /** Who stood behind a difference over the outlet's limit. */
  readonly approvedBy: string | null;
  readonly closing: Closing | null;
  /** Of a shift that is closed in two steps: when it was counted, and by whom; null for one that was closed at once. */
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  /** What was counted then: `endCash` is what the audit counted again, where it did. */
  readonly firstCount: MinorUnits | null;
  /** What the audit said. */
  readonly auditNote: string | null;
  /** The shift whose count is this one's float; null where the float was put in. */
  readonly handedOverFrom: string | null;
  /** The named drawer that it is on; null where the outlet has none, or nobody said. */
  readonly drawer: ShiftDrawer | null;
}

export type NewShift = Pick<
  ShiftState,
  'id' | 'outletId' | 'userId' | 'currency' | 'timeZone' | 'businessDate' | 'startCash' | 'openedAt' | 'openedBy'
> &
  Partial<Pick<ShiftState, 'handedOverFrom' | 'drawer'>>;

/** The first of two steps: what was counted, blind. */
export interface BlindCount {
  readonly endCash: MinorUnits;
  readonly endedBy: string;
  readonly endedAt: Date;
  readonly note: string | null;
  readonly closing: Closing;
}

/** The second: somebody else looks at it. */
export interface Audit extends Pick<Count, 'expectedCash' | 'differenceLimit' | 'tenders'> {
  readonly auditor: string;
  readonly at: Date;
  /** What they counted again. */
  readonly recount?: MinorUnits;
  readonly note: string | null;
}

export interface Count {
  readonly endCash: MinorUnits;
  /** The sum of the ledger, read under the drawer's exclusive lock. */
  readonly expectedCash: MinorUnits;
  /** The outlet's: more than this needs an approver. */
  readonly differenceLimit: MinorUnits;
  /** What was declared; each with a limit of its own. */
  readonly tenders?: readonly TenderCount[];
  readonly approver: string | null;
  readonly closedBy: string;
  readonly closedAt: Date;
  readonly note: string | null;
  readonly closing: Closing;
}

/** A cashier's drawer from its float to its count. */
export class Shift {
  private constructor(private current: ShiftState) {}

  static open(shift: NewShift): Shift {
    return new Shift({
      handedOverFrom: null,
      drawer: null,
      endedAt: null,
      endedBy: null,
      firstCount: null,
      auditNote: null,
      ...shift,
      status: 'OPEN',
      closedAt: null,
      closedBy: null,
      endCash: null,
      note: null,
      approvedBy: null,
      closing: null,
    });
  }

  /** Only for the repository: brings a stored shift back without asking any rule. */
  static restore(state: ShiftState): Shift {
    return new Shift(state);
  }

  get state(): ShiftState {
    return this.current;
  }

  get isOpen(): boolean {
    return this.current.status === 'OPEN';
  }

  get isClosed(): boolean {
    return this.current.status === 'CLOSED';
  }

  assertOpen(): void {
    if (!this.isOpen) throw shiftClosed(this.current.id, this.current.status);
  }

  /** Whoever counted ends it, for somebody else to audit. Throws `SHIFT_CLOSED`. */
  end({ endCash, endedBy, endedAt, note, closing }: BlindCount): void {
    this.assertOpen();
    const counted = { endCash, firstCount: endCash, note, closing };
    this.current = { ...this.current, status: 'ENDED', endedAt, endedBy, ...counted };
  }

  /**
   * Closes what somebody else ended; whoever audits stands behind what is off. Coins and notes that were sorted at the first count are not those of
   * another one. Throws `SHIFT_NOT_ENDED` and `OWN_COUNT`.
   */
  audit({ auditor, at, recount, note, ...held }: Audit): void {
    const { status, endedBy, firstCount, closing } = this.current;
    if (status !== 'ENDED' || firstCount === null || !closing) throw shiftNotEnded(this.current.id, status);
    if (auditor === endedBy) throw ownCount();
    const endCash = recount ?? firstCount;
    const { denominations: _sorted, ...rest } = closing;
    this.current = {
      ...this.current,
      status: 'CLOSED',
      closedAt: at,
      closedBy: auditor,
      endCash,
      auditNote: note,
      approvedBy: isOff(endCash, held) ? auditor : null,
      closing: endCash === firstCount ? closing : rest,
    };
  }

  /**
   * Ends the shift with what was counted and declared. Throws `SHIFT_CLOSED`, or `APPROVAL_REQUIRED` for a count or a declaration too far off with
   * nobody behind it.
   */
  close(count: Count): void {
    this.assertOpen();
    const needsApproval = isOff(count.endCash, count);
    if (needsApproval && count.approver === null) throw countNeedsApproval();
    this.current = {
      ...this.current,
      status: 'CLOSED',
      closedAt: count.closedAt,
      closedBy: count.closedBy,
      endCash: count.endCash,
      note: count.note,
      approvedBy: needsApproval ? count.approver : null,
      closing: count.closing,
    };
  }
}

/** Whether a count, or a declaration, is further off than may be without anybody behind it. */
function isOff(
  endCash: MinorUnits,
  { expectedCash, differenceLimit, tenders = [] }: Pick<Count, 'expectedCash' | 'differenceLimit' | 'tenders'>,
): boolean {
  const counts = [{ declared: endCash, expected: expectedCash, limit: differenceLimit }, ...tenders];
  return counts.some(({ declared, expected, limit }) => Math.abs(declared - expected) > limit);
}

type WithRole = Pick<ActorRef, 'role'>;

const oversees = (actor: WithRole): boolean => actor.role === 'SUPERVISOR' || actor.role === 'ADMIN';

/** Whether the actor may touch this cashier's shift: their own, or any of the outlet for a supervisor. */
export const maySeeShiftOf = (actor: Actor, cashierId: string): boolean =>
  oversees(actor) || (actor.kind === 'user' && actor.id === cashierId);

/** A cashier counts blind: what the drawer should hold is theirs to know after the close only. */
export const seesExpectedCash = (actor: WithRole, status: ShiftStatus): boolean =>
  status === 'CLOSED' || oversees(actor);
