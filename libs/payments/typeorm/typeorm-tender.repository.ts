import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';

import type { OutletScope } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import { tenderNameTaken } from '../core/model/payments.errors.js';
import type { Tender } from '../core/model/tender.js';
import { TenderRepository } from '../core/payments.ports.js';
import { type TenderRow, TenderSchema } from './tender.schema.js';

const LIVING = { deleted_at: IsNull() };
const IN_ORDER = { position: 'ASC', name: 'ASC', id: 'ASC' } as const;

const within = (scope: OutletScope): FindOptionsWhere<TenderRow> =>
  scope === 'all' ? {} : { outlet_id: In([...scope]) };

@Injectable()
export class TypeOrmTenderRepository extends TenderRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<Tender | null> {
    const row = await this.rows.findOneBy({ ...within(scope), ...LIVING, id });
    return row && toTender(row);
  }

  async ever(outletId: string, id: string): Promise<Tender | null> {
    const row = await this.rows.findOneBy({ outlet_id: outletId, id });
    return row && toTender(row);
  }

  async ofOutlet(outletId: string): Promise<Tender[]> {
    const rows = await this.rows.find({ where: { outlet_id: outletId, ...LIVING }, order: IN_ORDER });
    return rows.map(toTender);
  }

  async insert(tender: Tender): Promise<void> {
    await named(tender, () => this.rows.insert(toRow(tender)));
  }

  async update(tender: Tender): Promise<boolean> {
    const { id, outlet_id, ...columns } = toRow(tender);
    const before = { id, outlet_id, version: tender.version - 1, ...LIVING };
    const { affected } = await named(tender, () => this.rows.update(before, columns));
    return affected === 1;
  }

  async remove({ id, outletId, version }: Tender, at: Date): Promise<boolean> {
    const stored = { id, outlet_id: outletId, version, ...LIVING };
    const { affected } = await this.rows.update(stored, { deleted_at: at, updated_at: at, version: version + 1 });
    return affected === 1;
  }

  private get rows() {
    return this.database.rows(TenderSchema);
  }
}

async function named<T>({ name }: Tender, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'tenders_one_a_name')) throw tenderNameTaken(name);
    throw error;
  }
}

const toTender = (row: TenderRow): Tender => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  method: row.method,
  requiresReference: row.requires_reference,
  requiresLast4: row.requires_last4,
  opensDrawer: row.opens_drawer,
  countsInDrawer: row.counts_in_drawer,
  confirm: row.confirm,
  needsShift: row.needs_shift,
  refundable: row.refundable,
  differenceLimit: row.difference_limit,
  fiscalCode: row.fiscal_code,
  instructions: row.instructions,
  position: row.position,
  active: row.active,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (tender: Tender): Omit<TenderRow, 'deleted_at'> => ({
  id: tender.id,
  outlet_id: tender.outletId,
  name: tender.name,
  method: tender.method,
  requires_reference: tender.requiresReference,
  requires_last4: tender.requiresLast4,
  opens_drawer: tender.opensDrawer,
  counts_in_drawer: tender.countsInDrawer,
  confirm: tender.confirm,
  needs_shift: tender.needsShift,
  refundable: tender.refundable,
  difference_limit: tender.differenceLimit,
  fiscal_code: tender.fiscalCode,
  instructions: tender.instructions,
  position: tender.position,
  active: tender.active,
  version: tender.version,
  created_at: tender.createdAt,
  updated_at: tender.updatedAt,
});
