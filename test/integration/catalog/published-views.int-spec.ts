import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { publishedRows } from '../../support/published-views.js';

describe('what the catalogue publishes', () => {
  const [drinks, latte, cake, gone] = [newId(), newId(), newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query(
      `INSERT INTO categories (id, name, position, version, created_at, updated_at) VALUES ($1, 'Drinks', 1, 1, now(), now())`,
      [drinks],
    );
    await store.query(
      `INSERT INTO products
         (id, currency, sku, name, price, category_id, featured, track_stock, version, created_at, updated_at, deleted_at)
       VALUES ($1, 'IDR', 'L-1', 'Latte', 28000, $4, false, false, 1, now(), now(), NULL),
              ($2, 'IDR', NULL, 'Cake', 35000, NULL, false, true, 1, now(), now(), NULL),
              ($3, 'IDR', 'G-1', 'Gone', 10000, $4, false, true, 1, now(), now(), now())`,
      [latte, cake, gone, drinks],
    );
  });

  it('catalog_products: every product there was, as it is called and grouped', async () => {
    expect(await publishedRows(store, 'catalog_products')).toEqual([
      { id: latte, name: 'Latte', sku: 'L-1', category_id: drinks, has_stock: false },
      { id: cake, name: 'Cake', sku: null, category_id: null, has_stock: true },
      { id: gone, name: 'Gone', sku: 'G-1', category_id: drinks, has_stock: false },
    ]);
  });

  it('catalog_categories: every category there was', async () => {
    expect(await publishedRows(store, 'catalog_categories')).toEqual([{ id: drinks, name: 'Drinks' }]);
  });
});
