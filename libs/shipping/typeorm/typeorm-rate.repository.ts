import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { ShippingRate } from '../core/shipping-rate.js';
import { rateTaken } from '../core/shipping.errors.js';
import { RateRepository } from '../core/shipping.ports.js';
import { type ShippingRateRow, ShippingRateSchema } from './shipping.schema.js';

const IN_ORDER = { carrier: 'ASC', service: 'ASC', cep_from: 'ASC', max_weight_grams: 'ASC', id: 'ASC' } as const;

@Injectable()
export class TypeOrmRateRepository extends RateRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<ShippingRate | null> {
    const row = await this.rows.findOneBy({ ...within(scope), id });
    return row && toRate(row);
  }

  async page(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<ShippingRate>> {
    const where = within(scope);
    const [rows, total] = await this.rows.findAndCount({ where, order: IN_ORDER, take: limit, skip: offset });
    return { data: rows.map(toRate), total, limit, offset };
  }

  async holding(outletId: string, cep: string): Promise<ShippingRate[]> {
    const rows = await this.rows.findBy({
      outlet_id: outletId,
      cep_from: LessThanOrEqual(cep),
      cep_to: MoreThanOrEqual(cep),
    });
    return rows.map(toRate);
  }

  async insert(rate: ShippingRate): Promise<void> {
    await once(() => this.rows.insert(toRow(rate)));
  }

  async update(rate: ShippingRate): Promise<boolean> {
    const { id, outlet_id, ...columns } = toRow(rate);
    const { affected } = await once(() => this.rows.update({ id, outlet_id, version: rate.version - 1 }, columns));
    return affected === 1;
  }

  async remove(scope: OutletScope, id: string): Promise<ShippingRate | null> {
    const rate = await this.find(scope, id);
    if (!rate) return null;
    const { affected } = await this.rows.delete({ id, outlet_id: rate.outletId });
    return affected === 1 ? rate : null;
  }

  private get rows() {
    return this.database.rows(ShippingRateSchema);
  }
}

const within = (scope: OutletScope): FindOptionsWhere<ShippingRateRow> =>
  scope === 'all' ? {} : { outlet_id: In([...scope]) };

async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'shipping_rates_once')) throw rateTaken();
    throw error;
  }
}

const toRate = (row: ShippingRateRow): ShippingRate => ({
  id: row.id,
  outletId: row.outlet_id,
  carrier: row.carrier,
  service: row.service,
  cepFrom: row.cep_from,
  cepTo: row.cep_to,
  maxWeightGrams: row.max_weight_grams,
  price: row.price,
  days: row.days,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (rate: ShippingRate): ShippingRateRow => ({
  id: rate.id,
  outlet_id: rate.outletId,
  carrier: rate.carrier,
  service: rate.service,
  cep_from: rate.cepFrom,
  cep_to: rate.cepTo,
  max_weight_grams: rate.maxWeightGrams,
  price: rate.price,
  days: rate.days,
  version: rate.version,
  created_at: rate.createdAt,
  updated_at: rate.updatedAt,
});
