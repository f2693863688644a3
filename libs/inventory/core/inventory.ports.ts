import type { ActorRef, CursorPage, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';

import type { MovementType, PostingResult, StockPosting, StockSale } from './model/stock.js';

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

/** What was found on the shelves, beside what the ledger said until then. */
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

/** What outlets hold and held, to be shown. */
export abstract class StockQueries {
  /** Newest first. Takes and gives cursors; throws `CURSOR_INVALID` for what is none. */
  abstract movements(filter: MovementFilter, page: PageRequest): Promise<CursorPage<StockMovement>>;
  /** By outlet, then product. */
  abstract levels(filter: LevelFilter, page: PageRequest): Promise<Page<StockLevel>>;
  /** Newest first. */
  abstract counts(scope: OutletScope, page: PageRequest): Promise<CursorPage<StockCountSummary>>;
  /** Throws `STOCK_COUNT_NOT_FOUND` for an unknown one and for one outside the scope. */
  abstract count(scope: OutletScope, id: string): Promise<StockCount>;
}

export abstract class StockCountRepository {
  /** In the ambient transaction. */
  abstract add(count: StockCount): Promise<void>;
}

/**
 * What outlets hold, and every movement that led there: the quantity on hand is always the sum of a product's movements. Postings
 * join the ambient transaction; rows are locked in product order and held to its end.
 */
export abstract class StockLedger {
  /**
   * Takes all pieces of a sale, each a `SALE` movement, in one statement that fails when one product has too few. A product that falls to its
   * threshold is announced as `LOW_STOCK`, one of which nothing is left as `PRODUCT_AVAILABILITY_CHANGED`. Throws `StockShortage`, after which
   * nothing else can be done in the ambient transaction.
   */
  abstract take(sale: StockSale): Promise<void>;

  /**
   * A product that has nothing left, or something again, is announced as `PRODUCT_AVAILABILITY_CHANGED`. One round trip; more the first time
   * that a product is stocked at an outlet, and when one falls to its threshold.
   */
  abstract post(posting: StockPosting): Promise<PostingResult>;

  /** Pieces by product id, summed over the outlets. Products without stock are left out. */
  abstract onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<Map<string, number>>;

  /** A product at or under its threshold is low; null for never. In the ambient transaction. */
  abstract watch(productId: string, threshold: number | null): Promise<void>;
}
