import type { MinorUnits } from '#libs/kernel';

import type { SittingBills } from './sitting-bills.js';
import type { DiningTable } from './dining-table.js';
import type { TableSession } from './table-session.js';

export const TABLE_STATES = ['FREE', 'DIRTY', 'SEATED', 'ORDERED', 'BILL_PRINTED', 'PAID', 'BLOCKED'] as const;
export type TableState = (typeof TABLE_STATES)[number];

/** What is kept of a table beside who sits there. */
export interface TableMark {
  /** Since when it waits to be cleaned; null: it does not. */
  readonly dirtySince: Date | null;
  /** When guests left it, it was cleaned or given free; null: never. */
  readonly idleSince: Date | null;
}

/** Whatever the state of a table follows from. */
export interface TableFacts {
  readonly table: Pick<DiningTable, 'blockedAt' | 'createdAt'>;
  readonly session: Pick<TableSession, 'openedAt'> | null;
  /** Null while the sitting has no bill that stands. */
  readonly bills: SittingBills | null;
  readonly mark: TableMark | null;
  /** Whether the outlet's tables wait to be cleaned at all. */
  readonly needsCleaning: boolean;
}

export interface StateOfTable {
  readonly state: TableState;
  readonly since: Date;
}

/** How a table stands, with what staff want to know of it. */
export interface TableStanding extends StateOfTable {
  readonly sessionId: string | null;
  /** The table whose sitting is at this one too; null unless it was linked to that. */
  readonly linkedTo: string | null;
  /** As somebody said it; null otherwise. */
  readonly guestCount: number | null;
  /** Who opened the sitting, or served its first bill. */
  readonly serverId: string | null;
  /** In minor units, of all bills of the sitting. */
  readonly amountDue: MinorUnits;
}

/** The state of a table, and since when. Nobody sets it: it follows from these facts alone. */
export function stateOf({ table, session, bills, mark, needsCleaning }: TableFacts): StateOfTable {
  if (table.blockedAt) return { state: 'BLOCKED', since: table.blockedAt };
  if (session && !bills) return { state: 'SEATED', since: session.openedAt };
  if (bills) {
    if (bills.amountDue > 0 && bills.printedAt) return { state: 'BILL_PRINTED', since: bills.printedAt };
    return bills.amountDue > 0
      ? { state: 'ORDERED', since: bills.unpaidSince ?? bills.firstAt }
      : { state: 'PAID', since: bills.settledAt ?? bills.firstAt };
  }
  if (needsCleaning && mark?.dirtySince) return { state: 'DIRTY', since: mark.dirtySince };
  return { state: 'FREE', since: mark?.idleSince ?? table.createdAt };
}
