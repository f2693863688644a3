import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { findFreePort, ROOT } from '../../support/processes.js';

const SUCCESS = 'Migrasi berhasil dijalankan';

interface Outcome {
  readonly code: number | null;
  readonly out: string[];
  readonly err: string[];
}

function operator(args: readonly string[], databaseUrl: string): Promise<Outcome> {
  const main = join(ROOT, 'dist', 'apps', 'console', 'src', 'main.js');
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk));
  const lines = (all: string) => all.split('\n').filter(Boolean);
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, out: lines(text.out), err: lines(text.err) })),
  );
}

const tablesOf = async (database: TestDatabase): Promise<string[]> => {
  const rows = await database.query<{ name: string }>(
    `SELECT table_name || '.' || column_name || ' ' || data_type AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE 'pg_stat_statements%' AND table_name <> 'migrations' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

const functionsOf = async (database: TestDatabase): Promise<string[]> => {
  const rows = await database.query<{ name: string }>(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

describe('migrate-up and migrate-down', () => {
  it('take the whole schema away and bring the same one back, and say so in the line that scripts look for', async () => {
    const database = await createTestDatabase();
    const before = await tablesOf(database);
    const functions = await functionsOf(database);
    expect([before.length, functions.length].every((length) => length > 0)).toBe(true);

    const down = await operator(['migrate-down'], database.url);
    expect(down).toMatchObject({ code: 0, err: [] });
    expect(down.out.at(-1)).toBe(SUCCESS);
    expect(await tablesOf(database)).toEqual([]);
    expect(await functionsOf(database)).toEqual([]);

    const up = await operator(['migrate-up'], database.url);
    expect(up).toMatchObject({ code: 0, err: [] });
    expect(up.out.at(-1)).toBe(SUCCESS);
    expect(await tablesOf(database)).toEqual(before);
    expect(await functionsOf(database)).toEqual(functions);
  });

  it('reverts as many as it is told', async () => {
    const database = await createTestDatabase();
    const count = async () => Number((await database.query('SELECT count(*) AS n FROM migrations'))[0]?.['n']);
    const before = await count();

    const down = await operator(['migrate-down', '--steps', '1'], database.url);

    expect(down.code).toBe(0);
    expect(await count()).toBe(before - 1);
  });

  it('is safe to start twice at once', async () => {
    const database = await createTestDatabase();
    await operator(['migrate-down'], database.url);

    const both = await Promise.all([operator(['migrate-up'], database.url), operator(['migrate-up'], database.url)]);

    expect(both.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: [] },
      { code: 0, err: [] },
    ]);
    expect(both.flatMap(({ out }) => out).filter((line) => line === SUCCESS)).toHaveLength(2);
  });

  it('fails in one line, without the password, when the database cannot be reached', async () => {
    const port = await findFreePort();

    const outcome = await operator(['migrate-up'], `postgres://postgres:hunter2@127.0.0.1:${port}/comanda`);

    expect(outcome).toMatchObject({ code: 1, out: [] });
    expect(outcome.err).toHaveLength(1);
    expect(outcome.err[0]).toContain('ECONNREFUSED');
    expect(outcome.err[0]).not.toContain('hunter2');
  });

  it.each(['0', '-1', '1.5', 'all'])('refuses --steps %s and reverts nothing', async (steps) => {
    const database = await createTestDatabase();
    const before = await tablesOf(database);

    const outcome = await operator(['migrate-down', `--steps=${steps}`], database.url);

    expect(outcome).toMatchObject({ code: 1, err: ['migrate-down: --steps takes a whole number above 0'] });
    expect(await tablesOf(database)).toEqual(before);
  });
});

describe('ready', () => {
  it('tells a migrated database from one that is not', async () => {
    const database = await createTestDatabase();
    expect(await operator(['ready'], database.url)).toMatchObject({ code: 0, out: ['ready'] });

    await database.query('DROP TABLE migrations');

    expect(await operator(['ready'], database.url)).toMatchObject({
      code: 1,
      err: ['ready: relation "migrations" does not exist'],
    });
  });
});
