import type { NewEvent } from '#libs/kernel';

import { TableSessionClosed, TableSessionMoved, TableSessionOpened } from './tables.events.js';

import type { DiningTable } from './dining-table.js';
import type { OpenTableSession } from '../tables.api.js';

/** One sitting at a table: every phone there has a token of its own, and all of them die with the sitting. */
export interface TableSession extends OpenTableSession {
  /** The user who opened it; null for a phone that scanned the table's code. */
  readonly openedBy: string | null;
  readonly openedAt: Date;
  /** When somebody or the clock ended it; null until then. */
  readonly closedAt: Date | null;
  /** The sitting that this one became a part of, and ended with; null otherwise. */
  readonly joinedInto: string | null;
  /** How many sit there, where somebody said so. */
  readonly guestCount: number | null;
}

export const newSession = (
  id: string,
  table: DiningTable,
  openedBy: string | null,
  now: Date,
  ttlMs: number,
): TableSession => ({
  id,
  tableId: table.id,
  tableName: table.name,
  outletId: table.outletId,
  openedBy,
  openedAt: now,
  expiresAt: new Date(now.getTime() + ttlMs),
  closedAt: null,
  joinedInto: null,
  guestCount: null,
});

/** A session past its time is over, whether or not the clean-up has been by. */
export const isOpen = (session: TableSession, now: Date): boolean =>
  session.closedAt === null && session.expiresAt > now;

export const sessionOpened = (session: TableSession): NewEvent => TableSessionOpened.of(eventOf(session));
export const sessionClosed = (session: TableSession): NewEvent => TableSessionClosed.of(eventOf(session));

/** It sits elsewhere now: at a free table, or as a part of the session there (`joined`), whose id its phones have from here on. */
export const sessionMoved = (from: TableSession, to: TableSession, linkedTableIds: readonly string[]): NewEvent =>
  TableSessionMoved.of({
    ...eventOf(to),
    sessionId: from.id,
    payload: {
      ...eventOf(to).payload,
      from_session_id: from.id,
      from_table_id: from.tableId,
      from_table_name: from.tableName,
      joined: from.id !== to.id,
      linked_table_ids: [...linkedTableIds],
    },
  });

const eventOf = (session: TableSession) => ({
  outletId: session.outletId,
  sessionId: session.id,
  payload: {
    id: session.id,
    table_id: session.tableId,
    table_name: session.tableName,
    outlet_id: session.outletId,
    expires_at: session.expiresAt.toISOString(),
  },
});
