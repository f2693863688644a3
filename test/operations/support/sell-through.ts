import { setTimeout as delay } from 'node:timers/promises';

import { expect } from '@jest/globals';
import type { Redis } from 'ioredis';

import {
  type Api,
  client,
  connectSocket,
  createShop,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  startWorker,
  type TestDatabase,
} from '../../support/index.js';

interface Story {
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
  /** Kills the primary, and waits until another one is promoted. */
  lose(): Promise<void>;
  /** A connection to the primary that holds the jobs, at that moment. */
  observer(): Promise<Redis>;
  /** The other nodes of a cluster that live on. */
  readonly others?: readonly Redis[];
  /** What no log may show. */
  readonly secrets: readonly string[];
}

const PACE_MS = 50;

/**
 * Two API processes and a worker sell twenty orders a second while Redis loses its primary. Every sale succeeds and is heard on the other
 * process; before and after, jobs go through Bull, wakes and limits through Redis.
 */
export async function sellThrough({ database, env, lose, observer, others = [], secrets }: Story): Promise<void> {
  const options = { database, env };
  const [api, other, worker] = await Promise.all([
    startApi({ ...options, env: { ...env, RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_GLOBAL: '100000' } }),
    startApi(options),
    startWorker(options),
  ]);
  const shop = await createShop(database, api);
  const product = await shop.product('Tea', 10_000, { stock: 100_000 });
  const tablet = await connectSocket(other, { token: shop.accounts.kitchen.token });
  await eventually(async () => expect(await redisOf(api)).toBe('up'));
  await jobGoesThroughBull(shop, await observer());

  const placed: string[] = [];
  const slowest = { ms: 0 };
  let isOver = false;
  const selling = (async () => {
    while (!isOver) {
      const began = performance.now();
      const order = expectStatus(
        201,
        await shop.waiter.post<{ id: string }>('/orders', {
          outlet_id: shop.outletId,
          items: [{ product_id: product.id, quantity: 1 }],
        }),
      );
      slowest.ms = Math.max(slowest.ms, performance.now() - began);
      placed.push(order.id);
      await delay(PACE_MS);
    }
  })();
  try {
    await delay(1_000);
    await lose();
    await eventually(async () => expect([await redisOf(api), await redisOf(other)]).toEqual(['up', 'up']), {
      timeoutMs: 20_000,
    });
    // Bull waits 5 s after an error before it takes another job.
    await eventually(async () => jobGoesThroughBull(shop, await observer()), { timeoutMs: 30_000 });
  } finally {
    isOver = true;
    await selling;
  }

  const heard = () =>
    tablet.messages.filter(({ type }) => type === 'NEW_ORDER').map(({ payload }) => String(payload['order_id']));
  await eventually(() => expect(heard().toSorted()).toEqual(placed.toSorted()));
  expect(placed.length).toBeGreaterThan(20);
  process.stderr.write(
    `Sold ${placed.length} while Redis lost its primary; the slowest took ${Math.round(slowest.ms)} ms\n`,
  );
  expect(slowest.ms).toBeLessThan(3_000);
  await everybodyListens([await observer(), ...others]);
  for (const process of [api, other, worker]) {
    const lines = process.logs.join('\n');
    for (const secret of secrets) expect(lines).not.toContain(secret);
    const told = process.logs.filter((line) => line.includes('Redis is away')).length;
    expect([told, process.logs.filter((line) => line.includes('Redis is back')).length]).toEqual([told, told]);
    expect(told).toBeLessThanOrEqual(1);
  }
  await Promise.all([api.stop(), other.stop(), worker.stop()]);
}

const redisOf = async (api: Api): Promise<string> =>
  (await client(api).get<{ checks: { redis: string } }>(`${api.url}/ready`)).body.checks.redis;

/** A shift is closed, which asks for a Z report; Bull tells in Redis that a job is completed. */
async function jobGoesThroughBull(shop: Shop, redis: Redis): Promise<void> {
  const listener = redis.duplicate();
  let completed = 0;
  listener.on('message', () => completed++);
  try {
    await listener.subscribe('{comanda}:comanda-jobs:completed');
    const { id } = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 1_000 }),
    );
    expectStatus(200, await shop.cashier.post('/shifts/close', { shift_id: id, end_cash: 1_000 }));
    await eventually(async () => {
      const report = await shop.supervisor.get(`/shifts/${id}/report`, { accept: 'application/json' });
      expect([report.status, completed > 0]).toEqual([200, true]);
    });
  } finally {
    listener.disconnect();
  }
}

/** Both API processes and the worker listen; in a cluster, each of them on any node. */
async function everybodyListens(nodes: readonly Redis[]): Promise<void> {
  await eventually(async () => {
    const counts = await Promise.all(nodes.map((node) => node.pubsub('NUMSUB', 'comanda:events')));
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(3);
  });
}
