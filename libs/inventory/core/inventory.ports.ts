import type { ActorRef, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';

import type { MovementType } from './stock-ledger.js';

export interface StockMovement {
  readonly id: string;
  readonly outletId: string;
  readonly productId: string;
  readonly type: MovementType;
  /** Signed pieces, never 0. */
  readonly quantity: number;
  /** What the outlet held of the product after it. */
  readonly balanceAfter: number;
  readonly reason: string | null;
  /** What caused it: an order's id, a stock count's. */
  readonly referenceId: string | null;
  readonly actor: Pick<ActorRef, 'kind' | 'id'>;
  readonly occurredAt: Date;
}

export interface MovementFilter {
  readonly scope: OutletScope;
  readonly productId?: string;
  readonly type?: MovementType;
  readonly period?: PeriodSpans;
}

export interface StockLevel {
  readonly outletId: string;
  readonly productId: string;
  readonly onHand: number;
  readonly lowStockThreshold: number | null;
  readonly updatedAt: Date;
}

export interface LevelFilter {
  readonly scope: OutletScope;
  readonly productId?: string;
  /** Only products at or under their threshold. */
  readonly isLow?: boolean;
}

export interface CountedItem {
  readonly productId: string;
  readonly before: number;
  readonly after: number;
}

/** What somebody found on the shelves, beside what the ledger said until then. */
export interface StockCount {
  readonly id: string;
  readonly outletId: string;
  readonly note: string | null;
  readonly actor: Pick<ActorRef, 'kind' | 'id'>;
  readonly countedAt: Date;
  readonly items: readonly CountedItem[];
}

export interface StockCountSummary extends Omit<StockCount, 'items'> {
  readonly itemCount: number;
  /** Pieces found too many (positive) or missing (negative), over all items. */
  readonly difference: number;
}

export abstract class StockQueries {
  /** Newest first. Takes and gives cursors; throws `CURSOR_INVALID` (400) for what is none. */
  abstract movements(filter: MovementFilter, page: PageRequest): Promise<Page<StockMovement>>;

  /** By outlet, then product. */
  abstract levels(filter: LevelFilter, page: PageRequest): Promise<Page<StockLevel>>;
}

export abstract class StockCountRepository {
  /** In the ambient transaction. */
  abstract add(count: StockCount): Promise<void>;

  /** Throws `STOCK_COUNT_NOT_FOUND` for an unknown one and for one outside the scope. */
  abstract get(scope: OutletScope, id: string): Promise<StockCount>;

  /** Newest first. */
  abstract list(scope: OutletScope, page: PageRequest): Promise<Page<StockCountSummary>>;
}
