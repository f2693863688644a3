import { Injectable } from '@nestjs/common';

import { newId } from '#libs/kernel';
import { Database, SqlEventLog } from '#libs/platform';

import {
  LARGEST_STOCK,
  type PostedStock,
  type PostingResult,
  StockLedger,
  type StockPosting,
} from '../core/stock-ledger.js';

interface PostedRow {
  product_id: string;
  before: number | null;
  after: number | null;
  applied: boolean;
  alarms: number;
}

/**
 * Locks the rows in product order, decides over all of them, and writes stock, movements and alarms, or nothing. FOR UPDATE waits for
 * the row's last writer and answers what it left; the UPDATE then goes to that same version. `ANY` says again what the joins say: without
 * it the planner may read every product of the outlet (measured: 44 ms instead of 0.3).
 */
const POST = `
  WITH wanted AS (
    SELECT * FROM unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[]) AS w(product_id, amount, movement_id, event_id)
  ), locked AS (
    SELECT w.*, s.on_hand AS before, CASE WHEN $6::boolean THEN w.amount ELSE s.on_hand + w.amount END AS after
    FROM wanted w JOIN stock_levels s USING (product_id)
    WHERE s.outlet_id = $1 AND s.product_id = ANY(ARRAY(SELECT product_id FROM wanted))
    ORDER BY w.product_id
    FOR UPDATE OF s
  ), verdict AS (
    SELECT count(*) = cardinality($2::uuid[]) AND coalesce(bool_and(after BETWEEN 0 AND ${LARGEST_STOCK}), false) AS applied
    FROM locked
  ), moved AS (
    UPDATE stock_levels s SET on_hand = l.after, updated_at = now()
    FROM locked l
    WHERE s.outlet_id = $1 AND s.product_id = ANY(ARRAY(SELECT product_id FROM wanted)) AND s.product_id = l.product_id
      AND l.after <> l.before AND (SELECT applied FROM verdict)
    RETURNING l.*
  ), written AS (
    INSERT INTO stock_movements
      (id, outlet_id, product_id, type, quantity, balance_after, reason, reference_id, actor_kind, actor_id)
    SELECT movement_id, $1::uuid, product_id, $7::text, after - before, after, $8::text, $9::uuid, $10::text, $11::uuid FROM moved
  ), alarmed AS (
    INSERT INTO events (id, type, outlet_id, payload)
    SELECT m.event_id, 'LOW_STOCK', $1::uuid,
           jsonb_build_object('product_id', m.product_id, 'stock', m.after, 'threshold', t.threshold)
    FROM moved m JOIN stock_thresholds t USING (product_id)
    WHERE $12::boolean AND m.before > t.threshold AND m.after <= t.threshold
    RETURNING 1
  )
  SELECT w.product_id, l.before, l.after, v.applied, (SELECT count(*) FROM alarmed) AS alarms
  FROM wanted w CROSS JOIN verdict v LEFT JOIN locked l USING (product_id)`;

@Injectable()
export class SqlStockLedger extends StockLedger {
  constructor(
    private readonly database: Database,
    private readonly events: SqlEventLog,
  ) {
    super();
  }

  async post(posting: StockPosting): Promise<PostingResult> {
    const result = await this.tryPosting(posting);
    const missing = result.stock.filter(({ isNew }) => isNew).map(({ productId }) => productId);
    // A sale of what was never stocked is a shortage; everything else may be a product's first movement.
    if (missing.length === 0 || posting.type === 'SALE') return result;
    await this.makeRoom(posting.outletId, missing);
    return this.tryPosting(posting);
  }

  async onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<Map<string, number>> {
    if (productIds.length === 0 || outletIds.length === 0) return new Map();
    const rows = await this.database.query<{ product_id: string; on_hand: number }>({
      name: 'inventory.on-hand',
      text: `SELECT product_id, sum(on_hand)::bigint AS on_hand FROM stock_levels
             WHERE outlet_id = ANY($1::uuid[]) AND product_id = ANY($2::uuid[]) GROUP BY product_id`,
      values: [outletIds, productIds],
    });
    return new Map(rows.map((row) => [row.product_id, row.on_hand]));
  }

  async watch(productId: string, threshold: number | null): Promise<void> {
    if (threshold === null) {
      const text = 'DELETE FROM stock_thresholds WHERE product_id = $1';
      await this.database.execute({ name: 'inventory.unwatch', text, values: [productId] });
      return;
    }
    await this.database.execute({
      name: 'inventory.watch',
      text: `INSERT INTO stock_thresholds (product_id, threshold) VALUES ($1, $2)
             ON CONFLICT (product_id) DO UPDATE SET threshold = excluded.threshold
             WHERE stock_thresholds.threshold <> excluded.threshold`,
      values: [productId, threshold],
    });
  }

  private async tryPosting(posting: StockPosting) {
    const productIds = [...posting.amounts.keys()];
    const rows = await this.database.query<PostedRow & Record<string, unknown>>({
      name: 'inventory.post',
      text: POST,
      values: [
        posting.outletId,
        productIds,
        [...posting.amounts.values()],
        productIds.map(() => newId()),
        productIds.map(() => newId()),
        posting.change === 'TO',
        posting.type,
        posting.reason ?? null,
        posting.referenceId ?? null,
        posting.actor.kind,
        posting.actor.id,
        posting.announcesLow,
      ],
    });
    if (rows.some(({ alarms }) => alarms > 0)) this.events.wake();
    const byProduct = new Map(rows.map((row) => [row.product_id, row]));
    const stock = productIds.map((id) => toPosted(id, byProduct.get(id), posting));
    return { applied: rows[0]?.applied ?? false, stock };
  }

  /** Empty levels first, while no row is locked: a posting that waits for a new row then holds nothing that others want. */
  private async makeRoom(outletId: string, productIds: readonly string[]): Promise<void> {
    await this.database.execute({
      name: 'inventory.make-room',
      text: `INSERT INTO stock_levels (outlet_id, product_id, on_hand)
             SELECT $1, id, 0 FROM unnest($2::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING`,
      values: [outletId, productIds],
    });
  }
}

function toPosted(
  productId: string,
  row: PostedRow | undefined,
  { amounts }: StockPosting,
): PostedStock & { isNew: boolean } {
  const before = row?.before ?? 0;
  return { productId, before, after: row?.after ?? amounts.get(productId) ?? 0, isNew: row?.before == null };
}
