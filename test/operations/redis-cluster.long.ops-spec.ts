import { beforeAll, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';

import { createTestDatabase, describeWithRedis, eventually, findFreePort } from '../support/index.js';
import { COMANDA_ACL, connect, KEEPS, type RedisServer, startRedisServer } from './support/redis-servers.js';
import { sellThrough } from './support/sell-through.js';

const SLOTS = 16_384;
const PASSWORD = 'of-the-cluster';

describeWithRedis('a cluster of three primaries, with a replica of the one that holds the jobs', () => {
  const servers = new Map<number, RedisServer>();
  let ports: number[];
  const admin = (port: number): Redis => connect({ port, username: 'admin', password: 'admin' });

  beforeAll(async () => {
    // The bus of the cluster has a port of its own, 10,000 higher unless it is said.
    ports = await Promise.all([1, 2, 3, 4].map(findFreePort));
    for (const port of ports) {
      servers.set(
        port,
        await startRedisServer([
          ...KEEPS,
          ['port', port],
          ['cluster-enabled', 'yes'],
          ['cluster-port', await findFreePort()],
          ['cluster-node-timeout', 1_500],
          ['cluster-config-file', 'nodes.conf'],
          ['masteruser', 'admin'],
          ['masterauth', 'admin'],
          ['user', 'default', 'off'],
          ['user', 'admin', 'on', '>admin', '~*', '&*', '+@all'],
          ['user', 'comanda', 'on', `>${PASSWORD}`, COMANDA_ACL],
        ]),
      );
    }
    const nodes = ports.map(admin);
    const first = nodes[0]!;
    for (const [index, node] of nodes.slice(0, 3).entries()) {
      const [from, to] = [Math.ceil((SLOTS * index) / 3), Math.ceil((SLOTS * (index + 1)) / 3) - 1];
      await node.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
      await node.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    }
    for (const node of nodes.slice(1)) {
      const busPort = await busPortOf(first);
      await node.call('CLUSTER', 'MEET', '127.0.0.1', ports[0]!, busPort);
    }
    const holder = await holderOfJobs(nodes.slice(0, 3));
    const id = (await holder.call('CLUSTER', 'MYID')) as string;
    await eventually(() => nodes[3]!.call('CLUSTER', 'REPLICATE', id), { timeoutMs: 20_000 });
    await eventually(
      async () => {
        for (const node of nodes) expect(await node.call('CLUSTER', 'INFO')).toContain('cluster_state:ok');
        expect(await nodes[3]!.call('INFO', 'replication')).toContain('master_link_status:up');
      },
      { timeoutMs: 20_000 },
    );
  }, 90_000);

  it('serves like one Redis, and through the death of the primary that holds the jobs', async () => {
    const replica = admin(ports[3]!);
    const primaries = ports.slice(0, 3).map(admin);
    const holder = await holderOfJobs(primaries);

    await sellThrough({
      database: await createTestDatabase(),
      env: {
        REDIS_URL: `redis://comanda:${PASSWORD}@127.0.0.1:${ports[1]},127.0.0.1:${ports[2]}`,
        REDIS_CLUSTER: 'true',
      },
      lose: async () => {
        await servers.get(holder.options.port!)?.kill();
        await eventually(async () => expect(((await replica.call('ROLE')) as string[])[0]).toBe('master'), {
          timeoutMs: 30_000,
        });
      },
      observer: async () => (((await replica.call('ROLE')) as string[])[0] === 'master' ? replica : holder),
      others: primaries.filter((node) => node !== holder),
      secrets: [PASSWORD],
    });
  }, 240_000);
});

async function busPortOf(node: Redis): Promise<number> {
  const line = (await node.call('CLUSTER', 'NODES')) as string;
  return Number(/@(\d+)/.exec(line)?.[1]);
}

async function holderOfJobs(primaries: readonly Redis[]): Promise<Redis> {
  const slot = (await primaries[0]!.call('CLUSTER', 'KEYSLOT', '{comanda}')) as number;
  return primaries[Math.floor((slot * 3) / SLOTS)]!;
}
