import type { OutletScope } from '#libs/kernel';

import type { TableSession } from '../core/model/table-session.js';
import type { TableSessionRow } from './table-session.schema.js';

export type SessionRow = TableSessionRow & { table_name: string };

export const SESSION_COLUMNS = 'id, outlet_id, table_id, opened_by, opened_at, expires_at, closed_at, joined_into';

export const SESSIONS = `
  SELECT s.id, s.outlet_id, s.table_id, t.name AS table_name, s.opened_by, s.opened_at, s.expires_at, s.closed_at,
         s.joined_into
  FROM table_sessions s JOIN dining_tables t ON t.id = s.table_id`;

/** Of the tables $1, those open at $2. */
export const OPEN_AT = `${SESSIONS} WHERE s.table_id = ANY($1) AND s.closed_at IS NULL AND s.expires_at > $2`;

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
});
