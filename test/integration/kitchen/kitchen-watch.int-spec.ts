import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { SqlKitchenWatch } from '../../../libs/kitchen/typeorm/sql-kitchen-watch.js';
import { SqlTicketRepository } from '../../../libs/kitchen/typeorm/sql-ticket.repository.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const NOW = new Date('2026-11-21T05:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe('what is due in kitchens', () => {
  let store: TestDatabase;
  let database: Database;
  let watch: SqlKitchenWatch;
  let outletId: string;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, [], 4);
    watch = new SqlKitchenWatch(database);
  });

  beforeEach(() => {
    outletId = newId();
  });

  async function aTicket(late: Date, more: { state?: string; told?: Date } = {}): Promise<string> {
    const id = newId();
    await store.query(
      `INSERT INTO kitchen_tickets (outlet_id, id, order_id, order_number, order_type, is_guests, number, round, course, station, state,
         rush, remake, created_at, fired_at, late_at, late_told_at, marks, version)
       VALUES ($1, $2, $2, 'A-1', 'DINE_IN', false, '1-1', 1, 1, 'grill', $3, false, false, $4, $4, $5, $6, '[]', 1)`,
      [outletId, id, more.state ?? 'OPEN', minutesAgo(60), late, more.told ?? null],
    );
    return id;
  }

  /** A line of an order that stands at `status`, and the kitchen's parts of it. */
  async function aLine(status: string, parts: readonly string[], placed = minutesAgo(1)): Promise<string> {
    const orderId = newId();
    const itemId = newId();
    await store.query(
      `INSERT INTO orders (outlet_id, id, number, type, status, payment_status, placed_by_kind, currency, tax_inclusive, service_charge_rate,
         subtotal, discount_total, coupon_discount, service_charge, tax_total, shipping_total, rounding, total_amount, paid_amount,
         refunded_amount, business_date, version, created_at, updated_at)
       VALUES ($1, $2, gen_random_uuid()::text, 'DINE_IN', $3, 'PENDING', 'user', 'IDR', true, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, '2026-11-21', 1, $4, $4)`,
      [outletId, orderId, status, placed],
    );
    await store.query(
      `INSERT INTO order_items (outlet_id, id, order_id, position, product_id, name, unit_price, modifiers, modifiers_total, quantity, station,
         tax_rate, takes_stock, status, subtotal, discount, service_charge, tax, total)
       VALUES ($1, $2, $3, 1, $2, 'Burger', 1, '[]', 0, 1, 'grill', 0, false, $4, 1, 0, 0, 0, 1)`,
      [outletId, itemId, orderId, status],
    );
    for (const [i, part] of parts.entries()) {
      await store.query(
        `INSERT INTO kitchen_lines (outlet_id, id, ticket_id, order_id, item_id, component, position, product_id, name, quantity, modifiers,
           status, is_gone)
         VALUES ($1, $2, $2, $3, $4, $5, 1, $4, 'Patty', 1, '[]', $6, false)`,
        [outletId, newId(), orderId, itemId, i + 1, part],
      );
    }
    return orderId;
  }

  it('is asked of a thousand outlets by one statement', async () => {
    await aTicket(minutesAgo(1));
    const orderId = await aLine('NEW', []);
    const others = Array.from({ length: 1_000 }, newId);
    const statements = () =>
      store.query<{ calls: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query LIKE '%late_told_at%' AND query NOT LIKE '%pg_stat%'
           AND query NOT LIKE 'INSERT%'`,
      );
    const [before] = await statements();

    const due = await watch.due([...others, outletId], NOW, minutesAgo(10));

    expect(due).toEqual({ late: [outletId], untold: [{ outletId, orderId }] });
    expect((await statements())[0]!.calls - before!.calls).toBe(1);
    expect(await watch.due(others, NOW, minutesAgo(10))).toEqual({ late: [], untold: [] });
  });

  it('is a ticket once it is late, until that was told', async () => {
    await aTicket(new Date(NOW.getTime() + 1));
    await aTicket(minutesAgo(5), { state: 'READY' });
    await aTicket(minutesAgo(5), { told: minutesAgo(4) });
    const late = async () => (await watch.due([outletId], NOW, minutesAgo(10))).late;
    expect(await late()).toEqual([]);
    await aTicket(NOW);
    expect(await late()).toEqual([outletId]);
  });

  it('is told once, by whoever is first', async () => {
    const id = await aTicket(minutesAgo(1));
    const tickets = new SqlTicketRepository(database, eventLogOf(database));
    const take = () => database.run(() => tickets.takeLate(outletId, NOW));

    const told = (await Promise.all([take(), take(), take()])).flat();

    expect(told.map(({ ticket }) => ticket.id)).toEqual([id]);
    expect((await watch.due([outletId], NOW, minutesAgo(10))).late).toEqual([]);
  });

  it.each([
    ['NEW', [], true],
    ['DONE', [], false],
    ['VOIDED', [], false],
    ['NEW', ['NEW', 'NEW'], false],
    ['COOKING', ['NEW', 'READY'], false],
    ['COOKING', ['COOKING', 'NEW'], false],
    ['READY', ['READY', 'DONE'], false],
    ['DONE', ['DONE', 'DONE'], false],
    ['VOIDED', ['VOIDED', 'VOIDED'], false],
    ['ACCEPTED', ['ACCEPTED', 'NEW'], false],
    ['READY', ['READY', 'NEW'], true],
    ['NEW', ['NEW', 'COOKING'], true],
    ['DONE', ['READY', 'DONE'], true],
    ['VOIDED', ['NEW', 'NEW'], true],
    ['NEW', ['VOIDED', 'VOIDED'], true],
  ] as const)('is an order whose line is %s where its parts are %p: %p', async (status, parts, isUntold) => {
    const orderId = await aLine(status, parts);
    await aLine('NEW', [], minutesAgo(11));
    expect(await watch.untold(outletId, minutesAgo(10))).toEqual(isUntold ? [orderId] : []);
  });
});
