import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Sandbox, startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import { onCleanup } from '../support/cleanup.js';
import {
  type Api,
  type Client,
  client,
  connectSocket,
  connectWebSocket,
  createAccount,
  createShop,
  createTestDatabase,
  describeWithRedis,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  startRedis,
  startWorker,
  type TestDatabase,
  type TestRedis,
} from '../support/index.js';
import { describeBehindGateways, type Places } from './support/gateways.js';

/** As in Compose's profile `services`; what S3 had no service for goes along with another. Two for sockets, so that it matters who is asked. */
const PROCESSES = ['users,admin', 'menu', 'orders', 'payments', 'guests,shop', 'realtime', 'realtime'] as const;
type Roles = (typeof PROCESSES)[number];

const PATIENT = { timeoutMs: 30_000 };

describeWithRedis('a café whose services are processes of their own', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let sandbox: Sandbox;
  let processes: { readonly roles: Roles; api: Api }[];

  const start = (roles: Roles, port?: number): Promise<Api> =>
    startApi({
      database,
      redis,
      ...(port !== undefined && { port }),
      env: { ...sandbox.env(), SERVICE_ROLES: roles, DB_POOL_MAX: '4', TRUST_PROXY: 'loopback' },
    });
  const ofRole = (roles: Roles) => processes.find((one) => one.roles === roles)!;
  const portOf = (api: Api): number => Number(new URL(api.url).port);
  const places = (): Places => {
    const ports: Record<string, number[]> = {};
    for (const { roles, api } of processes) {
      for (const role of roles.split(',')) (ports[role] ??= []).push(portOf(api));
    }
    return ports;
  };

  beforeAll(async () => {
    [database, redis, sandbox] = await Promise.all([createTestDatabase(), startRedis(), startSandbox()]);
    onCleanup(() => sandbox.stop());
    processes = [];
    for (const roles of PROCESSES) processes.push({ roles, api: await start(roles) });
    await startWorker({ database, redis, env: sandbox.env() });
  }, 400_000);

  it('has each process answer for its own roles alone, and say which they are', async () => {
    const { api } = ofRole('orders');
    const stranger = client(api);

    const refused = await stranger.get<{ code: string }>('/payments');
    const socket = await fetch(`${api.url}/socket.io/?EIO=4&transport=polling`);
    const plain = connectWebSocket(api, { token: (await createAccount(database, 'ADMIN')).token });
    await expect(plain).rejects.toThrow('404');
    const ready = (await (await fetch(`${api.url}/ready`)).json()) as object;
    const metrics = await (await fetch(`${api.url}/metrics`)).text();

    expect([refused.status, refused.body.code, socket.status]).toEqual([404, 'NOT_SERVED_HERE', 403]);
    expect((await stranger.get('/ping')).status).toBe(200);
    expect(ready).toMatchObject({ status: 'ready', roles: ['orders'] });
    expect(metrics.match(/^comanda_service_info.*$/gm)).toEqual(['comanda_service_info{role="orders"} 1']);
  });

  describeBehindGateways((startGateway) => {
    let gateway: { url: string };
    let shop: Shop;
    let coffee: string;

    beforeAll(async () => {
      gateway = await startGateway(places());
      shop = await createShop(database, gateway, { currency: 'BRL', tax_rate: 8.65, cash_rounding: 1 });
      coffee = (await shop.product('Café coado', 1_850, { stock: 50 })).id;
      expectStatus(200, await shop.admin.patch(`/products/${coffee}`, { ncm: '09012100', cfop: '5102' }));
    }, 60_000);

    async function sitDown() {
      const [tableId] = shop.tableIds;
      const [row] = await database.query<{ qr_secret: string }>('SELECT qr_secret FROM dining_tables WHERE id = $1', [
        tableId,
      ]);
      const body = { table_id: tableId, qr_secret: row?.qr_secret };
      const { token } = expectStatus(201, await client(gateway).post<{ token: string }>('/table-sessions', body));
      return client(gateway, token);
    }

    it('sells through the day: a guest orders at a table, the kitchen hears it, the bill is paid, the shift closes', async () => {
      const { id: shift } = expectStatus(
        201,
        await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }),
      );
      const tablet = await connectSocket(gateway, { token: shop.accounts.kitchen.token });
      const till = await connectWebSocket(gateway, { token: shop.accounts.cashier.token });
      const guest = await sitDown();
      expectStatus(200, await guest.get('/menu'));
      const order = expectStatus(
        201,
        await guest.post<{ id: string; total_amount: number }>('/orders', {
          items: [{ product_id: coffee, quantity: 2 }],
        }),
      );

      for (const { messages, close } of [tablet, till]) {
        await eventually(() =>
          expect(messages.map(({ type, payload }) => [type, payload['order_id']])).toContainEqual([
            'NEW_ORDER',
            order.id,
          ]),
        );
        close();
      }
      for (const status of ['COOKING', 'READY', 'DONE']) {
        expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/status`, { status }));
      }
      expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
      const count = { shift_id: shift, end_cash: 10_000 + order.total_amount };
      expectStatus(200, await shop.cashier.post('/shifts/close', count));
      await eventually(async () => {
        const report = await shop.supervisor.get(`/shifts/${shift}/report`, { accept: 'application/json' });
        expect(report.status).toBe(200);
      }, PATIENT);
      await eventually(async () => {
        const sales = await shop.supervisor.get<{ totals: unknown[] }>('/reports/sales?group_by=day');
        expect(expectStatus(200, sales).totals).toMatchObject([{ orders_count: 1, net_sales: 3_700 }]);
      }, PATIENT);
    }, 120_000);

    it('issues the invoice and sends the mails of bills that are paid at a process which has neither among its roles', async () => {
      const { token } = await createAccount(database, 'CUSTOMER');
      const [email, me] = [`ana-${shop.outletId.slice(-12)}@mail.example`, client(gateway, token)];
      expectStatus(200, await me.put('/users/me', { name: 'Ana', email, cpf: '52998224725', locale: 'pt-BR' }));
      expectStatus(201, await shop.supervisor.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
      const sell = async (by: Client, type: string): Promise<string> => {
        const body = { outlet_id: shop.outletId, items: [{ product_id: coffee, quantity: 1 }], type };
        const { id } = expectStatus(201, await by.post<{ id: string }>('/orders', body));
        expectStatus(201, await shop.supervisor.post(`/orders/${id}/pay`, { method: 'cash' }));
        return id;
      };

      const taken = await sell(shop.waiter, 'TAKEAWAY');
      await sell(me, 'ONLINE');

      await eventually(async () => {
        const invoice = await shop.supervisor.get<{ status: string }>(`/orders/${taken}/fiscal`);
        expect(invoice.body).toMatchObject({ status: 'AUTHORIZED' });
      }, PATIENT);
      await eventually(() => {
        const mails = sandbox.control.of.resend.items() as unknown as { to: string[]; subject: string }[];
        expect(mails.filter(({ to }) => to.includes(email))).toHaveLength(2);
      }, PATIENT);
    }, 60_000);

    it('keeps a client that polls with the process that it began with', async () => {
      const talk = async (): Promise<string> => {
        const url = `${gateway.url}/socket.io/?EIO=4&transport=polling`;
        const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string };
        const said = await fetch(`${url}&sid=${sid}`, { method: 'POST', body: '40' });
        return said.text();
      };

      const answers = await Promise.all(Array.from({ length: 12 }, talk));

      expect(new Set(answers)).toEqual(new Set(['ok']));
    });

    it('knows the names that older clients use, with /api and without it', async () => {
      const paths = ['/api/menu', '/api/menu/items', '/api/guest/menu', '/api/products', '/api/v1/Products'].map(
        (path) => `${gateway.url}${path}?outlet_id=${shop.outletId}`,
      );
      const statuses = await Promise.all(paths.map(async (url) => (await fetch(url)).status));
      const login = await fetch(`${gateway.url}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'nobody', password: 'nothing at all' }),
      });

      expect([...statuses, login.status]).toEqual([200, 200, 200, 200, 200, 401]);
    });

    it('passes on the id of a request and the address of its client, and believes no address that the client names', async () => {
      const ask = (headers: Record<string, string>) =>
        fetch(`${gateway.url}/api/v1/menu?outlet_id=${shop.outletId}`, { headers });
      const id = `till-7.${shop.outletId}`;

      const named = await ask({ 'x-request-id': id, 'x-forwarded-for': '203.0.113.9' });
      const nameless = await ask({ 'x-request-id': 'two words' });

      expect(named.headers.get('x-request-id')).toBe(id);
      expect(nameless.headers.get('x-request-id')).toMatch(/^[\da-f-]{32,36}$/);
      const line = await eventually(() => {
        const found = ofRole('menu').api.logs.find((one) => one.includes(id));
        expect(found).toBeDefined();
        return found ?? '';
      });
      expect(JSON.parse(line)).toMatchObject({ client_address: '127.0.0.1', request_id: id });
    });

    it('refuses a body that no route takes, as the API does; and shows no figures', async () => {
      const send = (size: number) =>
        fetch(`${gateway.url}/api/v1/products`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.accounts.supervisor.token}` },
          body: JSON.stringify({ name: 'x'.repeat(size) }),
        });

      const answers = await Promise.all([send(900_000), send(1_200_000)]);

      expect(answers.map(({ status, headers }) => [status, headers.get('content-type')?.split(';')[0]])).toEqual([
        [413, 'application/problem+json'],
        [413, 'application/problem+json'],
      ]);
      expect(await answers[1].json()).toMatchObject({ code: 'BODY_TOO_LARGE', detail: 'The body is over 1 MB.' });
      expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
    });

    describe('while payments are away', () => {
      let port: number;

      beforeAll(async () => {
        const lost = ofRole('payments');
        port = portOf(lost.api);
        await lost.api.kill();
      });
      afterAll(async () => {
        ofRole('payments').api = await start('payments', port);
      }, 60_000);

      it('sells on for cash, and says by a problem document what is away', async () => {
        const product = await shop.product('Chá', 1_000, { stock: 10 });
        expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));

        const order = expectStatus(
          201,
          await shop.cashier.post<{ id: string }>('/orders', {
            outlet_id: shop.outletId,
            items: [{ product_id: product.id, quantity: 1 }],
          }),
        );
        expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
        const away = await fetch(`${gateway.url}/api/v1/payments`, {
          headers: { authorization: `Bearer ${shop.accounts.supervisor.token}`, 'x-request-id': 'lost-1' },
        });

        expect(['content-type', 'x-request-id', 'retry-after'].map((name) => away.headers.get(name))).toEqual([
          'application/problem+json',
          'lost-1',
          '1',
        ]);
        expect([away.status, await away.json()]).toEqual([
          502,
          {
            type: 'urn:comanda:problem:service_away',
            title: 'A service is away for a moment',
            status: 502,
            detail:
              'The payments service is away for a moment. Try again with the same Idempotency-Key or id: what was done is not done twice.',
            code: 'SERVICE_AWAY',
            request_id: 'lost-1',
            error:
              'The payments service is away for a moment. Try again with the same Idempotency-Key or id: what was done is not done twice.',
          },
        ]);
      }, 60_000);
    });
  });
});
