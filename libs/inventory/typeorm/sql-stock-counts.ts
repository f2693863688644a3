import { Injectable } from '@nestjs/common';

import { notFound, type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database, inScope, Values, whereAll } from '#libs/platform';

import { type StockCount, StockCountRepository, type StockCountSummary } from '../core/inventory.ports.js';
import type { StockCountItemRow, StockCountRow } from './stock.schema.js';

type SummaryRow = StockCountRow & { item_count: number; difference: number };

@Injectable()
export class SqlStockCounts extends StockCountRepository {
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

  async get(scope: OutletScope, id: string): Promise<StockCount> {
    const values = new Values();
    const found = whereAll(`id = ${values.add(id)}`, inScope(scope, 'outlet_id', values));
    const [row] = await this.database.query<StockCountRow & Record<string, unknown>>({
      text: `SELECT * FROM stock_counts ${found}`,
      values: values.list,
    });
    if (!row) throw notFound('stock count', 'STOCK_COUNT_NOT_FOUND');
    const items = await this.database.query<StockCountItemRow & Record<string, unknown>>({
      text: 'SELECT * FROM stock_count_items WHERE outlet_id = $1 AND count_id = $2 ORDER BY line',
      values: [row.outlet_id, row.id],
    });
    return {
      ...toHead(row),
      items: items.map(({ product_id, before, after }) => ({ productId: product_id, before, after })),
    };
  }

  async list(scope: OutletScope, page: PageRequest): Promise<Page<StockCountSummary>> {
    const values = new Values();
    const theirs = whereAll(inScope(scope, 'outlet_id', values));
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM stock_counts ${theirs}`,
      values: values.list,
    });
    const rows = await this.database.query<SummaryRow & Record<string, unknown>>({
      text: `SELECT c.*, i.item_count, i.difference
             FROM (
               SELECT * FROM stock_counts ${theirs} ORDER BY counted_at DESC, id DESC
               LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}
             ) c CROSS JOIN LATERAL (
               SELECT count(*) AS item_count, coalesce(sum(after - before), 0)::bigint AS difference
               FROM stock_count_items WHERE outlet_id = c.outlet_id AND count_id = c.id
             ) i ORDER BY c.counted_at DESC, c.id DESC`,
      values: values.list,
    });
    return {
      data: rows.map((row) => ({ ...toHead(row), itemCount: row.item_count, difference: row.difference })),
      total: counted?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
    };
  }
}

const toHead = (row: StockCountRow): Omit<StockCount, 'items'> => ({
  id: row.id,
  outletId: row.outlet_id,
  note: row.note,
  actor: { kind: row.actor_kind as StockCount['actor']['kind'], id: row.actor_id },
  countedAt: row.counted_at,
});
