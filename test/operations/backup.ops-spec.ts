import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, expect, it } from '@jest/globals';

import { client, createShop, createTestDatabase, expectStatus, onCleanup, startApi } from '../support/index.js';
import type { Api } from '../support/api.js';
import type { TestDatabase } from '../support/database.js';
import type { Shop, TestProduct } from '../support/shop.js';
import { describeWithPostgresTools, postgresTools } from './support/postgres-tools.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An operator's command, as `npm run` starts it. */
function command(databaseUrl: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const environment = {
    PATH: process.env['PATH'],
    ENV_FILE: '',
    DATABASE_URL: databaseUrl,
    PG_BIN: postgresTools,
    ...env,
  };
  return promisify(execFile)(process.execPath, ['dist/apps/console/src/main.js', ...args], { env: environment }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Ended,
  );
}

describeWithPostgresTools('a backup', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let kopi: TestProduct;
  let folder: string;
  let file: string;
  const sold: string[] = [];

  const sell = async (at: Shop = shop) => {
    const body = { outlet_id: at.outletId, type: 'TAKEAWAY', items: [{ product_id: kopi.id, quantity: 1 }] };
    const order = expectStatus(201, await at.cashier.post<{ id: string; number: string }>('/orders', body));
    const paid = await at.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', tendered: 20_000 });
    expect(paid.status).toBe(201);
    return order;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    kopi = await shop.product('Kopi – “dobel” ☕', 20_000, { stock: 100_000 });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 100_000 }));
    for (let i = 0; i < 5; i++) sold.push((await sell()).id);
    folder = mkdtempSync(join(tmpdir(), 'comanda-backup-'));
    onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  });

  /** An empty database on the same server. */
  async function emptyDatabase(): Promise<{ url: string }> {
    const empty = await createTestDatabase();
    await empty.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    return empty;
  }

  it('is written while people sell, and proven by restoring it', async () => {
    let isDone = false;
    const written = command(database.url, ['backup', '--to', folder]).finally(() => (isDone = true));
    let during = 0;
    while (!isDone) {
      await sell();
      during += 1;
    }

    expect(await written).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('restored once to prove it'),
    });
    expect(during).toBeGreaterThan(0);
    const [name = '', ...others] = readdirSync(folder).filter((entry) => entry.endsWith('.dump'));
    file = join(folder, name);
    expect([others, readdirSync(folder).filter((entry) => entry.endsWith('.partial'))]).toEqual([[], []]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const left = await database.query(`SELECT FROM pg_database WHERE datname LIKE 'comanda_check_%'`);
    expect(left).toEqual([]);
  }, 120_000);

  it('brings everything back, and the restored system sells on at once', async () => {
    const restored = await emptyDatabase();
    expect(await command(restored.url, ['restore', '--from', file])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('each as it was backed up'),
    });

    const again = await startApi({ database: restored });
    const cashier = client(again, shop.accounts.cashier.token);
    for (const id of sold) {
      const order = expectStatus(200, await cashier.get<{ payment_status: string }>(`/orders/${id}`));
      expect(order.payment_status).toBe('PAID');
    }
    const numbers = new Set<string>();
    for (let i = 0; i < 3; i++) numbers.add((await sell({ ...shop, cashier })).number);
    const taken = await database.query<{ number: string }>('SELECT number FROM orders WHERE id = ANY($1)', [sold]);
    expect([numbers.size, taken.filter(({ number }) => numbers.has(number))]).toEqual([3, []]);
    const current = await cashier.get<{ expected_cash?: number }>(`/shifts/current?outlet_id=${shop.outletId}`);
    expect(current.status).toBe(200);
  }, 120_000);

  it('never overwrites what is there', async () => {
    const refused = await command(database.url, ['restore', '--from', file]);

    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^restore: the database \w+ is not empty: make a new one/),
    });
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('that is damaged leaves an empty database, and says so in one line', async () => {
    const empty = await emptyDatabase();
    const damaged = join(folder, 'damaged.dump');
    writeFileSync(damaged, '');
    expect(await command(empty.url, ['restore', '--from', damaged])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^restore: pg_restore: .*\n$/),
    });

    const cut = join(folder, 'cut.dump');
    await promisify(execFile)('cp', [file, cut]);
    truncateSync(cut, Math.floor(statSync(cut).size * 0.7));
    expect(await command(empty.url, ['restore', '--from', cut])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^restore: pg_restore: .*\n$/),
    });
    expect(await command(empty.url, ['restore', '--from', file])).toMatchObject({ code: 0 });
  }, 60_000);

  it('is refused by programs that are older than the server, or missing, with what to install', async () => {
    const old = mkdtempSync(join(folder, 'old-'));
    const program = join(old, 'pg_dump');
    writeFileSync(program, '#!/bin/sh\necho "pg_dump (PostgreSQL) 15.18"\n');
    chmodSync(program, 0o755);

    expect((await command(database.url, ['backup', '--to', folder], { PG_BIN: old })).stderr).toMatch(
      /^backup: pg_dump is of version 15, and the server of version 18: install .* set PG_BIN to their folder\n$/,
    );
    expect((await command(database.url, ['backup', '--to', folder], { PG_BIN: '/nowhere' })).stderr).toMatch(
      /^backup: pg_dump is not found in \/nowhere: install /,
    );
    expect(await command(database.url, ['restore'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--from'),
    });
    expect(readdirSync(folder).filter((entry) => entry.endsWith('.partial'))).toEqual([]);
  });
});
