import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { DEMO_PASSWORD } from '../../apps/console/src/demo-data/accounts.js';
import { productId } from '../../apps/console/src/demo-data/menu.js';
import { CAFE_ID, SHOP_ID, tableNumber } from '../../apps/console/src/demo-data/outlets.js';
import { seedDemo } from '../../apps/console/src/seed-demo.js';
import {
  type Client,
  client,
  createTestDatabase,
  expectStatus,
  findFreePort,
  startApi,
  type TestDatabase,
} from '../support/index.js';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** Added, changed, taken away, sold out and left open, as whoever tries the demo does before they play its day again. */
describe("the demo's day on a café that people have changed by hand", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await seedDemo(database.url);
    const api = await startApi({ database });
    const logIn = async (username: string): Promise<Client> => {
      const body = { username, password: DEMO_PASSWORD };
      const answer = await client(api).post<{ access_token: string }>('/auth/login', body);
      return client(api, expectStatus(200, answer).access_token);
    };
    await changeEverything(await logIn('admin'), await logIn('kasir'));
    await api.stop();
  }, 600_000);

  async function changeEverything(admin: Client, kasir: Client): Promise<void> {
    const made = async (path: string, body: object) =>
      expectStatus(201, await admin.post<{ id: string }>(path, body)).id;
    const changed = async (path: string, body: object) => expectStatus(200, await admin.patch(path, body));
    for (const outlet_id of [CAFE_ID, SHOP_ID]) {
      const category_id = await made('/categories', { outlet_id, name: 'Baru' });
      await made('/products', { outlet_id, category_id, name: 'AAA baru', price: 12_345 });
      await made('/coupons', { outlet_id, code: `BARU-${outlet_id.slice(0, 4)}`, type: 'PERCENT', value: 5 });
    }
    await made('/tables', { outlet_id: CAFE_ID, name: 'Meja baru' });
    await made('/users', {
      username: 'baru',
      password: 'sambal-terasi-2026',
      role: 'KASIR',
      outlet_ids: [CAFE_ID],
    });
    // Prices that are no multiple of the smallest coin.
    for (const sku of ['MGJ', 'PGK']) await reprice(admin, sku);
    const named = async (outletId: string, name: string): Promise<string> => {
      const { data } = expectStatus(
        200,
        await admin.get<{ data: { id: string; name: string }[] }>(
          `/products?outlet_id=${outletId}&limit=100&q=${encodeURIComponent(name)}`,
        ),
      );
      const found = data.find((one) => one.name === name);
      if (!found) throw new Error(`There is no ${name}`);
      return found.id;
    };
    for (const name of ['Gado-gado', 'Soto Ayam Lamongan', 'Tahu Isi'])
      expectStatus(204, await admin.delete(`/products/${await named(CAFE_ID, name)}`));
    expectStatus(204, await admin.delete(`/products/${await named(SHOP_ID, 'Drip Coffee, 10 sachês')}`));
    const off = { available: false, outlet_id: CAFE_ID };
    await changed(`/products/${await named(CAFE_ID, 'Cappuccino')}/availability`, off);
    const none = { quantity: 0, outlet_id: CAFE_ID };
    await changed(`/products/${await named(CAFE_ID, 'Nasi Goreng Kampung')}/stock`, none);
    expectStatus(204, await admin.delete(`/tables/${tableNumber(4).id}`));
    expectStatus(201, await kasir.post('/shifts/open', { outlet_id: CAFE_ID, start_cash: 123_400 }));
  }

  async function reprice(admin: Client, sku: string): Promise<void> {
    const answer = await admin.patch(`/products/${productId(sku)}`, { price: 23_333 });
    if (answer.status !== 404) expectStatus(200, answer);
  }

  it('is played to its end all the same, and once more', async () => {
    for (let time = 0; time < 2; time++) {
      const port = await findFreePort();
      const main = join(ROOT, 'dist', 'apps', 'console', 'src', 'main.js');
      const { stdout } = await run(process.execPath, [main, 'demo', '--exit', '--port', String(port)], {
        cwd: ROOT,
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATABASE_URL: database.url },
        maxBuffer: 8 * 1024 * 1024,
      });
      expect(stdout).toMatch(/The day is done: \d+ checks passed/);
    }
  }, 900_000);
});
