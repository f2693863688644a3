import { setTimeout as delay } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { applyMigrations } from '../../apps/console/src/migrate.js';
import { createShop, createTestDatabase, expectStatus, startApi } from '../support/index.js';
import { startSelling } from './support/sales-load.js';
import { ADDITIVE, migrationsOf } from './support/test-migrations.js';

/** What a busy chain asks for, and what a slow machine still does. */
const [MANY, FEW] = [60, 25];
const LONGEST_MS = 2_500;

describe('the next version’s migrations, while this one sells', () => {
  it('fail no request, and let none wait for longer than 2.5 s', async () => {
    const database = await createTestDatabase();
    const api = await startApi({ database });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000, { stock: 1_000_000 });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    const warm = startSelling(api.url, shop, product, MANY);
    await delay(4_000);
    const { slowestMs, placed } = await warm.stop();
    const perSecond = slowestMs < LONGEST_MS / 3 ? MANY : FEW;

    const load = startSelling(api.url, shop, product, perSecond);
    await delay(1_000);
    const ran: string[] = [];
    for (const migration of migrationsOf(ADDITIVE)) {
      ran.push(...(await applyMigrations(database.url, { migrations: [migration] })));
      // Statements that were prepared before meet the table as it is now.
      await delay(300);
    }
    await delay(2_000);
    const sold = await load.stop();

    process.stdout.write(`${ran.length} migrations at ${sold.perSecond} requests/s: slowest ${sold.slowestMs} ms\n`);
    expect(ran).toHaveLength(ADDITIVE.length);
    expect(sold.faults).toEqual([]);
    expect(sold.slowestMs).toBeLessThan(LONGEST_MS);
    const all = [...placed, ...sold.placed];
    const [row] = await database.query<{ orders: number; items: number; later: number }>(
      `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM order_items) AS items,
         (SELECT count(*)::int FROM orders WHERE later_count = 7) AS later`,
    );
    expect(row).toEqual({ orders: all.length, items: all.length, later: all.length });
  }, 180_000);
});
