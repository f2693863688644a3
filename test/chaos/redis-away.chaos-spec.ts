import { setTimeout as delay } from 'node:timers/promises';

import { expect, it } from '@jest/globals';

import { createTestDatabase, describeWithRedis, startApi, startRedis, startWorker } from '../support/index.js';

/** Milliseconds that Redis is back before it goes again, and the process with it. */
const APART_MS = [0, 150, 450, 900];
/** A process has 30 s (SHUTDOWN_TIMEOUT) before it is cut off. */
const SOON_MS = 8_000;

describeWithRedis('Redis that was away at the start of, came, and goes down together with', () => {
  it.each(['the worker', 'the API'])(
    '%s does not hold up its end',
    async (name) => {
      const database = await createTestDatabase();
      const took: number[] = [];
      for (const apart of APART_MS) {
        const redis = await startRedis();
        await redis.kill();
        const process = await (name === 'the API' ? startApi : startWorker)({ database, redis });
        await redis.restart();
        await delay(apart);
        await redis.stop();
        const started = Date.now();
        await process.stop();
        took.push(Date.now() - started);
      }
      expect(took.filter((ms) => ms > SOON_MS)).toEqual([]);
    },
    300_000,
  );
});
