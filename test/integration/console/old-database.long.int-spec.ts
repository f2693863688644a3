import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../../../apps/console/src/embedded-postgres.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { findFreePort, ROOT } from '../../support/processes.js';

interface Outcome {
  readonly code: number | null;
  readonly err: string[];
}

/** What every database has that a version before 0.2 made. */
const MADE_BEFORE = `
  CREATE TABLE IF NOT EXISTS migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
  TRUNCATE migrations;
  INSERT INTO migrations (timestamp, name) VALUES
    (1763683200000, 'PlatformFoundations1763683200000'), (1763683205000, 'OutletsCreateOutlets1763683205000')`;

function operator(args: readonly string[], env: Readonly<Record<string, string>>, cwd = ROOT): Promise<Outcome> {
  const main = join(ROOT, 'dist', 'apps', 'console', 'src', 'main.js');
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ENV_FILE: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const late = setTimeout(() => child.kill('SIGTERM'), 20_000);
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(late);
      resolve({ code, err: text.split('\n').filter(Boolean) });
    }),
  );
}

const migrationsOf = (database: TestDatabase) => database.query('SELECT name FROM migrations ORDER BY id');

describe('a database that a version before 0.2 made', () => {
  it.each([
    ['migrate-up', []],
    ['migrate-down', []],
    ['seed:demo', []],
    ['ready', []],
    ['create-admin', ['someone']],
  ])('is refused by %s in one line, and stays as it is', async (command, args) => {
    const database = await createTestDatabase();
    await database.query(MADE_BEFORE);
    const before = await migrationsOf(database);

    const outcome = await operator([command, ...args], {
      DATABASE_URL: database.url,
      JWT_SECRET: 'a-secret-of-this-test-alone-0123456789abcdef',
      ADMIN_PASSWORD: 'a long enough password',
    });

    expect(outcome).toEqual({
      code: 1,
      err: [
        `${command}: this database was made by a version before 0.2: start with an empty one, ` +
          'or move the data by dump and restore (docs/operations/README.md)',
      ],
    });
    expect(await migrationsOf(database)).toEqual(before);
  });
});

describe('a data folder that a version before 0.2 made', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'comanda-old-data-'));
  chmodSync(checkout, 0o755);
  const data = join(checkout, '.data', 'postgres');
  const start = () => startEmbeddedPostgres({ dataDir: data, durable: false });

  beforeAll(async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(MADE_BEFORE);
    await client.end();
    await server.stop();
  });
  afterAll(async () => {
    await stopEmbeddedPostgres(data);
    rmSync(checkout, { recursive: true, force: true });
  });

  const refusal = (command: string) => ({
    code: 1,
    err: [
      `${command}: the database in ${data} was made by a version before 0.2: ` +
        'run npm run db-down and delete that folder, or move the data by dump and restore (docs/operations/README.md)',
    ],
  });

  it.each(['migrate-up', 'db-up', 'demo'])('is refused by %s in one line that names it', async (command) => {
    const port = await findFreePort();

    expect(await operator([command], { PORT: String(port) }, checkout)).toEqual(refusal(command));
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
  });

  it('is stopped by db-down, whoever started it', async () => {
    await start();

    expect(await operator(['db-down'], {}, checkout)).toEqual({ code: 0, err: [] });
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
  });
});
