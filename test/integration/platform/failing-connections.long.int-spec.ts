import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { asUnavailable, createDataSource, Database } from '#libs/platform';

import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const CONNECTIONS = 4;
const NOTHING_CHANGED = /Nothing was changed/;
const MAYBE = /may or may not have been done/;

describe.each([
  { how: 'pipelined', pipeline: true },
  { how: 'with pipelining turned off', pipeline: false },
])('a connection that is of no more use, $how', ({ pipeline }) => {
  let store: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    store = await createTestDatabase();
    await store.query('CREATE TABLE notes (id integer PRIMARY KEY, body text)');
    database = new Database(createDataSource({ url: store.url, poolMax: CONNECTIONS, pipeline, entities: [] }));
    await database.onModuleInit();
  });

  afterEach(async () => {
    await database.onApplicationShutdown();
    await store.drop();
  });

  /** Its columns change with the table's: what every statement was like that did not name them. */
  const readAll = () => database.query({ name: 'notes.all', text: 'SELECT * FROM notes', values: [] });
  const write = (id: number) =>
    database.execute({ name: 'notes.add', text: 'INSERT INTO notes (id) VALUES ($1)', values: [id] });
  const everywhere = async (work: (id: number) => Promise<unknown>, from: number) =>
    Promise.all(Array.from({ length: 3 * CONNECTIONS }, (_, i) => work(from + i)));
  /** Each is in use while the others are asked. */
  const onAll = (text: string) =>
    Promise.all(
      Array.from({ length: CONNECTIONS }, () =>
        database.run(() => database.query({ text: `SELECT pg_sleep(0.2)` }).then(() => database.execute({ text }))),
      ),
    );
  const waysToWrite: Record<string, (id: number) => Promise<unknown>> = {
    alone: write,
    'in a unit of work': (id) => database.run(() => write(id)),
    'in a pipeline': (id) => database.pipeline(() => [write(id)]),
  };
  const saidOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (fault: unknown) => fault,
    );
    return asUnavailable(error)?.message;
  };

  it('is replaced, and the work done again, when tables change under its prepared statements', async () => {
    const both = (id: number) => database.run(async () => [await write(id), await readAll()]);
    const pipelined = (id: number) => database.pipeline(() => [write(id), readAll()]);
    await everywhere(readAll, 0);
    await everywhere(both, 100);
    await everywhere(pipelined, 200);

    for (const [i, work] of [readAll, both, pipelined].entries()) {
      await store.query(`ALTER TABLE notes ADD COLUMN more${i} integer NOT NULL DEFAULT 7`);
      await everywhere(work, 1_000 + i * 100);
    }

    const [row] = await store.query<{ n: number }>('SELECT count(*)::int AS n FROM notes WHERE id >= 1000');
    expect(row?.n).toBe(2 * 3 * CONNECTIONS);
  });

  it.each(Object.keys(waysToWrite))('is replaced when the server has forgotten its statements: %s', async (way) => {
    await everywhere(waysToWrite[way]!, 0);
    await onAll('DEALLOCATE ALL');

    await everywhere(waysToWrite[way]!, 100);

    expect(await store.query('SELECT id FROM notes')).toHaveLength(6 * CONNECTIONS);
  });

  it.each(Object.keys(waysToWrite))('is replaced when its server takes no writes any more: %s', async (way) => {
    const makeReadOnly = () => onAll('SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY');
    await makeReadOnly();

    expect(await saidOf(waysToWrite[way]!(100))).toBe(
      'The database takes no writes at the moment. Nothing was changed; try again in a moment.',
    );
    await everywhere(waysToWrite[way]!, 101);
    await makeReadOnly();
    await database.aside({ text: 'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY' });

    expect(await database.refusesWrites()).toBe('it is read-only (default_transaction_read_only)');
    expect(await database.refusesWrites()).toBeUndefined();
    await everywhere(waysToWrite[way]!, 201);
  });

  it.each(Object.keys(waysToWrite))('leaves open whether a commit was done whose answer it lost: %s', async (way) => {
    await store.query(`
      CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER lost AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose()`);

    expect(await saidOf(waysToWrite[way]!(1))).toMatch(MAYBE);
  });

  it('knows that nothing was done when it is lost before the commit, or cannot be had', async () => {
    const lost = database.run(async () => {
      await write(1);
      await database.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' });
    });
    expect(await saidOf(lost)).toMatch(NOTHING_CHANGED);
    expect(await saidOf(database.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' }))).toMatch(
      NOTHING_CHANGED,
    );

    const held = Array.from({ length: CONNECTIONS }, () =>
      database.run(() => database.query({ text: 'SELECT pg_sleep(3)' })),
    );
    expect(await saidOf(write(2))).toMatch(NOTHING_CHANGED);
    await Promise.all(held);
  });

  it('is not to blame when there is no room: that is said until a write finds some', async () => {
    await store.query(`
      CREATE FUNCTION no_room() RETURNS event_trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''no room''; END';
      CREATE FUNCTION no_room_here() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''no room''; END';
      CREATE EVENT TRIGGER no_room ON ddl_command_start WHEN TAG IN ('CREATE TABLE AS') EXECUTE FUNCTION no_room();
      CREATE TRIGGER no_room BEFORE INSERT ON notes EXECUTE FUNCTION no_room_here()`);
    expect(await database.refusesWrites()).toBeUndefined();

    expect(await saidOf(write(1))).toMatch(/no room left/);

    expect(await database.refusesWrites()).toBe('it has no room left');
    await store.query('DROP EVENT TRIGGER no_room');
    expect(await database.refusesWrites()).toBeUndefined();
  });
});
