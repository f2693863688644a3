import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database, inScope, Values, whereAll } from '#libs/platform';

import type { LowStock, OpenBills } from '../core/model/current-state.js';
import { CurrentStateQueries } from '../core/reporting.ports.js';

type Row<T> = T & Record<string, unknown>;

const EMPTIEST = 'stock - low_stock_threshold, name, outlet_id, product_id';

/** Open bills, open drawers and low stock are few, and each has its index. */
@Injectable()
export class SqlCurrentStateQueries extends CurrentStateQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async openBills(scope: OutletScope): Promise<OpenBills[]> {
    const values = new Values();
    return this.database.query<Row<OpenBills>>({
      text: `SELECT currency, count(*) AS count, sum(amount_due)::bigint AS amount_due FROM ordering_sales
             ${whereAll('is_due', inScope(scope, 'outlet_id', values))} GROUP BY currency ORDER BY currency`,
      values: values.list,
    });
  }

  async openShifts(scope: OutletScope): Promise<number> {
    const values = new Values();
    const [row] = await this.database.query<{ open: number }>({
      text: `SELECT count(*) AS open FROM shifts_drawers ${whereAll('is_open', inScope(scope, 'outlet_id', values))}`,
      values: values.list,
    });
    return row?.open ?? 0;
  }

  async lowStock(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<LowStock>> {
    const values = new Values();
    const low = `
      FROM inventory_low_stock s
      JOIN catalog_products p ON p.id = s.product_id JOIN outlets_branches o ON o.id = s.outlet_id
      ${whereAll('p.has_stock AND o.is_open', inScope(scope, 's.outlet_id', values))}`;
    const [found] = await this.database.query<{ data: LowStock[]; total: number }>({
      text: `
        WITH low AS MATERIALIZED (
          SELECT s.outlet_id, o.name AS outlet_name, s.product_id, p.sku, p.name, s.on_hand AS stock,
            s.threshold AS low_stock_threshold ${low}
        ),
        page AS (
          SELECT * FROM low ORDER BY ${EMPTIEST} LIMIT ${values.add(limit)} OFFSET ${values.add(offset)}
        )
        SELECT (SELECT coalesce(jsonb_agg(page ORDER BY ${EMPTIEST}), '[]') FROM page) AS data, (SELECT count(*) FROM low) AS total`,
      values: values.list,
    });
    return { data: found?.data ?? [], total: found?.total ?? 0, limit, offset };
  }
}
