import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createDataSource, Database } from '#libs/platform';

import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('the unit of work', () => {
  let store: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query('CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL)');
    database = new Database(createDataSource({ url: store.url, poolMax: 4, entities: [] }));
    await database.onModuleInit();
  });

  afterAll(() => database.onApplicationShutdown());

  const write = (id: number, body = 'x') =>
    database.execute({ text: 'INSERT INTO notes VALUES ($1, $2)', values: [id, body] });
  const isThere = async (id: number) => (await store.query('SELECT 1 FROM notes WHERE id = $1', [id])).length === 1;

  it('keeps all of what ran inside it, nested or not, or nothing', async () => {
    await database.run(async () => {
      await write(1);
      await database.run(() => write(2));
    });
    const failing = database.run(async () => {
      await write(3);
      await database.run(() => write(4));
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await Promise.all([1, 2, 3, 4].map(isThere))).toEqual([true, true, false, false]);
  });

  it('acts after the commit, and never after a rollback', async () => {
    const acts: string[] = [];

    await database.run(async () => {
      database.afterCommit(() => acts.push('committed'));
      await write(10);
      acts.push('working');
    });
    const failing = database.run(async () => {
      database.afterCommit(() => acts.push('rolled back'));
      await write(10);
    });
    await expect(failing).rejects.toThrow();
    database.afterCommit(() => acts.push('outside'));

    expect(acts).toEqual(['working', 'committed', 'outside']);
  });

  it('does not take a rollback for a commit when a failed statement was swallowed', async () => {
    const careless = database.run(async () => {
      await write(20);
      await write(20).catch(() => undefined);
    });

    await expect(careless).rejects.toThrow('rolled back');
    expect(await isThere(20)).toBe(false);
  });

  it('runs again as a whole when PostgreSQL breaks a deadlock', async () => {
    await write(30, '0');
    await write(31, '0');
    let tries = 0;
    const append = (id: number) =>
      database.execute({ text: "UPDATE notes SET body = body || '+' WHERE id = $1", values: [id] });
    let arrived = 0;
    let open!: () => void;
    const both = new Promise<void>((resolve) => (open = resolve));
    const crossing = (first: number, second: number) =>
      database.run(async () => {
        tries += 1;
        await append(first);
        arrived += 1;
        if (arrived === 2) open();
        await both;
        await append(second);
      });

    await Promise.all([crossing(30, 31), crossing(31, 30)]);

    expect(await store.query('SELECT id, body FROM notes WHERE id IN (30, 31) ORDER BY id')).toEqual([
      { id: 30, body: '0++' },
      { id: 31, body: '0++' },
    ]);
    expect(tries).toBeGreaterThanOrEqual(3);
  });

  it('lets a statement aside stay although the transaction does not', async () => {
    const failing = database.run(async () => {
      await write(40);
      await database.aside({ text: 'INSERT INTO notes VALUES (41, $1)', values: ['aside'] });
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect([await isThere(40), await isThere(41)]).toEqual([false, true]);
  });

  it('survives a connection that the server ends in the middle', async () => {
    const cut = database.run(async () => {
      await write(50);
      const [own] = await database.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
      await store.query('SELECT pg_terminate_backend($1)', [own?.pid]);
      await write(51);
    });

    await expect(cut).rejects.toThrow();
    expect([await isThere(50), await isThere(51)]).toEqual([false, false]);
    await database.run(() => write(52));
    expect(await isThere(52)).toBe(true);
  });
});
