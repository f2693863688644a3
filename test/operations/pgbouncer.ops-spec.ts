import { beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';

import {
  client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  runToEnd,
  type Shop,
  startApi,
  startWorker,
  TEST_JWT_SECRET,
  type TestDatabase,
} from '../support/index.js';
import { describeWithPgBouncer, newPgBouncer, oldPgBouncer, type Pooler, startPgBouncer } from './support/pgbouncer.js';
import { startSelling } from './support/sales-load.js';

const PER_SECOND = 25;

describeWithPgBouncer('a database behind PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooler: Pooler;
  const starting = (url: string) => runToEnd('api', { DATABASE_URL: url, JWT_SECRET: TEST_JWT_SECRET, PORT: '0' });

  beforeAll(async () => {
    database = await createTestDatabase();
    pooler = await startPgBouncer(newPgBouncer ?? '', database.url);
  });

  it('is refused as long as its user has no time limits, by one line that says what to set', async () => {
    expect(await starting(pooler.url)).toMatchObject({
      code: 1,
      lines: [expect.stringContaining('set MIGRATE_DATABASE_URL to the server itself and run npm run migrate-up')],
    });
  });

  it('is not migrated through the pooler, whose sessions are everybody’s', async () => {
    expect(await runToEnd('console', { DATABASE_URL: pooler.url }, ['migrate-up'])).toMatchObject({
      code: 1,
      lines: [expect.stringContaining('set MIGRATE_DATABASE_URL to the server')],
    });
  });

  it('gets its limits with the migrations, which go to the server itself', async () => {
    const env = { DATABASE_URL: pooler.url, MIGRATE_DATABASE_URL: database.url };

    const { code, stdout } = await runToEnd('console', env, ['migrate-up']);
    const again = await runToEnd('console', env, ['migrate-up']);
    await pooler.command('RECONNECT');

    expect([code, again.code]).toEqual([0, 0]);
    expect(stdout).toContain('has time limits in this database');
    expect(again.stdout).not.toContain('time limits');
  });

  it('sells, pays and cooks from two processes and a worker, faultlessly; no statement runs for ever', async () => {
    const pooled = { ...database, url: pooler.url };
    const [api, other] = await Promise.all([startApi({ database: pooled }), startApi({ database: pooled })]);
    const worker = await startWorker({ database: pooled });
    const shop: Shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000, { stock: 1_000_000 });
    const opened = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }),
    );
    const loads = [api, other].map(({ url }) => startSelling(url, shop, product, PER_SECOND));
    const sleeper = new pg.Client({ connectionString: pooler.url });
    await sleeper.connect();

    const slept = await sleeper.query('SELECT pg_sleep(20)').catch((error: { code: string }) => error.code);
    await sleeper.end();
    const sold = await Promise.all(loads.map((load) => load.stop()));

    expect(slept).toBe('57014');
    expect(sold.flatMap(({ faults }) => faults)).toEqual([]);
    const placed = sold.flatMap((load) => load.placed);
    const paid = sold.flatMap((load) => load.paid);
    expect(placed.length).toBeGreaterThan(20);
    const [row] = await database.query<{ orders: number; paid: number }>(
      `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM payments WHERE status = 'PAID') AS paid`,
    );
    expect(row).toEqual({ orders: placed.length, paid: paid.length });
    expectStatus(
      200,
      await shop.cashier.post('/shifts/close', { shift_id: opened.id, end_cash: 10_000 * paid.length }),
    );
    await eventually(async () =>
      expect((await shop.supervisor.get(`/shifts/${opened.id}/report`, { accept: 'application/json' })).status).toBe(
        200,
      ),
    );
    await Promise.all([api.stop(), other.stop(), worker.stop()]);
  }, 240_000);

  it('whose limits are taken away is told by /ready, until they are back', async () => {
    const api = await startApi({ database: { url: pooler.url } });
    const { username } = new URL(database.url);
    const readiness = async () => {
      const { status, body } = await client(api).get<{ checks: { database: string } }>(`${api.url}/ready`);
      return [status, body.checks.database];
    };
    expect(await readiness()).toEqual([200, 'up']);

    await database.query(`ALTER ROLE ${username} IN DATABASE ${database.name} SET statement_timeout = 0`);
    await pooler.command('RECONNECT');
    await eventually(async () =>
      expect(await readiness()).toEqual([503, expect.stringContaining('its connections have no time limits')]),
    );
    await database.query(`ALTER ROLE ${username} IN DATABASE ${database.name} SET statement_timeout = '5s'`);
    await pooler.command('RECONNECT');

    await eventually(async () => expect(await readiness()).toEqual([200, 'up']));
    await api.stop();
  }, 240_000);

  it('that keeps no prepared statements is refused: turned off, or of a version that cannot', async () => {
    const off = await startPgBouncer(newPgBouncer ?? '', database.url, { max_prepared_statements: 0 });
    const silent = await startPgBouncer(newPgBouncer ?? '', database.url, {
      max_prepared_statements: 0,
      ignore_startup_parameters: 'options',
    });
    const poolers = [off.url, silent.url];
    if (oldPgBouncer) poolers.push((await startPgBouncer(oldPgBouncer, database.url, {})).url);
    else process.stderr.write('Skipped, since no PgBouncer before 1.21 is installed (apt-get install pgbouncer)\n');

    for (const url of poolers) {
      expect(await starting(url)).toMatchObject({
        code: 1,
        lines: [expect.stringContaining('use PgBouncer 1.21 or newer with max_prepared_statements')],
      });
    }
  }, 240_000);
});
