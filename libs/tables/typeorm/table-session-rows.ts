import type { OutletScope } from '#libs/kernel';

import type { TableSession } from '../core/model/table-session.js';
import type { TableSessionRow } from './table-session.schema.js';

export type SessionRow = TableSessionRow & { table_name: string };
export type SeatedRow = SessionRow & { at_table_id: string };

export const SESSION_COLUMNS =
  'id, outlet_id, table_id, opened_by, opened_at, expires_at, closed_at, joined_into, guest_count';

/** Of the sittings alone, as `s`. */
export const LOCKED_COLUMNS = `s.id, s.outlet_id, s.table_id, s.opened_by, s.opened_at, s.expires_at, s.closed_at, s.joined_into, s.guest_count`;

const COLUMNS = `s.id, s.outlet_id, s.table_id, t.name AS table_name, s.opened_by, s.opened_at, s.expires_at, s.closed_at,
  s.joined_into, s.guest_count`;
const FROM = 'FROM table_sessions s JOIN dining_tables t ON t.id = s.table_id';
const IS_OPEN = 's.closed_at IS NULL AND s.expires_at > $2';

export const SESSIONS = `SELECT ${COLUMNS} ${FROM}`;

/**
 * Sessions that `locked` has waited for, as they are then. Its row lock is taken without the table's name: a row that moved to another table while
 * it was waited for would no longer fit the table that it was read with, and be left out.
 */
export const kept = (locked: string): string =>
  `WITH s AS MATERIALIZED (${locked}) SELECT ${COLUMNS} FROM s JOIN dining_tables t ON t.id = s.table_id ORDER BY s.id`;

/** Of the tables $1, those open at $2, each with `at_table_id`: its own table, or one that is linked to it. */
export const OPEN_AT = `
  SELECT ${COLUMNS}, s.table_id AS at_table_id ${FROM} WHERE s.table_id = ANY($1) AND ${IS_OPEN}
  UNION ALL
  SELECT ${COLUMNS}, l.table_id AS at_table_id ${FROM} JOIN table_links l ON l.session_id = s.id
  WHERE l.table_id = ANY($1) AND ${IS_OPEN}`;

/** Null means every outlet. */
export const idsOf = (scope: OutletScope): readonly string[] | null => (scope === 'all' ? null : scope);

export const toSession = (row: SessionRow): TableSession => ({
  id: row.id,
  tableId: row.table_id,
  tableName: row.table_name,
  outletId: row.outlet_id,
  openedBy: row.opened_by,
  openedAt: row.opened_at,
  expiresAt: row.expires_at,
  closedAt: row.closed_at,
  joinedInto: row.joined_into,
  guestCount: row.guest_count,
});
