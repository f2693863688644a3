import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { type StockCount, StockCountRepository } from '../core/inventory.ports.js';

@Injectable()
export class SqlStockCountRepository extends StockCountRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(count: StockCount): Promise<void> {
    await this.database.execute({
      name: 'inventory.add-count',
      text: `WITH head AS (
               INSERT INTO stock_counts (outlet_id, id, note, actor_kind, actor_id, counted_at)
               VALUES ($1, $2, $3, $4, $5, $6)
             )
             INSERT INTO stock_count_items (outlet_id, count_id, product_id, line, before, after)
             SELECT $1, $2, i.product_id, i.line, i.before, i.after
             FROM unnest($7::uuid[], $8::bigint[], $9::bigint[]) WITH ORDINALITY AS i(product_id, before, after, line)`,
      values: [
        count.outletId,
        count.id,
        count.note,
        count.actor.kind,
        count.actor.id,
        count.countedAt,
        count.items.map(({ productId }) => productId),
        count.items.map(({ before }) => before),
        count.items.map(({ after }) => after),
      ],
    });
  }
}
