import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { TABLES } from '../../apps/console/src/distribution/tables.js';
import { playCitus } from '../support/citus.js';
import {
  type Api,
  createShop,
  createTestDatabase,
  expectStatus,
  findFreePort,
  runToEnd,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'dist', 'apps', 'console', 'src', 'main.js');
const DAY_MS = 600_000;
const START_MS = 300_000;

const BY_OUTLET = Object.keys(TABLES).filter((name) => TABLES[name]?.place === 'BY_OUTLET');
const LOCAL = Object.keys(TABLES).filter((name) => TABLES[name]?.place === 'LOCAL');
const VIEWS = [
  'ordering_\\w+',
  'payments_\\w+',
  'shifts_drawers',
  'inventory_low_stock',
  'shipping_parcels',
  'transactions',
];

/**
 * Statements that look over all outlets, none of them with a lock. test/architecture/statements.spec.ts has the reasons one by one; what is
 * there in pieces is whole here.
 */
const OVER_ALL = [
  // An ADMIN, and a customer of an order.
  /\bFROM (?:payments|shipments|shifts s|orders o) WHERE (?:s\.|o\.)?id = \$1(?: ORDER BY id$|$| AND (?:o\.customer_id = \$2|true|\$2))/,
  // What others know by a number of theirs.
  /\bFROM payments WHERE gateway = \$1 AND (?:id|reference) = \$2/,
  /\bFROM shipments WHERE tracking_number = \$1$/,
  /\bFROM fiscal_documents WHERE provider = \$1 AND reference = \$2$/,
  // Sweepers.
  /\bFROM shipments WHERE next_check_at <= \$1 ORDER BY next_check_at LIMIT \$2\) due/,
  /^UPDATE shipments SET address = \$2 WHERE anonymise\b/,
  /\bFROM (?:stock_movements ORDER BY position|order_changes ORDER BY id) LIMIT \$1$/,
];

interface Told extends Record<string, unknown> {
  readonly query: string;
}

const naming = (names: readonly string[]): RegExp =>
  new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE|USING)\\s+(?:ONLY\\s+)?(?:${names.join('|')})\\b`);
const OF_OUTLETS = naming([...BY_OUTLET.filter((name) => name !== 'events'), ...VIEWS]);
const STAYING = naming(LOCAL);
const NAMES_OUTLET =
  /\boutlet_id\s*=|\boutlet_id\b[^()]*\)\s*(?:IN|VALUES|SELECT)\b|INSERT INTO \w+(?: AS \w+)?\s*\([^)]*\boutlet_id\b/;

describe('a café whose outlets lie in several databases', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await playCitus(database);
    const { code, lines } = await runToEnd('console', { DATABASE_URL: database.url, ENV_FILE: '' }, [
      'migrate-up',
      '--distributed',
    ]);
    expect([code, lines]).toEqual([0, []]);
    await database.query('SELECT pg_stat_statements_reset()');
  }, START_MS);

  it(
    'has its day: orders, payments, webhooks, the kitchen, a shift, parcels, invoices and reports',
    async () => {
      const port = await findFreePort();
      const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'demo', '--exit', '--port', String(port)], {
        cwd: ROOT,
        env: { PATH: process.env['PATH'], DATABASE_URL: database.url },
        maxBuffer: 10_000_000,
      });

      expect(stdout).toMatch(/The day is done: \d+ checks passed/);
      // The day is over before the worker has counted all of it.
      const env = {
        DATABASE_URL: database.url,
        ENV_FILE: '',
        JWT_SECRET: 'a-secret-of-a-test-which-nobody-needs-to-keep',
      };
      const counting = await runToEnd('console', env, ['rebuild-reports']);
      expect([counting.code, counting.lines]).toEqual([0, []]);
      const [sold] = await database.query<{ orders: number; reports: number; counted: number }>(
        `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM shift_reports) AS reports,
                (SELECT count(*)::int FROM report_facts) AS counted`,
      );
      expect(sold?.orders).toBeGreaterThan(5);
      expect(sold?.reports).toBeGreaterThan(0);
      expect(sold?.counted).toBeGreaterThan(10);
    },
    DAY_MS,
  );

  it('says in its statements whose rows it means, and takes nothing of the coordinator into them', async () => {
    const told = await database.query<Told>(
      `SELECT query FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = current_database() AND query !~* '^\\s*(?:CREATE|ALTER|DROP|DO|REVOKE|COPY)\\M' AND query !~ 'citus_played|count\\(\\*\\)::int'`,
    );
    const ofOutlets = told.map(({ query }) => query.replace(/\s+/g, ' ')).filter((query) => OF_OUTLETS.test(query));
    const silent = ofOutlets.filter(
      (query) => !NAMES_OUTLET.test(query) && !OVER_ALL.some((known) => known.test(query)),
    );
    const locking = ofOutlets.filter((query) => /\bFOR (?:UPDATE|SHARE)\b/.test(query) && !/outlet_id = /.test(query));

    expect(ofOutlets.length).toBeGreaterThan(60);
    expect(ofOutlets.some((query) => query.includes('INSERT INTO report_product_sales'))).toBe(true);
    expect(silent).toEqual([]);
    expect(ofOutlets.filter((query) => STAYING.test(query))).toEqual([]);
    expect(locking).toEqual([]);
  });
});

describe('keys that are unique over outlets in several databases', () => {
  let database: TestDatabase;
  let api: Api;
  let cafe: Shop;
  let shop: Shop;
  let products: Map<Shop, TestProduct>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await playCitus(database);
    expect((await runToEnd('console', { DATABASE_URL: database.url }, ['migrate-up', '--distributed'])).code).toBe(0);
    api = await startApi({ database });
    [cafe, shop] = [await createShop(database, api), await createShop(database, api)];
    products = new Map();
    for (const one of [cafe, shop]) products.set(one, await one.product('Kopi', 20_000, { stock: 100 }));
  }, START_MS);

  const order = (of: Shop, id: string | undefined) =>
    of.waiter.post<{ id: string; code?: string }>('/orders', {
      ...(id && { id }),
      outlet_id: of.outletId,
      type: 'DELIVERY',
      items: [{ product_id: products.get(of)?.id, quantity: 1 }],
    });

  it('refuse a till’s id for an order that another outlet has, and know a retry', async () => {
    const id = newId();
    expectStatus(201, await order(cafe, id));

    expect(await order(shop, id)).toMatchObject({ status: 409, body: { code: 'ORDER_ID_TAKEN' } });
    expect([200, 201]).toContain((await order(cafe, id)).status);
    expect(await database.query('SELECT outlet_id FROM orders WHERE id = $1', [id])).toEqual([
      { outlet_id: cafe.outletId },
    ]);
  });

  it('refuse the id of an order that the server named', async () => {
    const named = expectStatus(201, await order(cafe, undefined));

    expect(await order(shop, named.id)).toMatchObject({ status: 409, body: { code: 'ORDER_ID_TAKEN' } });
  });

  it('give an id that two outlets take in the same moment to one of them', async () => {
    for (let time = 0; time < 10; time++) {
      const id = newId();

      const answers = await Promise.all([order(cafe, id), order(shop, id)]);

      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(await database.query('SELECT FROM orders WHERE id = $1', [id])).toHaveLength(1);
    }
  });

  it('let an ADMIN, who sees every outlet, change an order of any', async () => {
    const id = newId();
    expectStatus(201, await order(shop, id));

    expectStatus(200, await shop.admin.post(`/orders/${id}/void`, { reason: 'they left' }));
    expect(await database.query('SELECT status FROM orders WHERE id = $1', [id])).toEqual([{ status: 'VOIDED' }]);
  });

  it('refuse a tracking number that a parcel of another outlet has', async () => {
    const [theirs, ours] = [newId(), newId()];
    expectStatus(201, await order(cafe, theirs));
    expectStatus(201, await order(shop, ours));
    const send = (id: string, tracking_number: string) =>
      shop.admin.patch<{ code?: string }>(`/orders/${id}/tracking`, { tracking_number, carrier: 'JNE' });
    expectStatus(200, await send(theirs, 'JNE-4711'));

    expect(await send(ours, 'JNE-4711')).toMatchObject({ status: 409, body: { code: 'TRACKING_NUMBER_TAKEN' } });
    expectStatus(200, await send(ours, 'JNE-4712'));
  });
});
