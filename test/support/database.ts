import { randomBytes } from 'node:crypto';

import pg from 'pg';

import { onCleanup } from './cleanup.js';
import { eventFaults } from './event-contract.js';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** Rows of one statement. `bigint` arrives as a string: cast in SQL when a number is wanted. */
  query<T extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

interface Options {
  /** The test writes events that no module would: they are not held against asyncapi.json. */
  readonly eventsAreMadeUp?: boolean;
  /** Without tables: the test migrates it itself. */
  readonly isEmpty?: boolean;
}

/**
 * A migrated, empty database of this test file's own, copied from the run's template. Dropped after the file's last test, and the file fails
 * when there was an event in it that asyncapi.json does not describe.
 */
export async function createTestDatabase({
  eventsAreMadeUp = false,
  isEmpty = false,
}: Options = {}): Promise<TestDatabase> {
  const name = `comanda_${randomBytes(6).toString('hex')}_test`;
  await asAdmin(`CREATE DATABASE ${name}${isEmpty ? '' : ` TEMPLATE ${setting('COMANDA_TEST_TEMPLATE')}`}`);
  const url = databaseUrl(name);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // A test may take the server away.
  pool.on('error', () => undefined);
  let dropped: Promise<void> | undefined;
  const database: TestDatabase = {
    name,
    url,
    query: async <T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(text, [...values])).rows,
    drop: () => (dropped ??= drop()),
  };
  async function drop(): Promise<void> {
    const faults = eventsAreMadeUp ? [] : eventFaults(await eventsOf(pool));
    await pool.end();
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    if (faults.length > 0) throw new Error(['Events are not as asyncapi.json says:', ...faults].join('\n  '));
  }
  onCleanup(() => database.drop());
  return database;
}

/** None where a test has taken the table, or the server, away. */
async function eventsOf(pool: pg.Pool) {
  try {
    return (await pool.query<{ type: string; payload: unknown }>('SELECT type, payload FROM events')).rows;
  } catch {
    return [];
  }
}

function databaseUrl(name: string): string {
  const url = new URL(setting('COMANDA_TEST_ADMIN_URL'));
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: setting('COMANDA_TEST_ADMIN_URL') });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: test/support/global-setup.mjs sets it`);
  return value;
}
