import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import type { OutletScope } from '#libs/kernel';
import { columnsOf, Database, violates } from '#libs/platform';

import type { Outlet } from '../core/model/outlet.js';
import { prefixTaken } from '../core/model/outlets.errors.js';
import { OutletRepository } from '../core/outlets.ports.js';
import { toOutlet, toRow } from './outlet-rows.js';
import { type OutletRow, OutletSchema } from './outlet.schema.js';

const COLUMNS = columnsOf(OutletSchema).of();

@Injectable()
export class TypeOrmOutletRepository extends OutletRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<Outlet | null> {
    if (scope !== 'all' && !scope.includes(id)) return null;
    const row = await this.rows.findOneBy({ id, deleted_at: IsNull() });
    return row && toOutlet(row);
  }

  async all(): Promise<Outlet[]> {
    // Aside: many wait for one reading, and some of them hold the connections that it would otherwise have to wait for.
    const rows = await this.database.aside<OutletRow & Record<string, unknown>>({
      text: `SELECT ${COLUMNS} FROM outlets WHERE deleted_at IS NULL ORDER BY created_at, id`,
    });
    return rows.map(toOutlet);
  }

  async lockPrefixes(): Promise<ReadonlySet<string>> {
    await this.database.query({
      text: `SELECT pg_advisory_xact_lock(hashtextextended('outlets.prefixes', 0))`,
      values: [],
    });
    const rows = await this.database.query<{ order_prefix: string }>({ text: 'SELECT order_prefix FROM outlets' });
    return new Set(rows.map((row) => row.order_prefix));
  }

  async insert(outlet: Outlet): Promise<void> {
    await withOwnPrefix(this.rows.insert(toRow(outlet)));
  }

  async update(outlet: Outlet): Promise<boolean> {
    const { id, ...columns } = toRow(outlet);
    const before = { id, version: outlet.version - 1, deleted_at: IsNull() };
    const { affected } = await withOwnPrefix(this.rows.update(before, columns));
    return affected === 1;
  }

  async remove(id: string, at: Date): Promise<boolean> {
    const { affected } = await this.rows.update({ id, deleted_at: IsNull() }, { deleted_at: at, updated_at: at });
    return affected === 1;
  }

  private get rows() {
    return this.database.rows(OutletSchema);
  }
}

async function withOwnPrefix<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (violates(error, 'outlets_prefix_once')) throw prefixTaken();
    throw error;
  }
}
