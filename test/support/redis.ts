import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onCleanup } from './cleanup.js';
import { describeWhere, programPath } from './installed.js';
import { findFreePort, launch, type RunningProcess } from './processes.js';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** SIGKILL: what was acknowledged is in the append-only file, or lost by the page cache's rules. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data after `kill` or `stop`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** `describe` where redis-server is installed. */
export const describeWithRedis = describeWhere(
  programPath('redis-server') !== undefined,
  'redis-server',
  'apt-get install redis-server',
);

/** A Redis of this test file's own, as production runs it: AOF, noeviction. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-redis-'));
  const port = await findFreePort();
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  let running = await launchRedis(folder, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => running.kill(),
    stop: () => running.stop(),
    restart: async () => {
      running = await launchRedis(folder, port);
    },
  };
}

function launchRedis(folder: string, port: number): Promise<RunningProcess> {
  const settings = {
    dir: folder,
    port,
    bind: '127.0.0.1',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    save: '',
  };
  return launch({
    name: 'redis',
    command: 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    env: {},
    isReady: (logs) => Promise.resolve(logs.some((line) => line.includes('Ready to accept connections'))),
  });
}
