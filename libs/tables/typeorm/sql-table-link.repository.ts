import { Injectable } from '@nestjs/common';

import { Database, type Statement } from '#libs/platform';

import { type SittingTable, TableLinkRepository } from '../core/tables.ports.js';

interface Row extends Record<string, unknown> {
  outlet_id: string;
  table_id: string;
  session_id: string;
}

@Injectable()
export class SqlTableLinkRepository extends TableLinkRepository {
  constructor(private readonly database: Database) {
    super();
  }

  of(sessionIds: readonly string[]): Promise<SittingTable[]> {
    return this.rows({
      name: 'tables.links-of',
      text: `SELECT outlet_id, table_id, session_id FROM table_links
             WHERE session_id = ANY($1::uuid[]) ORDER BY linked_at, table_id`,
      values: [sessionIds],
    });
  }

  async add(tables: readonly SittingTable[], at: Date): Promise<void> {
    await this.database.execute({
      name: 'tables.add-links',
      text: `INSERT INTO table_links (table_id, outlet_id, session_id, linked_at)
             SELECT table_id, outlet_id, session_id, $4
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS l(table_id, outlet_id, session_id) ORDER BY table_id
             ON CONFLICT (table_id) DO UPDATE SET session_id = excluded.session_id, linked_at = excluded.linked_at`,
      values: [
        tables.map(({ tableId }) => tableId),
        tables.map(({ outletId }) => outletId),
        tables.map(({ sessionId }) => sessionId),
        at,
      ],
    });
  }

  async remove(tableId: string, sessionId: string): Promise<boolean> {
    const removed = await this.database.execute({
      name: 'tables.remove-link',
      text: 'DELETE FROM table_links WHERE table_id = $1 AND session_id = $2',
      values: [tableId, sessionId],
    });
    return removed === 1;
  }

  removeOf(sessionIds: readonly string[]): Promise<SittingTable[]> {
    return this.rows({
      name: 'tables.remove-links-of',
      text: `DELETE FROM table_links WHERE session_id = ANY($1::uuid[]) RETURNING outlet_id, table_id, session_id`,
      values: [sessionIds],
    });
  }

  private async rows(statement: Statement): Promise<SittingTable[]> {
    const rows = await this.database.query<Row>(statement);
    return rows.map((row) => ({ outletId: row.outlet_id, tableId: row.table_id, sessionId: row.session_id }));
  }
}
