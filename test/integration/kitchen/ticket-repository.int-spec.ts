import { beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/platform';

import { ticketRepositoryContract } from '../../../libs/kitchen/testing/ticket-repository.contract.js';
import { SqlTicketQueries } from '../../../libs/kitchen/typeorm/sql-ticket.queries.js';
import { SqlTicketRepository } from '../../../libs/kitchen/typeorm/sql-ticket.repository.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const SHOP = '0190a000-0000-7000-8000-000000000001';

/** A kitchen of some weeks: each order has a ticket with two lines. */
const WEEKS = `
  WITH numbered AS (SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS order_id FROM generate_series(1, 10000) n), ticketed AS (
    INSERT INTO kitchen_tickets (outlet_id, id, order_id, order_number, order_type, is_guests, number, round, course, station, state, rush,
      remake, created_at, fired_at, marks, version, closed_at)
    SELECT '${SHOP}', id, order_id, n::text, 'DINE_IN', false, n || '-1', 1, 1, 'grill', 'SERVED', false, false,
      now() - n * interval '1 minute', now() - n * interval '1 minute', '[]', 3, now() FROM numbered
  )
  INSERT INTO kitchen_lines (outlet_id, id, ticket_id, order_id, item_id, component, position, product_id, name, quantity, modifiers, status,
    fired, is_gone)
  SELECT '${SHOP}', gen_random_uuid(), id, order_id, gen_random_uuid(), 0, line, gen_random_uuid(), 'Steak', 1, '[]', 'DONE', 1, false
  FROM numbered, generate_series(1, 2) line`;

describe('tickets in PostgreSQL', () => {
  let store: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    store = await createTestDatabase();
    // As a process that has been up for a while: plans that know no values.
    await store.query(`ALTER DATABASE ${store.name} SET plan_cache_mode = force_generic_plan`);
    database = await connect(store, [], 4);
  });

  ticketRepositoryContract(
    () => new SqlTicketRepository(database, eventLogOf(database)),
    (work) => database.run(work),
  );

  it('keep a ledger that nobody changes or shortens', async () => {
    await store.query(
      `INSERT INTO kitchen_moves (outlet_id, id, ticket_id, order_id, act, actor_kind, reason, occurred_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'RUSH', 'user', 'x', now())`,
    );
    await expect(store.query(`UPDATE kitchen_moves SET act = 'SEEN'`)).rejects.toThrow(/never changed/);
    await expect(store.query('DELETE FROM kitchen_moves')).rejects.toThrow(/never changed/);
    await store.query('UPDATE kitchen_moves SET reason = NULL, actor_id = NULL');
    expect(await store.query(`SELECT act, reason FROM kitchen_moves WHERE act = 'RUSH'`)).toEqual([
      { act: 'RUSH', reason: null },
    ]);
  });

  it('are found by an index among those of weeks, by their order, a line or themselves', async () => {
    await store.query(WEEKS);
    // As autovacuum does.
    await store.query('ANALYZE kitchen_tickets, kitchen_lines');
    const some = await store.query<{ order_id: string; item_id: string; ticket_id: string }>(
      `SELECT order_id, item_id, ticket_id FROM kitchen_lines WHERE outlet_id = '${SHOP}' AND position = 1 LIMIT 60`,
    );
    const tickets = new SqlTicketRepository(database, eventLogOf(database));
    const queries = new SqlTicketQueries(database);
    const before = performance.now();

    for (const { order_id: orderId, item_id: itemId, ticket_id: ticketId } of some) {
      const found = await database.run(async () => [
        await tickets.lock(SHOP, { orderIds: [orderId] }),
        await tickets.lock(SHOP, { itemIds: [itemId] }),
        await tickets.lock(SHOP, { ticketIds: [ticketId] }),
      ]);
      expect(found.map((rounds) => [rounds.tickets.map(({ id }) => id), rounds.lines.length])).toEqual(
        Array.from({ length: 3 }, () => [[ticketId], 2]),
      );
      const [shown] = await queries.find(SHOP, { itemIds: [itemId] });
      expect(shown).toMatchObject({ ticket: { id: ticketId } });
    }

    // Some 600 statements: a plan that reads a whole table takes 5 ms each, one that asks for each row a minute.
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
