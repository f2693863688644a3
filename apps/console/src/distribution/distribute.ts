import type { ClientBase } from 'pg';

import { withClient } from '../backup/maintenance-client.js';
import { say } from '../database.js';
import { FUNCTIONS } from './functions.js';
import { FUNCTIONS_EVERYWHERE, TABLES } from './tables.js';

/** All others lie beside its rows. */
const FIRST = 'orders';
/** The lock of migrations, for this transaction. */
const MIGRATION_LOCK = 7_226_632;

interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly other: string;
  readonly definition: string;
}

/**
 * Lays the tables of a migrated database out over the databases of a Citus cluster, in one transaction: all of it, or nothing. Tables that
 * are laid out already stay as they are. Answers the names of those that were laid out. Throws one line for a person when the database
 * cannot be distributed, and what to set.
 */
export function distribute(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    await refuseUnfit(client);
    await client.query('BEGIN');
    try {
      await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      // Keys between reference tables and others make Citus do one thing after the other.
      await client.query(`SET LOCAL citus.multi_shard_modify_mode = 'sequential'`);
      const names = await layOut(client);
      await client.query('COMMIT');
      return names;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
  });
}

async function layOut(client: ClientBase): Promise<string[]> {
  const tables = await tablesOf(client);
  const unknown = tables.filter((name) => TABLES[name] === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `where do these tables belong? Say so in apps/console/src/distribution/tables.ts: ${unknown.join(', ')}`,
    );
  }
  const done = await laidOut(client);
  const names = tables.filter((name) => isLaidOut(name) && !done.has(name));
  const keys = (await foreignKeys(client)).filter(({ table, other }) => names.includes(table) || names.includes(other));
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const name of names) await change(client, name);
  for (const name of tables.filter((each) => TABLES[each]?.place === 'VIEW')) await makeView(client, name);
  await client.query(FUNCTIONS);
  for (const signature of FUNCTIONS_EVERYWHERE) {
    await client.query('SELECT create_distributed_function($1::regprocedure)', [signature]);
  }
  for (const name of placedFirst(names)) await place(client, name, done);
  for (const { table, name, definition } of keys) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
  return names;
}

/** Keys and triggers that Citus refuses go, and what keeps their rules comes. */
async function change(client: ClientBase, name: string): Promise<void> {
  for (const { drop, instead } of TABLES[name]?.changes ?? []) {
    await client.query(drop);
    if (instead !== undefined) await client.query(instead);
  }
}

const isLaidOut = (name: string): boolean => ['BY_OUTLET', 'REFERENCE'].includes(TABLES[name]?.place ?? '');

async function makeView(client: ClientBase, name: string): Promise<void> {
  await client.query(`DROP TABLE ${name}`);
  await client.query(`CREATE VIEW ${name} AS ${TABLES[name]?.query ?? ''}`);
}

/** What others refer to, or lie beside, comes before them. */
const placedFirst = (names: readonly string[]): string[] => [
  ...names.filter((name) => TABLES[name]?.place === 'REFERENCE'),
  ...names.filter((name) => name === FIRST),
  ...names.filter((name) => TABLES[name]?.place === 'BY_OUTLET' && name !== FIRST),
];

async function place(client: ClientBase, name: string, done: ReadonlySet<string>): Promise<void> {
  if (TABLES[name]?.place === 'REFERENCE') {
    await client.query('SELECT create_reference_table($1::regclass)', [name]);
    return;
  }
  const beside = name === FIRST && !done.has(FIRST) ? 'none' : FIRST;
  await client.query(`SELECT create_distributed_table($1::regclass, 'outlet_id', colocate_with => $2::text)`, [
    name,
    beside,
  ]);
}

/** Throws where there is no Citus, where this is one of its workers, or while processes of ours are connected. */
async function refuseUnfit(client: ClientBase): Promise<void> {
  const ask = async <T>(text: string): Promise<T | undefined> =>
    (await client.query<{ answer: T }>(text)).rows[0]?.answer;
  if (!(await ask<string>(`SELECT to_regproc('create_distributed_table')::text AS answer`))) {
    throw new Error(
      'this database has no extension citus: put it into shared_preload_libraries, restart, and CREATE EXTENSION citus here and on every worker (docs/operations/several-databases.md)',
    );
  }
  if ((await ask<number>('SELECT groupid AS answer FROM pg_dist_local_group')) !== 0) {
    throw new Error(
      'this is a worker of the cluster: set MIGRATE_DATABASE_URL, or else DATABASE_URL, to its coordinator',
    );
  }
  if (!(await ask<boolean>('SELECT EXISTS (SELECT FROM pg_dist_node WHERE groupid = 0) AS answer'))) {
    throw new Error(
      'the cluster does not know its coordinator, which keeps a copy of each reference table: SELECT citus_set_coordinator_host(<host>, <port>)',
    );
  }
  const connected = await ask<number>(
    `SELECT count(*)::int AS answer FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'comanda-%' AND pid <> pg_backend_pid()`,
  );
  if (connected) {
    throw new Error(
      `processes are connected (${connected} connections): stop the API and the workers, and start them afterwards`,
    );
  }
}

/** Tables of ours; months of the event log go where the log goes. */
async function tablesOf(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname`,
  );
  return rows.map(({ name }) => name);
}

/** Those that Citus distributes (`h`), or copies to every database (`n`, whose replication model is `t`). */
async function laidOut(client: ClientBase): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_dist_partition d JOIN pg_class c ON c.oid = d.logicalrelid
     WHERE d.partmethod = 'h' OR (d.partmethod = 'n' AND d.repmodel = 't')`,
  );
  return new Set(rows.map(({ name }) => name));
}

async function foreignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT k.conname AS name, t.relname AS table, o.relname AS other, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conparentid = 0 AND t.relnamespace = current_schema()::regnamespace ORDER BY 2, 1`,
  );
  return rows;
}

/** What `migrate-up --distributed` does once the newest schema is there. */
export async function distributeAndTell(url: string): Promise<void> {
  const names = await distribute(url);
  names.forEach((name) =>
    say(`laid  ${name} (${TABLES[name]?.place === 'REFERENCE' ? 'in every database' : 'by outlet'})`),
  );
  if (names.length === 0) say('laid  nothing: every table is in its place already');
}
