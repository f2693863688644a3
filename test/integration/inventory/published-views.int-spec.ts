import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

describe('what the inventory publishes', () => {
  const [jakarta, bandung] = [newId(), newId()];
  const [kopi, teh, gula] = [newId(), newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query(
      `INSERT INTO stock_levels (outlet_id, product_id, on_hand)
       VALUES ($1, $3, 5), ($2, $3, 6), ($1, $4, 100), ($1, $5, 0)`,
      [jakarta, bandung, kopi, teh, gula],
    );
    await store.query('INSERT INTO stock_thresholds (product_id, threshold) VALUES ($1, 5), ($2, 20)', [kopi, teh]);
  });

  it('inventory_low_stock: what an outlet has no more of than its threshold', async () => {
    expect(await publishedRows(store, 'inventory_low_stock')).toEqual([
      { outlet_id: jakarta, product_id: kopi, on_hand: 5, threshold: 5 },
    ]);
  });

  it('is merged into what reads it', async () => {
    const product = `outlet_id = '${jakarta}' AND product_id = '${kopi}'`;
    const tables = 'stock_levels JOIN stock_thresholds USING (product_id)';

    expect(await planOf(store, `SELECT FROM inventory_low_stock WHERE ${product}`)).toEqual(
      await planOf(store, `SELECT FROM ${tables} WHERE on_hand <= threshold AND ${product}`),
    );
  });
});
