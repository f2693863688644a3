import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis, type RedisOptions } from 'ioredis';

import { launch, onCleanup, type RunningProcess } from '../../support/index.js';
import type { TestAuthority } from './tls.js';

export interface RedisServer {
  readonly folder: string;
  readonly pid: number;
  readonly logs: readonly string[];
  kill(): Promise<void>;
  restart(): Promise<void>;
}

type Setting = string | number;

/** A redis-server, or a redis-sentinel, with the lines of a configuration file; name and value, or a name with several values. */
export async function startRedisServer(
  settings: readonly (readonly [name: string, ...values: Setting[]])[],
  program: 'redis-server' | 'redis-sentinel' = 'redis-server',
): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), `comanda-${program}-`));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const file = join(folder, 'redis.conf');
  const common = [
    ['dir', folder],
    ['bind', '127.0.0.1'],
  ] as const;
  writeFileSync(file, [...common, ...settings].map((line) => line.join(' ')).join('\n'));
  const start = () =>
    launch({
      name: program,
      command: program,
      args: [file],
      env: {},
      isReady: (logs) =>
        Promise.resolve(logs.some((line) => /Ready to accept connections|\+monitor master/.test(line))),
    });
  let running: RunningProcess = await start();
  return {
    folder,
    get pid() {
      return running.pid;
    },
    get logs() {
      return running.logs;
    },
    kill: () => running.kill(),
    restart: async () => {
      running = await start();
    },
  };
}

/** As production runs it: nothing is evicted, all is kept. */
export const KEEPS = [
  ['appendonly', 'yes'],
  ['maxmemory-policy', 'noeviction'],
] as const;

/** A port for TLS, and none that is plain. */
export const tlsSettings = (port: number, { ca, certificate, key }: TestAuthority) =>
  [
    ['port', 0],
    ['tls-port', port],
    ['tls-ca-cert-file', ca],
    ['tls-cert-file', certificate],
    ['tls-key-file', key],
    ['tls-auth-clients', 'no'],
  ] as const;

/** The least that Comanda needs, as docs/operations/redis.md tells it: no CONFIG, and nothing else that is dangerous. */
export const COMANDA_ACL =
  '~comanda:* ~{comanda}:* &comanda:* &comanda:sockets#/#* &{comanda}:* +@all -@dangerous +info +cluster|slots +cluster|info';

/** A connection of the test's own, which ends with the test file. */
export function connect(options: RedisOptions): Redis {
  const redis = new Redis({ host: '127.0.0.1', retryStrategy: () => 100, ...options });
  redis.on('error', () => undefined);
  onCleanup(() => Promise.resolve(redis.disconnect()));
  return redis;
}
