import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { Outlet } from '../core/model/outlet.js';
import { outletNotFound } from '../core/model/outlets.errors.js';
import { OutletQueries } from '../core/outlets.ports.js';
import { toOutlet } from './outlet-rows.js';
import { type OutletRow, OutletSchema } from './outlet.schema.js';

@Injectable()
export class TypeOrmOutletQueries extends OutletQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(scope: OutletScope, id: string): Promise<Outlet> {
    const isTheirs = scope === 'all' || scope.includes(id);
    const row = isTheirs ? await this.database.rows(OutletSchema).findOneBy({ id, deleted_at: IsNull() }) : null;
    if (!row) throw outletNotFound();
    return toOutlet(row);
  }

  async page(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<Outlet>> {
    const [rows, total] = await this.database.rows(OutletSchema).findAndCount({
      where: within(scope),
      order: { created_at: 'ASC', id: 'ASC' },
      take: limit,
      skip: offset,
    });
    return { data: rows.map(toOutlet), total, limit, offset };
  }
}

const within = (scope: OutletScope): FindOptionsWhere<OutletRow> => ({
  ...(scope !== 'all' && { id: In([...scope]) }),
  deleted_at: IsNull(),
});
