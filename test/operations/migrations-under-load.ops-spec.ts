import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { applyMigrations, revertMigrations } from '../../apps/console/src/migrate.js';
import {
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  startApi,
} from '../support/index.js';
import { startSelling } from './support/sales-load.js';

/** How many orders, payments and movements there are before: `HISTORY_ORDERS=300000` for a chain's. */
const HISTORY = Number(process.env['HISTORY_ORDERS'] ?? 20_000);
const PRICE = 10_000;
const [MANY, FEW] = [60, 25];
const LONGEST_MS = 2_500;
/** The last that this version of the program cannot sell without. */
const BEFORE = '1796450001000';

const files = readdirSync(join(import.meta.dirname, '..', '..', 'migrations')).filter(
  (file) => file.endsWith('.ts') && file.slice(0, BEFORE.length) > BEFORE,
);

/** Copies of one order, of what was paid for it and of what it took, over two years. */
const COPIES = [
  `INSERT INTO orders SELECT copy.* FROM (SELECT * FROM orders LIMIT 1) o, generate_series(1, $1::int) n, jsonb_populate_record(NULL::orders, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(), 'number', 'H' || n, 'request_hash', NULL,
     'status', CASE WHEN n % 50 = 0 THEN 'VOIDED' ELSE 'DONE' END, 'created_at', now() - n * interval '730 days' / $1::int)) copy`,
  `INSERT INTO payments SELECT copy.* FROM (SELECT * FROM payments LIMIT 1) p, orders o, jsonb_populate_record(NULL::payments,
     to_jsonb(p) || jsonb_build_object('id', gen_random_uuid(), 'order_id', o.id, 'created_at', o.created_at)) copy WHERE o.number LIKE 'H%'`,
  `INSERT INTO stock_movements (id, outlet_id, product_id, type, quantity, balance_after, actor_kind, occurred_at)
   SELECT gen_random_uuid(), m.outlet_id, m.product_id, CASE WHEN n % 100 = 0 THEN 'WASTE' ELSE 'SALE' END, -1, 100, 'system',
     now() - ($1::int - n) * interval '730 days' / $1::int
   FROM (SELECT outlet_id, product_id FROM stock_movements LIMIT 1) m, generate_series(1, $1::int) n`,
];

if (files.length === 0) {
  process.stderr.write(`Skipped: this version cannot sell without any of its migrations up to ${BEFORE}\n`);
}

(files.length === 0 ? describe.skip : describe)('the migrations of this version, while people sell', () => {
  it('go down and up again at a history of years: no request fails, none waits for longer than 2.5 s', async () => {
    const database = await createTestDatabase();
    const api = await startApi({ database });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea', PRICE, { stock: 1_000_000 });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    const warm = startSelling(api.url, shop, product, FEW);
    await eventually(async () => expect(warm.sent).toBeGreaterThan(4));
    const { slowestMs, paid } = await warm.stop();
    for (const text of COPIES) await database.query(text, text.includes('$1') ? [HISTORY] : []);
    const perSecond = slowestMs < LONGEST_MS / 3 ? MANY : FEW;

    const load = startSelling(api.url, shop, product, perSecond);
    await delay(1_000);
    const down = await revertMigrations(database.url, files.length);
    await delay(500);
    const up = await applyMigrations(database.url);
    await delay(500);
    const sold = await load.stop();

    process.stdout.write(
      `${up.length} migrations at ${HISTORY} orders and ${sold.perSecond} requests/s: slowest ${sold.slowestMs} ms\n`,
    );
    expect([down.length, up.length]).toEqual([files.length, files.length]);
    expect(sold.faults).toEqual([]);
    expect(sold.slowestMs).toBeLessThan(LONGEST_MS);

    // What was rolled up before and after is in the sums, once.
    const admin = client(api, (await createAccount(database, 'ADMIN')).token);
    const netSales = (paid.length + sold.paid.length) * PRICE;
    await eventually(
      async () => {
        for (const by of ['hour', 'day', 'outlet', 'product']) {
          const report = await admin.get<{ totals: { net_sales: number }[] }>(`/reports/sales?group_by=${by}`);
          expect([by, expectStatus(200, report).totals]).toMatchObject([by, [{ net_sales: netSales }]]);
        }
      },
      { timeoutMs: 30_000 },
    );
    const wasted = await shop.supervisor.get<{ total: number }>('/stock-movements?type=WASTE');
    expect(expectStatus(200, wasted).total).toBe(Math.floor(HISTORY / 100));
  }, 900_000);
});
