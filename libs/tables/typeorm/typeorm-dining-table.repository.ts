import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { DiningTable } from '../core/dining-table.js';
import { tableNameTaken } from '../core/tables.errors.js';
import { DiningTableRepository } from '../core/tables.ports.js';
import { type DiningTableRow, DiningTableSchema } from './dining-table.schema.js';

type Lock = 'pessimistic_read' | 'pessimistic_write';

@Injectable()
export class TypeOrmDiningTableRepository extends DiningTableRepository {
  constructor(private readonly database: Database) {
    super();
  }

  find(scope: OutletScope, id: string): Promise<DiningTable | null> {
    return this.one({ ...within(scope), id });
  }

  async page(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<DiningTable>> {
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
    return { data: rows.map(toTable), total, limit, offset };
  }

  async insert(table: DiningTable): Promise<void> {
    await this.named(table, () => this.rows.insert(toRow(table)));
  }

  async update(table: DiningTable): Promise<boolean> {
    const { id, outlet_id, ...columns } = toRow(table);
    const before = { id, outlet_id, version: table.version - 1, deleted_at: IsNull() };
    const { affected } = await this.named(table, () => this.rows.update(before, columns));
    return affected === 1;
  }

  share(scope: OutletScope, id: string): Promise<DiningTable | null> {
    return this.one({ ...within(scope), id }, 'pessimistic_read');
  }

  shareByQr(id: string, qrSecret: string): Promise<DiningTable | null> {
    return this.one({ ...within('all'), id, qr_secret: qrSecret }, 'pessimistic_read');
  }

  lock(scope: OutletScope, id: string): Promise<DiningTable | null> {
    return this.one({ ...within(scope), id }, 'pessimistic_write');
  }

  async remove(id: string, at: Date): Promise<void> {
    await this.rows.update({ id, deleted_at: IsNull() }, { deleted_at: at, updated_at: at, active: false });
  }

  private get rows() {
    return this.database.rows(DiningTableSchema);
  }

  private async one(where: FindOptionsWhere<DiningTableRow>, mode?: Lock): Promise<DiningTable | null> {
    const row = await this.rows.findOne({ where, ...(mode && { lock: { mode } }) });
    return row && toTable(row);
  }

  private async named<T>({ name }: DiningTable, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (violates(error, 'dining_tables_name')) throw tableNameTaken(name);
      throw error;
    }
  }
}

const within = (scope: OutletScope): FindOptionsWhere<DiningTableRow> => ({
  ...(scope !== 'all' && { outlet_id: In([...scope]) }),
  deleted_at: IsNull(),
});

const toTable = (row: DiningTableRow): DiningTable => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  area: row.area,
  seats: row.seats,
  qrSecret: row.qr_secret,
  active: row.active,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (table: DiningTable): Omit<DiningTableRow, 'deleted_at'> => ({
  id: table.id,
  outlet_id: table.outletId,
  name: table.name,
  area: table.area,
  seats: table.seats,
  qr_secret: table.qrSecret,
  active: table.active,
  version: table.version,
  created_at: table.createdAt,
  updated_at: table.updatedAt,
});
