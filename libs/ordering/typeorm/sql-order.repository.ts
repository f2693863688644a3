import { Injectable } from '@nestjs/common';

import { conflict, type NewEvent, versionConflict } from '#libs/kernel';
import {
  awaitAll,
  Database,
  eventsJson,
  insertRows,
  scopeName,
  SqlEventLog,
  type Statement,
  takenOnce,
  toEventRow,
  violates,
} from '#libs/platform';

import { lineIdTaken, orderNotFound } from '../core/model/ordering.errors.js';
import { Order } from '../core/model/order.js';
import type { OrderChange, OrderState } from '../core/model/order-state.js';
import { OrderNumberTaken, OrderRepository, type OrderScope } from '../core/ordering.ports.js';
import { inOrderScope } from './order-scope.js';
import { ITEM_COLUMNS, OPEN_BILL, ORDER_COLUMNS, toItemRow, toLine, toOrderRow, toOrderState } from './order-rows.js';
import { COUPON_USE_FREED, INSERT, INSERT_SPLIT, insertChanges, PLACED, SAVE } from './order-statements.js';
import type { OrderItemRow, OrderRow } from './order.schema.js';

const ID_IS_TAKEN_ONCE = 'orders_id_is_taken_once';

/** A statement for each count of lines up to this; longer orders go as JSON. */
const FEW_LINES = 10;

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

  /** Of several outlets the order's own is found first: a row is locked in one database. */
  async lock(id: string, scope: OrderScope): Promise<Order> {
    const outlets = scopeName(scope.outlets) === 'one' ? scope.outlets : [await this.outletOf(id, scope)];
    return this.load(id, { ...scope, outlets }, true);
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

  async knowsSession(outletId: string, sessionId: string): Promise<boolean> {
    const [row] = await this.database.query<{ known: boolean }>({
      name: 'orders.knows-session',
      text: `SELECT EXISTS (SELECT FROM orders WHERE outlet_id = $1 AND table_session_id = $2
               AND (status NOT IN ('HELD', 'VOIDED'))) AS known`,
      values: [outletId, sessionId],
    });
    return row?.known ?? false;
  }

  async save(order: Order): Promise<void> {
    const { view } = order;
    const events = order.pullEvents();
    const changes = order.pullChanges();
    if (changes.length === 0) return;
    const lines = order.changedLines;
    const [saved] = await this.database.query<{ id: string; lines: number }>({
      name: 'orders.save',
      text: SAVE,
      values: [
        JSON.stringify(toOrderRow(view)),
        JSON.stringify(lines.map((line) => toItemRow(view, line))),
        eventsJson(events),
        JSON.stringify(changes.map((change) => toChangeRow(view.outletId, view.id, view.updatedAt, change))),
        order.loadedVersion,
      ],
    });
    if (!saved) throw versionConflict(view.version);
    if (saved.lines < lines.length) throw lineIdTaken();
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
    const { id, outletId } = order.view;
    // An id that the server made is no other order's.
    const isTills = this.database.isDistributed && requestHash !== undefined;
    try {
      await awaitAll([
        ...(isTills ? [this.database.execute(takenOnce(ID_IS_TAKEN_ONCE, id, outletId))] : []),
        this.database.execute(insertion(order, events, requestHash)),
      ]);
    } catch (error) {
      if (violates(error, ID_IS_TAKEN_ONCE) || violates(error, 'orders_pkey')) {
        throw conflict('ORDER_ID_TAKEN', 'There is an order with this id already.', { order_id: id });
      }
      if (violates(error, 'order_items_pkey')) throw lineIdTaken();
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

  private async outletOf(id: string, scope: OrderScope): Promise<string> {
    const where = inOrderScope(scope, 2);
    const [row] = await this.database.query<{ outlet_id: string }>({
      name: `orders.outlet-of.${where.name}`,
      text: `SELECT o.outlet_id FROM orders o WHERE o.id = $1 AND ${where.text}`,
      values: [id, ...where.values],
    });
    if (!row) throw orderNotFound();
    return row.outlet_id;
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
