import type { OutletScope, Page, PageRequest } from '#libs/kernel';

import type { LowStock, OpenBills } from './model/current-state.js';
import type { KitchenGrouping, KitchenReport } from './model/kitchen-report.js';
import type { TipGrouping, TipRow } from './model/tip-report.js';
import type { Grouping, Period, ProductSales, Ranking, SalesReport } from './model/sales-report.js';

export interface OrderRef {
  readonly outletId: string;
  readonly orderId: string;
}

/** A stretch of the event log. */
export interface EventBatch {
  /** The last event of it. */
  readonly seq: number;
  /** The orders whose money it tells of. */
  readonly orders: readonly OrderRef[];
  /** Whether the log may go on behind it. */
  readonly isFull: boolean;
}

/**
 * The tables that reports read, and how far along the event log they are.
 *
 * - A **sale** is a bill that was paid in full. It counts on the day and hour of the payment that completed it, as it was billed then, and
 *   never changes: lines and orders that were voided before are not on it. A bill of nothing counts when it is settled, and no longer once
 *   it is due or void.
 * - A **refund** of a sale is taken off on the day and hour it was given. `net_sales` is what was billed less what was refunded, taxes and
 *   service included: for bills paid in one shift it is the net of that shift's report.
 * - **Products** count what was on the bills. Pieces that are given back come off on the day of the refund, and what is left of a sale whose
 *   order is voided after all on the day of the void. Whatever is no product's (shipping, rounding, a refund of a mere amount) is what
 *   products leave of the bills: a row of its own, so that every grouping of a period has the same net sales.
 * - **Payments** are money, whatever it was for, on the day it came in or went back, as shift reports count it.
 */
export abstract class SalesRollups {
  /**
   * Locks the place in the log until the unit of work ends, and answers it: the last `seq` that was followed. Null when somebody else has
   * had it for longer than a moment.
   */
  abstract lock(): Promise<number | null>;

  /** Whether reports are read from a copy of the database, which catching up at once would not change. */
  abstract get isReadElsewhere(): boolean;

  /** The events behind `after`; null when there are none. */
  abstract read(after: number): Promise<EventBatch | null>;

  /** Adds what these orders have become since they were last looked at. Adding again adds nothing. */
  abstract add(orders: readonly OrderRef[]): Promise<void>;

  abstract moveTo(seq: number): Promise<void>;

  /** Every outlet there was, by id. */
  abstract outlets(): Promise<string[]>;

  /** Forgets what the tables have of an outlet. */
  abstract clear(outletId: string): Promise<void>;

  /** An outlet's orders that have payments, or had nothing to pay, by id, behind `after`; at most some thousands. */
  abstract paidOrders(outletId: string, after: OrderRef | null): Promise<OrderRef[]>;

  /** Waits, for a moment at most, until every event that is committed by now has its place in the log. */
  abstract untilNumbered(): Promise<void>;
}

/** Reads the rollups: what an answer costs depends on how many days and products it covers, never on how many orders there were. */
export abstract class SalesQueries {
  /** Time goes forward; everything else by its net sales, largest first. Cashiers come without a name. */
  abstract by(grouping: Grouping, scope: OutletScope, period: Period, page: PageRequest): Promise<SalesReport>;

  abstract ranked(ranking: Ranking, scope: OutletScope, period: Period, page: PageRequest): Promise<Page<ProductSales>>;

  /** The instant up to which everything is counted. */
  abstract asOf(): Promise<Date>;
}

/** Reads the ledger of tips. */
export abstract class TipQueries {
  /** Of these outlets; of one person alone where `userId` is given. Days go forward; everything else by what is owed, most first. People come without a name. */
  abstract by(
    grouping: TipGrouping,
    outletIds: readonly string[],
    period: Period,
    userId: string | null,
  ): Promise<TipRow[]>;
}

/** Reads what is open or low right now from the modules that keep it. */
export abstract class CurrentStateQueries {
  abstract openBills(scope: OutletScope): Promise<OpenBills[]>;
  abstract openShifts(scope: OutletScope): Promise<number>;
  /** What runs low, the emptiest first. */
  abstract lowStock(scope: OutletScope, page: PageRequest): Promise<Page<LowStock>>;
}

/** The instants of an outlet that a report is of, and how its days are told apart. */
export interface KitchenPeriod {
  readonly outletId: string;
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  readonly timeZone: string;
  readonly cutoff: string;
}

/** Reads from the kitchen how long lines took. */
export abstract class KitchenQueries {
  /** Of lines that reached these kitchens in these periods; what is not ready by `now` may be late. */
  abstract times(grouping: KitchenGrouping, kitchens: readonly KitchenPeriod[], now: Date): Promise<KitchenReport>;
}
