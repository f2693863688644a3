import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { createDataSource, Database } from '#libs/platform';

import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

describe.each([
  { how: 'pipelined', pipeline: true },
  { how: 'with pipelining turned off', pipeline: false },
])('the unit of work, $how', ({ pipeline }) => {
  /** What there is to see only where statements are pipelined: the other half of the table has no such test. */
  const whenPipelined = (name: string, test: () => Promise<void>) => void (pipeline && it(name, test));
  let store: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query('CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL)');
    database = new Database(createDataSource({ url: store.url, poolMax: 4, pipeline, entities: [] }));
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

  it('does outside of it what takes its time: once, with nothing held, and what came of it is there when it begins again', async () => {
    const seen: unknown[] = [];
    let tries = 0;
    const slowly = (answer: string) => () => {
      seen.push([answer, database.inTransaction, database.pools()[0]?.inUse]);
      return Promise.resolve(answer);
    };

    const answers = await database.run(async () => {
      tries += 1;
      await write(45 + tries);
      const one = await database.attempt(() => database.outside('one', slowly('eins')));
      const two = await database.run(() => database.outside('two', slowly('zwei')));
      return [one, two, await database.outside('one', slowly('drei'))];
    });

    expect(answers).toEqual(['eins', 'zwei', 'eins']);
    expect([tries, seen]).toEqual([
      3,
      [
        ['eins', false, 0],
        ['zwei', false, 0],
      ],
    ]);
    expect(await Promise.all([46, 47, 48].map(isThere))).toEqual([false, false, true]);
    expect(await database.outside('one', slowly('vier'))).toBe('vier');
  });

  it('ends with what fails outside of it', async () => {
    const failing = database.run(async () => {
      await write(49);
      await database.outside('one', () => Promise.reject(new Error('no hash')));
    });

    await expect(failing).rejects.toThrow('no hash');
    expect(await isThere(49)).toBe(false);
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

  describe('whose statements are all begun at once', () => {
    const named = (id: number) =>
      database.execute({ name: 'notes.add', text: 'INSERT INTO notes VALUES ($1, $2)', values: [id, 'x'] });

    whenPipelined('keeps all of it, answers each of its statements, and needs one statement a write', async () => {
      let answers: unknown;
      const sent = () =>
        store.query<{ calls: number }>(
          `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
           WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query !~ 'pg_stat_statements'`,
        );
      const [before] = await sent();

      await database.pipeline(() => {
        const writes = [
          named(100),
          write(101),
          database.query({ text: 'SELECT count(*) FROM notes WHERE id IN (100, 101)' }),
        ];
        answers = Promise.all(writes);
        return writes;
      });

      const [after] = await sent();
      expect(await answers).toEqual([1, 1, [{ count: 2 }]]);
      expect((after?.calls ?? 0) - (before?.calls ?? 0)).toBe(3);
    });

    it('keeps nothing when one statement fails, and fails as that one did', async () => {
      await write(110);
      const acts: string[] = [];
      const failing = database.pipeline(() => {
        database.afterCommit(() => acts.push('committed'));
        return [named(111), write(110), named(112)];
      });

      await expect(failing).rejects.toMatchObject({ constraint: 'notes_pkey' });
      expect(await Promise.all([111, 112].map(isThere))).toEqual([false, false]);
      expect(acts).toEqual([]);
      await database.pipeline(() => [named(111), named(112)]);
      expect(await Promise.all([111, 112].map(isThere))).toEqual([true, true]);
    });

    it('keeps nothing when the commit itself fails', async () => {
      await store.query('CREATE TABLE replies (to_note integer REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)');
      const failing = database.pipeline(() => [
        write(120),
        database.execute({ text: 'INSERT INTO replies VALUES (999)' }),
      ]);

      await expect(failing).rejects.toMatchObject({ code: '23503' });
      expect(await isThere(120)).toBe(false);
    });

    it('is part of the unit of work around it', async () => {
      const failing = database.run(async () => {
        await database.pipeline(() => [write(130), write(131)]);
        await write(132);
        throw new Error('no');
      });

      await expect(failing).rejects.toThrow('no');
      expect(await Promise.all([130, 131, 132].map(isThere))).toEqual([false, false, false]);
    });

    whenPipelined('acts after the commit, and lets nobody write after it', async () => {
      const acts: string[] = [];
      const late = async () => {
        await write(140);
        database.afterCommit(() => acts.push('after'));
        await write(141);
      };

      await expect(database.pipeline(() => [late()])).rejects.toThrow('came too late');

      expect(acts).toEqual(['after']);
      expect(await Promise.all([140, 141].map(isThere))).toEqual([true, false]);
    });

    it('sends nothing when a write fails before its statement', async () => {
      const refusing = async () => {
        throw new Error('no');
      };

      await expect(database.pipeline(() => [write(147), refusing()])).rejects.toThrow('no');

      expect(await isThere(147)).toBe(false);
    });

    it('sends nothing when a value cannot be sent, and the connection goes on', async () => {
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      const unsendable = () => database.execute({ text: 'INSERT INTO notes VALUES (148, $1)', values: [circular] });

      await expect(database.pipeline(() => [write(149), unsendable()])).rejects.toThrow('circular');

      expect(await isThere(149)).toBe(false);
      await database.pipeline(() => [write(149)]);
    });

    it('leaves what acts after it free to open a unit of work of its own', async () => {
      let act!: Promise<void>;
      const acting = async () => {
        await write(145);
        database.afterCommit(() => {
          act = new Promise((resolve) => setTimeout(resolve)).then(() => database.run(() => write(146).then(() => {})));
        });
      };

      await database.pipeline(() => [acting()]);
      await act;

      expect(await isThere(146)).toBe(true);
    });

    it('runs again as a whole when PostgreSQL breaks a deadlock', async () => {
      await store.query("CREATE FUNCTION pause() RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(0.2)'");
      await write(150, '0');
      await write(151, '0');
      const append = (id: number) =>
        database.execute({ text: "UPDATE notes SET body = body || '+' WHERE id = $1", values: [id] });
      const pause = () => database.query({ text: 'SELECT pause()' });
      const crossing = (first: number, second: number) =>
        database.pipeline(() => [append(first), pause(), append(second)]);

      await Promise.all([crossing(150, 151), crossing(151, 150)]);

      expect(await store.query('SELECT body FROM notes WHERE id IN (150, 151)')).toEqual([
        { body: '0++' },
        { body: '0++' },
      ]);
    });

    it('fails when the server ends the connection, and the next one works', async () => {
      const cut = database.pipeline(() => [
        write(160),
        database.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' }),
      ]);

      await expect(cut).rejects.toThrow();
      expect(await isThere(160)).toBe(false);
      await Promise.all([161, 162, 163, 164, 165, 166].map((id) => database.pipeline(() => [named(id)])));
      expect(await isThere(166)).toBe(true);
    });
  });

  describe('many of them at the same time', () => {
    const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

    it('keeps each that can be kept, whichever were sent together', async () => {
      const ids = from(1_000, 200);
      await write(1_050);

      const outcomes = await Promise.allSettled(ids.map((id) => database.pipeline(() => [write(id, 'pipelined')])));

      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(ids.map((id) => id !== 1_050));
      const kept = await store.query('SELECT id FROM notes WHERE id >= 1000 AND id < 1200 ORDER BY id');
      expect(kept).toEqual(ids.map((id) => ({ id })));
    });

    it('do not wait for one that waits for a lock, but for those of its batch', async () => {
      await write(1_200);
      const holder = new pg.Client({ connectionString: store.url });
      await holder.connect();
      await holder.query('BEGIN; SELECT FROM notes WHERE id = 1200 FOR UPDATE');
      const change = { text: `UPDATE notes SET body = 'late' WHERE id = 1200` };
      let areFree = false;
      // One for each of its lanes: the pool of four has two.
      const stuck = [database.pipeline(() => [database.execute(change)])];
      await waiters(1);
      stuck.push(database.pipeline(() => [database.execute(change)]));
      await waiters(2);
      // On a slow machine they may give up waiting (lock_timeout) before the others are done: then they were never free.
      const freed = Promise.all(stuck).then(
        () => (areFree = true),
        () => undefined,
      );

      await Promise.all(from(1_201, 20).map((id) => database.pipeline(() => [write(id)])));

      expect(areFree).toBe(false);
      await holder.query('COMMIT');
      await holder.end();
      await freed;
    });

    it('fail as those did that were on a connection which the server ended; the rest is kept', async () => {
      const cut = { text: 'SELECT pg_terminate_backend(pg_backend_pid())' };
      const ids = from(1_300, 30);

      const outcomes = await Promise.allSettled(
        ids.map((id) => database.pipeline(() => (id === 1_303 ? [write(id), database.query(cut)] : [write(id)]))),
      );

      const isKept = await Promise.all(ids.map(isThere));
      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(isKept);
      expect(isKept[3]).toBe(false);
      expect(isKept.filter((kept) => kept).length).toBeGreaterThanOrEqual(ids.length - 8);
    });

    it('all fail, and soon, when there is no connection to be had', async () => {
      const away = new Database(createDataSource({ url: store.url, poolMax: 4, pipeline, entities: [] }));
      await away.onModuleInit();
      const held = await Promise.all(from(0, 4).map(() => hold(away)));

      const began = performance.now();
      const outcomes = await Promise.allSettled(
        from(1_400, 50).map((id) =>
          away.pipeline(() => [away.execute({ text: 'INSERT INTO notes VALUES ($1, $2)', values: [id, 'x'] })]),
        ),
      );

      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
      expect(performance.now() - began).toBeLessThan(4_000);
      held.forEach((release) => release());
      await away.onApplicationShutdown();
      expect(await isThere(1_400)).toBe(false);
    });

    /** Holds a connection in a transaction until it is told to let go. */
    async function hold(of: Database): Promise<() => void> {
      let release = (): void => undefined;
      const isHeld = new Promise<void>((held, failed) => {
        of.run(async () => {
          await of.query({ text: 'SELECT 1' });
          held();
          await new Promise<void>((resolve) => (release = resolve));
        }).catch(failed);
      });
      await isHeld;
      return () => release();
    }

    const waiters = (count: number) =>
      eventually(async () =>
        expect(
          // Of this database alone: other test files share the server.
          await store.query(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        ).toHaveLength(count),
      );
  });

  it('goes on when parts of parts that were attempted fail, without what those wrote', async () => {
    const refused = async (work: () => Promise<unknown>) => {
      await expect(database.attempt(work)).rejects.toThrow('no');
    };
    const fail = () => Promise.reject(new Error('no'));

    await database.run(async () => {
      await refused(async () => {
        await write(180);
        await refused(() => write(181).then(fail));
        await database.attempt(() => write(182));
        await fail();
      });
      await write(183);
    });

    expect(await Promise.all([180, 181, 182, 183].map(isThere))).toEqual([false, false, false, true]);
  });

  it('attempts what it is given where there is none around it', async () => {
    await database.attempt(() => write(190));

    expect(await isThere(190)).toBe(true);
  });

  it('goes on when a part of it that was attempted fails, without what that part wrote', async () => {
    const outcome = await database.run(async () => {
      await write(170);
      const refused = await database
        .attempt(async () => {
          await write(171);
          await database.query({ text: `SELECT refuse('NO')` });
        })
        .then(
          () => 'kept',
          () => 'undone',
        );
      await database.attempt(() => write(172));
      return refused;
    });

    expect(outcome).toBe('undone');
    expect(await Promise.all([170, 171, 172].map(isThere))).toEqual([true, false, true]);
  });
});
