import { setTimeout as delay } from 'node:timers/promises';

import autocannon, { type Options, type Request } from 'autocannon';

import { type Api, randomOrder } from './api.js';
import { median, type Pace } from './load.js';
import type { World } from './world.js';

const TILLS = 8;
const ORDERS_PER_SECOND = 60;
const ATTACKERS = 4;
const ATTACKS_PER_SECOND = 20;
/** The attackers' own start takes CPU that no server is to blame for. */
const HEAD_START_S = 2;
const MEGABYTE = 1_000_000;

/** What orders feel of hostile bodies: medians of the rounds. */
export interface Abuse {
  readonly quietP99Ms: number;
  readonly attackedP99Ms: number;
  /** Of rounds that are neighbours in time. */
  readonly ratio: number;
  /** How many hostile requests were answered, all of them with a refusal. */
  readonly refused: number;
}

/** Orders at a till's pace, alternately alone and beside clients that send the most expensive bodies they can think of. */
export async function sufferAbuse(world: World, api: Api, { seconds, rounds, settle, tell }: Pace): Promise<Abuse> {
  const orders = () => placeOrders(world, api, seconds);
  await orders();
  await settle();
  const results: Abuse[] = [];
  for (let i = 0; i < rounds; i++) {
    const quietP99Ms = await orders();
    const attack = attackFor(api, seconds + 2 * HEAD_START_S);
    await delay(HEAD_START_S * 1000);
    const attackedP99Ms = await orders();
    const refused = await attack;
    results.push({ quietP99Ms, attackedP99Ms, ratio: attackedP99Ms / quietP99Ms, refused });
    tell(`  round ${i + 1} of ${rounds}: p99 ${quietP99Ms} ms alone, ${attackedP99Ms} ms attacked`);
  }
  const middle = (figure: keyof Abuse) => median(results.map((result) => result[figure]));
  return {
    quietP99Ms: middle('quietP99Ms'),
    attackedP99Ms: middle('attackedP99Ms'),
    ratio: middle('ratio'),
    refused: results.reduce((sum, result) => sum + result.refused, 0),
  };
}

async function placeOrders(world: World, api: Api, duration: number): Promise<number> {
  const requests = Array.from({ length: 100 }, (): Request => ({
    method: 'POST',
    path: '/api/v1/orders',
    headers: json(api),
    body: JSON.stringify(randomOrder(world)),
  }));
  const { non2xx, errors, timeouts, latency } = await autocannon({
    url: api.url,
    connections: TILLS,
    overallRate: ORDERS_PER_SECOND,
    duration,
    setupClient: (client) => client.setRequests(requests),
  });
  if (non2xx + errors + timeouts > 0)
    throw new Error(`${non2xx} orders refused, ${errors} errors, ${timeouts} timeouts`);
  return latency.p99;
}

async function attackFor(api: Api, duration: number): Promise<number> {
  const requests = hostileBodies().flatMap(([path, body]): Request[] => [
    { method: 'POST', path, headers: json(api), body },
    { method: 'POST', path, headers: { 'content-type': 'application/json' }, body },
  ]);
  // In a thread of its own: what it costs to send megabytes is not what orders feel of them. Its types do not know `requests`.
  const options = {
    url: api.url,
    connections: ATTACKERS,
    overallRate: ATTACKS_PER_SECOND,
    duration,
    requests,
    workers: 1,
  };
  const result = await autocannon(options as unknown as Options);
  if (result['2xx'] > 0) throw new Error(`${result['2xx']} hostile requests were taken`);
  return result.non2xx;
}

const json = ({ token }: Api) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

/** Path and body: large, deep, wide, and as many faults as fit into what an order's route takes. */
function hostileBodies(): [string, string][] {
  const faulty = (count: number) =>
    JSON.stringify({ items: Array(count).fill({ product_id: 'x', quantity: -1, note: 5 }) });
  const keys = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n])));
  const filled = (size: number) => JSON.stringify({ note: 'x'.repeat(size) });
  return [
    ['/api/v1/orders', faulty(9_999)],
    ['/api/v1/orders', faulty(190)],
    ['/api/v1/orders', faulty(660)],
    ['/api/v1/orders', keys(90_000)],
    ['/api/v1/orders', keys(1_999)],
    ['/api/v1/orders', '['.repeat(60_000)],
    ['/api/v1/orders', filled(MEGABYTE)],
    ['/api/v1/no/such/path', keys(90_000)],
    ['/no/such/path', filled(MEGABYTE)],
    ['/api/v1/auth/login', filled(60_000)],
    ['/api/v1/stock-counts', faulty(2_000)],
  ];
}
