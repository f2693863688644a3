import { Injectable } from '@nestjs/common';

import type { CursorPage, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';
import {
  Database,
  inPeriod,
  inScope,
  newestBy,
  newestFirst,
  type Reads,
  type SortColumn,
  Values,
  whereAll,
} from '#libs/platform';

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
  'id, outlet_id, product_id, type, quantity, balance_after, reason, reference_id, actor_kind, actor_id, occurred_at, position';
const BY_POSITION: readonly SortColumn[] = [['position', 'bigint']];
const BY_COUNTING = newestBy('counted_at');

@Injectable()
export class SqlStockQueries extends StockQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async movements(filter: MovementFilter, page: PageRequest): Promise<CursorPage<StockMovement>> {
    const values = new Values();
    const within = [
      filter.productId && `product_id = ${values.add(filter.productId)}`,
      filter.period && inPeriod(filter.period, { at: 'occurred_at', outlet: 'outlet_id' }, values),
    ];
    const filters = [filter.type && `type = ${values.add(filter.type)}`];
    const reads = this.database.readsOf(filter.period);
    const positions = filter.period && (await positionsOf(reads, filter.period));
    const list = {
      from: 'stock_movements',
      columns: MOVEMENT_COLUMNS,
      outlets: { column: 'outlet_id', scope: await this.outletsOf(filter) },
      within,
      filters,
      cut: positions && ((at: Values) => between('position', positions, at)),
      values,
      key: BY_POSITION,
      toItem: toMovement,
    };
    return newestFirst<StockMovementRow, StockMovement>(reads, list, page);
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

  async counts(scope: OutletScope, page: PageRequest): Promise<CursorPage<StockCountSummary>> {
    const list = {
      from: 'stock_counts',
      columns: COUNT_COLUMNS,
      also: `${items('count(*)')} AS item_count, ${items('coalesce(sum(after - before), 0)::bigint')} AS difference`,
      outlets: { column: 'outlet_id', scope },
      values: new Values(),
      key: BY_COUNTING,
      toItem: toSummary,
    };
    return newestFirst<SummaryRow, StockCountSummary>(this.database, list, page);
  }

  /** A product moves where it has a level: its newest movements are read off these outlets' own indexes. */
  private async outletsOf({ scope, productId }: MovementFilter): Promise<OutletScope> {
    if (scope !== 'all' || productId === undefined) return scope;
    const rows = await this.database.query<{ outlet_id: string }>({
      name: 'stock.outlets-of-a-product',
      text: 'SELECT outlet_id FROM stock_levels WHERE product_id = $1',
      values: [productId],
    });
    return rows.map(({ outlet_id }) => outlet_id);
  }
}

/** How far the order of positions and that of instants may differ: a movement has its instant when its transaction begins, its position later. */
const MARGIN_MS = 86_400_000;

interface Positions extends Record<string, unknown> {
  readonly first: number | null;
  readonly end: number | null;
}

/** The positions that movements of a period may have: what the list is ordered by, and so what an index finds. */
async function positionsOf(reads: Reads, { whole: { from, to } }: PeriodSpans): Promise<Positions | undefined> {
  const [found] = await reads.query<Positions>({
    name: 'stock.positions-of-a-period',
    text: `SELECT CASE WHEN $1::timestamptz IS NOT NULL THEN stock_position_at($1) END AS first,
             CASE WHEN $2::timestamptz IS NOT NULL THEN stock_position_at($2) END AS end`,
    values: [from && new Date(from.getTime() - MARGIN_MS), to && new Date(to.getTime() + MARGIN_MS)],
  });
  return found;
}

function between(column: string, { first, end }: Positions, values: Values): string | false {
  const ends = [
    first !== null && `${column} >= ${values.add(first)}::bigint`,
    end !== null && `${column} < ${values.add(end)}::bigint`,
  ].filter(Boolean);
  return ends.length > 0 && ends.join(' AND ');
}

const items = (what: string): string =>
  `(SELECT ${what} FROM stock_count_items i WHERE i.outlet_id = page.outlet_id AND i.count_id = page.id)`;

const toSummary = (row: SummaryRow): StockCountSummary => ({
  ...toHead(row),
  itemCount: row.item_count,
  difference: row.difference,
});

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
