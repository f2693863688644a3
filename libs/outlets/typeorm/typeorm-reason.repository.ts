import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

import type { OutletScope } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import { reasonLabelTaken } from '../core/model/outlets.errors.js';
import type { Reason } from '../core/model/reason.js';
import { ReasonRepository } from '../core/outlets.ports.js';
import { type ReasonRow, ReasonSchema } from './reason.schema.js';

const LIVING = { deleted_at: IsNull() };
const IN_ORDER = { kind: 'ASC', label: 'ASC', id: 'ASC' } as const;

const within = (scope: OutletScope): FindOptionsWhere<ReasonRow> =>
  scope === 'all' ? {} : { outlet_id: In([...scope]) };

@Injectable()
export class TypeOrmReasonRepository extends ReasonRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<Reason | null> {
    const row = await this.rows.findOneBy({ ...within(scope), ...LIVING, id });
    return row && toReason(row);
  }

  async ofOutlet(outletId: string): Promise<Reason[]> {
    const rows = await this.rows.find({ where: { outlet_id: outletId, ...LIVING }, order: IN_ORDER });
    return rows.map(toReason);
  }

  async insert(reason: Reason): Promise<void> {
    await labelled(() => this.rows.insert(toRow(reason)));
  }

  async update(reason: Reason): Promise<boolean> {
    const { id, outlet_id, ...columns } = toRow(reason);
    const before = { id, outlet_id, version: reason.version - 1, ...LIVING };
    const { affected } = await labelled(() => this.rows.update(before, columns));
    return affected === 1;
  }

  async remove({ id, outletId, version }: Reason, at: Date): Promise<boolean> {
    const stored = { id, outlet_id: outletId, version, ...LIVING };
    const { affected } = await this.rows.update(stored, { deleted_at: at, updated_at: at, version: version + 1 });
    return affected === 1;
  }

  private get rows() {
    return this.database.rows(ReasonSchema);
  }
}

async function labelled<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'reasons_one_a_label')) throw reasonLabelTaken();
    throw error;
  }
}

const toReason = (row: ReasonRow): Reason => ({
  id: row.id,
  outletId: row.outlet_id,
  kind: row.kind,
  label: row.label,
  translations: row.translations,
  needsNote: row.needs_note,
  active: row.active,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (reason: Reason): QueryDeepPartialEntity<ReasonRow> & { id: string; outlet_id: string } => ({
  id: reason.id,
  outlet_id: reason.outletId,
  kind: reason.kind,
  label: reason.label,
  translations: reason.translations,
  needs_note: reason.needsNote,
  active: reason.active,
  version: reason.version,
  created_at: reason.createdAt,
  updated_at: reason.updatedAt,
});
