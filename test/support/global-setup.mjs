import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

const CONSOLE = new URL('../../dist/apps/console/src/', import.meta.url);
const FOLDER = 'comanda-test-';

/**
 * One server for the whole run, in a fresh folder on a free port, and in it a migrated template that every test file copies its
 * database from. Plain JavaScript over the built console: Jest does not transform a native ESM setup file.
 */
export default async function setUp() {
  if (!existsSync(CONSOLE)) throw new Error('Nothing is built: run npm run build first');
  const { startEmbeddedPostgres } = await import(new URL('embedded-postgres.js', CONSOLE).href);
  const { applyMigrations } = await import(new URL('migrate.js', CONSOLE).href);

  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), FOLDER));
  // The system user that runs the server must be able to pass.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'run.pid'), String(process.pid));
  process.env.COMANDA_TEST_LOGS = join(folder, 'logs');
  mkdirSync(process.env.COMANDA_TEST_LOGS);

  let server;
  let adminUrl = process.env.DATABASE_URL;
  if (!adminUrl) {
    // Not durable: a test may kill processes, and none pulls the plug.
    server = await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      durable: process.env.COMANDA_TEST_DURABLE === 'true',
    });
    adminUrl = server.url;
  }
  const template = server ? 'comanda_template_test' : `comanda_template_${randomBytes(4).toString('hex')}_test`;
  globalThis.comandaTestRun = { folder, server, adminUrl, template };

  try {
    await makeTemplate(adminUrl, template, server?.dataDir);
    await applyMigrations(withDatabase(adminUrl, template));
    if (process.env.COMANDA_TEST_DISTRIBUTED) await layOut(adminUrl, template);
  } catch (error) {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  process.env.COMANDA_TEST_ADMIN_URL = adminUrl;
  process.env.COMANDA_TEST_TEMPLATE = template;
}

async function makeTemplate(adminUrl, template, dataDir) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query('SHOW data_directory');
    if (dataDir && rows[0].data_directory !== dataDir) {
      throw new Error(`The server serves ${rows[0].data_directory}, not ${dataDir}: nothing was changed`);
    }
    await admin.query(`CREATE DATABASE ${template}`);
  } finally {
    await admin.end();
  }
  const client = new pg.Client({ connectionString: withDatabase(adminUrl, template) });
  await client.connect();
  try {
    // Tests count round trips with it. Not every server of someone else's has it.
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements').catch(() => undefined);
  } finally {
    await client.end();
  }
}

/** Every test then runs on the schema that several databases have (docs/operations/several-databases.md). */
async function layOut(adminUrl, template) {
  const { distribute } = await import(new URL('distribution/distribute.js', CONSOLE).href);
  const url = withDatabase(adminUrl, template);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(readFileSync(new URL('played-citus.sql', import.meta.url), 'utf8'));
    await client.query(`ALTER DATABASE ${template} SET search_path = public, citus_played`);
  } finally {
    await client.end();
  }
  await distribute(url);
}

function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** A run that was killed leaves its server and folder behind: the next run ends what no living run owns. */
async function removeLeftovers() {
  const { stopEmbeddedPostgres } = await import(new URL('embedded-postgres.js', CONSOLE).href);
  const { isAlive } = await import(new URL('postgres/cluster.js', CONSOLE).href);
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER))) {
    const folder = join(tmpdir(), name);
    try {
      if (isAlive(Number(readFileSync(join(folder, 'run.pid'), 'utf8')))) continue;
      await stopEmbeddedPostgres(join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or just being made.
    }
  }
}
