import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Redis } from 'ioredis';

import {
  type Api,
  client,
  connectSocket,
  createShop,
  createTestDatabase,
  describeWithRedis,
  eventually,
  expectStatus,
  findFreePort,
  onCleanup,
  type RunningProcess,
  type Shop,
  startApi,
  startWorker,
  type TestDatabase,
} from '../support/index.js';
import { COMANDA_ACL, connect, KEEPS, startRedisServer, tlsSettings } from './support/redis-servers.js';
import { createAuthority, type TestAuthority } from './support/tls.js';

/** With what an URL must not hold as it is. */
const PASSWORD = 'p@ss:w/rd?#1';
const CLIENT_HELLO = 0x16;
/** Each test starts processes, which takes long on a machine that is busy. */
jest.setTimeout(120_000);

const urlOf = (port: number, password = PASSWORD) =>
  `rediss://comanda:${encodeURIComponent(password)}@127.0.0.1:${port}`;

const readiness = async (api: Api) => (await client(api).get<{ checks: { redis: string } }>(`${api.url}/ready`)).body;

const placeOrder = async (shop: Shop, productId: string) =>
  expectStatus(
    201,
    await shop.waiter.post<{ id: string }>('/orders', {
      outlet_id: shop.outletId,
      items: [{ product_id: productId, quantity: 1 }],
    }),
  );

describeWithRedis('a Redis behind TLS, with users, whose user may not use CONFIG', () => {
  let authority: TestAuthority;
  let port: number;
  let database: TestDatabase;
  let admin: Redis;

  beforeAll(async () => {
    authority = createAuthority();
    port = await findFreePort();
    await startRedisServer([
      ...KEEPS,
      ...tlsSettings(port, authority),
      ['user', 'default', 'off'],
      ['user', 'admin', 'on', '>admin', '~*', '&*', '+@all'],
      ['user', 'comanda', 'on', `>${PASSWORD}`, COMANDA_ACL],
    ]);
    admin = connect({ port, username: 'admin', password: 'admin', tls: { ca: readFileSync(authority.ca) } });
    database = await createTestDatabase();
  });

  describe('with its authority trusted', () => {
    let apis: Api[];
    let worker: RunningProcess;
    let shop: Shop;
    const environment = () => ({
      REDIS_URL: urlOf(port),
      NODE_EXTRA_CA_CERTS: authority.ca,
      RATE_LIMIT_ENABLED: 'true',
    });

    beforeAll(async () => {
      const options = { database, env: environment() };
      [apis, worker] = await Promise.all([Promise.all([startApi(options), startApi(options)]), startWorker(options)]);
      shop = await createShop(database, apis[0]!);
    });

    it('is up, and all that this needs is what docs/operations/redis.md allows', async () => {
      await eventually(async () => expect((await readiness(apis[0]!)).checks).toEqual({ database: 'up', redis: 'up' }));
      const documented = readFileSync('docs/operations/redis.md', 'utf8');
      expect(documented).toContain(COMANDA_ACL);
    });

    it('wakes the worker through Bull', async () => {
      const listener = admin.duplicate();
      onCleanup(() => Promise.resolve(listener.disconnect()));
      let completed = 0;
      listener.on('message', () => completed++);
      await listener.subscribe('{comanda}:comanda-jobs:completed');
      const started = expectStatus(
        201,
        await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 1_000 }),
      );

      expectStatus(200, await shop.cashier.post('/shifts/close', { shift_id: started.id, end_cash: 1_000 }));

      await eventually(async () => {
        const report = await shop.supervisor.get(`/shifts/${started.id}/report`, { accept: 'application/json' });
        expect([report.status, completed > 0]).toEqual([200, true]);
      });
      expect(worker.logs.filter((line) => line.includes('"warn"'))).toEqual([]);
    });

    it('brings an event of one process to the sockets of another, and counts limits for both', async () => {
      const product = await shop.product('Tea behind TLS', 10_000);
      const tablet = await connectSocket(apis[1]!, { token: shop.accounts.kitchen.token });

      const { id } = await placeOrder(shop, product.id);

      await tablet.waitFor(({ type, payload }) => type === 'NEW_ORDER' && payload['order_id'] === id);
      expect(await admin.pubsub('NUMSUB', 'comanda:events')).toEqual(['comanda:events', 3]);
      expect((await admin.keys('comanda:rate:*')).length).toBeGreaterThan(0);
    });

    it('forbids nothing that anybody asked for', async () => {
      expect(await admin.call('ACL', 'LOG')).toEqual([]);
    });

    it('without INFO is up all the same, and says what is not known; without its keys, what is missing', async () => {
      await admin.call('ACL', 'SETUSER', 'comanda', '-info');
      expect((await readiness(apis[0]!)).checks.redis).toBe(
        'up, but persistence is unknown: its user may not use INFO',
      );
      await admin.call('ACL', 'SETUSER', 'comanda', '+info', 'resetkeys', '~comanda:*');
      expect((await readiness(apis[0]!)).checks.redis).toBe(
        'up, but its user may not use all of the keys, channels and scripts',
      );
      await admin.call('ACL', 'SETUSER', 'comanda', '~{comanda}:*');
      expect((await readiness(apis[0]!)).checks.redis).toBe('up');
    });
  });

  it.each([
    ['an authority that nobody trusts', () => ({ REDIS_URL: urlOf(port) }), 'away (SELF_SIGNED_CERT_IN_CHAIN)'],
    [
      'a wrong password',
      () => ({ REDIS_URL: urlOf(port, 'another-one'), NODE_EXTRA_CA_CERTS: authority.ca }),
      'away (WRONGPASS)',
    ],
  ])('%s is told in /ready and by one line, and stops no sale', async (_, environment, state) => {
    const api = await startApi({ database, env: environment() });
    const shop = await createShop(database, api);

    await placeOrder(shop, (await shop.product('Tea', 10_000)).id);

    await eventually(async () =>
      expect((await readiness(api)).checks.redis).toBe(`${state}: working without it until it is back`),
    );
    await api.stop();
    const lines = api.logs.filter((line) => line.includes('"level":"warn"'));
    expect(lines).toEqual([expect.stringContaining('"msg":"Redis is away')]);
    expect(api.logs.join('\n')).not.toMatch(/p@ss|p%40ss|another-one/);
  });

  it('no client speaks before TLS: a server without it sees no user and no password', async () => {
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes: Buffer) => {
        heard.push(bytes);
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onCleanup(() => new Promise((resolve) => server.close(() => resolve())));
    const { port: plainPort } = server.address() as { port: number };
    const options = { database, env: { REDIS_URL: urlOf(plainPort) } };

    const processes = await Promise.all([startApi(options), startWorker(options)]);

    // Bull (three in the worker), limits, waking, readiness, Socket.IO.
    await eventually(() => expect(heard.length).toBeGreaterThan(30), { timeoutMs: 20_000 });
    await Promise.all(processes.map((process) => process.stop()));
    expect(heard.filter((bytes) => bytes[0] !== CLIENT_HELLO)).toEqual([]);
    expect(Buffer.concat(heard).includes('p@ss')).toBe(false);
  });
});
