import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { beforeAll, expect, it } from '@jest/globals';

import { createTestDatabase, describeWithRedis, findFreePort } from '../support/index.js';
import { connect, KEEPS, type RedisServer, startRedisServer, tlsSettings } from './support/redis-servers.js';
import { sellThrough } from './support/sell-through.js';
import { createAuthority, type TestAuthority } from './support/tls.js';

const NAME = 'cafe_main';
const PASSWORD = 'of the primary';
const WATCHWORD = 'of-the-sentinels';

describeWithRedis('a primary, its replica and three sentinels, all with TLS and passwords', () => {
  let authority: TestAuthority;
  const servers = new Map<number, RedisServer>();
  let sentinels: number[];

  beforeAll(async () => {
    authority = createAuthority();
    const [primary, replica] = await Promise.all([findFreePort(), findFreePort()]);
    sentinels = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
    const data = (port: number) => [
      ...KEEPS,
      ...tlsSettings(port, authority),
      ['tls-replication', 'yes'] as const,
      ['requirepass', `"${PASSWORD}"`] as const,
      ['masterauth', `"${PASSWORD}"`] as const,
    ];
    servers.set(primary, await startRedisServer(data(primary)));
    servers.set(replica, await startRedisServer([...data(replica), ['replicaof', '127.0.0.1', primary]]));
    for (const port of sentinels) {
      await startRedisServer(
        [
          ...tlsSettings(port, authority),
          ['tls-replication', 'yes'],
          ['requirepass', WATCHWORD],
          ['sentinel', 'sentinel-pass', WATCHWORD],
          ['sentinel', 'monitor', NAME, '127.0.0.1', primary, 2],
          ['sentinel', 'auth-pass', NAME, `"${PASSWORD}"`],
          ['sentinel', 'down-after-milliseconds', NAME, 1_000],
          ['sentinel', 'failover-timeout', NAME, 10_000],
        ],
        'redis-sentinel',
      );
    }
  }, 60_000);

  it('is served through the death of the primary: no sale fails, jobs and wakes go on', async () => {
    const tls = { ca: readFileSync(authority.ca) };
    const watcher = connect({ port: sentinels[0], password: WATCHWORD, tls });
    const primaryPort = async () =>
      Number(((await watcher.call('SENTINEL', 'get-master-addr-by-name', NAME)) as string[])[1]);

    await sellThrough({
      database: await createTestDatabase(),
      env: {
        REDIS_URL: `rediss://:${encodeURIComponent(PASSWORD)}@${NAME}`,
        REDIS_SENTINELS: `rediss://:${WATCHWORD}@${sentinels.map((port) => `127.0.0.1:${port}`).join(',')}`,
        NODE_EXTRA_CA_CERTS: authority.ca,
      },
      lose: async () => {
        const lost = await primaryPort();
        await servers.get(lost)?.kill();
        for (let waits = 0; (await primaryPort()) === lost; waits++) {
          expect(waits).toBeLessThan(300);
          await delay(100);
        }
      },
      observer: async () => connect({ port: await primaryPort(), password: PASSWORD, tls }),
      secrets: [PASSWORD, encodeURIComponent(PASSWORD), WATCHWORD],
    });
  }, 240_000);
});
