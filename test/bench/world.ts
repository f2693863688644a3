import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';

import { newId } from '#libs/kernel';
import { Passwords } from '#libs/platform';

import { startEmbeddedPostgres } from '../../apps/console/src/embedded-postgres.js';
import { applyMigrations } from '../../apps/console/src/migrate.js';

export const PRODUCTS = 2_000;
export const CASHIER = { username: 'bench', password: 'a cashier of the benchmark' } as const;

const TABLES = 12;
const FOLDER = 'comanda-bench-';

export interface World {
  readonly url: string;
  /** The postmaster. */
  readonly pid: number;
  readonly outletId: string;
  readonly productIds: readonly string[];
  /** In the world's own database, unless a url names another. */
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[], databaseUrl?: string): Promise<T[]>;
  /** In every database of ours: what is done between rounds is done for both contenders. */
  execute(text: string): Promise<void>;
  /** Another database with the same data, in the tables that the build of another checkout makes: its schema may be another one. */
  asMadeBy(checkout: string): Promise<string>;
  /** What autovacuum does within a minute: without it, statements stay planned for the empty tables that they began with. */
  settle(): Promise<void>;
  end(): Promise<void>;
}

/**
 * A PostgreSQL of the run's own, durable, migrated, with an outlet, its tables, 2,000 products in stock and a cashier. One that is kept in a
 * folder is there again in the next run, with all that was made in it.
 */
export async function makeWorld(kept?: string): Promise<World> {
  const folder = kept === undefined ? mkdtempSync(join(tmpdir(), FOLDER)) : resolve(kept);
  mkdirSync(folder, { recursive: true });
  // The system user that runs the server must be able to pass.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: true });
  const { url } = server;
  await applyMigrations(url);
  const rows = (await withClient(url, findRows)) ?? (await makeRows(url));
  const { outletId, productIds } = rows;
  const urls = [url];
  return {
    url,
    pid: server.pid,
    outletId,
    productIds,
    query: <T extends pg.QueryResultRow>(text: string, values: unknown[] = [], databaseUrl = url) =>
      withClient(databaseUrl, async (client) => (await client.query<T>(text, values)).rows),
    execute: async (text) => {
      for (const each of urls) await withClient(each, (client) => client.query(text));
    },
    asMadeBy: async (checkout) => {
      await withClient(withDatabase(url, 'postgres'), (client) => client.query('CREATE DATABASE baseline'));
      const baselineUrl = withDatabase(url, 'baseline');
      await promisify(execFile)(process.execPath, ['dist/apps/console/src/main.js', 'migrate-up'], {
        cwd: checkout,
        env: { ...process.env, DATABASE_URL: baselineUrl },
      });
      await withClient(baselineUrl, (client) => seed(client, rows));
      urls.push(baselineUrl);
      return baselineUrl;
    },
    settle: async () => {
      const databases = await allDatabases(url);
      for (const name of databases)
        await withClient(withDatabase(url, name), (client) => client.query('VACUUM ANALYZE'));
    },
    end: async () => {
      await server.stop();
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const allDatabases = (url: string): Promise<string[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE NOT datistemplate');
    return rows.map(({ datname }) => datname);
  });

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** What an earlier run seeded. */
async function findRows(client: pg.Client): Promise<Rows | undefined> {
  const { rows } = await client.query<Rows>(
    `SELECT o.id AS "outletId", u.password_hash AS "passwordHash",
       ARRAY(SELECT id FROM products WHERE sku LIKE 'B%' ORDER BY id)::text[] AS "productIds"
     FROM outlets o JOIN users u ON u.username = $1 WHERE o.name = 'Bench'`,
    [CASHIER.username],
  );
  return rows[0];
}

async function makeRows(url: string): Promise<Rows> {
  const passwordHash = await new Passwords().hash(CASHIER.password);
  const rows = { outletId: randomUUID(), productIds: Array.from({ length: PRODUCTS }, () => newId()), passwordHash };
  await withClient(url, (client) => seed(client, rows));
  return rows;
}

interface Rows {
  readonly outletId: string;
  readonly productIds: readonly string[];
  readonly passwordHash: string;
}

async function seed(client: pg.Client, { outletId, productIds, passwordHash }: Rows): Promise<void> {
  await client.query(
    `INSERT INTO outlets (id, name, country, currency, locale, time_zone, business_day_cutoff, tax_rate, tax_inclusive,
       service_charge_rate, cash_rounding, order_prefix, cash_difference_limit, payment_methods, created_at, updated_at)
     VALUES ($1, 'Bench', 'ID', 'IDR', 'id', 'Asia/Jakarta', '04:00', 1100, false, 500, 100, 'BEN', 0, ARRAY['cash'], now(), now())`,
    [outletId],
  );
  await client.query(
    `WITH cashier AS (
       INSERT INTO users (id, username, name, password_hash, role, locale, created_at, updated_at)
       VALUES (uuidv7(), $2, 'Bench', $3, 'KASIR', 'id', now(), now()) RETURNING id
     )
     INSERT INTO user_outlets (user_id, outlet_id) SELECT id, $1 FROM cashier`,
    [outletId, CASHIER.username, passwordHash],
  );
  await client.query(
    `INSERT INTO dining_tables (id, outlet_id, name, seats, qr_secret, created_at, updated_at)
     SELECT uuidv7(), $1, 'Meja ' || n, 4, md5(random()::text), now(), now() FROM generate_series(1, ${TABLES}) n`,
    [outletId],
  );
  await client.query(
    `WITH category AS (
       INSERT INTO categories (id, outlet_id, name, position, station, version, created_at, updated_at)
       VALUES (uuidv7(), $1, 'Menu', 1, 'kitchen', 1, now(), now()) RETURNING id
     ), product AS (
       INSERT INTO products (id, outlet_id, currency, sku, name, description, price, category_id, featured, track_stock, station,
         version, created_at, updated_at)
       SELECT ids[n], $1, 'IDR', 'B' || n, 'Produk ' || n, 'Produk nomor ' || n || ' dari menu.', 10000 + n * 50, category.id, false,
         true, CASE WHEN n % 3 = 0 THEN 'bar' ELSE 'kitchen' END, 1, now(), now()
       FROM (SELECT $2::uuid[] AS ids) AS given, generate_series(1, ${PRODUCTS}) n, category RETURNING id
     ), level AS (
       INSERT INTO stock_levels (outlet_id, product_id, on_hand) SELECT $1, id, 1000000000 FROM product
     )
     INSERT INTO stock_movements (id, outlet_id, product_id, type, quantity, balance_after, actor_kind)
     SELECT uuidv7(), $1, id, 'COUNT', 1000000000, 1000000000, 'system' FROM product`,
    [outletId, productIds],
  );
  await client.query('VACUUM ANALYZE');
}
