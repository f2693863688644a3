import { beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/platform';

import { ticketRepositoryContract } from '../../../libs/kitchen/testing/ticket-repository.contract.js';
import { SqlTicketRepository } from '../../../libs/kitchen/typeorm/sql-ticket.repository.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

describe('tickets in PostgreSQL', () => {
  let store: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    store = await createTestDatabase();
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
});
