import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, createReadStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import autocannon, { type Options } from 'autocannon';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

import {
  createTestDatabase,
  eventually,
  findFreePort,
  onCleanup,
  TEST_JWT_SECRET,
  type TestDatabase,
} from '../support/index.js';
import { ROOT } from '../support/processes.js';

/** Lines of 400 bytes: more than a pipe and a megabyte take. */
const REQUESTS = 4_500;
const AT_ONCE = 30;
const KINDS = ['a full disk', 'a pipe that nobody reads', 'a pipe whose reader is gone', 'a socket that nobody reads'];

/** An API whose standard output is what the test says; nobody reads its errors. */
async function startWith(database: TestDatabase, stdout: number | 'pipe'): Promise<{ api: ChildProcess; url: string }> {
  const port = await findFreePort();
  const api = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      ENV_FILE: '',
      NODE_ENV: 'test',
      PORT: String(port),
      DATABASE_URL: database.url,
      JWT_SECRET: TEST_JWT_SECRET,
      RATE_LIMIT_ENABLED: 'false',
    },
    stdio: ['ignore', stdout, 'ignore'],
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => expect((await fetch(`${url}/ready`)).status).toBe(200), { timeoutMs: 60_000 });
  return { api, url };
}

/** How many requests were answered with 200, and how many were not. */
async function ask(url: string): Promise<{ fine: number; other: number }> {
  const {
    errors,
    timeouts,
    non2xx,
    '2xx': fine,
  } = await autocannon({
    url: `${url}/api/v1/ping`,
    headers: { 'X-Request-ID': 'x'.repeat(128) },
    connections: AT_ONCE,
    amount: REQUESTS,
    timeout: 20,
  } as unknown as Options);
  return { fine, other: errors + timeouts + non2xx };
}

async function dropped(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^comanda_log_lines_dropped_total (\d+)$/m.exec(text)?.[1]);
}

async function readyLog(url: string): Promise<string | undefined> {
  const response = await fetch(`${url}/ready`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { checks: { log?: string } }).checks.log;
}

/** SIGTERM, and how the process ended. */
async function end(api: ChildProcess): Promise<{ how: number | string | null; ms: number }> {
  const startedAt = Date.now();
  const ended = new Promise<number | string | null>((resolve) => {
    api.once('exit', (code, signal) => resolve(code ?? signal));
  });
  api.kill('SIGTERM');
  return { how: await ended, ms: Date.now() - startedAt };
}

jest.setTimeout(90_000);

describe('a log that takes nothing', () => {
  let database: TestDatabase;
  let running: ChildProcess[] = [];
  const start = async (stdout: number | 'pipe') => {
    const started = await startWith(database, stdout);
    running.push(started.api);
    return started;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => {
    for (const api of running) api.kill('SIGKILL');
    running = [];
  });

  /** A pipe with a reader that does not read yet, and its end for the process. */
  function blockedPipe(): { path: string; reader: number; writer: number } {
    const folder = mkdtempSync(join(tmpdir(), 'comanda-log-'));
    onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
    const path = join(folder, 'log');
    spawnSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return { path, reader, writer: openSync(path, constants.O_WRONLY) };
  }

  it('as a pipe that nobody reads: all is served, lines are counted, and told of once somebody reads', async () => {
    const { path, reader, writer } = blockedPipe();
    const { api, url } = await start(writer);

    expect(await ask(url)).toEqual({ fine: REQUESTS, other: 0 });

    await eventually(async () => expect(await dropped(url)).toBeGreaterThan(0));
    expect(await readyLog(url)).toMatch(/^away: lines cannot be written \(nobody reads it\); \d+ are lost so far$/);
    let text = '';
    const stream = createReadStream(path, { encoding: 'utf8' }).on('data', (chunk) => (text += String(chunk)));
    await eventually(() => expect(text).toContain('"msg":"Lines of the log were dropped"'), { timeoutMs: 10_000 });
    await eventually(async () => expect(await readyLog(url)).toBeUndefined());
    const lines = text.split('\n').slice(0, -1);
    expect(lines.filter((line) => !line.startsWith('{') || !line.endsWith('}'))).toEqual([]);
    expect(await end(api)).toMatchObject({ how: 0 });
    closeSync(writer);
    closeSync(reader);
    stream.destroy();
  });

  it.each(process.env['OPERATIONS'] === 'short' ? KINDS.slice(0, 1) : KINDS)(
    'as %s: all is served, lines are counted, and SIGTERM ends the process in time',
    async (kind) => {
      const pipe = kind.startsWith('a pipe') ? blockedPipe() : null;
      const { api, url } = await start(
        pipe?.writer ?? (kind === 'a full disk' ? openSync('/dev/full', constants.O_WRONLY) : 'pipe'),
      );
      if (kind === 'a pipe whose reader is gone' && pipe) closeSync(pipe.reader);

      expect(await ask(url)).toEqual({ fine: REQUESTS, other: 0 });
      await eventually(async () => expect(await dropped(url)).toBeGreaterThan(0));
      expect(await readyLog(url)).toMatch(/^away: lines cannot be written/);

      const { how, ms } = await end(api);
      // A write that holds a thread would hold the end of Node for ever: then the process ends itself.
      expect(how).toBe(kind.startsWith('a socket') ? 'SIGKILL' : 0);
      expect(ms).toBeLessThan(8_000);
    },
  );
});
