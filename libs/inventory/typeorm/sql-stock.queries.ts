import { Injectable } from '@nestjs/common';

import { invalid, type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, inScope, Values, whereAll } from '#libs/platform';

import {
  type LevelFilter,
  type MovementFilter,
  type StockCount,
  type StockCountSummary,
  type StockLevel,
  type StockMovement,
  StockQueries,
} from '../core/inventory.ports.js';
import { stockCountNotFound } from '../core/model/inventory.errors.js';
import type { MovementType } from '../core/model/stock.js';
import type { StockCountItemRow, StockCountRow, StockLevelRow, StockMovementRow } from './sql-stock-rows.js';

type LevelRow = StockLevelRow & { threshold: number | null };
type SummaryRow = StockCountRow & { item_count: number; difference: number };

const COUNT_COLUMNS = 'id, outlet_id, note, actor_kind, actor_id, counted_at';
const MOVEMENT_COLUMNS =
  'm.id, m.outlet_id, m.product_id, m.type, m.quantity, m.balance_after, m.reason, m.reference_id, m.actor_kind, m.actor_id, m.occurred_at, m.position';

@Injectable()
export class SqlStockQueries extends StockQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async movements(filter: MovementFilter, page: PageRequest): Promise<Page<StockMovement>> {
    const values = new Values();
    const matching = whereAll(
      inScope(filter.scope, 'm.outlet_id', values),
      filter.productId && `m.product_id = ${values.add(filter.productId)}`,
      filter.type && `m.type = ${values.add(filter.type)}`,
      filter.period && inPeriod(filter.period, { at: 'm.occurred_at', outlet: 'm.outlet_id' }, values),
    );
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM stock_movements m ${matching}`,
      values: values.list,
    });
    const rows = await this.database.query<StockMovementRow & Record<string, unknown>>(
      newestMovements(filter, page, matching, values),
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      data: shown.map(toMovement),
      total: counted?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
      next_cursor: last && rows.length > page.limit ? encodeCursor([last.position]) : null,
    };
  }

  async levels(filter: LevelFilter, page: PageRequest): Promise<Page<StockLevel>> {
    const values = new Values();
    const source = `stock_levels s LEFT JOIN stock_thresholds t USING (product_id) ${whereAll(
      inScope(filter.scope, 's.outlet_id', values),
      filter.productId && `product_id = ${values.add(filter.productId)}`,
      filter.isLow && 's.on_hand <= t.threshold',
    )}`;
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM ${source}`,
      values: values.list,
    });
    const rows = await this.database.query<LevelRow & Record<string, unknown>>({
      text: `SELECT s.outlet_id, product_id, s.on_hand, s.updated_at, t.threshold FROM ${source} ORDER BY s.outlet_id, product_id
             LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}`,
      values: values.list,
    });
    return { data: rows.map(toLevel), total: counted?.total ?? 0, limit: page.limit, offset: page.offset };
  }

  async count(scope: OutletScope, id: string): Promise<StockCount> {
    const values = new Values();
    const found = whereAll(`id = ${values.add(id)}`, inScope(scope, 'outlet_id', values));
    const [row] = await this.database.query<StockCountRow & Record<string, unknown>>({
      text: `SELECT ${COUNT_COLUMNS} FROM stock_counts ${found}`,
      values: values.list,
    });
    if (!row) throw stockCountNotFound();
    const items = await this.database.query<Pick<StockCountItemRow, 'product_id' | 'before' | 'after'>>({
      text: 'SELECT product_id, before, after FROM stock_count_items WHERE outlet_id = $1 AND count_id = $2 ORDER BY line',
      values: [row.outlet_id, row.id],
    });
    return {
      ...toHead(row),
      items: items.map(({ product_id, before, after }) => ({ productId: product_id, before, after })),
    };
  }

  async counts(scope: OutletScope, page: PageRequest): Promise<Page<StockCountSummary>> {
    const values = new Values();
    const theirs = whereAll(inScope(scope, 'outlet_id', values));
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM stock_counts ${theirs}`,
      values: values.list,
    });
    const rows = await this.database.query<SummaryRow & Record<string, unknown>>({
      text: `SELECT ${COUNT_COLUMNS}, i.item_count, i.difference
             FROM (
               SELECT ${COUNT_COLUMNS} FROM stock_counts ${theirs} ORDER BY counted_at DESC, id DESC
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

/**
 * One row more than the page, to know whether another follows. Where the outlets are known, each one's newest are read off its own
 * index and merged: a sort of all that an outlet ever moved is never needed.
 */
function newestMovements(filter: MovementFilter, page: PageRequest, matching: string, values: Values) {
  const outlets =
    filter.scope !== 'all'
      ? `unnest(${values.add(filter.scope)}::uuid[]) AS outlet_id`
      : filter.productId &&
        `(SELECT outlet_id FROM stock_levels WHERE product_id = ${values.add(filter.productId)}) known`;
  const after = page.after && `m.position < ${values.add(positionOf(page.after))}`;
  const offset = values.add(page.offset);
  const most = values.add(page.limit + 1);
  const conditions = [matching.replace(/^WHERE /, ''), after, outlets && 'm.outlet_id = o.outlet_id'];
  const newest = `SELECT ${MOVEMENT_COLUMNS} FROM stock_movements m ${whereAll(...conditions)} ORDER BY m.position DESC`;
  const text = outlets
    ? `SELECT ${MOVEMENT_COLUMNS} FROM (SELECT DISTINCT outlet_id FROM ${outlets}) o
       CROSS JOIN LATERAL (${newest} LIMIT ${offset}::bigint + ${most}::bigint) m
       ORDER BY m.position DESC LIMIT ${most} OFFSET ${offset}`
    : `${newest} LIMIT ${most} OFFSET ${offset}`;
  return { text, values: values.list };
}

function positionOf(cursor: string): number {
  const [position] = decodeCursor(cursor, 1);
  if (Number.isSafeInteger(position)) return position as number;
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}

const toMovement = (row: StockMovementRow): StockMovement => ({
  id: row.id,
  outletId: row.outlet_id,
  productId: row.product_id,
  type: row.type as MovementType,
  quantity: row.quantity,
  balanceAfter: row.balance_after,
  reason: row.reason,
  referenceId: row.reference_id,
  actor: { kind: row.actor_kind as StockMovement['actor']['kind'], id: row.actor_id },
  occurredAt: row.occurred_at,
});

const toLevel = (row: LevelRow): StockLevel => ({
  outletId: row.outlet_id,
  productId: row.product_id,
  onHand: row.on_hand,
  lowStockThreshold: row.threshold,
  updatedAt: row.updated_at,
});

const toHead = (row: StockCountRow): Omit<StockCount, 'items'> => ({
  id: row.id,
  outletId: row.outlet_id,
  note: row.note,
  actor: { kind: row.actor_kind as StockCount['actor']['kind'], id: row.actor_id },
  countedAt: row.counted_at,
});
