import { join } from 'node:path';

import { findFreePort, launch, ROOT, type RunningProcess } from './processes.js';
import type { TestRedis } from './redis.js';

export interface StartOptions {
  readonly database: { readonly url: string };
  readonly redis?: TestRedis;
  /** Over the harness's own; undefined unsets. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where it listens; a free port when absent. */
  readonly port?: number;
  /** The folder in which another version is built; this repository's when absent. */
  readonly release?: string;
}

export interface Api extends RunningProcess {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** The folder of the version that runs. */
  readonly release: string;
}

/** Of no use anywhere else, and long enough for the check at start. */
export const TEST_JWT_SECRET = 'f3b1c97a5e0d4826b7a91c3e5f7082d4c6a8e0b2f4d6918273645a5b6c7d8e9f';

/** The built API as a process of its own, ready. Limits are out of the way unless a test sets them. */
export const startApi = (options: StartOptions): Promise<Api> => start(options);

/** The built worker, started; its `url` answers probes alone. */
export async function startWorker(options: StartOptions): Promise<Api> {
  const running = await launch({
    name: 'worker',
    command: process.execPath,
    args: ['dist/apps/worker/src/main.js'],
    env: environmentOf(options),
    isReady: (logs) => Promise.resolve(logs.some((line) => line.includes('Worker started'))),
  });
  const port = /Worker started.*0\.0\.0\.0:(\d+)/.exec(running.logs.join('\n'))?.[1];
  return { ...running, url: `http://127.0.0.1:${port}`, release: ROOT };
}

async function start(options: StartOptions, attempt = 1): Promise<Api> {
  const port = options.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const release = options.release || ROOT;
  try {
    const running = await launch({
      name: 'api',
      command: process.execPath,
      args: [join(release, 'dist/apps/api/src/main.js')],
      env: { PORT: String(port), ...environmentOf(options) },
      isReady: () => answersReady(url),
    });
    return { ...running, url, release };
  } catch (fault) {
    // Someone took the port between the look and the use.
    if (attempt < 3 && String(fault).includes('EADDRINUSE')) return start(options, attempt + 1);
    throw fault;
  }
}

const environmentOf = ({ database, redis, env }: StartOptions): Record<string, string | undefined> => ({
  NODE_ENV: 'test',
  DATABASE_URL: database.url,
  DB_POOL_MAX: '8',
  REDIS_URL: redis?.url,
  JWT_SECRET: TEST_JWT_SECRET,
  METRICS_PORT: '0',
  RATE_LIMIT_ENABLED: 'false',
  // How fast this machine is must not decide what a test finds in a log.
  SLOW_QUERY: '1h',
  // Every suite can be run with a short cut turned off.
  DB_PIPELINE: process.env['DB_PIPELINE'],
  HTTP_FAST_PATH: process.env['HTTP_FAST_PATH'],
  ...env,
});

const answersReady = (url: string): Promise<boolean> =>
  fetch(`${url}/ready`).then(
    (response) => response.ok,
    () => false,
  );
