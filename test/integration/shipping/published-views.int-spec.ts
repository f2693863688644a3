import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

describe('what shipping publishes', () => {
  const [order, outlet] = [newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query(
      `INSERT INTO shipments (id, outlet_id, order_id, state, steps, followed, failures, anonymise, created_at, updated_at)
       VALUES ($1, $2, $3, 'CANCELLED', '[]', false, 0, false, now(), now())`,
      [newId(), outlet, order],
    );
  });

  it('shipping_parcels: the orders that have a parcel, and their outlets', async () => {
    expect(await publishedRows(store, 'shipping_parcels')).toEqual([{ order_id: order, outlet_id: outlet }]);
  });

  it('is merged into what reads it', async () => {
    expect(await planOf(store, `SELECT FROM shipping_parcels WHERE order_id = '${order}'`)).toEqual(
      await planOf(store, `SELECT FROM shipments WHERE order_id = '${order}'`),
    );
  });
});
