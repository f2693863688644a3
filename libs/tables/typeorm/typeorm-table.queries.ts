import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { Clock, type CursorPage, type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database, newestFirst, Values } from '#libs/platform';

import type { TableSession } from '../core/model/table-session.js';
import { tableNotFound } from '../core/model/tables.errors.js';
import { type SessionFilter, TableQueries, type TableWithSession } from '../core/tables.ports.js';
import { toTable, within } from './dining-table-rows.js';
import { type DiningTableRow, DiningTableSchema } from './dining-table.schema.js';
import { OPEN_AT, type SeatedRow, SESSION_COLUMNS, type SessionRow, toSession } from './table-session-rows.js';

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

  async some(ids: readonly string[]): Promise<TableWithSession[]> {
    return ids.length === 0 ? [] : this.withSessions(await this.rows.findBy({ ...within('all'), id: In([...ids]) }));
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
    page: PageRequest,
  ): Promise<CursorPage<TableSession>> {
    const values = new Values();
    const isOpen = () => `(closed_at IS NULL AND expires_at > ${values.add(this.clock.now())})`;
    const list = {
      from: 'table_sessions',
      columns: SESSION_COLUMNS,
      also: '(SELECT t.name FROM dining_tables t WHERE t.id = page.table_id) AS table_name',
      outlets: { column: 'outlet_id', scope },
      filters: [
        tableId !== undefined && `table_id = ${values.add(tableId)}`,
        open !== undefined && `${open ? '' : 'NOT '}${isOpen()}`,
      ],
      values,
      toItem: toSession,
    };
    return newestFirst<SessionRow, TableSession>(this.database, list, page);
  }

  private get rows() {
    return this.database.rows(DiningTableSchema);
  }

  private async withSessions(tables: readonly DiningTableRow[]): Promise<TableWithSession[]> {
    if (tables.length === 0) return [];
    const sessions = await this.database.query<SeatedRow>({
      name: 'tables.open-at',
      text: OPEN_AT,
      values: [tables.map(({ id }) => id), this.clock.now()],
    });
    const byTable = new Map(sessions.map((row) => [row.at_table_id, toSession(row)]));
    return tables.map((row) => ({ table: toTable(row), session: byTable.get(row.id) ?? null }));
  }
}
