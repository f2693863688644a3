import type { Actor, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';

import type { Order } from './order.js';
import type { OrderChange, OrderState } from './order-state.js';
import type { OrderLine } from './order-line.js';
import type { OrderPaymentStatus, OrderStatus, OrderType } from './order-status.js';
import type { OpenOrder } from './ordering.api.js';

/** Whose orders a lookup may find: an outlet scope, narrowed to one table session or one customer for those who are not staff. */
export interface OrderScope {
  readonly outlets: OutletScope;
  readonly sessionId?: string;
  readonly customerId?: string;
}

/** Staff see their outlets' orders, a guest their table session's, a customer their own. */
export function orderScope(actor: Actor): OrderScope {
  if (actor.kind === 'guest') return { outlets: [actor.outletId], sessionId: actor.sessionId };
  if (actor.role === 'CUSTOMER') return { outlets: 'all', customerId: actor.id };
  return { outlets: actor.role === 'ADMIN' ? 'all' : actor.outletIds };
}

/** Aggregates. Writing joins the ambient transaction, and carries the order's events and history in the same statement. */
export abstract class OrderRepository {
  /** A new order with its lines. Throws `ORDER_ID_TAKEN` (409) for an id that is there already. */
  abstract insert(order: Order): Promise<void>;

  /** Locks the row until the transaction ends, then loads. Throws `ORDER_NOT_FOUND` (404). */
  abstract lock(id: string, scope: OrderScope): Promise<Order>;

  /** Loads without a lock, to show or to decide nothing. Throws `ORDER_NOT_FOUND` (404). */
  abstract get(id: string, scope: OrderScope): Promise<Order>;

  abstract find(id: string, scope: OrderScope): Promise<Order | null>;

  /** Writes a locked order back. */
  abstract save(order: Order): Promise<void>;

  /**
   * The order whose coupon use is free when this one ends: itself, or the one that it has its coupon from. Null while another bill lives
   * and has its part of the coupon. Two of them that end at the same moment may both be told null: a use is lost then, never won.
   */
  abstract couponUseFreedBy(order: Pick<OrderState, 'id' | 'outletId'>): Promise<string | null>;
}

export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  readonly paymentStatus?: OrderPaymentStatus;
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
export abstract class OrderQueries {
  /** Newest first. */
  abstract list(scope: OrderScope, filter: OrderFilter, page: PageRequest): Promise<Page<OrderWithLines>>;

  /** Throws `ORDER_NOT_FOUND` (404). */
  abstract one(id: string, scope: OrderScope): Promise<FoundOrder>;

  /** Throws `ORDER_NOT_FOUND` (404). */
  abstract status(id: string, scope: OrderScope): Promise<OrderStatusView>;

  /** Oldest first. */
  abstract history(id: string, scope: OrderScope): Promise<HistoryEntry[]>;

  abstract open(outletId: string): Promise<OpenOrder[]>;
}

/** An order by its key. */
export interface OrderRef {
  readonly outletId: string;
  readonly orderId: string;
}

/** What orders say of the person who ordered. */
export abstract class PersonalTraces {
  /**
   * Takes the customer off their orders, and whatever was written freely there (notes, reasons) with them, in the log of events too. The
   * bills stay as they are. Answers which orders these were.
   */
  abstract erase(customerId: string): Promise<OrderRef[]>;
}

/** Numbers that people call out: unique in an outlet, rising through its business day. */
export abstract class OrderNumbers {
  /** Costs a round trip once in a block of numbers, and never waits for another order's commit. */
  abstract next(outletId: string, prefix: string, businessDate: string): Promise<string>;
}
