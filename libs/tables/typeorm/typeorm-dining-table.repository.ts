import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, IsNull } from 'typeorm';

import type { OutletScope } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { DiningTable } from '../core/model/dining-table.js';
import { tableNameTaken } from '../core/model/tables.errors.js';
import { DiningTableRepository } from '../core/tables.ports.js';
import { toRow, toTable, within } from './dining-table-rows.js';
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
