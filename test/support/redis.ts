import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from '@jest/globals';

import { onCleanup } from './cleanup.js';
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

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** `describe` where redis-server is installed; elsewhere the suite is skipped and says why. */
export const describeWithRedis = (name: string, suite: () => void): void => {
  if (hasRedis) {
    describe(name, suite);
    return;
  }
  process.stderr.write(`Skipped, since redis-server is not installed (apt-get install redis-server): ${name}\n`);
  describe.skip(name, suite);
};

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
