import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { salesRollupsContract } from '../../../libs/reporting/testing/sales-rollups.contract.js';
import { SqlSalesRollups } from '../../../libs/reporting/typeorm/sql-sales-rollups.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('SqlSalesRollups', () => {
  let store: TestDatabase;
  let database: Database;
  let rollups: SqlSalesRollups;

  beforeAll(async () => {
    store = await createTestDatabase({ eventsAreMadeUp: true });
    database = await connect(store, [], 4);
    rollups = new SqlSalesRollups(database);
  });

  salesRollupsContract(() => ({
    rollups,
    tell: async (orders) => {
      for (const order of orders) {
        await store.query(
          `WITH given AS (UPDATE event_counter SET last_seq = last_seq + 1 RETURNING last_seq)
           INSERT INTO events (id, seq, type, outlet_id, payload) SELECT $1, last_seq, $2, $3, $4 FROM given`,
          [newId(), order ? 'PAYMENT_UPDATED' : 'NEW_ORDER', order?.outletId ?? newId(), { order_id: order?.orderId }],
        );
      }
    },
    pay: async (orders) => {
      for (const { outletId, orderId } of orders) {
        await store.query(
          `INSERT INTO payments (outlet_id, id, order_id, order_label, method, status, amount, currency, created_by_kind)
           VALUES ($1, $2, $3, 'A-1', 'cash', 'PAID', 1, 'IDR', 'user')`,
          [outletId, newId(), orderId],
        );
      }
    },
  }));

  it('has its place in the log to itself until the unit of work ends', async () => {
    await database.run(async () => {
      await rollups.lock();
      const another = new SqlSalesRollups(await connect(store, [], 1));

      expect(await another.lock()).toBeNull();
    });

    expect(await rollups.lock()).not.toBeNull();
  });

  it('waits for events that are committed and have no place yet, for a moment', async () => {
    const id = newId();
    await store.query(`INSERT INTO events (id, type, payload) VALUES ($1, 'NEW_ORDER', '{}')`, [id]);
    const started = performance.now();
    await rollups.untilNumbered();
    expect(performance.now() - started).toBeGreaterThan(900);

    const numbered = store.query(
      `WITH given AS (UPDATE event_counter SET last_seq = last_seq + 1 RETURNING last_seq)
       UPDATE events SET seq = last_seq FROM given WHERE id = $1`,
      [id],
    );
    await Promise.all([numbered, rollups.untilNumbered()]);

    expect(await store.query('SELECT FROM events WHERE seq IS NULL')).toEqual([]);
  });
});
