import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type Api, logIn } from './api.js';
import { end } from './processes.js';
import type { Group, Returned } from './returning.js';
import { CASHIER, type World } from './world.js';

const OUTLETS = 30;
const SOCKETS = 100;
const BEHIND = 300;
const PING_EVERY_MS = 25;

export interface Reconnection {
  readonly sockets: number;
  readonly behind: number;
  /** Until the last one had all that it missed. */
  readonly ms: number;
  readonly pingP99Ms: number;
  readonly faults: readonly string[];
}

/** The clients of thirty outlets come back at once, as after a restart, each behind what happened at its outlet; others ask for `/ping` meanwhile. */
export async function measureReconnection(world: World, api: Api): Promise<Reconnection> {
  const groups = await Promise.all(Array.from({ length: OUTLETS }, () => anOutlet(world, api)));
  await untilNumbered(world);
  const child = fork(join(import.meta.dirname, 'returning.ts'), { execArgv: ['--import', 'tsx'] });
  process.once('exit', () => child.kill('SIGKILL'));
  try {
    await once(child, 'message');
    const pings = startPings(api.url);
    const answer = once(child, 'message') as Promise<[Returned]>;
    child.send([api.url, groups]);
    const [{ ms, faults }] = await answer;
    return { sockets: OUTLETS * SOCKETS, behind: BEHIND, ms, faults, pingP99Ms: await pings.stop() };
  } finally {
    await end(child);
  }
}

/** An outlet of its own, with a cashier, where {@link BEHIND} orders were placed after the place from which its clients go on. */
async function anOutlet(world: World, api: Api): Promise<Group> {
  const [outletId, username] = [randomUUID(), `bench-${randomUUID().slice(0, 8)}`];
  await world.query(
    `INSERT INTO outlets (id, name, country, currency, locale, time_zone, business_day_cutoff, tax_rate, tax_inclusive,
       service_charge_rate, cash_rounding, order_prefix, cash_difference_limit, payment_methods, created_at, updated_at)
     SELECT $1::uuid, 'Bench', country, currency, locale, time_zone, business_day_cutoff, tax_rate, tax_inclusive, service_charge_rate,
       cash_rounding, upper(substr(md5($1::uuid::text), 1, 8)), cash_difference_limit, payment_methods, now(), now()
     FROM outlets WHERE id = $2`,
    [outletId, world.outletId],
  );
  await world.query(
    `WITH cashier AS (
       INSERT INTO users (id, username, name, password_hash, role, locale, created_at, updated_at)
       SELECT uuidv7(), $2, 'Bench', password_hash, 'KASIR', 'id', now(), now() FROM users WHERE username = $3 RETURNING id
     )
     INSERT INTO user_outlets (user_id, outlet_id) SELECT id, $1 FROM cashier`,
    [outletId, username, CASHIER.username],
  );
  const items = Array.from({ length: 3 }, (_, n) => ({
    id: randomUUID(),
    product_id: randomUUID(),
    name: `Produk nomor ${n}`,
    quantity: 2,
    modifiers: [{ name: 'Besar', group: 'Ukuran', quantity: 1 }],
    note: null,
    station: n === 0 ? 'bar' : 'kitchen',
    status: 'NEW',
  }));
  const payload = {
    id: randomUUID(),
    order_id: randomUUID(),
    status: 'NEW',
    type: 'DINE_IN',
    total_amount: 150_000,
    items,
  };
  const [place] = await world.query<{ cursor: string }>(
    `SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) || '.' || last_seq AS cursor FROM event_counter`,
  );
  await world.query(
    `INSERT INTO events (id, type, outlet_id, payload) SELECT uuidv7(), 'NEW_ORDER', $1, $2 FROM generate_series(1, ${BEHIND})`,
    [outletId, JSON.stringify(payload)],
  );
  return { token: await logIn(api.url, username), since: place?.cursor ?? '', sockets: SOCKETS, behind: BEHIND };
}

async function untilNumbered(world: World): Promise<void> {
  const waits = async () => (await world.query('SELECT 1 FROM events WHERE seq IS NULL LIMIT 1')).length > 0;
  while (await waits()) await delay(50);
  await world.settle();
}

/** Asks for `/ping` all the time, one after the other, and says how long the slowest hundredth took. */
function startPings(url: string): { stop(): Promise<number> } {
  const times: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now();
      await (await fetch(`${url}/api/v1/ping`)).arrayBuffer();
      times.push(performance.now() - asked);
      await delay(PING_EVERY_MS);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await asking;
      times.sort((a, b) => a - b);
      return times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? NaN;
    },
  };
}
