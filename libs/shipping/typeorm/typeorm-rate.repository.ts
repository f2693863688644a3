import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, MoreThanOrEqual } from 'typeorm';

import type { OutletScope } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { ShippingRate } from '../core/model/shipping-rate.js';
import { rateTaken } from '../core/model/shipping.errors.js';
import { RateRepository } from '../core/shipping.ports.js';
import { toRate, toRow, within } from './rate-rows.js';
import { ShippingRateSchema } from './shipping.schema.js';

@Injectable()
export class TypeOrmRateRepository extends RateRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<ShippingRate | null> {
    const row = await this.rows.findOneBy({ ...within(scope), id });
    return row && toRate(row);
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

async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'shipping_rates_once')) throw rateTaken();
    throw error;
  }
}
