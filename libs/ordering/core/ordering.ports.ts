import type { Actor, CursorPage, MinorUnits, OutletScope, PageRequest, PeriodSpans } from '#libs/kernel';

import type { Order } from './model/order.js';
import type { Buyer } from './model/order-limits.js';
import type { OrderChange, OrderState } from './model/order-state.js';
import type { OrderLine } from './model/order-line.js';
import type { HoldReason, OrderPaymentStatus, OrderStatus, OrderType } from './model/order-status.js';
import type { OpenOrder } from './ordering.api.js';

/** Whose orders a lookup may find: an outlet scope, narrowed to one table session or one customer for those who are not staff. */
export interface OrderScope {
  readonly outlets: OutletScope;
  readonly sessionId?: string;
  readonly customerId?: string;
  /** Only what the kitchen was told of: no HELD orders, and none that ended before they reached it. */
  readonly firedOnly?: boolean;
}

/** Staff see their outlets' orders (the kitchen what it has to make), a guest their table session's, a customer their own. */
export function orderScope(actor: Actor): OrderScope {
  if (actor.kind === 'guest') return { outlets: [actor.outletId], sessionId: actor.sessionId };
  if (actor.role === 'CUSTOMER') return { outlets: 'all', customerId: actor.id };
  if (actor.role === 'KITCHEN') return { outlets: actor.outletIds, firedOnly: true };
  return { outlets: actor.role === 'ADMIN' ? 'all' : actor.outletIds };
}

/** Aggregates. Writing joins the ambient transaction, and carries the order's events and history in the same statement. */
export abstract class OrderRepository {
  /**
   * A new order with its lines, and the hash of what its client asked for where the client gave it its id. Throws `ORDER_ID_TAKEN` (409) for an id
   * that is there already.
   */
  abstract insert(order: Order, requestHash?: string): Promise<void>;

  /** Locks the row until the transaction ends, then loads. Throws `ORDER_NOT_FOUND` (404). */
  abstract lock(id: string, scope: OrderScope): Promise<Order>;

  /** Loads without a lock, to show or to decide nothing. Throws `ORDER_NOT_FOUND` (404). */
  abstract get(id: string, scope: OrderScope): Promise<Order>;

  /** With the hash that it was inserted with; null when there is no such order. */
  abstract find(id: string, scope: OrderScope): Promise<{ order: Order; requestHash: string | null } | null>;

  /** All bills of a sitting, locked in the order of their ids until the transaction ends. */
  abstract lockOfSession(outletId: string, sessionId: string): Promise<Order[]>;

  /** The ids of a sitting's bills that are still to be paid or to be made. */
  abstract openOfSession(outletId: string, sessionId: string): Promise<string[]>;

  /** Whether the kitchen has, or had, anything that was ordered for a sitting and not taken off again. */
  abstract knowsSession(outletId: string, sessionId: string): Promise<boolean>;

  /** Writes a locked order back. */
  abstract save(order: Order): Promise<void>;

  /**
   * The order whose coupon use is free when this one ends: itself, or the one that it has its coupon from. Null while another bill lives
   * and has its part of the coupon. Two of them that end at the same moment may both be told null: a use is lost then, never won.
   */
  abstract couponUseFreedBy(order: Pick<OrderState, 'id' | 'outletId'>): Promise<string | null>;
}

/** A request that put lines on the open bill of a sitting. */
export interface Placing {
  /** Given by its client. */
  readonly id: string;
  readonly outletId: string;
  /** The bill that the lines were put on. A merge may have taken them further since. */
  readonly orderId: string;
  /** Of all that the client sent. */
  readonly requestHash: string;
  readonly lineIds: readonly string[];
  readonly at: Date;
}

/** Rounds by the ids that clients gave them, so that a repeat finds its own lines. */
export abstract class Placings {
  /** Null when there is none whose bill is in the scope. */
  abstract find(id: string, scope: OrderScope): Promise<Placing | null>;

  /** In the unit of work that puts the lines on the bill, with the sitting locked. Throws `ORDER_ID_TAKEN` (409) for the id of another sitting's round. */
  abstract add(placing: Placing): Promise<void>;

  /** Whether anything was put on this bill as a round of its sitting, the first included. */
  abstract hasRounds(outletId: string, orderId: string): Promise<boolean>;
}

/** A bill as it was handed over on paper. */
export interface BillPrint {
  readonly outletId: string;
  readonly orderId: string;
  readonly printedAt: Date;
  /** The last line that was on it. */
  readonly lastPosition: number;
  /** What it came to, in minor units. */
  readonly totalAmount: MinorUnits;
}

export abstract class BillPrints {
  /** In place of the bill's last one. */
  abstract put(print: BillPrint): Promise<void>;
}

export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  readonly paymentStatus?: OrderPaymentStatus;
  /** What they wait for: HELD ones alone. */
  readonly holdReason?: HoldReason;
  readonly type?: OrderType;
  readonly outletId?: string;
  readonly tableId?: string;
  readonly tableSessionId?: string;
  readonly number?: string;
  /** Only orders that are not ONLINE: what is sold face to face. */
  readonly isSale?: boolean;
  readonly period?: PeriodSpans;
}

/** An order to be shown, and what its neighbours have of it. */
export interface FoundOrder {
  readonly order: Order;
  readonly hasPayments: boolean;
  readonly hasParcel: boolean;
}

export interface OrderWithLines {
  readonly order: OrderState;
  readonly lines: readonly OrderLine[];
}

export interface OrderStatusView {
  readonly order_id: string;
  readonly status: OrderStatus;
  readonly payment_status: OrderPaymentStatus;
  readonly updated_at: string;
}

export type HistoryEntry = OrderChange & { readonly occurredAt: Date };

/** Screens: rows straight to what is shown. */
/** What the bills of a sitting that stand come to. */
export interface SittingTotal {
  /** In minor units. */
  readonly amountDue: MinorUnits;
  /** When the oldest was placed, and the oldest of those that are not paid. */
  readonly firstAt: Date;
  readonly unpaidSince: Date | null;
  /** When the last one was paid; null: none was. */
  readonly settledAt: Date | null;
  /** When the last of those that are not paid was handed over on paper; null: one was not, or is another since. */
  readonly printedAt: Date | null;
  /** Who of the staff placed the oldest that guests did not place themselves. */
  readonly serverId: string | null;
  /** Who was named to serve one of them, the oldest first; null: nobody was. */
  readonly namedServerId: string | null;
}

export abstract class OrderQueries {
  /** Newest first. */
  abstract list(scope: OrderScope, filter: OrderFilter, page: PageRequest): Promise<CursorPage<OrderWithLines>>;

  /** Throws `ORDER_NOT_FOUND` (404). */
  abstract one(id: string, scope: OrderScope): Promise<FoundOrder>;

  /** Throws `ORDER_NOT_FOUND` (404). */
  abstract status(id: string, scope: OrderScope): Promise<OrderStatusView>;

  /** Oldest first. */
  abstract history(id: string, scope: OrderScope): Promise<HistoryEntry[]>;

  abstract open(outletId: string): Promise<OpenOrder[]>;

  /** What is due of each sitting; one without a bill that stands has none. */
  abstract totalsOf(
    sittings: readonly { readonly outletId: string; readonly id: string }[],
  ): Promise<ReadonlyMap<string, SittingTotal>>;
}

/** The invoices of sales, for whoever opens a bill again. Joins the ambient transaction, which holds the order's lock. */
export abstract class SaleInvoices {
  /**
   * Sees to it that none is issued for the order until it is settled again. Throws `FISCAL_DOCUMENT_ISSUED` (409) for a sale that has one, or
   * may have.
   */
  abstract hold(order: OrderRef): Promise<void>;
}

/** An order by its key. */
export interface OrderRef {
  readonly outletId: string;
  readonly orderId: string;
}

export interface UnpaidClaim {
  readonly outletId: string;
  readonly buyer: Buyer;
  /** Given for a new order: how many unpaid ones a customer may have. */
  readonly mostOrders: number | null;
  /** Whole percent of the stock there is that one buyer may hold. */
  readonly heldStockPercent: number;
  readonly demand: readonly { readonly productId: string; readonly quantity: number; readonly name: string }[];
}

/** What buyers owe and hold, whose orders nobody has paid. */
export abstract class UnpaidOrders {
  /**
   * Admits one more unpaid order, or more on one, in the ambient transaction and one statement.
   * Claims of one buyer wait for each other, so that two at once are not admitted where one is. Throws `TOO_MANY_UNPAID_ORDERS` or
   * `STOCK_HELD_LIMIT` (409), after which nothing else can be done in the transaction.
   */
  abstract admit(claim: UnpaidClaim): Promise<void>;
}

/** What orders say of the person who ordered. */
export abstract class PersonalTraces {
  /**
   * Takes the customer off their orders, and whatever was written freely there (notes, reasons) with them, in the log of events too. The
   * bills stay as they are. Answers which orders these were.
   */
  abstract erase(customerId: string): Promise<OrderRef[]>;
}

/** Throws by the repository: another order of the outlet has the number. */
export class OrderNumberTaken extends Error {}

/** Blocks that may be given again one after the other: as many as there may be processes whose blocks a promoted database does not know. */
const MOST_TRIES = 20;

/** Numbers that people call out: unique in an outlet, rising through its business day. */
export abstract class OrderNumbers {
  /** Costs a round trip once in a block of numbers, and never waits for another order's commit. */
  abstract next(outletId: string, prefix: string, businessDate: string): Promise<string>;

  /** Has the next number of the outlet come from a new block. */
  abstract forget(outletId: string): void;

  /**
   * Does the work with a number of its own. A database that took over from another one may give numbers once more that were given before:
   * where the work finds its number taken, it is done again with another.
   */
  async use<T>(
    outlet: { readonly id: string; readonly orderPrefix: string },
    businessDate: string,
    work: (number: string) => Promise<T>,
  ): Promise<T> {
    for (let triesLeft = MOST_TRIES; ; triesLeft--) {
      const number = await this.next(outlet.id, outlet.orderPrefix, businessDate);
      try {
        return await work(number);
      } catch (error) {
        if (!(error instanceof OrderNumberTaken) || triesLeft === 1) throw error;
        this.forget(outlet.id);
      }
    }
  }
}
