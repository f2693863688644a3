import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { newId } from '#libs/kernel';

import { distribute } from '../../apps/console/src/distribution/distribute.js';
import { FUNCTIONS_EVERYWHERE, TABLES } from '../../apps/console/src/distribution/tables.js';
import { citusCalls, playCitus } from '../support/citus.js';
import { createTestDatabase, onCleanup, type TestDatabase } from '../support/index.js';
import { runToEnd } from '../support/run-to-end.js';
import { statementsOf } from './statements.js';

const inPlace = (place: string): string[] =>
  Object.keys(TABLES)
    .filter((name) => TABLES[name]?.place === place)
    .sort();
const BY_OUTLET = inPlace('BY_OUTLET');
const REFERENCE = inPlace('REFERENCE');
const ELSEWHERE = [...BY_OUTLET, ...REFERENCE];

const LIBS = join(import.meta.dirname, '..', '..', 'libs');
const sources = readdirSync(LIBS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/spec\.ts$|\/testing\//.test(file))
  .map((file) => join(LIBS, file));

const FOREIGN_KEYS = `
  SELECT k.conrelid::regclass::text AS of, k.confrelid::regclass::text AS to, k.conname AS name,
    EXISTS (
      SELECT FROM unnest(k.conkey, k.confkey) AS pair (mine, theirs)
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = mine
      JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = theirs
      WHERE a.attname = 'outlet_id' AND b.attname = 'outlet_id') AS "hasOutlet"
  FROM pg_constraint k WHERE k.contype = 'f' ORDER BY 1, 3`;

interface ForeignKey extends pg.QueryResultRow {
  readonly of: string;
  readonly to: string;
  readonly name: string;
  readonly hasOutlet: boolean;
}

describe('tables in several databases', () => {
  let one: TestDatabase;
  let several: TestDatabase;
  let keysBefore: ForeignKey[];
  let laid: string[];

  beforeAll(async () => {
    [one, several] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await playCitus(several);
    keysBefore = await several.query<ForeignKey>(FOREIGN_KEYS);
    laid = await distribute(several.url);
  });

  /** Unique keys, and their columns in order. */
  const uniqueKeys = (tables: readonly string[], database = several) =>
    database.query<{ table: string; name: string; columns: string[] }>(
      `SELECT c.relname AS table, i.indexrelid::regclass::text AS name,
         ARRAY(SELECT coalesce(a.attname::text, '(expression)')
               FROM unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k (attnum, place)
               LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum ORDER BY k.place) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       WHERE c.relname = ANY($1) AND (i.indisunique OR i.indisexclusion)`,
      [tables],
    );

  it('are each declared', async () => {
    const rows = await one.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
    );

    expect(Object.keys(TABLES).sort()).toEqual(rows.map(({ name }) => name));
  });

  it('that have an outlet in every row lie where it does, or in every database', async () => {
    const rows = await one.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attname = 'outlet_id' AND a.attnotnull`,
    );

    expect(rows.length).toBeGreaterThan(30);
    // The pass that numbers the log holds one lock for all outlets, and counts each of them beside it. Rules of permissions and approvals lie
    // with the accounts that they are about: every process keeps the rules in memory, and an approval is found by its token. Entries of the audit log are
    // sealed by one pass as well.
    const local = rows.map(({ name }) => name).filter((name) => TABLES[name]?.place === 'LOCAL');
    expect(local.sort()).toEqual([
      'approvals',
      'audit_chains',
      'audit_seals',
      'event_streams',
      'permission_rule_sets',
      'permission_rules',
    ]);
  });

  it('are laid out as declared: what others need comes first, and all of an outlet is together', async () => {
    const calls = await citusCalls(several);
    const tables = calls.filter(({ call }) => call !== 'function');

    expect(calls.filter(({ call }) => call === 'function').map(({ subject }) => subject)).toEqual([
      'business_date(timestamp with time zone,text,text)',
      'refuse(text,jsonb)',
    ]);
    expect(FUNCTIONS_EVERYWHERE).toHaveLength(2);
    expect(tables.slice(0, REFERENCE.length)).toEqual(
      REFERENCE.map((subject) => ({ call: 'reference', subject, beside: null })),
    );
    expect(tables[REFERENCE.length]).toEqual({ call: 'by outlet_id', subject: 'orders', beside: 'none' });
    expect(tables.slice(REFERENCE.length + 1)).toEqual(
      BY_OUTLET.filter((name) => name !== 'orders').map((subject) => ({
        call: 'by outlet_id',
        subject,
        beside: 'orders',
      })),
    );
    expect(laid.toSorted()).toEqual(ELSEWHERE.toSorted());
  });

  it('of an outlet have it in every unique key', async () => {
    const keys = await uniqueKeys(BY_OUTLET);

    expect(keys.length).toBeGreaterThan(35);
    expect(keys.filter(({ columns }) => !columns.includes('outlet_id'))).toEqual([]);
  });

  it('have the keys in both forms that statements settle conflicts on', async () => {
    const wanted = sources.flatMap((file) =>
      statementsOf(file, BY_OUTLET).flatMap(({ text }) =>
        [...text.matchAll(/INSERT INTO (\w+)\b(?:(?!INSERT INTO)[\s\S])*?ON CONFLICT \(([\w, ]+)\)/g)]
          .filter(([, table = '']) => BY_OUTLET.includes(table))
          .map(([, table = '', columns = '']) => `${table} (${columns})`),
      ),
    );
    const keysOf = async (database: TestDatabase) =>
      (await uniqueKeys(BY_OUTLET, database)).map(({ table, columns }) => `${table} (${columns.join(', ')})`);

    expect(wanted.length).toBeGreaterThan(8);
    expect(await keysOf(one)).toEqual(expect.arrayContaining(wanted));
    expect(await keysOf(several)).toEqual(expect.arrayContaining(wanted));
  });

  it('of an outlet have one in every row, but for the events that are no outlet’s', async () => {
    const rows = await several.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relname = ANY($1) AND a.attname = 'outlet_id' AND NOT a.attnotnull`,
      [BY_OUTLET],
    );

    expect(rows.map(({ name }) => name)).toEqual(['events']);
  });

  it('keep their foreign keys: among rows of an outlet with the outlet in them, else to what every database has', async () => {
    const keys = await several.query<ForeignKey>(FOREIGN_KEYS);
    const placeOf = (name: string) => TABLES[name]?.place;
    const isAllowed = ({ of, to, hasOutlet }: ForeignKey): boolean => {
      if (placeOf(to) === 'REFERENCE') return true;
      return placeOf(of) === placeOf(to) && (placeOf(of) === 'LOCAL' || hasOutlet);
    };

    expect(keys).toEqual(keysBefore);
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => !isAllowed(key))).toEqual([]);
  });

  it('have no triggers; rows that are final are so by grants', async () => {
    const triggers = await several.query(
      'SELECT tgname FROM pg_trigger WHERE tgrelid = ANY($1::regclass[]) AND NOT tgisinternal',
      [ELSEWHERE],
    );
    const granted = await several.query<{ name: string; privilege: string }>(
      `SELECT c.relname AS name, g.privilege_type AS privilege FROM pg_class c, aclexplode(c.relacl) g
       WHERE c.relname IN ('shift_reports', 'cash_movements') ORDER BY 1, 2`,
    );
    const may = (name: string) => granted.filter((row) => row.name === name).map(({ privilege }) => privilege);

    expect(triggers).toEqual([]);
    expect(may('shift_reports')).toEqual(expect.arrayContaining(['INSERT', 'SELECT']));
    expect(may('cash_movements')).toEqual(expect.arrayContaining(['INSERT', 'SELECT']));
    for (const name of ['shift_reports', 'cash_movements']) {
      expect(may(name).filter((privilege) => ['UPDATE', 'DELETE', 'TRUNCATE'].includes(privilege))).toEqual([]);
    }
  });

  it('are read by no function in SQL: Citus refuses its parameters', async () => {
    const functions = await several.query<{ name: string; source: string }>(
      `SELECT p.proname AS name, coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) AS source
       FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
       WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'sql'`,
    );
    const reading = new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE)\\s+(?:${ELSEWHERE.join('|')})\\b`, 'i');

    expect(functions.map(({ name }) => name)).toContain('business_date');
    expect(functions.filter(({ source }) => reading.test(source)).map(({ name }) => name)).toEqual([]);
  });

  it('are laid out once: another run changes nothing', async () => {
    expect(await distribute(several.url)).toEqual([]);
    expect(await citusCalls(several)).toHaveLength(ELSEWHERE.length + 2 * FUNCTIONS_EVERYWHERE.length);
  });
});

describe('what one database keeps by a unique key', () => {
  let database: TestDatabase;
  const [cafe, shop] = [newId(), newId()];
  const order = newId();

  const shipment = (outletId: string, number: string) =>
    database.query(
      `INSERT INTO shipments (id, outlet_id, order_id, tracking_number, state, steps, followed, failures, anonymise, shipped_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'POSTED', '[]', false, 0, false, now(), now(), now())`,
      [newId(), outletId, newId(), number],
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    await playCitus(database);
    await distribute(database.url);
    await shipment(cafe, 'JNE-1');
    await database.query(
      `INSERT INTO orders (outlet_id, id, number, type, status, payment_status, placed_by_kind, currency, tax_inclusive, service_charge_rate,
         subtotal, discount_total, service_charge, tax_total, shipping_total, rounding, total_amount, paid_amount, refunded_amount,
         business_date, version, created_at, updated_at)
       VALUES ($1, $2, 'A-1', 'TAKEAWAY', 'NEW', 'PENDING', 'user', 'IDR', true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '2026-03-02', 1, now(), now())`,
      [cafe, order],
    );
  });

  const takenOnce = (rule: string, key: string, outletId: string) =>
    database.query('SELECT taken_once($1, $2, $3)', [rule, key, outletId]);

  it.each([
    ['orders_id_is_taken_once', order],
    ['shipments_number_once', 'JNE-1'],
  ])('is %s in several, too: for its outlet it is its own, for another it is taken', async (rule, key) => {
    await expect(takenOnce(rule, key, cafe)).resolves.toHaveLength(1);
    await expect(takenOnce(rule, key, shop)).rejects.toMatchObject({ code: '23505', constraint: rule });
  });

  it('is kept between two who write it in the same moment', async () => {
    const [first, second] = [new pg.Client(database.url), new pg.Client(database.url)];
    await Promise.all([first.connect(), second.connect()]);
    onCleanup(async () => void (await Promise.all([first.end(), second.end()])));
    const ask = (client: pg.Client, outletId: string) =>
      client.query("SELECT taken_once('shipments_number_once', 'JNE-2', $1)", [outletId]);
    const write = (client: pg.Client, outletId: string) =>
      client.query(
        `INSERT INTO shipments (id, outlet_id, order_id, tracking_number, state, steps, followed, failures, anonymise, shipped_at, created_at, updated_at)
         VALUES ($1, $2, $3, 'JNE-2', 'POSTED', '[]', false, 0, false, now(), now(), now())`,
        [newId(), outletId, newId()],
      );
    await Promise.all([first.query('BEGIN'), second.query('BEGIN')]);

    await ask(first, cafe);
    const refused = expect(ask(second, shop)).rejects.toMatchObject({ constraint: 'shipments_number_once' });
    await write(first, cafe);
    await first.query('COMMIT');

    await refused;
  });

  it('is not asked of a rule that nobody made', async () => {
    await expect(takenOnce('orders_pkey', order, shop)).rejects.toMatchObject({ code: '20000' });
  });
});

describe('migrate-up --distributed', () => {
  const run = (database: TestDatabase) =>
    runToEnd('console', { DATABASE_URL: database.url }, ['migrate-up', '--distributed']);

  it('refuses a database without Citus, and says what to set', async () => {
    const database = await createTestDatabase();

    const { code, lines } = await run(database);

    expect(code).toBe(1);
    expect(lines).toEqual([
      'migrate-up: this database has no extension citus: put it into shared_preload_libraries, restart, and CREATE EXTENSION citus here and on every worker (docs/operations/several-databases.md)',
    ]);
    expect(await database.query(`SELECT FROM pg_constraint WHERE conname = 'orders_id_is_taken_once'`)).toHaveLength(1);
  });

  it.each([
    [
      'a worker',
      'UPDATE citus_played.pg_dist_local_group SET groupid = 1',
      'migrate-up: this is a worker of the cluster: set MIGRATE_DATABASE_URL, or else DATABASE_URL, to its coordinator',
    ],
    [
      'a coordinator that its cluster does not know',
      'DELETE FROM citus_played.pg_dist_node WHERE groupid = 0',
      'migrate-up: the cluster does not know its coordinator, which keeps a copy of each reference table: SELECT citus_set_coordinator_host(<host>, <port>)',
    ],
    [
      'a database with a table of somebody else’s',
      'CREATE TABLE visitors (id integer PRIMARY KEY)',
      'migrate-up: where do these tables belong? Say so in apps/console/src/distribution/tables.ts: visitors',
    ],
  ])('refuses %s, and changes nothing', async (_, change, line) => {
    const database = await createTestDatabase();
    await playCitus(database);
    await database.query(change);

    expect(await run(database)).toMatchObject({ code: 1, lines: [line] });
    expect(await citusCalls(database)).toEqual([]);
    expect(await database.query(`SELECT FROM pg_constraint WHERE conname = 'orders_id_is_taken_once'`)).toHaveLength(1);
  });

  it('waits for nobody: processes that are connected are to be stopped first', async () => {
    const database = await createTestDatabase();
    await playCitus(database);
    const process = new pg.Client({ connectionString: database.url, application_name: 'comanda-api' });
    await process.connect();

    expect((await run(database)).lines).toEqual([
      'migrate-up: processes are connected (1 connections): stop the API and the workers, and start them afterwards',
    ]);

    await process.end();
    expect(await run(database)).toMatchObject({ code: 0, lines: [] });
  });

  it('is all or nothing: a table that Citus refuses leaves every table as it was', async () => {
    const database = await createTestDatabase();
    await playCitus(database);
    await database.query('CREATE UNIQUE INDEX of_somebody_else ON refunds (reference)');

    const { code, lines } = await run(database);

    expect([code, lines]).toEqual([
      1,
      ['migrate-up: cannot create constraint on refunds: of_somebody_else does not include outlet_id'],
    ]);
    expect(await citusCalls(database)).toEqual([]);
    expect(await database.query(`SELECT FROM pg_constraint WHERE conname = 'orders_id_is_taken_once'`)).toHaveLength(1);
    expect(await database.query(`SELECT FROM pg_proc WHERE proname = 'taken_once'`)).toEqual([]);
  });
});
