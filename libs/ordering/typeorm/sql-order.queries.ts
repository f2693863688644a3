import { Injectable } from '@nestjs/common';

import type { ActorRef, CursorPage, PageRequest } from '#libs/kernel';
import { Database, inPeriod, narrowed, newestBy, newestFirst, Values } from '#libs/platform';

import { orderNotFound } from '../core/model/ordering.errors.js';
import { Order } from '../core/model/order.js';
import type { OpenOrder } from '../core/ordering.api.js';
import {
  type FoundOrder,
  type HistoryEntry,
  type OrderFilter,
  OrderQueries,
  type SittingTotal,
  type OrderScope,
  type OrderStatusView,
  type OrderWithLines,
} from '../core/ordering.ports.js';
import type { OrderStatus } from '../core/model/order-status.js';
import { type FoundRow, OrderReads } from './order-reads.js';
import { ORDER_COLUMNS, toLine, toOrderState } from './order-rows.js';
import { inOrderScope } from './order-scope.js';
import type { OrderRow } from './order.schema.js';
import { sittingTotals } from './sitting-totals.js';

interface ChangeRow {
  id: string;
  action: string;
  item_id: string | null;
  from_status: OrderStatus | null;
  to_status: OrderStatus | null;
  actor_kind: string;
  actor_id: string | null;
  actor_role: string | null;
  reason: string | null;
  approved_by: string | null;
  details: Record<string, unknown>;
  occurred_at: Date;
}

/** Something is still to be paid. */
const UNSETTLED = `status <> 'VOIDED' AND total_amount > paid_amount`;
/** Opened again, and not settled since: also where nothing is due. */
const REOPENED = `settlement > 1 AND settled_at IS NULL AND status <> 'VOIDED' AND total_amount <= paid_amount`;
const IN_PROGRESS = `o.status <> 'VOIDED' AND o.status <> 'DONE'`;
/** What is to be paid still, or was never paid and ended: two small indexes have all that nobody has paid any of. */
const NOTHING_PAID = `(o.status = 'VOIDED' OR (o.status <> 'VOIDED' AND (o.status <> 'DONE' OR o.total_amount > o.paid_amount)))`;
const MOST_OPEN = 200;
const OPEN_COLUMNS = 'id, number, status, payment_status, total_amount, paid_amount, currency, created_at';
const NEWEST = newestBy('o.created_at', 'o.id');

@Injectable()
export class SqlOrderQueries extends OrderQueries {
  private readonly reads: OrderReads;

  constructor(private readonly database: Database) {
    super();
    this.reads = new OrderReads(database);
  }

  totalsOf(
    sittings: readonly { readonly outletId: string; readonly id: string }[],
  ): Promise<ReadonlyMap<string, SittingTotal>> {
    return sittingTotals(this.database, sittings);
  }

  async list(scope: OrderScope, filter: OrderFilter, page: PageRequest): Promise<CursorPage<OrderWithLines>> {
    const values = new Values();
    const list = {
      from: 'orders o',
      columns: ORDER_COLUMNS.of('o'),
      also: '(SELECT json_agg(i) FROM order_items i WHERE i.outlet_id = page.outlet_id AND i.order_id = page.id) AS items',
      outlets: { column: 'o.outlet_id', scope: narrowed(scope.outlets, filter.outletId) },
      within: [filter.period && inPeriod(filter.period, { at: 'o.created_at', outlet: 'o.outlet_id' }, values)],
      filters: filters(scope, filter, values),
      values,
      key: NEWEST,
      toItem: toOrderWithLines,
    };
    return newestFirst<FoundRow, OrderWithLines>(this.database.readsOf(filter.period), list, page);
  }

  async one(id: string, scope: OrderScope): Promise<FoundOrder> {
    const row = await this.reads.find(id, scope);
    if (!row) throw orderNotFound();
    const order = Order.restore(toOrderState(row), (row.items ?? []).map(toLine));
    return { order, hasPayments: row.has_payments, hasParcel: row.has_parcel };
  }

  async status(id: string, scope: OrderScope): Promise<OrderStatusView> {
    const where = inOrderScope(scope, 2);
    const [row] = await this.database.query<Pick<OrderRow, 'id' | 'status' | 'payment_status' | 'updated_at'>>({
      name: `orders.status.${where.name}`,
      text: `SELECT o.id, o.status, o.payment_status, o.updated_at FROM orders o WHERE o.id = $1 AND ${where.text}`,
      values: [id, ...where.values],
    });
    if (!row) throw orderNotFound();
    return {
      order_id: row.id,
      status: row.status,
      payment_status: row.payment_status,
      updated_at: row.updated_at.toISOString(),
    };
  }

  async history(id: string, scope: OrderScope): Promise<HistoryEntry[]> {
    const where = inOrderScope(scope, 2);
    const [order] = await this.database.query<OrderRow & Record<string, unknown>>({
      text: `SELECT ${ORDER_COLUMNS.of('o')} FROM orders o WHERE o.id = $1 AND ${where.text}`,
      values: [id, ...where.values],
    });
    if (!order) throw orderNotFound();
    const rows = await this.database.query<ChangeRow & Record<string, unknown>>({
      text: `SELECT id, action, item_id, from_status, to_status, actor_kind, actor_id, actor_role, reason, approved_by, details - 'sale' AS details, occurred_at
             FROM order_changes WHERE outlet_id = $1 AND order_id = $2 ORDER BY id`,
      values: [order.outlet_id, id],
    });
    return [placedEntry(order), ...rows.map(toEntry)];
  }

  async open(outletId: string): Promise<OpenOrder[]> {
    return this.database.query<OpenOrder & Record<string, unknown>>({
      name: 'orders.open',
      text: `SELECT id, number, status, payment_status, total_amount, paid_amount, currency FROM (
               (SELECT ${OPEN_COLUMNS} FROM orders WHERE outlet_id = $1 AND ${UNSETTLED} ORDER BY created_at LIMIT ${MOST_OPEN})
               UNION ALL
               (SELECT ${OPEN_COLUMNS} FROM orders WHERE outlet_id = $1 AND ${REOPENED} ORDER BY created_at LIMIT ${MOST_OPEN})
             ) open ORDER BY created_at LIMIT ${MOST_OPEN}`,
      values: [outletId],
    });
  }
}

const toOrderWithLines = (row: FoundRow): OrderWithLines => ({
  order: toOrderState(row),
  lines: (row.items ?? []).map(toLine).sort((a, b) => a.position - b.position),
});

function filters(scope: OrderScope, filter: OrderFilter, values: Values): (string | false | undefined)[] {
  const equals = (column: string, value: unknown) => value !== undefined && `o.${column} = ${values.add(value)}`;
  return [
    equals('table_session_id', scope.sessionId),
    equals('customer_id', scope.customerId),
    scope.firedOnly && 'o.hold_reason IS NULL',
    filter.status !== undefined && `o.status = ANY(${values.add(filter.status)}::text[])`,
    // Of orders that are not over there is a small index, which these words choose.
    filter.status?.every((status) => status !== 'DONE' && status !== 'VOIDED') && IN_PROGRESS,
    equals('hold_reason', filter.holdReason),
    // What waits is in the small index of what is in progress.
    filter.holdReason !== undefined && `o.status = 'HELD' AND ${IN_PROGRESS}`,
    equals('payment_status', filter.paymentStatus),
    filter.paymentStatus === 'PENDING' && NOTHING_PAID,
    equals('type', filter.type),
    equals('table_id', filter.tableId),
    equals('table_session_id', filter.tableSessionId),
    equals('number', filter.number),
    filter.isSale && (filter.type === 'ONLINE' ? 'false' : `o.type <> 'ONLINE'`),
  ];
}

const placedEntry = (order: OrderRow): HistoryEntry => ({
  id: order.id,
  action: 'PLACED',
  itemId: null,
  fromStatus: null,
  toStatus: order.hold_reason || order.parked_at ? 'HELD' : 'NEW',
  actor: { kind: order.placed_by_kind, id: order.placed_by_id, role: order.placed_by_role } as ActorRef,
  reason: null,
  approvedBy: null,
  details: {},
  occurredAt: order.created_at,
});

const toEntry = (row: ChangeRow): HistoryEntry => ({
  id: row.id,
  action: row.action,
  itemId: row.item_id,
  fromStatus: row.from_status,
  toStatus: row.to_status,
  actor: { kind: row.actor_kind, id: row.actor_id, role: row.actor_role } as ActorRef,
  reason: row.reason,
  approvedBy: row.approved_by,
  details: row.details,
  occurredAt: row.occurred_at,
});
