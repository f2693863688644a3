import { Injectable } from '@nestjs/common';

import { conflict, type NewEvent, versionConflict } from '#libs/kernel';
import {
  awaitAll,
  columnsOf,
  Database,
  eventsJson,
  insertEvents,
  insertRows,
  SqlEventLog,
  type Statement,
  toEventRow,
  violates,
} from '#libs/platform';

import { orderNotFound } from '../core/model/ordering.errors.js';
import { Order } from '../core/model/order.js';
import type { OrderChange, OrderState } from '../core/model/order-state.js';
import { OrderNumberTaken, OrderRepository, type OrderScope } from '../core/ordering.ports.js';
import { inOrderScope } from './order-scope.js';
import { ITEM_COLUMNS, OPEN_BILL, ORDER_COLUMNS, toItemRow, toLine, toOrderRow, toOrderState } from './order-rows.js';
import { type OrderItemRow, type OrderRow, OrderSchema } from './order.schema.js';

/** The use of a bill's coupon, and whether another bill that lives has a part of it. */
const COUPON_USE_FREED = `
  WITH own AS (SELECT coalesce(coupon_use, id) AS use FROM orders WHERE outlet_id = $1 AND id = $2)
  SELECT own.use, EXISTS (
    SELECT FROM orders o
    WHERE o.outlet_id = $1 AND (o.id = own.use OR o.coupon_use = own.use) AND o.id <> $2
      AND o.coupon_code IS NOT NULL AND o.status <> 'VOIDED') AS shared
  FROM own`;

/** A statement for each count of lines up to this; longer orders go as JSON. */
const FEW_LINES = 10;

/** A placed order, with what tells a repeat of its request from another. */
const PLACED = columnsOf(OrderSchema, { request_hash: 'text' });
const CHANGE_TYPES = {
  outlet_id: 'uuid',
  id: 'uuid',
  order_id: 'uuid',
  action: 'text',
  item_id: 'uuid',
  from_status: 'text',
  to_status: 'text',
  actor_kind: 'text',
  actor_id: 'uuid',
  actor_role: 'text',
  reason: 'text',
  approved_by: 'uuid',
  details: 'jsonb',
  occurred_at: 'timestamptz',
};
const CHANGE_COLUMNS = Object.keys(CHANGE_TYPES).join(', ');
const CHANGES_TYPED = Object.entries(CHANGE_TYPES)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

const insertItems = (parameter: string): string => `
  INSERT INTO order_items (${ITEM_COLUMNS.of()})
  SELECT ${ITEM_COLUMNS.of()} FROM json_to_recordset(${parameter}) AS given (${ITEM_COLUMNS.typed})`;
const insertChanges = (parameter: string): string => `
  INSERT INTO order_changes (${CHANGE_COLUMNS})
  SELECT ${CHANGE_COLUMNS} FROM json_to_recordset(${parameter}) AS given (${CHANGES_TYPED})`;

/** Order, lines, events and history go in one statement: each is one JSON parameter that PostgreSQL unfolds into rows. */
const insertOrder = (lineIsThere: string): string => `
  WITH placed AS (
    INSERT INTO orders (${PLACED.of()}) SELECT ${PLACED.of()} FROM json_to_record($1) AS given (${PLACED.typed})
  ), lined AS (${insertItems('$2')} ${lineIsThere})
  ${insertEvents('$3')}`;

const INSERT = insertOrder('');
/** Lines that come from another order bring their rows with them. */
const INSERT_SPLIT = insertOrder(`ON CONFLICT (outlet_id, id) DO UPDATE
    SET order_id = excluded.order_id, position = excluded.position, discount = excluded.discount,
        service_charge = excluded.service_charge, tax = excluded.tax, total = excluded.total`);

const SAVE = `
  WITH saved AS (
    UPDATE orders SET
      status = n.status, payment_status = n.payment_status, table_id = n.table_id, table_name = n.table_name,
      table_session_id = n.table_session_id, discount = n.discount, subtotal = n.subtotal, discount_total = n.discount_total,
      coupon_code = n.coupon_code, coupon = n.coupon, coupon_discount = n.coupon_discount,
      service_charge = n.service_charge, tax_total = n.tax_total, rounding = n.rounding, total_amount = n.total_amount,
      paid_amount = n.paid_amount, refunded_amount = n.refunded_amount, late_amount = n.late_amount,
      late_refunded = n.late_refunded, merged_into = n.merged_into, version = n.version,
      updated_at = n.updated_at, expired_at = n.expired_at, settled_at = n.settled_at, shipping_total = n.shipping_total,
      coupon_use = n.coupon_use, hold_reason = n.hold_reason, placed_from = n.placed_from
    FROM json_to_record($1) AS n (${ORDER_COLUMNS.typed})
    WHERE orders.outlet_id = n.outlet_id AND orders.id = n.id AND orders.version = $5
    RETURNING orders.id
  ), lined AS (
    ${insertItems('$2')}
    ON CONFLICT (outlet_id, id) DO UPDATE SET
      order_id = excluded.order_id, position = excluded.position, quantity = excluded.quantity,
      refunded_quantity = excluded.refunded_quantity, status = excluded.status,
      void_reason = excluded.void_reason, subtotal = excluded.subtotal, discount = excluded.discount,
      service_charge = excluded.service_charge, tax = excluded.tax, total = excluded.total,
      kept_discount = excluded.kept_discount
  ), told AS (${insertEvents('$3')}), noted AS (${insertChanges('$4')})
  SELECT id FROM saved`;

@Injectable()
export class SqlOrderRepository extends OrderRepository {
  constructor(
    private readonly database: Database,
    private readonly eventLog: SqlEventLog,
  ) {
    super();
  }

  async insert(order: Order, requestHash?: string): Promise<void> {
    await this.insertionOf(order, requestHash)();
  }

  /** The insertion of a new order with its events and history. It may be begun again when the unit of work around it is repeated. */
  insertionOf(order: Order, requestHash?: string): () => Promise<void> {
    const events = order.pullEvents();
    const changes = order.pullChanges();
    return () =>
      awaitAll([this.write(order, events, requestHash), this.eventLog.written(events), this.note(order, changes)]);
  }

  async lock(id: string, scope: OrderScope): Promise<Order> {
    return this.load(id, scope, true);
  }

  async get(id: string, scope: OrderScope): Promise<Order> {
    return this.load(id, scope, false);
  }

  async find(id: string, scope: OrderScope): Promise<{ order: Order; requestHash: string | null } | null> {
    const [row] = await this.rows(id, scope, false);
    if (!row) return null;
    return {
      order: Order.restore(toOrderState(row), (row.items ?? []).map(toLine)),
      requestHash: row.request_hash ?? null,
    };
  }

  async lockOfSession(outletId: string, sessionId: string): Promise<Order[]> {
    const rows = await this.database.query<OrderRow & Record<string, unknown>>({
      name: 'orders.lock-of-session',
      text: `SELECT ${ORDER_COLUMNS.of()} FROM orders WHERE outlet_id = $1 AND table_session_id = $2 ORDER BY id FOR UPDATE`,
      values: [outletId, sessionId],
    });
    const orders: Order[] = [];
    for (const row of rows)
      orders.push(Order.restore(toOrderState(row), (await this.items(outletId, row.id)).map(toLine)));
    return orders;
  }

  async openOfSession(outletId: string, sessionId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({
      name: 'orders.open-of-session',
      text: `SELECT id FROM orders WHERE outlet_id = $1 AND table_session_id = $2 AND ${OPEN_BILL}`,
      values: [outletId, sessionId],
    });
    return rows.map(({ id }) => id);
  }

  async save(order: Order): Promise<void> {
    const { view } = order;
    const events = order.pullEvents();
    const changes = order.pullChanges();
    if (changes.length === 0) return;
    const saved = await this.database.query<{ id: string }>({
      name: 'orders.save',
      text: SAVE,
      values: [
        JSON.stringify(toOrderRow(view)),
        JSON.stringify(order.changedLines.map((line) => toItemRow(view, line))),
        eventsJson(events),
        JSON.stringify(changes.map((change) => toChangeRow(view.outletId, view.id, view.updatedAt, change))),
        order.loadedVersion,
      ],
    });
    if (saved.length === 0) throw versionConflict(view.version);
    await this.eventLog.written(events);
  }

  async couponUseFreedBy({ id, outletId }: Pick<OrderState, 'id' | 'outletId'>): Promise<string | null> {
    const [found] = await this.database.query<{ use: string; shared: boolean }>({
      name: 'orders.coupon-use-freed',
      text: COUPON_USE_FREED,
      values: [outletId, id],
    });
    return found && !found.shared ? found.use : null;
  }

  private async write(order: Order, events: readonly NewEvent[], requestHash?: string): Promise<void> {
    try {
      await this.database.execute(insertion(order, events, requestHash));
    } catch (error) {
      if (violates(error, 'orders_id_is_taken_once') || violates(error, 'orders_pkey')) {
        throw conflict('ORDER_ID_TAKEN', 'There is an order with this id already.', { order_id: order.view.id });
      }
      if (violates(error, 'orders_number_is_taken_once')) throw new OrderNumberTaken();
      throw error;
    }
  }

  /** The history of an order that was made by splitting another; a placed one has none yet. */
  private async note(order: Order, changes: readonly OrderChange[]): Promise<void> {
    if (changes.length === 0) return;
    const { outletId, id, updatedAt } = order.view;
    await this.database.execute({
      name: 'orders.note',
      text: insertChanges('$1'),
      values: [JSON.stringify(changes.map((change) => toChangeRow(outletId, id, updatedAt, change)))],
    });
  }

  private async load(id: string, scope: OrderScope, locked: boolean): Promise<Order> {
    const [row] = await this.rows(id, scope, locked);
    if (!row) throw orderNotFound();
    // Under a lock the lines are read after it: those that a waiter before us added are there.
    const items = locked ? await this.items(row.outlet_id, id) : (row.items ?? []);
    return Order.restore(toOrderState(row), items.map(toLine));
  }

  private rows(
    id: string,
    scope: OrderScope,
    locked: boolean,
  ): Promise<(OrderRow & { items?: OrderItemRow[] | null; request_hash?: string | null })[]> {
    const where = inOrderScope(scope, 2);
    const items = `(SELECT json_agg(i) FROM order_items i WHERE i.outlet_id = o.outlet_id AND i.order_id = o.id) AS items`;
    return this.database.query({
      name: `orders.${locked ? 'lock' : 'get'}.${where.name}`,
      text: `SELECT ${PLACED.of('o')}${locked ? '' : `, ${items}`} FROM orders o WHERE o.id = $1 AND ${where.text}${locked ? ' FOR UPDATE' : ''}`,
      values: [id, ...where.values],
    });
  }

  private items(outletId: string, orderId: string): Promise<OrderItemRow[]> {
    return this.database.query<OrderItemRow & Record<string, unknown>>({
      name: 'orders.items',
      text: `SELECT ${ITEM_COLUMNS.of()} FROM order_items WHERE outlet_id = $1 AND order_id = $2`,
      values: [outletId, orderId],
    });
  }
}

function insertion({ view, lines }: Order, events: readonly NewEvent[], requestHash?: string): Statement {
  const row = { ...toOrderRow(view), request_hash: requestHash ?? null };
  const items = lines.map((line) => toItemRow(view, line));
  if (view.splitFrom === null && lines.length <= FEW_LINES) {
    return insertRows(
      `orders.insert-${lines.length}-${events.length}`,
      { table: 'orders', rows: [row] },
      { table: 'order_items', rows: items },
      { table: 'events', rows: events.map(toEventRow) },
    );
  }
  return {
    ...(view.splitFrom === null
      ? { name: 'orders.insert', text: INSERT }
      : { name: 'orders.insert-split', text: INSERT_SPLIT }),
    values: [JSON.stringify(row), JSON.stringify(items), eventsJson(events)],
  };
}

function toChangeRow(outletId: string, orderId: string, at: Date, change: OrderChange) {
  return {
    outlet_id: outletId,
    id: change.id,
    order_id: orderId,
    action: change.action,
    item_id: change.itemId,
    from_status: change.fromStatus,
    to_status: change.toStatus,
    actor_kind: change.actor.kind,
    actor_id: change.actor.id,
    actor_role: change.actor.role,
    reason: change.reason,
    approved_by: change.approvedBy,
    details: change.details,
    occurred_at: at,
  };
}
