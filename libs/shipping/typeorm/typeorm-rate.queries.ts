import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { ShippingRate } from '../core/model/shipping-rate.js';
import { rateNotFound } from '../core/model/shipping.errors.js';
import { RateQueries } from '../core/shipping.ports.js';
import { toRate, within } from './rate-rows.js';
import { ShippingRateSchema } from './shipping.schema.js';

const IN_ORDER = { carrier: 'ASC', service: 'ASC', cep_from: 'ASC', max_weight_grams: 'ASC', id: 'ASC' } as const;

@Injectable()
export class TypeOrmRateQueries extends RateQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(scope: OutletScope, id: string): Promise<ShippingRate> {
    const row = await this.rows.findOneBy({ ...within(scope), id });
    if (!row) throw rateNotFound();
    return toRate(row);
  }

  async page(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<ShippingRate>> {
    const where = within(scope);
    const [rows, total] = await this.rows.findAndCount({ where, order: IN_ORDER, take: limit, skip: offset });
    return { data: rows.map(toRate), total, limit, offset };
  }

  private get rows() {
    return this.database.rows(ShippingRateSchema);
  }
}
