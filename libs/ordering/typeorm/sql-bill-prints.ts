import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { type BillPrint, BillPrints } from '../core/ordering.ports.js';

@Injectable()
export class SqlBillPrints extends BillPrints {
  constructor(private readonly database: Database) {
    super();
  }

  async put({ outletId, orderId, printedAt, lastPosition, totalAmount }: BillPrint): Promise<void> {
    await this.database.execute({
      name: 'orders.bill-printed',
      text: `INSERT INTO bill_prints (outlet_id, order_id, printed_at, last_position, total_amount) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (outlet_id, order_id) DO UPDATE SET printed_at = excluded.printed_at,
               last_position = excluded.last_position, total_amount = excluded.total_amount`,
      values: [outletId, orderId, printedAt, lastPosition, totalAmount],
    });
  }
}
