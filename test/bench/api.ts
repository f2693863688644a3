import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, serve, type Server } from './processes.js';
import { CASHIER, type World } from './world.js';

export const JWT_SECRET = randomBytes(32).toString('hex');
export const POOL_MAX = '16';
/** Of gateways that nobody calls: the webhooks of the benchmark tell of payments that are none of ours. */
export const GATEWAY_KEYS = {
  PROPAY_URL: 'http://127.0.0.1:9',
  GO_TO_PROPAY_SECRET: randomBytes(32).toString('hex'),
  PROPAY_TO_GO_SECRET: randomBytes(32).toString('hex'),
  MIDTRANS_BASE_URL: 'http://127.0.0.1:9',
  MIDTRANS_SERVER_KEY: randomBytes(16).toString('hex'),
  MIDTRANS_CLIENT_KEY: randomBytes(16).toString('hex'),
};

export interface Api extends Server {
  readonly token: string;
}

interface StartOptions {
  readonly databaseUrl: string;
  readonly name?: string;
  readonly cwd?: string;
  readonly profile?: string;
  readonly node?: string;
  readonly set?: Readonly<Record<string, string>>;
}

/** The built API as in production, one process, and its cashier logged in. */
export async function startApi(options: StartOptions): Promise<Api> {
  const { databaseUrl, name = 'Comanda', cwd = ROOT, profile, node, set } = options;
  const server = await serve({
    name,
    cwd,
    node,
    args: [...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]), ...startArguments(cwd)],
    env: {
      DATABASE_URL: databaseUrl,
      DB_POOL_MAX: POOL_MAX,
      JWT_SECRET,
      // Counted, as in production, and never reached.
      RATE_LIMIT_GLOBAL: '10000000',
      LOG_LEVEL: 'info',
      ...GATEWAY_KEYS,
      ...set,
    },
    probe: '/ready',
  });
  return { ...server, token: await logIn(server.url) };
}

/** What `npm start` gives to node. */
function startArguments(cwd: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

export async function logIn(url: string, username: string = CASHIER.username): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...CASHIER, username }),
  });
  if (!response.ok) throw new Error(`${username} cannot log in: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Three lines of different products, picked anew for each order, so that no stock row is hot. */
export function randomOrder({ outletId, productIds }: Pick<World, 'outletId' | 'productIds'>): object {
  const chosen = new Set<string>();
  while (chosen.size < 3) chosen.add(productIds[Math.floor(Math.random() * productIds.length)] ?? '');
  const items = [...chosen].map((product_id, i) => ({ product_id, quantity: i + 1 }));
  return { outlet_id: outletId, type: 'TAKEAWAY', items };
}

/** Places one such order. Throws when it is refused. */
export async function placeOrder(world: World, api: Api): Promise<void> {
  const response = await fetch(`${api.url}/api/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(randomOrder(world)),
  });
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`An order was refused: ${response.status} ${answer}`);
}
