import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';

import { createDataSource } from '../../../libs/platform/database/data-source.js';
import { driverError } from '../../../libs/platform/database/database-errors.js';
import { Servers } from '../../../libs/platform/database/servers.js';
import { giveTimeLimits, isPooled } from '../../../libs/platform/database/time-limits.js';
import { withClient } from './backup/maintenance-client.js';
import { openDatabase, say } from './database.js';
import { distributeAndTell } from './distribution/distribute.js';

/** Older operators' scripts look for this line. */
const SUCCESS = 'Migrasi berhasil dijalankan';

/** Any number that no other program takes in this database. */
const MIGRATION_LOCK = 7_226_632;

/**
 * A statement that waits for a table keeps everybody behind it waiting, so it gives up after `LOCK_TIMEOUT` and lets them pass. What is built
 * CONCURRENTLY waits for others and keeps nobody.
 */
const LOCK_TIMEOUT = '2s';
const CONCURRENT_LOCK_TIMEOUT = '10min';
const TRIES = 30;
const MOST_TRIES = 10_000;
const PAUSE_MS = 3_000;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';
/** How long two of these wait for one another. */
const TURN_MS = 30 * 60_000;
const TURN_PAUSE_MS = 500;

interface MigrationOptions {
  /** How often a lock is tried for. */
  readonly tries?: number;
  /** Instead of those in `migrations/`. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/**
 * Brings the database to the newest schema, while others work with it. Two at once wait for one another. `--tries N`: how often a lock is tried
 * for. `--distributed`: then lays the tables out over the databases of a Citus cluster, with every process stopped.
 */
export async function migrateUp(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { tries: { type: 'string' }, distributed: { type: 'boolean' } } });
  const tries = wholeNumber('--tries', values.tries, TRIES, MOST_TRIES);
  await withDatabase(async (url) => {
    const names = await applyMigrations(url, { tries });
    names.forEach((name) => say(`up    ${name}`));
    await giveLimitsBehindPooler(url);
    if (values.distributed) await distributeAndTell(url);
    say(SUCCESS);
  });
}

/**
 * Where the processes go through a pooler, which carries no start-up options, their user gets its time limits in the database. Throws when
 * whoever migrates may not alter that user.
 */
async function giveLimitsBehindPooler(url: string): Promise<void> {
  const { DATABASE_URL: processes, MIGRATE_DATABASE_URL: direct } = process.env;
  if (!processes || !direct) return;
  const user = decodeURIComponent(new URL(Servers.of(processes).current).username);
  await withClient(url, async (client) => {
    if (await giveTimeLimits(client, user))
      say(`limit ${user} has time limits in this database: let the pooler connect anew`);
  });
}

/** Reverts every migration, or the last `--steps N`. The data of what is reverted is gone. */
export async function migrateDown(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { steps: { type: 'string' }, tries: { type: 'string' } } });
  const steps = wholeNumber('--steps', values.steps, Infinity, Infinity);
  const tries = wholeNumber('--tries', values.tries, TRIES, MOST_TRIES);
  await withDatabase(async (url) => {
    const names = await revertMigrations(url, steps, { tries });
    names.forEach((name) => say(`down  ${name}`));
    say(SUCCESS);
  });
}

/** Names of the migrations that were run. Throws when one did not get its locks in so many tries; those before it stay. */
export function applyMigrations(url: string, { tries = TRIES, migrations }: MigrationOptions = {}): Promise<string[]> {
  return withMigrations(url, migrations, async (dataSource) => {
    const before = await executed(dataSource);
    dataSource.migrations.filter(runsOutside).forEach(buildAgain);
    const nextOf = async () => {
      const done = await executed(dataSource);
      return dataSource.migrations.map(nameOf).find((name) => !done.includes(name));
    };
    await patiently(dataSource, tries, nextOf, () => dataSource.runMigrations({ transaction: 'each' }));
    return (await executed(dataSource)).filter((name) => !before.includes(name));
  });
}

/** Names of the migrations that were reverted, newest first. */
export function revertMigrations(
  url: string,
  steps: number,
  { tries = TRIES, migrations }: MigrationOptions = {},
): Promise<string[]> {
  return withMigrations(url, migrations, async (dataSource) => {
    const reverted: string[] = [];
    while (reverted.length < steps) {
      const last = (await executed(dataSource)).at(-1);
      if (last === undefined) break;
      const isOutside = dataSource.migrations.some((migration) => nameOf(migration) === last && runsOutside(migration));
      const transaction = isOutside ? 'none' : 'each';
      await patiently(
        dataSource,
        tries,
        () => Promise.resolve(last),
        () => dataSource.undoLastMigration({ transaction }),
      );
      reverted.push(last);
    }
    return reverted;
  });
}

/** Whether it says `transaction = false`, which CONCURRENTLY asks for. */
const runsOutside = (migration: MigrationInterface): boolean => migration.transaction === false;
const nameOf = (migration: MigrationInterface): string => migration.name ?? migration.constructor.name;

/**
 * A migration outside of a transaction can be begun again after a crash: what PostgreSQL built by halves is dropped first. Its indexes are
 * read off its text, where they stand as `CREATE INDEX CONCURRENTLY IF NOT EXISTS <name>`.
 */
function buildAgain(migration: MigrationInterface): void {
  const up = migration.up.bind(migration);
  const names = [...migration.up.toString().matchAll(/INDEX\s+CONCURRENTLY\s+IF\s+NOT\s+EXISTS\s+(\w+)/gi)].map(
    ([, name]) => name,
  );
  migration.up = async (runner: QueryRunner) => {
    const halves = (await runner.query(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE NOT i.indisvalid AND n.nspname = current_schema() AND c.relname = ANY($1)`,
      [names],
    )) as { name: string }[];
    await runner.query(`SET lock_timeout = '${CONCURRENT_LOCK_TIMEOUT}'`);
    for (const { name } of halves) {
      say(`again ${name}: it was built by halves`);
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    }
    await up(runner);
    await runner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  };
}

/** Does the work again after a pause, with a line of progress, as long as it fails for want of a lock. */
async function patiently(
  dataSource: DataSource,
  tries: number,
  nextOf: () => Promise<string | undefined>,
  work: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      const { code } = driverError(error);
      if (code !== LOCK_NOT_AVAILABLE && code !== DEADLOCK) throw error;
      await dataSource.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
      const [name, holder] = [(await nextOf()) ?? '', await oldestTransaction(dataSource)];
      if (attempt === tries) {
        throw new Error(
          `${name} did not get its locks in ${tries} tries: ${holder}. Nothing of it was kept; end what holds them, and run this again`,
        );
      }
      say(`wait  ${name} did not get its locks in ${LOCK_TIMEOUT} (try ${attempt} of ${tries}): ${holder}`);
      await delay(PAUSE_MS);
    }
  }
}

/** Who most likely holds the lock, in words: never their statement, which may quote data. */
async function oldestTransaction(dataSource: DataSource): Promise<string> {
  const [oldest] = await dataSource.query<{ pid: number; name: string; state: string; seconds: number }[]>(
    `SELECT pid, application_name AS name, state, extract(epoch FROM now() - xact_start)::int AS seconds FROM pg_stat_activity
     WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 1`,
  );
  if (!oldest) return 'no transaction is open any more';
  const { pid, name, state, seconds } = oldest;
  return `the oldest open transaction is that of pid ${pid} (${name || 'no name'}, ${state}, for ${seconds} s)`;
}

function wholeNumber(name: string, text: string | undefined, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0 && value <= most) return value;
  throw new Error(`${name} takes a whole number above 0${most === Infinity ? '' : `, at most ${most}`}`);
}

async function withDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const database = await openDatabase();
  try {
    await work(database.url);
  } finally {
    await database.close();
  }
}

/** One connection for everything: the lock and the lifted time limits belong to the session. */
async function withMigrations<T>(
  url: string,
  migrations: MigrationOptions['migrations'],
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource({
    url,
    poolMax: 1,
    entities: [],
    migrates: migrations ?? true,
    applicationName: 'comanda-migrate',
  });
  await dataSource.initialize();
  try {
    await refusePooler(dataSource);
    await dataSource.query(`SET statement_timeout = 0; SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await takeTurn(dataSource);
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The lock of migrations, and their time limits, belong to a session, which a pooler gives to others between two statements. */
async function refusePooler(dataSource: DataSource): Promise<void> {
  if (!(await isPooled({ query: async (text: string) => ({ rows: await dataSource.query(text) }) }))) return;
  throw new Error(
    'migrations need a connection to PostgreSQL itself, and this one leads through a pooler: set MIGRATE_DATABASE_URL to the server',
  );
}

async function takeTurn(dataSource: DataSource): Promise<void> {
  const deadline = performance.now() + TURN_MS;
  for (let isFirst = true; ; isFirst = false) {
    const [{ taken } = { taken: false }] = await dataSource.query<{ taken: boolean }[]>(
      'SELECT pg_try_advisory_lock($1) AS taken',
      [MIGRATION_LOCK],
    );
    if (taken) return;
    if (performance.now() > deadline) throw new Error('another migration of this database has not ended in 30 minutes');
    if (isFirst) say('wait  another migration of this database is running');
    await delay(TURN_PAUSE_MS);
  }
}

/** Names of the migrations that the database has, oldest first. */
async function executed(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ name: string | null }[]>("SELECT to_regclass('migrations')::text AS name");
  if (!table?.name) return [];
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
  return rows.map(({ name }) => name);
}
