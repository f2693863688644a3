import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { CustomerOutletRepository } from '../core/customers.ports.js';
import type { CustomerOutletRow } from './customer-outlet.schema.js';

@Injectable()
export class SqlCustomerOutletRepository extends CustomerOutletRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(customerId: string, outletIds: readonly string[], at: Date): Promise<void> {
    if (outletIds.length === 0) return;
    await this.database.execute({
      name: 'customer_outlets.add',
      text: `INSERT INTO customer_outlets (outlet_id, customer_id, since)
             SELECT outlet_id, $1, $3 FROM unnest($2::uuid[]) outlet_id ORDER BY outlet_id ON CONFLICT DO NOTHING`,
      values: [customerId, outletIds, at],
    });
  }

  async remove(customerId: string, outletIds: readonly string[] | null): Promise<number> {
    await this.database.execute({
      name: 'customer_outlets.remove',
      text: 'DELETE FROM customer_outlets WHERE customer_id = $1 AND ($2::uuid[] IS NULL OR outlet_id = ANY ($2))',
      values: [customerId, outletIds],
    });
    return (await this.outletsOf(customerId)).length;
  }

  async outletsOf(customerId: string): Promise<{ outletId: string; since: Date }[]> {
    const rows = await this.database.query<CustomerOutletRow & Record<string, unknown>>({
      name: 'customer_outlets.list',
      text: 'SELECT outlet_id, since FROM customer_outlets WHERE customer_id = $1 ORDER BY since, outlet_id',
      values: [customerId],
    });
    return rows.map((row) => ({ outletId: row.outlet_id, since: row.since }));
  }
}
