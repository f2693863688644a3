import { Injectable } from '@nestjs/common';

import { Clock, type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { TableSession } from '../core/model/table-session.js';
import { tableNotFound } from '../core/model/tables.errors.js';
import { type SessionFilter, TableQueries, type TableWithSession } from '../core/tables.ports.js';
import { toTable, within } from './dining-table-rows.js';
import { type DiningTableRow, DiningTableSchema } from './dining-table.schema.js';
import { idsOf, OPEN_AT, SESSIONS, type SessionRow, toSession } from './table-session-rows.js';

@Injectable()
export class TypeOrmTableQueries extends TableQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async get(scope: OutletScope, id: string): Promise<TableWithSession> {
    const row = await this.rows.findOneBy({ ...within(scope), id });
    const [found] = row ? await this.withSessions([row]) : [];
    if (!found) throw tableNotFound();
    return found;
  }

  async page(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<TableWithSession>> {
    const where = within(scope);
    const total = await this.rows.countBy(where);
    const rows = await this.rows
      .createQueryBuilder('t')
      .where(where)
      // The words before the first number, then that number: `Table 2` comes before `Table 10`.
      .orderBy(`t.area`, 'ASC', 'NULLS FIRST')
      .addOrderBy(`regexp_replace(t.name, '[0-9].*$', '')`)
      .addOrderBy(`substring(t.name from '[0-9]+')::numeric`, 'ASC', 'NULLS FIRST')
      .addOrderBy('t.name')
      .addOrderBy('t.id')
      .limit(limit)
      .offset(offset)
      .getMany();
    return { data: await this.withSessions(rows), total, limit, offset };
  }

  async sessionPage(
    scope: OutletScope,
    { tableId, open }: SessionFilter,
    { limit, offset }: PageRequest,
  ): Promise<Page<TableSession>> {
    const where = `
      WHERE ($1::uuid[] IS NULL OR s.outlet_id = ANY($1)) AND ($2::uuid IS NULL OR s.table_id = $2)
        AND ($3::boolean IS NULL OR (s.closed_at IS NULL AND s.expires_at > $4) = $3)`;
    const values = [idsOf(scope), tableId ?? null, open ?? null, this.clock.now()];
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM table_sessions s ${where}`,
      values,
    });
    const rows = await this.database.query<SessionRow>({
      text: `${SESSIONS} ${where} ORDER BY s.id DESC LIMIT $5 OFFSET $6`,
      values: [...values, limit, offset],
    });
    return { data: rows.map(toSession), total: counted?.total ?? 0, limit, offset };
  }

  private get rows() {
    return this.database.rows(DiningTableSchema);
  }

  private async withSessions(tables: readonly DiningTableRow[]): Promise<TableWithSession[]> {
    if (tables.length === 0) return [];
    const sessions = await this.database.query<SessionRow>({
      name: 'tables.open-at',
      text: OPEN_AT,
      values: [tables.map(({ id }) => id), this.clock.now()],
    });
    const byTable = new Map(sessions.map((row) => [row.table_id, toSession(row)]));
    return tables.map((row) => ({ table: toTable(row), session: byTable.get(row.id) ?? null }));
  }
}
