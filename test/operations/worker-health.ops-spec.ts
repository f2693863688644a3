import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';

import {
  createTestDatabase,
  describeWithRedis,
  eventually,
  startApi,
  startRedis,
  startWorker,
  TEST_JWT_SECRET,
  type TestDatabase,
} from '../support/index.js';
import { ROOT } from '../support/processes.js';
import { metricsInUse, metricsOf } from './support/metric-names.js';
import { wireTo } from './support/wire.js';

const HEALTH_TIMEOUT = '5s';
const TOKEN = 'a token of those who scrape';

const statusOf = async (url: string, timeoutMs = 4_000): Promise<number> =>
  (await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })).status;

/** What Compose runs as the worker's health check, with the port of a worker of ours. */
function healthcheckExit(url: string): number | null {
  const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const { services } = parse(text, { merge: true }) as {
    services: { worker: { healthcheck: { test: string[]; timeout: string } } };
  };
  const [, command = '', ...args] = services.worker.healthcheck.test;
  const here = args.map((arg) => arg.replaceAll('$$', '$').replaceAll('9464', new URL(url).port));
  return spawnSync(command, here, { timeout: 5_000 }).status;
}

// A machine that does much else at once takes long to start a process.
jest.setTimeout(90_000);

describeWithRedis('every metric that a dashboard or an alert names', () => {
  it('is one that an API or a worker tells of', async () => {
    const options = { database: await createTestDatabase(), redis: await startRedis() };
    const running = await Promise.all([startApi(options), startWorker(options)]);
    const told = await Promise.all(
      running.map(async ({ url }) => metricsOf(await (await fetch(`${url}/metrics`)).text())),
    );

    const known = new Set(told.flat());
    expect(metricsInUse().length).toBeGreaterThan(25);
    expect(metricsInUse().filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a worker', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  it('answers /health, /ready and /metrics, the last for METRICS_TOKEN alone', async () => {
    const worker = await startWorker({ database, env: { METRICS_TOKEN: TOKEN } });

    expect(await statusOf(`${worker.url}/health`)).toBe(200);
    expect(await (await fetch(`${worker.url}/ready`)).json()).toEqual({
      status: 'ready',
      checks: { database: 'up' },
    });
    expect(await statusOf(`${worker.url}/metrics`)).toBe(401);
    expect(await statusOf(`${worker.url}/orders`)).toBe(404);
    const scraped = await fetch(`${worker.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const text = await scraped.text();
    for (const line of [
      'comanda_jobs_owed{kind="platform.expire-records",state="dead"} 0',
      'comanda_jobs_oldest_seconds{kind="webhooks.apply"} 0',
      'comanda_events_unnumbered 0',
      'comanda_events_tail_behind 0',
      'comanda_db_pool_size{pool="main"} 8',
      'comanda_db_pool_waiting{pool="main"} 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    for (const name of ['comanda_loop_age_seconds{loop="jobs"}', 'nodejs_eventloop_lag_p99_seconds']) {
      expect(text).toContain(name);
    }
    expect(Number(/^comanda_db_server_connections_limit (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(10);
    expect(Number(/^comanda_db_server_connections (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
  });

  it('says in one line which setting to change when its port is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '0.0.0.0', () => resolve((taken.address() as { port: number }).port));
    });
    const { status, stderr } = spawnSync(process.execPath, ['dist/apps/worker/src/main.js'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        ENV_FILE: '',
        DATABASE_URL: database.url,
        JWT_SECRET: TEST_JWT_SECRET,
        METRICS_PORT: String(port),
      },
    });
    taken.close();

    expect([status, stderr]).toEqual([
      1,
      `comanda: cannot start: port ${port} for /metrics is taken: set METRICS_PORT to a free one\n`,
    ]);
  });

  it('fails its health check when its loops stand still, answers meanwhile, and is well again when they turn', async () => {
    const wire = await wireTo(database.url);
    const worker = await startWorker({ database: { url: wire.url }, env: { HEALTH_TIMEOUT } });
    expect(healthcheckExit(worker.url)).toBe(0);

    wire.stall();

    const still = await eventually(
      async () => {
        const response = await fetch(`${worker.url}/health`);
        expect(response.status).toBe(503);
        return (await response.json()) as unknown;
      },
      { timeoutMs: 15_000 },
    );
    expect(still).toMatchObject({ status: 'standing still', loops: expect.arrayContaining(['events']) as unknown });
    expect(healthcheckExit(worker.url)).not.toBe(0);
    expect(await statusOf(`${worker.url}/ready`)).toBe(503);
    expect(await statusOf(`${worker.url}/metrics`)).toBe(200);

    wire.resume();
    await eventually(async () => expect(await statusOf(`${worker.url}/health`)).toBe(200), { timeoutMs: 15_000 });
    await worker.stop();
  });

  it('is healthy, though not ready, while the database is away: starting again would not help', async () => {
    const wire = await wireTo(database.url);
    const worker = await startWorker({ database: { url: wire.url }, env: { HEALTH_TIMEOUT } });

    wire.cut();
    const cutAt = Date.now();
    await eventually(async () => expect(await statusOf(`${worker.url}/ready`)).toBe(503));
    await eventually(() => expect(Date.now() - cutAt).toBeGreaterThan(6_500), { timeoutMs: 8_000 });
    expect(await statusOf(`${worker.url}/health`)).toBe(200);

    wire.resume();
    await eventually(async () => expect(await statusOf(`${worker.url}/ready`)).toBe(200));
  });

  it('that is frozen answers nobody, and so fails its health check', async () => {
    const worker = await startWorker({ database });
    process.kill(worker.pid, 'SIGSTOP');

    expect(healthcheckExit(worker.url)).not.toBe(0);

    process.kill(worker.pid, 'SIGCONT');
    await eventually(() => expect(healthcheckExit(worker.url)).toBe(0));
  });
});
