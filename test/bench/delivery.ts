import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type Api, placeOrder } from './api.js';
import { end } from './processes.js';
import type { Got } from './tablets.js';
import type { World } from './world.js';

const ORDERS_PER_SECOND = 25;
const SECONDS = 8;
const SETTLE_MS = 2_000;

export interface Delivery {
  readonly tablets: number;
  readonly events: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Tablets that got every event exactly once, in order. */
  readonly complete: number;
}

/** Places orders at a busy shop's pace and compares what every tablet got, and when, with the event log. */
export async function measureDelivery(world: World, api: Api): Promise<Delivery> {
  const child = fork(join(import.meta.dirname, 'tablets.ts'), [api.url, api.token], { execArgv: ['--import', 'tsx'] });
  process.once('exit', () => child.kill('SIGKILL'));
  try {
    await Promise.race([once(child, 'message'), failure(child)]);
    const [before] = await world.query<{ seq: number }>('SELECT coalesce(max(seq), 0)::integer AS seq FROM events');
    for (let i = 0; i < ORDERS_PER_SECOND * SECONDS; i++) {
      const next = delay(1000 / ORDERS_PER_SECOND);
      await placeOrder(world, api);
      await next;
    }
    await delay(SETTLE_MS);
    const report = once(child, 'message') as Promise<[Got[][]]>;
    child.send('report');
    const [inboxes] = await report;
    const logged = await world.query<{ id: string }>(
      `SELECT id FROM events WHERE seq > $1 AND outlet_id = $2 ORDER BY seq`,
      [before?.seq ?? 0, world.outletId],
    );
    return summary(
      inboxes,
      logged.map(({ id }) => id),
    );
  } finally {
    await end(child);
  }
}

function summary(inboxes: readonly (readonly Got[])[], logged: readonly string[]): Delivery {
  const expected = logged.join();
  const times = inboxes.flatMap((inbox) => inbox.map(({ ms }) => ms)).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return {
    tablets: inboxes.length,
    events: logged.length,
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
