import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type Api, placeOrder } from './api.js';
import { end } from './processes.js';
import type { Got } from './tablets.js';
import type { World } from './world.js';

const SECONDS = 8;
const SETTLE_MS = 2_000;

/** How many listen, and how much there is to hear. */
export interface Rush {
  readonly tablets: number;
  readonly ordersPerSecond: number;
}

/** A busy shop, and the busiest that is promised. */
export const RUSHES: readonly Rush[] = [
  { tablets: 50, ordersPerSecond: 25 },
  { tablets: 200, ordersPerSecond: 100 },
];

export interface Delivery extends Rush {
  readonly events: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Tablets that got every event exactly once, in order. */
  readonly complete: number;
}

/** Places orders, each at its time whether or not those before it are answered, and compares what every tablet got, and when, with the event log. */
export async function measureDelivery(world: World, api: Api, rush: Rush): Promise<Delivery> {
  const child = fork(join(import.meta.dirname, 'tablets.ts'), [api.url, api.token, String(rush.tablets)], {
    execArgv: ['--import', 'tsx'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  try {
    await Promise.race([once(child, 'message'), failure(child)]);
    const [before] = await world.query<{ seq: number }>('SELECT coalesce(max(seq), 0)::integer AS seq FROM events');
    const startedAt = performance.now();
    const placing: Promise<void>[] = [];
    for (let i = 0; i < rush.ordersPerSecond * SECONDS; i++) {
      await delay(Math.max(0, startedAt + (i * 1_000) / rush.ordersPerSecond - performance.now()));
      placing.push(placeOrder(world, api));
    }
    await Promise.all(placing);
    await delay(SETTLE_MS);
    const report = once(child, 'message') as Promise<[Got[][]]>;
    child.send('report');
    const [inboxes] = await report;
    const logged = await world.query<{ id: string }>(
      `SELECT id FROM events WHERE seq > $1 AND outlet_id = $2 ORDER BY seq`,
      [before?.seq ?? 0, world.outletId],
    );
    return { ...rush, ...summary(inboxes, new Set(logged.map(({ id }) => id))) };
  } finally {
    await end(child);
  }
}

function summary(inboxes: readonly (readonly Got[])[], logged: ReadonlySet<string>): Omit<Delivery, keyof Rush> {
  const expected = [...logged].join();
  const times = inboxes.flatMap((inbox) => inbox.map(({ ms }) => ms)).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return {
    events: logged.size,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    complete: inboxes.filter((inbox) => inbox.map(({ id }) => id).join() === expected).length,
  };
}

async function failure(child: ReturnType<typeof fork>): Promise<never> {
  await once(child, 'exit');
  throw new Error('The tablets cannot connect');
}
