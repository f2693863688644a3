import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { OrderUpdated, OrderVoided, PaymentUpdated } from '#events/ordering';
import { awaitAll, Database } from '#libs/platform';

import { type EventBatch, type OrderRef, SalesRollups } from '../core/reporting.ports.js';
import { UNCOUNT_REOPENED } from './reopened-sales.js';
import {
  BY_KEY,
  COUNT_ITEM_REFUNDS,
  COUNT_PAYMENTS,
  COUNT_REFUNDS,
  COUNT_RETURNS,
  COUNT_SALE_REFUNDS,
  COUNT_SALES,
  UNCOUNT_FREE_SALES,
} from './rollup-statements.js';

const EVENTS = 2_000;
const ORDERS = 2_000;
const TABLES = ['report_facts', 'report_sales', 'report_product_sales', 'report_payments', 'report_free_sales'];
const LEAST_ID = '00000000-0000-0000-0000-000000000000';
const PATIENCE_MS = 1_000;
const LOOK_AGAIN_MS = 5;

/** A bill is settled by a payment, or by a change that leaves it at what was paid. */
const TELL_OF_MONEY = [PaymentUpdated, OrderUpdated, OrderVoided].map(({ name }) => `'${name}'`).join(', ');

interface OrderKey {
  outlet_id: string;
  order_id: string;
}

@Injectable()
export class SqlSalesRollups extends SalesRollups {
  constructor(private readonly database: Database) {
    super();
  }

  get isReadElsewhere(): boolean {
    return this.database.history !== this.database;
  }

  async lock(): Promise<number | null> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const [row] = await this.database.query<{ last_seq: number }>({
        name: 'reports.lock',
        text: 'SELECT last_seq FROM report_cursor WHERE id = 1 FOR UPDATE SKIP LOCKED',
      });
      if (row || Date.now() > deadline) return row?.last_seq ?? null;
      await delay(LOOK_AGAIN_MS);
    }
  }

  async read(after: number): Promise<EventBatch | null> {
    const [row] = await this.database.query<{ seq: number | null; events: number; orders: OrderKey[] }>({
      name: 'reports.read',
      text: `WITH batch AS (
               SELECT seq, outlet_id, CASE WHEN type IN (${TELL_OF_MONEY}) THEN payload ->> 'order_id' END AS order_id
               FROM events WHERE seq > $1 ORDER BY seq LIMIT ${EVENTS}
             )
             SELECT max(seq) AS seq, count(*) AS events,
               coalesce(jsonb_agg(DISTINCT jsonb_build_object('outlet_id', outlet_id, 'order_id', order_id))
                 FILTER (WHERE order_id IS NOT NULL), '[]') AS orders
             FROM batch`,
      values: [after],
    });
    if (!row || row.seq === null) return null;
    return { seq: row.seq, orders: row.orders.map(toRef), isFull: row.events === EVENTS };
  }

  async add(orders: readonly OrderRef[]): Promise<void> {
    await this.database.execute({ text: BY_KEY });
    for (const [outletId, orderIds] of byOutlet(orders)) await this.addOf(outletId, orderIds);
  }

  private async addOf(outletId: string, orderIds: readonly string[]): Promise<void> {
    const values = [outletId, orderIds];
    const count = (name: string, text: string) => this.database.execute({ name: `reports.${name}`, text, values });
    await awaitAll([
      count('count-payments', COUNT_PAYMENTS),
      count('count-refunds', COUNT_REFUNDS),
      count('uncount-free-sales', UNCOUNT_FREE_SALES),
      count('uncount-reopened', UNCOUNT_REOPENED),
      count('count-sales', COUNT_SALES),
      count('count-sale-refunds', COUNT_SALE_REFUNDS),
      count('count-item-refunds', COUNT_ITEM_REFUNDS),
      count('count-returns', COUNT_RETURNS),
    ]);
  }

  async moveTo(seq: number): Promise<void> {
    await this.database.execute({
      name: 'reports.move',
      text: 'UPDATE report_cursor SET last_seq = $1 WHERE id = 1',
      values: [seq],
    });
  }

  async outlets(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({ text: 'SELECT id FROM outlets_branches ORDER BY id' });
    return rows.map(({ id }) => id);
  }

  async clear(outletId: string): Promise<void> {
    // What an outlet sold in many years takes its time, and stands in nobody's way.
    await this.database.execute({ text: `SET LOCAL statement_timeout = '5min'` });
    for (const table of TABLES) {
      await this.database.execute({ text: `DELETE FROM ${table} WHERE outlet_id = $1`, values: [outletId] });
    }
  }

  async paidOrders(outletId: string, after: OrderRef | null): Promise<OrderRef[]> {
    const rows = await this.database.query<OrderKey & Record<string, unknown>>({
      text: `(SELECT DISTINCT outlet_id, order_id FROM payments_money
              WHERE outlet_id = $1 AND order_id > $2 ORDER BY order_id LIMIT ${ORDERS})
             UNION
             (SELECT outlet_id, id FROM ordering_sales WHERE is_free AND outlet_id = $1 AND id > $2 ORDER BY id LIMIT ${ORDERS})
             ORDER BY order_id LIMIT ${ORDERS}`,
      values: [outletId, after?.orderId ?? LEAST_ID],
    });
    return rows.map(toRef);
  }

  async untilNumbered(): Promise<void> {
    const [newest] = await this.database.query<{ position: number | null }>({
      name: 'reports.newest-event',
      text: 'SELECT max(position) AS position FROM events',
    });
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline && (await this.isWaiting(newest?.position ?? 0))) await delay(LOOK_AGAIN_MS);
  }

  private async isWaiting(position: number): Promise<boolean> {
    const waiting = await this.database.query({
      name: 'reports.is-waiting',
      text: 'SELECT FROM events WHERE seq IS NULL AND position <= $1 LIMIT 1',
      values: [position],
    });
    return waiting.length > 0;
  }
}

/** The ids of each outlet's orders, outlets in the order of their ids. */
function byOutlet(orders: readonly OrderRef[]): [string, string[]][] {
  const ids = new Map<string, string[]>();
  for (const { outletId, orderId } of orders) ids.set(outletId, [...(ids.get(outletId) ?? []), orderId]);
  return [...ids].sort(([one], [other]) => (one < other ? -1 : 1));
}

const toRef = ({ outlet_id: outletId, order_id: orderId }: OrderKey): OrderRef => ({ outletId, orderId });
