import { Injectable } from '@nestjs/common';

import { columnsOf, Database, type Statement } from '#libs/platform';

import { type KeptMark, TableMarkRepository, type ToldState } from '../core/tables.ports.js';
import { type TableStateRow, TableStateSchema } from './table-state.schema.js';

const COLUMNS = columnsOf(TableStateSchema).of();

@Injectable()
export class SqlTableMarkRepository extends TableMarkRepository {
  constructor(private readonly database: Database) {
    super();
  }

  of(tableIds: readonly string[]): Promise<ReadonlyMap<string, KeptMark>> {
    return this.marks({
      name: 'tables.marks',
      text: `SELECT ${COLUMNS} FROM table_states WHERE table_id = ANY($1::uuid[])`,
      values: [tableIds],
    });
  }

  async lock(
    tables: readonly { readonly id: string; readonly outletId: string }[],
  ): Promise<ReadonlyMap<string, KeptMark>> {
    const ids = tables.map(({ id }) => id);
    await this.database.execute({
      name: 'tables.begin-marks',
      text: `INSERT INTO table_states (table_id, outlet_id)
             SELECT table_id, outlet_id FROM unnest($1::uuid[], $2::uuid[]) AS t(table_id, outlet_id) ORDER BY table_id
             ON CONFLICT (table_id) DO NOTHING`,
      values: [ids, tables.map(({ outletId }) => outletId)],
    });
    return this.marks({
      name: 'tables.lock-marks',
      text: `SELECT ${COLUMNS} FROM table_states WHERE table_id = ANY($1::uuid[]) ORDER BY table_id FOR UPDATE`,
      values: [ids],
    });
  }

  async leave(tables: readonly { outletId: string; tableId: string; isDirty: boolean }[], at: Date): Promise<void> {
    if (tables.length === 0) return;
    await this.database.execute({
      name: 'tables.leave',
      text: `INSERT INTO table_states AS kept (table_id, outlet_id, idle_since, dirty_since)
             SELECT table_id, outlet_id, $4::timestamptz, CASE WHEN bool_or(dirty) THEN $4::timestamptz END
             FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS t(table_id, outlet_id, dirty)
             GROUP BY table_id, outlet_id ORDER BY table_id
             ON CONFLICT (table_id) DO UPDATE SET idle_since = excluded.idle_since,
               dirty_since = coalesce(excluded.dirty_since, kept.dirty_since)`,
      values: [
        tables.map(({ tableId }) => tableId),
        tables.map(({ outletId }) => outletId),
        tables.map(({ isDirty }) => isDirty),
        at,
      ],
    });
  }

  async clear(outletId: string, tableId: string, at: Date): Promise<void> {
    await this.database.execute({
      name: 'tables.clear',
      text: `INSERT INTO table_states (table_id, outlet_id, idle_since) VALUES ($1, $2, $3)
             ON CONFLICT (table_id) DO UPDATE SET idle_since = excluded.idle_since, dirty_since = NULL`,
      values: [tableId, outletId, at],
    });
  }

  async tell(tableId: string, { state, since, sessionId }: ToldState & { readonly since: Date }): Promise<void> {
    await this.database.execute({
      name: 'tables.tell-state',
      text: 'UPDATE table_states SET state = $2, state_since = $3, session_id = $4 WHERE table_id = $1',
      values: [tableId, state, since, sessionId],
    });
  }

  async tablesOf(sessionIds: readonly string[]): Promise<string[]> {
    return this.ids({
      name: 'tables.of-sessions',
      text: `SELECT table_id AS id FROM table_sessions WHERE id = ANY($1::uuid[])
             UNION SELECT table_id FROM table_links WHERE session_id = ANY($1::uuid[])
             UNION SELECT table_id FROM table_states WHERE session_id = ANY($1::uuid[])`,
      values: [sessionIds],
    });
  }

  async taken(afterId: string, limit: number): Promise<string[]> {
    return this.ids({
      name: 'tables.taken',
      text: `SELECT table_id AS id FROM table_sessions WHERE closed_at IS NULL AND table_id > $1
             UNION SELECT table_id FROM table_links WHERE table_id > $1
             UNION SELECT table_id FROM table_states WHERE (state <> 'FREE' OR dirty_since IS NOT NULL) AND table_id > $1
             ORDER BY id LIMIT $2`,
      values: [afterId, limit],
    });
  }

  async paidSince(outletId: string, at: Date, limit: number): Promise<string[]> {
    return this.ids({
      name: 'tables.paid-since',
      text: `SELECT DISTINCT session_id AS id FROM table_states
             WHERE outlet_id = $1 AND state = 'PAID' AND state_since <= $2 AND session_id IS NOT NULL LIMIT $3`,
      values: [outletId, at, limit],
    });
  }

  private async ids(statement: Statement): Promise<string[]> {
    const rows = await this.database.query<{ id: string } & Record<string, unknown>>(statement);
    return rows.map(({ id }) => id);
  }

  private async marks(statement: Statement): Promise<ReadonlyMap<string, KeptMark>> {
    const rows = await this.database.query<TableStateRow & Record<string, unknown>>(statement);
    return new Map(rows.map((row) => [row.table_id, toMark(row)]));
  }
}

const toMark = (row: TableStateRow): KeptMark => ({
  dirtySince: row.dirty_since,
  idleSince: row.idle_since,
  told: row.state && { state: row.state, sessionId: row.session_id },
});
