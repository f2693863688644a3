import { parseArgs } from 'node:util';

import type { DataSource } from 'typeorm';

import { createDataSource } from '../../../libs/platform/database/data-source.js';
import { openDatabase, say } from './database.js';

/** Older operators' scripts look for this line. */
const SUCCESS = 'Migrasi berhasil dijalankan';

/** Any number that no other program takes in this database. */
const MIGRATION_LOCK = 7_226_632;

/** Brings the database to the newest schema. Two at once wait for one another. */
export async function migrateUp(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  await withDatabase(async (url) => {
    const names = await applyMigrations(url);
    names.forEach((name) => say(`up    ${name}`));
    say(SUCCESS);
  });
}

/** Reverts every migration, or the last `--steps N`. The data of what is reverted is gone. */
export async function migrateDown(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { steps: { type: 'string' } } });
  const steps = values.steps === undefined ? Infinity : Number(values.steps);
  if (steps !== Infinity && !(Number.isSafeInteger(steps) && steps > 0))
    throw new Error('--steps takes a whole number above 0');
  await withDatabase(async (url) => {
    const names = await revertMigrations(url, steps);
    names.forEach((name) => say(`down  ${name}`));
    say(SUCCESS);
  });
}

/** Names of the migrations that were run. */
export function applyMigrations(url: string): Promise<string[]> {
  return withMigrations(url, async (dataSource) => {
    const run = await dataSource.runMigrations({ transaction: 'each' });
    return run.map(({ name }) => name);
  });
}

/** Names of the migrations that were reverted, newest first. */
export function revertMigrations(url: string, steps: number): Promise<string[]> {
  return withMigrations(url, async (dataSource) => {
    const reverted: string[] = [];
    while (reverted.length < steps) {
      const last = await lastMigration(dataSource);
      if (last === undefined) break;
      await dataSource.undoLastMigration({ transaction: 'each' });
      reverted.push(last);
    }
    return reverted;
  });
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
async function withMigrations<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({
    url,
    poolMax: 1,
    entities: [],
    migrates: true,
    applicationName: 'comanda-migrate',
  });
  await dataSource.initialize();
  try {
    await dataSource.query(
      "SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', '60s', false)",
    );
    await dataSource.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function lastMigration(dataSource: DataSource): Promise<string | undefined> {
  const [table] = await dataSource.query<{ name: string | null }[]>("SELECT to_regclass('migrations')::text AS name");
  if (!table?.name) return undefined;
  const [last] = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
  return last?.name;
}
