import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { columnsOf, Database, refusalIn } from '#libs/platform';

import type { TableSession } from '../core/model/table-session.js';
import { TableSessionRepository } from '../core/tables.ports.js';
import {
  idsOf,
  kept,
  LOCKED_COLUMNS,
  OPEN_AT,
  type SeatedRow,
  SESSIONS,
  type SessionRow,
  toSession,
} from './table-session-rows.js';
import { TableSessionSchema } from './table-session.schema.js';

/** `closed` is what the statement before it changed. */
const CLOSED = `
  SELECT c.id, c.outlet_id, c.table_id, t.name AS table_name, c.opened_by, c.opened_at, c.expires_at, c.closed_at, c.joined_into,
    c.guest_count
  FROM closed c JOIN dining_tables t ON t.id = c.table_id ORDER BY c.id`;
const SESSION_COLUMNS = columnsOf(TableSessionSchema).of();
const CLOSED_SESSION = 'TABLE_SESSION_CLOSED';
// Clocks of two processes differ by a little; a session never ends before it began.
const SET_CLOSED = 'SET closed_at = greatest($1, opened_at)';

@Injectable()
export class SqlTableSessionRepository extends TableSessionRepository {
  constructor(private readonly database: Database) {
    super();
  }

  find(scope: OutletScope, id: string): Promise<TableSession | null> {
    return this.one({
      name: 'tables.session',
      text: `${SESSIONS} WHERE s.id = $1 AND ($2::uuid[] IS NULL OR s.outlet_id = ANY($2))`,
      values: [id, idsOf(scope)],
    });
  }

  findByToken(tokenHash: Uint8Array): Promise<TableSession | null> {
    return this.one({
      name: 'tables.session-by-token',
      text: `${SESSIONS} JOIN table_session_tokens k ON k.session_id = s.id WHERE k.token_hash = $1`,
      values: [tokenHash],
    });
  }

  async openAt(tableIds: readonly string[], now: Date): Promise<ReadonlyMap<string, TableSession>> {
    if (tableIds.length === 0) return new Map();
    const rows = await this.database.query<SeatedRow>({
      name: 'tables.open-at',
      text: OPEN_AT,
      values: [tableIds, now],
    });
    return new Map(rows.map((row) => [row.at_table_id, toSession(row)]));
  }

  async insert(session: TableSession): Promise<boolean> {
    const inserted = await this.database.execute({
      name: 'tables.open-session',
      text: `INSERT INTO table_sessions (id, outlet_id, table_id, opened_by, opened_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (table_id) WHERE closed_at IS NULL DO NOTHING`,
      values: [session.id, session.outletId, session.tableId, session.openedBy, session.openedAt, session.expiresAt],
    });
    return inserted === 1;
  }

  shareOpenAt(tableId: string, now: Date): Promise<TableSession | null> {
    return this.one({
      name: 'tables.share-open-at',
      text: `${SESSIONS} WHERE s.table_id = $1 AND s.closed_at IS NULL AND s.expires_at > $2 FOR SHARE OF s`,
      values: [tableId, now],
    });
  }

  shareLinkedTo(tableId: string, now: Date): Promise<TableSession | null> {
    return this.one({
      name: 'tables.share-linked-to',
      text: kept(`SELECT ${LOCKED_COLUMNS} FROM table_sessions s JOIN table_links l ON l.session_id = s.id
                  WHERE l.table_id = $1 AND s.closed_at IS NULL AND s.expires_at > $2 FOR SHARE OF s`),
      values: [tableId, now],
    });
  }

  shareOpen(id: string, tableId: string, now: Date): Promise<boolean> {
    return this.keepOpen('tables.share-open', 'FOR SHARE', [id, now, tableId]);
  }

  lockOpen(id: string, tableId: string, now: Date): Promise<boolean> {
    return this.keepOpen('tables.lock-open', 'FOR NO KEY UPDATE', [id, now, tableId]);
  }

  async lock(ids: readonly string[]): Promise<TableSession[]> {
    const rows = await this.database.query<SessionRow>({
      name: 'tables.lock-sessions',
      text: kept(
        `SELECT ${LOCKED_COLUMNS} FROM table_sessions s WHERE s.id = ANY($1::uuid[]) ORDER BY s.id FOR UPDATE`,
      ),
      values: [ids],
    });
    return rows.map(toSession);
  }

  async moveTo(id: string, tableId: string): Promise<void> {
    const text = 'UPDATE table_sessions SET table_id = $2 WHERE id = $1';
    await this.database.execute({ name: 'tables.move-session', text, values: [id, tableId] });
  }

  async join(id: string, into: string, at: Date, expiresAt: Date): Promise<void> {
    await this.database.execute({
      name: 'tables.join-session',
      text: `WITH ended AS (UPDATE table_sessions SET closed_at = greatest($3, opened_at), joined_into = $2 WHERE id = $1),
             lasting AS (UPDATE table_sessions SET expires_at = $4 WHERE id = $2)
             UPDATE table_session_tokens SET session_id = $2 WHERE session_id = $1`,
      values: [id, into, at, expiresAt],
    });
  }

  async setGuests(id: string, guestCount: number | null): Promise<void> {
    await this.database.execute({
      name: 'tables.set-guests',
      text: 'UPDATE table_sessions SET guest_count = $2 WHERE id = $1',
      values: [id, guestCount],
    });
  }

  async renew(ids: readonly string[], now: Date, until: Date): Promise<void> {
    await this.database.execute({
      name: 'tables.renew-sessions',
      text: `UPDATE table_sessions SET expires_at = $3
             WHERE id IN (
               SELECT id FROM table_sessions
               WHERE id = ANY($1::uuid[]) AND closed_at IS NULL AND expires_at > $2 AND expires_at < $3::timestamptz - interval '1 minute'
               ORDER BY id FOR NO KEY UPDATE)`,
      values: [ids, now, until],
    });
  }

  close(scope: OutletScope, id: string, at: Date): Promise<TableSession | null> {
    return this.one({
      name: 'tables.close-session',
      text: `WITH closed AS (
               UPDATE table_sessions ${SET_CLOSED}
               WHERE id = $2 AND closed_at IS NULL AND ($3::uuid[] IS NULL OR outlet_id = ANY($3))
               RETURNING ${SESSION_COLUMNS}
             ) ${CLOSED}`,
      values: [at, id, idsOf(scope)],
    });
  }

  async closeExpired(at: Date, where: { tableId: string } | { limit: number }): Promise<TableSession[]> {
    const which =
      'tableId' in where
        ? { text: 'table_id = $2 AND closed_at IS NULL AND expires_at <= $1', values: [at, where.tableId] }
        : {
            text: `id IN (SELECT id FROM table_sessions WHERE closed_at IS NULL AND expires_at <= $1
                          ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
            values: [at, where.limit],
          };
    const rows = await this.database.query<SessionRow>({
      text: `WITH closed AS (UPDATE table_sessions ${SET_CLOSED} WHERE ${which.text} RETURNING ${SESSION_COLUMNS}) ${CLOSED}`,
      values: which.values,
    });
    return rows.map(toSession);
  }

  async addToken(sessionId: string, tokenHash: Uint8Array, at: Date): Promise<void> {
    await this.database.execute({
      name: 'tables.add-token',
      text: 'INSERT INTO table_session_tokens (token_hash, session_id, created_at) VALUES ($1, $2, $3)',
      values: [tokenHash, sessionId, at],
    });
  }

  async forgetTokens(closedBefore: Date): Promise<void> {
    await this.database.execute({
      text: `DELETE FROM table_session_tokens k USING table_sessions s
             WHERE s.id = k.session_id AND s.closed_at < $1`,
      values: [closedBefore],
    });
  }

  private async keepOpen(name: string, lock: string, values: readonly unknown[]): Promise<boolean> {
    const open = 'id = $1 AND table_id = $3 AND closed_at IS NULL AND expires_at > $2';
    try {
      await this.database.execute({
        name,
        text: `SELECT coalesce((SELECT true FROM table_sessions WHERE ${open} ${lock}), refuse('${CLOSED_SESSION}'))`,
        values: [...values],
      });
      return true;
    } catch (error) {
      if (refusalIn(error, CLOSED_SESSION)) return false;
      throw error;
    }
  }

  private async one(statement: Parameters<Database['query']>[0]): Promise<TableSession | null> {
    const [row] = await this.database.query<SessionRow>(statement);
    return row ? toSession(row) : null;
  }
}
