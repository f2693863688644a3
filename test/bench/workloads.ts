import type { Request } from 'autocannon';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Api, JWT_SECRET, POOL_MAX, randomOrder } from './api.js';
import { compare, type Comparison, type Pace } from './load.js';
import { script, serve, type Server } from './processes.js';
import type { World } from './world.js';

const REQUESTS_PER_CONNECTION = 250;

/** The bare server of orders: another process on the same database server, with tables of its own. */
export const startOrderFloor = (world: World): Promise<Server> =>
  serve({
    name: 'floor',
    args: script('floors/order-floor.ts'),
    env: { DATABASE_URL: world.url, DB_POOL_MAX: POOL_MAX, JWT_SECRET },
    probe: '/ready',
  });

/** What a workload is measured against: the floor, or another build of the API. */
export interface Rival {
  readonly server: Server;
  readonly token: string;
  readonly orderIds: () => Promise<string[]>;
}

export function placeOrders(world: World, api: Api, rival: Rival, pace: Pace): Promise<Comparison> {
  const requests = (token: string) => () =>
    times(REQUESTS_PER_CONNECTION, (): Request => ({
      method: 'POST',
      path: '/api/v1/orders',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(randomOrder(world)),
    }));
  return compare(
    { server: api, requests: requests(api.token) },
    { server: rival.server, requests: requests(rival.token) },
    pace,
  );
}

export async function readOrders(api: Api, orderIds: readonly string[], rival: Rival, pace: Pace): Promise<Comparison> {
  const requests = (token: string, ids: readonly string[]) => () =>
    times(REQUESTS_PER_CONNECTION, (): Request => ({
      method: 'GET',
      path: `/api/v1/orders/${ids[Math.floor(Math.random() * ids.length)]}`,
      headers: { authorization: `Bearer ${token}` },
    }));
  return compare(
    { server: api, requests: requests(api.token, orderIds) },
    { server: rival.server, requests: requests(rival.token, await rival.orderIds()) },
    pace,
  );
}

/** The first page of 2,000 products, as an online shop's visitor asks for it. */
export async function listProducts(
  world: World,
  api: Api,
  baseline: Server | undefined,
  pace: Pace,
): Promise<Comparison> {
  const path = `/api/v1/products?outlet_id=${world.outletId}&limit=20`;
  const requests = (): Request[] => [{ method: 'GET', path }];
  const floor = baseline ?? (await startListFloor(`${api.url}${path}`));
  try {
    return await compare({ server: api, requests }, { server: floor, requests }, pace);
  } finally {
    if (!baseline) await floor.stop();
  }
}

async function startListFloor(url: string): Promise<Server> {
  const file = join(tmpdir(), `comanda-bench-list-${process.pid}.json`);
  const body = await (await fetch(url)).text();
  if ((JSON.parse(body) as { data: unknown[] }).data.length !== 20)
    throw new Error('The list does not have 20 products');
  writeFileSync(file, body);
  return serve({ name: 'Express', args: script('floors/list-floor.ts'), env: { BODY_FILE: file }, probe: '/ready' });
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
