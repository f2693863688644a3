import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../apps/console/src/embedded-postgres.js';
import {
  client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  keepOrdering,
  migrate,
  onCleanup,
  startApi,
  type TestDatabase,
} from '../support/index.js';

const ROUNDS = Number(process.env['CHAOS_ROUNDS'] ?? 2);
const SIGTERM_RUNS = Number(process.env['SIGTERM_RUNS'] ?? 3);

/** A server of this test's own, to be taken away. */
async function ownServer() {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-chaos-'));
  chmodSync(folder, 0o755);
  const start = (preferredPort?: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), preferredPort });
  let server = await start();
  onCleanup(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await migrate(server.url);
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  pool.on('error', () => undefined);
  onCleanup(() => pool.end());
  const database: TestDatabase = {
    name: 'comanda',
    url: server.url,
    query: async <T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(text, [...values])).rows,
    drop: () => Promise.resolve(),
  };
  return {
    database,
    /** Immediate shutdown: as if it were killed, with its children. */
    crash: () => process.kill(server.pid, 'SIGQUIT'),
    restart: async () => {
      server = await start(server.port);
    },
  };
}

describe('PostgreSQL taken away during orders', () => {
  it('answers 503 with Retry-After meanwhile, lives, recovers, and keeps what it acknowledged', async () => {
    const { database, crash, restart } = await ownServer();
    const api = await startApi({ database });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000, { stock: 100_000 });
    const body = () => ({ outlet_id: shop.outletId, items: [{ product_id: product.id, quantity: 1 }] });
    let over = false;
    const who = { server: () => api, token: shop.accounts.waiter.token, path: '/orders', body };
    const ordering = Promise.all(Array.from({ length: 4 }, () => keepOrdering(who, () => over)));

    for (let round = 0; round < ROUNDS; round++) {
      crash();
      await eventually(async () => expect((await client(api).get(`${api.url}/ready`)).status).toBe(503), {
        timeoutMs: 10_000,
      });
      const meanwhile = await shop.waiter.post<{ code: string }>('/orders', body());
      expect([meanwhile.status, meanwhile.headers.get('retry-after') !== null]).toEqual([503, true]);
      expect((await client(api).get(`${api.url}/health`)).status).toBe(200);
      await restart();
      const back = Date.now();
      await eventually(async () => expectStatus(201, await shop.waiter.post('/orders', body())), { timeoutMs: 20_000 });
      process.stdout.write(`PostgreSQL was back: an order after ${Date.now() - back} ms\n`);
      await eventually(async () => expect((await client(api).get(`${api.url}/ready`)).status).toBe(200));
    }
    over = true;
    const journal = (await ordering).flat();

    const acknowledged = journal.flatMap((entry) => entry.acknowledged ?? []);
    expect(journal.flatMap(({ odd }) => odd)).toEqual([]);
    expect([acknowledged.length, new Set(acknowledged).size]).toEqual([journal.length, journal.length]);
    const [row] = await database.query<{ orders: number; taken: number }>(
      `SELECT (SELECT count(*)::int FROM orders) AS orders,
         (SELECT 100000 - sum(quantity)::int FROM stock_movements WHERE product_id = $1) AS taken`,
      [product.id],
    );
    expect([row?.orders, row?.taken]).toEqual([journal.length + ROUNDS, journal.length + ROUNDS]);
  }, 240_000);
});

describe('SIGTERM under load', () => {
  it(
    `breaks no request in hand and ends with 0, ${SIGTERM_RUNS} times of ${SIGTERM_RUNS}`,
    async () => {
      const database = await createTestDatabase();
      const staying = await startApi({ database });
      const shop = await createShop(database, staying);
      const product = await shop.product('Tea', 10_000);
      const body = { outlet_id: shop.outletId, items: [{ product_id: product.id, quantity: 1 }] };
      const answers: string[] = [];
      for (let run = 0; run < SIGTERM_RUNS; run++) {
        const leaving = await startApi({ database });
        const sent: Promise<string>[] = [];
        const told = (index: number) =>
          client(leaving, shop.accounts.waiter.token)
            .post<{ code?: string }>('/orders', { ...body, note: String(index) })
            .then(
              ({ status, body: { code } }) => (status === 201 ? '201' : `${status} ${code}`),
              (error: unknown) => (error as { cause?: { code?: string } }).cause?.code ?? String(error),
            );
        const load = setInterval(() => sent.push(told(sent.length)), 10);
        await eventually(() => expect(sent.length).toBeGreaterThan(30));
        const started = Date.now();
        await leaving.stop();
        clearInterval(load);
        answers.push(...(await Promise.all(sent)));

        expect(await leaving.ended).toBe(0);
        expect(Date.now() - started).toBeLessThan(30_000);
      }

      // Taken, told to come again, or never let in (the kernel resets what still waited to be accepted); and no order that nobody was told of.
      const kinds = [...new Set(answers)].filter(
        (kind) => !['201', '503 SHUTTING_DOWN', 'ECONNREFUSED', 'ECONNRESET'].includes(kind),
      );
      expect(kinds).toEqual([]);
      const placed = answers.filter((answer) => answer === '201').length;
      const [row] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM orders');
      expect(row?.n).toBe(placed);
    },
    60_000 + SIGTERM_RUNS * 20_000,
  );
});
