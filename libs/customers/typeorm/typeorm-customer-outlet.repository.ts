import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { Database } from '#libs/platform';

import { CustomerOutletRepository } from '../core/customers.ports.js';
import { CustomerOutletSchema } from './customer-outlet.schema.js';

@Injectable()
export class TypeOrmCustomerOutletRepository extends CustomerOutletRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(customerId: string, outletIds: readonly string[], at: Date): Promise<void> {
    if (outletIds.length === 0) return;
    // In one order, so that two at once do not wait for each other.
    const rows = outletIds.toSorted().map((id) => ({ outlet_id: id, customer_id: customerId, since: at }));
    await this.rows.createQueryBuilder().insert().values(rows).orIgnore().execute();
  }

  async remove(customerId: string, outletIds: readonly string[] | null): Promise<number> {
    await this.rows.delete({ customer_id: customerId, ...(outletIds && { outlet_id: In([...outletIds]) }) });
    return this.rows.countBy({ customer_id: customerId });
  }

  async outletsOf(customerId: string): Promise<{ outletId: string; since: Date }[]> {
    const order = { since: 'ASC', outlet_id: 'ASC' } as const;
    const rows = await this.rows.find({ where: { customer_id: customerId }, order });
    return rows.map((row) => ({ outletId: row.outlet_id, since: row.since }));
  }

  private get rows() {
    return this.database.rows(CustomerOutletSchema);
  }
}
