import { Injectable } from '@nestjs/common';

import type { ActorRef, Page, PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, Values } from '#libs/platform';

import { orderNotFound } from '../core/model/ordering.errors.js';
import { Order } from '../core/model/order.js';
import type { OpenOrder } from '../core/ordering.api.js';
import {
  type FoundOrder,
  type HistoryEntry,
  type OrderFilter,
  OrderQueries,
  type OrderScope,
  type OrderStatusView,
  type OrderWithLines,
} from '../core/ordering.ports.js';
import type { OrderStatus } from '../core/model/order-status.js';
import { ORDER_COLUMNS, toLine, toOrderState } from './order-rows.js';
import { inOrderScope } from './order-scope.js';
import type { OrderItemRow, OrderRow } from './order.schema.js';

type FoundRow = OrderRow & { items: OrderItemRow[] | null; has_payments: boolean; has_parcel: boolean } & Record<
    string,
    unknown
  >;

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
const MOST_OPEN = 200;

@Injectable()
export class SqlOrderQueries extends OrderQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async list(scope: OrderScope, filter: OrderFilter, page: PageRequest): Promise<Page<OrderWithLines>> {
    const { text: where, values } = conditions(scope, filter);
    const [count] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM orders o WHERE ${where}`,
      values: [...values.list],
    });
    const after = page.after === undefined ? '' : afterCursor(page.after, values);
    const rows = await this.database.query<OrderRow & { items: OrderItemRow[] | null } & Record<string, unknown>>({
      text: `
        SELECT ${ORDER_COLUMNS.of('o')},
          (SELECT json_agg(i) FROM order_items i WHERE i.outlet_id = o.outlet_id AND i.order_id = o.id) AS items
        FROM orders o WHERE ${where}${after}
        ORDER BY o.created_at DESC, o.id DESC LIMIT ${page.limit + 1} OFFSET ${page.offset}`,
      values: values.list,
    });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      data: shown.map((row) => ({
        order: toOrderState(row),
        lines: (row.items ?? []).map(toLine).sort((a, b) => a.position - b.position),
      })),
      total: count?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
      next_cursor: rows.length > page.limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    };
  }

  /** Whether there are payments and a parcel is asked along: most orders have neither, and cost no further statement. */
  async one(id: string, scope: OrderScope): Promise<FoundOrder> {
    const where = inOrderScope(scope, 2);
    const [row] = await this.database.query<FoundRow>({
      name: `orders.one.${where.name}`,
      text: `
        SELECT ${ORDER_COLUMNS.of('o')},
          (SELECT json_agg(i) FROM order_items i WHERE i.outlet_id = o.outlet_id AND i.order_id = o.id) AS items,
          EXISTS (SELECT FROM payments_money p WHERE p.outlet_id = o.outlet_id AND p.order_id = o.id) AS has_payments,
          EXISTS (SELECT FROM shipping_parcels s WHERE s.order_id = o.id) AS has_parcel
        FROM orders o WHERE o.id = $1 AND ${where.text}`,
      values: [id, ...where.values],
    });
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
      text: `SELECT id, action, item_id, from_status, to_status, actor_kind, actor_id, actor_role, reason, approved_by, details, occurred_at
             FROM order_changes WHERE outlet_id = $1 AND order_id = $2 ORDER BY id`,
      values: [order.outlet_id, id],
    });
    return [placedEntry(order), ...rows.map(toEntry)];
  }

  async open(outletId: string): Promise<OpenOrder[]> {
    return this.database.query<OpenOrder & Record<string, unknown>>({
      name: 'orders.open',
      text: `SELECT id, number, status, payment_status, total_amount, paid_amount, currency
             FROM orders WHERE outlet_id = $1 AND ${UNSETTLED} ORDER BY created_at LIMIT ${MOST_OPEN}`,
      values: [outletId],
    });
  }
}

function afterCursor(cursor: string, values: Values): string {
  const [at, id] = decodeCursor(cursor, 2);
  return ` AND (o.created_at, o.id) < (${values.add(at)}::timestamptz, ${values.add(id)}::uuid)`;
}

function conditions(scope: OrderScope, filter: OrderFilter): { text: string; values: Values } {
  const scoped = inOrderScope(scope, 1);
  const values = new Values();
  for (const value of scoped.values) values.add(value);
  const parts = [scoped.text];
  const add = (sql: (parameter: string) => string, value: unknown) => {
    if (value !== undefined) parts.push(sql(values.add(value)));
  };
  add((p) => `o.outlet_id = ${p}::uuid`, filter.outletId);
  add((p) => `o.status = ANY(${p}::text[])`, filter.status);
  add((p) => `o.payment_status = ${p}`, filter.paymentStatus);
  add((p) => `o.type = ${p}`, filter.type);
  add((p) => `o.table_id = ${p}::uuid`, filter.tableId);
  add((p) => `o.table_session_id = ${p}::uuid`, filter.tableSessionId);
  add((p) => `o.number = ${p}`, filter.number);
  if (filter.isSale) parts.push(`o.type <> 'ONLINE'`);
  const during = filter.period && inPeriod(filter.period, { at: 'o.created_at', outlet: 'o.outlet_id' }, values);
  if (during) parts.push(during);
  return { text: parts.join(' AND '), values };
}

const placedEntry = (order: OrderRow): HistoryEntry => ({
  id: order.id,
  action: 'PLACED',
  itemId: null,
  fromStatus: null,
  toStatus: order.hold_reason ? 'HELD' : 'NEW',
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
