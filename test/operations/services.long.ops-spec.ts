import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  connectSocket,
  createShop,
  createTestDatabase,
  describeWhere,
  eventually,
  expectStatus,
  findFreePort,
  launch,
  onCleanup,
  programPath,
  runToEnd,
  type Shop,
  startApi,
  startWorker,
  type TestDatabase,
} from '../support/index.js';

const nginx = programPath('nginx');
const describeWithNginx = describeWhere(nginx !== undefined, 'nginx', 'apt-get install nginx-light');

/** As in Compose's profile `services`; what S3 had no service for goes along with another. */
const PROCESSES = ['users,admin', 'menu', 'orders', 'payments', 'guests,shop', 'realtime'] as const;

describeWithNginx('a café whose services are processes of their own, behind nginx', () => {
  let database: TestDatabase;
  let gateway: { url: string };
  let processes: Map<string, Api>;
  let shop: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    processes = new Map();
    for (const roles of PROCESSES) {
      const env = { SERVICE_ROLES: roles, DB_POOL_MAX: '4', TRUST_PROXY: 'loopback' };
      processes.set(roles, await startApi({ database, env }));
    }
    await startWorker({ database });
    gateway = await startGateway();
    shop = await createShop(database, gateway);
  }, 400_000);

  const portOf = (roles: string) => new URL(processes.get(roles)?.url ?? '').port;

  async function startGateway(): Promise<{ url: string }> {
    const port = await findFreePort();
    const servers = PROCESSES.flatMap((roles) =>
      roles.split(',').flatMap((role) => ['--servers', `${role}=127.0.0.1:${portOf(roles)}`]),
    );
    const { code, stdout } = await runToEnd('console', {}, [
      'gateway-config',
      '--for',
      'nginx',
      '--listen',
      String(port),
      ...servers,
    ]);
    expect(code).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), 'comanda-gateway-'));
    onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, `pid ${join(folder, 'nginx.pid')};\n${stdout}`);
    const log = ['-e', join(folder, 'error.log')];
    expect(spawnSync(nginx ?? '', ['-t', ...log, '-c', file], { encoding: 'utf8' }).stderr).toContain('successful');
    const url = `http://127.0.0.1:${port}`;
    const running = await launch({
      name: 'nginx',
      command: nginx ?? '',
      args: [...log, '-g', 'daemon off;', '-c', file],
      env: {},
      isReady: () =>
        fetch(`${url}/api/v1/ping`).then(
          ({ status }) => status === 200,
          () => false,
        ),
    });
    onCleanup(() => running.kill());
    return { url };
  }

  async function sitDown() {
    const [tableId] = shop.tableIds;
    const [row] = await database.query<{ qr_secret: string }>('SELECT qr_secret FROM dining_tables WHERE id = $1', [
      tableId,
    ]);
    const { token } = expectStatus(
      201,
      await client(gateway).post<{ token: string }>('/table-sessions', {
        table_id: tableId,
        qr_secret: row?.qr_secret,
      }),
    );
    return client(gateway, token);
  }

  it('sells through the day: a guest orders at a table, the kitchen hears it, the bill is paid, the shift closes', async () => {
    const { id: shift } = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 100_000 }),
    );
    const product = await shop.product('Es Kopi Susu', 18_000, { stock: 10 });
    const tablet = await connectSocket(gateway, { token: shop.accounts.kitchen.token });
    const guest = await sitDown();
    const menu = await guest.get<{ categories: unknown[] }>('/menu');
    const order = expectStatus(
      201,
      await guest.post<{ id: string; total_amount: number }>('/orders', {
        items: [{ product_id: product.id, quantity: 2 }],
      }),
    );

    await eventually(() =>
      expect(tablet.messages.map(({ type, payload }) => [type, payload['order_id']])).toContainEqual([
        'NEW_ORDER',
        order.id,
      ]),
    );
    expect(menu.status).toBe(200);
    for (const status of ['COOKING', 'READY', 'DONE']) {
      expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/status`, { status }));
    }
    expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
    expectStatus(
      200,
      await shop.cashier.post('/shifts/close', { shift_id: shift, end_cash: 100_000 + order.total_amount }),
    );
    await eventually(async () =>
      expect((await shop.supervisor.get(`/shifts/${shift}/report`, { accept: 'application/json' })).status).toBe(200),
    );
    const today = expectStatus(200, await shop.supervisor.get<{ totals: unknown[] }>('/reports/sales?group_by=day'));
    expect(today.totals).toMatchObject([{ net_sales: order.total_amount }]);
  }, 120_000);

  it('knows the names that older clients use, with /api and without it', async () => {
    const paths = ['/api/menu', '/api/menu/items', '/api/guest/menu', '/api/products'].map(
      (path) => `${gateway.url}${path}?outlet_id=${shop.outletId}`,
    );
    const statuses = await Promise.all(paths.map(async (url) => (await fetch(url)).status));
    const login = await fetch(`${gateway.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'nobody', password: 'nothing at all' }),
    });

    expect([...statuses, login.status]).toEqual([200, 200, 200, 200, 401]);
  });

  it('has each process answer for its own roles alone', async () => {
    const orders = processes.get('orders')!;

    const refused = await client(orders, shop.accounts.cashier.token).get<{ code: string }>('/payments');
    const socket = await fetch(`${orders.url}/socket.io/?EIO=4&transport=polling`);

    expect([refused.status, refused.body.code, socket.status]).toEqual([404, 'NOT_SERVED_HERE', 403]);
    expect((await client(orders).get('/ping')).status).toBe(200);
  });

  it('sells on for cash while payments are away, and says by a problem document what is', async () => {
    const product = await shop.product('Teh', 10_000, { stock: 10 });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    await processes.get('payments')!.kill();

    const order = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/orders', {
        outlet_id: shop.outletId,
        items: [{ product_id: product.id, quantity: 1 }],
      }),
    );
    expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
    const away = await fetch(`${gateway.url}/api/v1/payments`, {
      headers: { authorization: `Bearer ${shop.accounts.supervisor.token}` },
    });

    expect([away.status, away.headers.get('content-type'), Boolean(away.headers.get('x-request-id'))]).toEqual([
      502,
      'application/problem+json',
      true,
    ]);
    expect(await away.json()).toMatchObject({ status: 502, code: 'SERVICE_AWAY' });
  }, 60_000);
});
