import { setTimeout as delay } from 'node:timers/promises';

import { beforeAll, expect, it } from '@jest/globals';

import {
  type Api,
  connectSocket,
  connectWebSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  findFreePort,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';
import { type Balancer, describeWithHaproxy, startHaproxy } from './support/haproxy.js';
import { startSelling } from './support/sales-load.js';

const PER_SECOND = 30;
/** HAProxy asks each second, and believes the third answer. */
const PATIENT = { timeoutMs: 60_000 };

describeWithHaproxy('a rolling restart behind a plain balancer', () => {
  let database: TestDatabase;
  let apis: Api[];
  let balancer: Balancer;
  let shop: Shop;
  let product: TestProduct;

  const start = (port: number) => startApi({ database, port, env: { SHUTDOWN_DELAY: '5s', DB_POOL_MAX: '8' } });

  /** Both, one after the other, each when the balancer uses both again. */
  async function restartInTurn(): Promise<void> {
    for (const [i, api] of apis.entries()) {
      const port = Number(new URL(api.url).port);
      await api.stop();
      apis[i] = await start(port);
      await eventually(async () => expect(await balancer.serversUp()).toHaveLength(2), PATIENT);
    }
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = [await start(await findFreePort()), await start(await findFreePort())];
    balancer = await startHaproxy(apis.map(({ url }) => Number(new URL(url).port)));
    shop = await createShop(database, balancer);
    product = await shop.product('Tea', 10_000);
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
  }, 240_000);

  it('costs no client anything, and each order that was acknowledged is there once', async () => {
    const load = startSelling(balancer.url, shop, product, PER_SECOND);

    await restartInTurn();
    const sold = await load.stop();

    process.stdout.write(
      `Two restarts: ${sold.placed.length} sales, ${sold.perSecond} requests/s, ${sold.slowestMs} ms\n`,
    );
    expect(sold.faults).toEqual([]);
    const ids = (await database.query<{ id: string }>('SELECT id FROM orders')).map(({ id }) => id);
    expect(ids.sort()).toEqual([...sold.placed].sort());
    const [money] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM payments WHERE status = $1', [
      'PAID',
    ]);
    expect(money?.n).toBe(sold.paid.length);
  }, 240_000);

  it('leaves tablets with every order, whichever process they were on', async () => {
    const { token } = shop.accounts.kitchen;
    const tablets = [connectSocket, connectWebSocket, connectSocket, connectWebSocket].map((connect) =>
      watch((since) => connect(balancer, { token, since })),
    );
    const load = startSelling(balancer.url, shop, product, PER_SECOND);

    await restartInTurn();
    const sold = await load.stop();

    expect(sold.faults).toEqual([]);
    for (const tablet of tablets) {
      await eventually(() => expect(sold.placed.filter((id) => !tablet.orders.has(id))).toEqual([]), PATIENT);
      // It was told to come back once at least: both processes have ended meanwhile.
      expect(tablet.connections).toBeGreaterThanOrEqual(2);
      await tablet.stop();
    }
  }, 240_000);
});

interface Connection {
  readonly messages: readonly Message[];
  readonly socket: { readonly connected?: boolean; readonly readyState?: number };
  close(): void;
}

/** A tablet as it should be: when its connection ends it is back at once, with the last `seq` that it has. */
function watch(connect: (since: number) => Promise<Connection>) {
  const orders = new Set<string>();
  let [since, connections] = [0, 0];
  let isOver = false;
  const isOpen = ({ socket: { connected, readyState } }: Connection): boolean => connected ?? readyState === 1;
  const listen = async (): Promise<void> => {
    const connection = await connect(since).catch(() => undefined);
    if (connection) connections += 1;
    while (connection && isOpen(connection) && !isOver) {
      await delay(20);
      for (const { seq, type, payload } of connection.messages) {
        if (seq > since) since = seq;
        if (type === 'NEW_ORDER') orders.add(String(payload['id']));
      }
    }
    connection?.close();
  };
  const watching = (async () => {
    while (!isOver) await listen().then(() => delay(50));
  })();
  return {
    orders,
    get connections() {
      return connections;
    },
    stop: () => {
      isOver = true;
      return watching;
    },
  };
}
