import { Injectable } from '@nestjs/common';

import { invalid, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, inScope, Values, whereAll } from '#libs/platform';

import {
  type LevelFilter,
  type MovementFilter,
  type StockLevel,
  type StockMovement,
  StockQueries,
} from '../core/inventory.ports.js';
import type { MovementType } from '../core/stock-ledger.js';
import type { StockLevelRow, StockMovementRow } from './stock.schema.js';

type LevelRow = StockLevelRow & { threshold: number | null };

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
      text: `SELECT s.*, t.threshold FROM ${source} ORDER BY s.outlet_id, product_id
             LIMIT ${values.add(page.limit)} OFFSET ${values.add(page.offset)}`,
      values: values.list,
    });
    return { data: rows.map(toLevel), total: counted?.total ?? 0, limit: page.limit, offset: page.offset };
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
  const newest = `SELECT m.* FROM stock_movements m ${whereAll(...conditions)} ORDER BY m.position DESC`;
  const text = outlets
    ? `SELECT m.* FROM (SELECT DISTINCT outlet_id FROM ${outlets}) o
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
