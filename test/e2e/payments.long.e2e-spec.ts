import { Agent, request } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import {
  type Api,
  client,
  type Client,
  createShop,
  createTestDatabase,
  describeWithRedis,
  eventually,
  expectStatus,
  onCleanup,
  type Shop,
  startApi,
  startRedis,
  startWorker,
  type TestDatabase,
} from '../support/index.js';

interface Pay {
  readonly payment_id: string;
  readonly status: string;
  readonly client_secret?: string;
}

/** A machine that does much else at once measures itself. */
const isBusy = (): boolean => (loadavg()[0] ?? 0) > availableParallelism();
const LONGEST_MS = 3_000;

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends by a few connections that are kept, so that it is the API that is measured. Resolves to the status. */
const deliver = (agent: Agent, url: string, { body, headers }: Signed): Promise<number> =>
  new Promise((resolve, reject) => {
    const sending = request(url, { agent, method: 'POST', headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    sending.once('error', reject).end(body);
  });

const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;
const METHODS = ['cash', 'midtrans', 'pix', 'credit_card'];
const BREAKER = { CIRCUIT_BREAKER_THRESHOLD: '5', CIRCUIT_BREAKER_TIMEOUT: '60s', CIRCUIT_BREAKER_COOLDOWN: '2s' };

async function shopTakingAll(database: TestDatabase, api: Api, currency = 'IDR'): Promise<Shop> {
  const shop = await createShop(database, api, { currency });
  const { version } = expectStatus(200, await shop.admin.get<{ version: number }>(`/outlets/${shop.outletId}`));
  expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { payment_methods: METHODS, version }));
  return shop;
}

const orderIn = async (shop: Shop, productId: string, by: Client = shop.waiter): Promise<string> => {
  const body = { outlet_id: shop.outletId, items: [{ product_id: productId, quantity: 1 }] };
  return expectStatus(201, await by.post<{ id: string }>('/orders', body)).id;
};

const paymentStatus = async (shop: Shop, orderId: string) =>
  expectStatus(200, await shop.admin.get<{ payment_status: string }>(`/orders/${orderId}/status`)).payment_status;

describe('payments over two API processes', () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let apis: Api[];
  let shop: Shop;
  let product: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    sandbox = await startSandbox();
    const options = { database, env: { ...sandbox.env(), ...BREAKER } };
    apis = await Promise.all([startApi(options), startApi(options)]);
    shop = await shopTakingAll(database, apis[0]!);
    product = (await shop.product('Es campur', 25_000)).id;
  }, 60_000);
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    sandbox.control.of.stripe.clearFaults();
    sandbox.control.of.midtrans.clearFaults();
  });

  it('apply the same webhook, a thousand times at once, once: every answer is 2xx', async () => {
    sandbox.control.sendWebhooksTo(apis[0]!.url);
    const orderId = await orderIn(shop, product);
    const { payment_id: id } = expectStatus(
      201,
      await shop.waiter.post<Pay>(`/orders/${orderId}/pay`, { method: 'credit_card' }),
    );
    sandbox.control.of.stripe.inject({ kind: 'webhook-lost' });
    sandbox.control.of.stripe.act('pay', id);
    await sandbox.control.idle();
    const lost = sandbox.control.of.stripe.webhooks().at(-1);
    if (!lost) throw new Error('Nothing was told');

    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const started = performance.now();
    const statuses = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => deliver(agent, `${apis[i % 2]!.url}/api/v1/webhooks/stripe`, lost)),
    );
    const ms = performance.now() - started;
    agent.destroy();

    process.stdout.write(`1,000 copies of a webhook over two processes: ${Math.round(ms)} ms\n`);
    expect(new Set(statuses)).toEqual(new Set([200]));
    if (!isBusy()) expect(ms).toBeLessThan(LONGEST_MS);
    await eventually(async () => expect(await paymentStatus(shop, orderId)).toBe('PAID'));
    const count = async (sql: string, value: string) =>
      (await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, [value]))[0]?.n;
    await eventually(async () =>
      expect(await count(`webhook_logs WHERE status = 'APPLIED' AND payment_id = $1`, id)).toBe(1),
    );
    expect(await count(`events WHERE type = 'PAYMENT_UPDATED' AND payload->>'order_id' = $1`, orderId)).toBe(1);
  }, 60_000);

  it('find a charge again whose API died before it heard of it: one charge, and the same payment', async () => {
    const orderId = await orderIn(shop, product);
    const doomed = await startApi({ database, env: { ...sandbox.env(), ...BREAKER } });
    sandbox.control.of.stripe.inject({ kind: 'delay', ms: 4_000, times: 1, operation: 'create' });
    const charges = () => sandbox.control.of.stripe.items().length;
    const before = charges();
    const asked = client(doomed, shop.accounts.waiter.token).post(`/orders/${orderId}/pay`, { method: 'credit_card' });
    asked.catch(() => undefined);
    await eventually(() => expect(charges()).toBe(before + 1), { timeoutMs: 10_000 });

    await doomed.kill();
    await asked.catch(() => undefined);
    await database.query(`UPDATE jobs SET run_at = now() WHERE kind = 'payments.ask-gateway' AND status = 'PENDING'`);

    const attached = await eventually(
      async () => {
        const rows = await database.query<{ id: string; reference: string | null; status: string }>(
          'SELECT id, reference, status FROM payments WHERE order_id = $1',
          [orderId],
        );
        expect(rows).toMatchObject([{ reference: expect.stringMatching(/^pi_/), status: 'PENDING' }]);
        return rows[0];
      },
      { timeoutMs: 20_000 },
    );
    const again = await shop.waiter.post<Pay>(`/orders/${orderId}/pay`, { method: 'credit_card' });
    expect(expectStatus(201, again)).toMatchObject({ payment_id: attached?.id, client_secret: expect.any(String) });
    expect(charges()).toBe(before + 1);
  }, 60_000);

  it('stop calling a gateway that fails five times, say so at once, probe once, and leave the other ones alone', async () => {
    const api = apis[1]!;
    const waiter = client(api, shop.accounts.waiter.token);
    const { midtrans } = sandbox.control.of;
    midtrans.inject({ kind: 'error', status: 500, operation: 'create' });
    const orderId = await orderIn(shop, product);
    const ask = () => waiter.post<Pay>(`/orders/${orderId}/pay`, { method: 'midtrans' });
    for (let i = 0; i < 5; i++) expect((await ask()).status).toBe(503);
    const calls = midtrans.count();

    const refused = await Promise.all(Array.from({ length: 10 }, ask));

    expect(new Set(refused.map((answer) => `${answer.status} ${codeOf(answer)}`))).toEqual(
      new Set(['503 PROVIDER_UNAVAILABLE']),
    );
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(midtrans.count()).toBe(calls);
    expect(await (await fetch(`${api.url}/metrics`)).text()).toContain('comanda_circuit_state{provider="midtrans"} 2');
    const byCard = await waiter.post<Pay>(`/orders/${await orderIn(shop, product)}/pay`, { method: 'credit_card' });
    expect(byCard.status).toBe(201);

    midtrans.clearFaults();
    await eventually(async () => expect((await ask()).status).toBe(201), { timeoutMs: 10_000 });
    expect(await (await fetch(`${api.url}/metrics`)).text()).toContain('comanda_circuit_state{provider="midtrans"} 0');
  }, 60_000);
});

describe('keys of the gateways', () => {
  it('and signatures never come into a log, an answer, a job or the trail, whatever fails', async () => {
    const [database, sandbox] = [await createTestDatabase(), await startSandbox()];
    onCleanup(() => sandbox.stop());
    const keys = sandbox.env();
    const api = await startApi({ database, env: { ...keys, LOG_LEVEL: 'debug', CIRCUIT_BREAKER_THRESHOLD: '1000' } });
    sandbox.control.sendWebhooksTo(api.url);
    const shops = {
      midtrans: await shopTakingAll(database, api),
      propay: await shopTakingAll(database, api, 'BRL'),
      stripe: await shopTakingAll(database, api, 'BRL'),
    };
    const answers: { status: number; body: unknown }[] = [];
    for (const [name, method] of [
      ['midtrans', 'midtrans'],
      ['propay', 'pix'],
      ['stripe', 'credit_card'],
    ] as const) {
      const [shop, gateway] = [shops[name], sandbox.control.provider(name)];
      const product = (await shop.product('Es doger', 10_000)).id;
      const pay = async (orderId: string) => {
        const answer = await shop.waiter.post<Pay>(`/orders/${orderId}/pay`, { method });
        answers.push({ ...answer, body: { ...answer.body, client_secret: undefined } });
        return answer.body.payment_id;
      };
      for (const kind of ['error', 'html', 'half-body', 'redirect', 'reset'] as const) {
        gateway.inject({ kind, times: 1 });
        await pay(await orderIn(shop, product));
      }
      const settings = gateway.settings();
      const wrong = { midtrans: 'serverKey', propay: 'inboundSecret', stripe: 'secretKey' }[name];
      gateway.configure({ [wrong]: 'somebody-elses-key' });
      await pay(await orderIn(shop, product));
      gateway.configure(settings);

      const paid = await orderIn(shop, product);
      const id = await pay(paid);
      gateway.act('pay', id);
      await sandbox.control.idle();
      await eventually(async () => expect(await paymentStatus(shop, paid)).toBe('PAID'));
      answers.push(await shop.supervisor.post(`/payments/${id}/refunds`, { reason: 'cold' }));
      const [webhook] = gateway.webhooks().slice(-1);
      const forged = await fetch(webhook?.url ?? '', {
        method: 'POST',
        body: `${webhook?.body} `,
        headers: webhook?.headers,
      });
      answers.push({ status: forged.status, body: await forged.text() });
    }
    const delivered = ['midtrans', 'propay', 'stripe'].flatMap((name) => sandbox.control.provider(name).webhooks());
    const signatures = delivered.flatMap(({ headers, body }) =>
      [
        headers['stripe-signature'],
        headers['x-propay-signature'],
        (JSON.parse(body) as { signature_key?: string }).signature_key,
      ].filter((signature) => signature !== undefined),
    );
    const rows = await database.query<{ text: string }>(
      `SELECT j::text AS text FROM jobs j UNION ALL SELECT a::text FROM audit_log a UNION ALL SELECT e::text FROM events e
       UNION ALL SELECT k::text FROM idempotency_keys k UNION ALL SELECT p::text FROM payments p`,
    );

    const told = [...answers.map((answer) => JSON.stringify(answer)), ...rows.map(({ text }) => text), ...api.logs];
    const secrets = Object.entries(keys).filter(([name]) => /KEY|SECRET|APP_ID/.test(name) && !/PUBLIC/.test(name));
    expect(secrets.length).toBeGreaterThanOrEqual(8);
    expect(signatures.length).toBeGreaterThanOrEqual(3);
    const all = told.join('\n');
    expect(secrets.filter(([, value]) => all.includes(value)).map(([name]) => name)).toEqual([]);
    expect(signatures.filter((signature) => all.includes(signature))).toEqual([]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500 && status !== 503)).toEqual([]);
  }, 90_000);

  it('by halves stop the process at its start: a line for each that is missing', async () => {
    const half = {
      MIDTRANS_SERVER_KEY: 'canary-1',
      GO_TO_PROPAY_SECRET: 'canary-2',
      STRIPE_WEBHOOK_SECRET: 'whsec_canary',
    };
    const started = startApi({ database: { url: 'postgres://nobody@127.0.0.1:1/none' }, env: half });

    const fault = String(await started.catch((error: unknown) => error));

    expect(fault).toContain('ended with 78');
    for (const name of ['MIDTRANS_CLIENT_KEY', 'PROPAY_URL', 'PROPAY_TO_GO_SECRET', 'STRIPE_SECRET_KEY']) {
      expect(fault).toContain(`comanda: ${name} is missing`);
    }
    expect(fault).not.toContain('canary');
  });
});

describeWithRedis('webhooks while Redis is killed before, during and after they come', () => {
  it('are stored, answered 200, and applied once by the worker, whether or not Redis comes back', async () => {
    const [database, redis, sandbox] = [await createTestDatabase(), await startRedis(), await startSandbox()];
    const options = { database, redis, env: sandbox.env() };
    const api = await startApi(options);
    await startWorker(options);
    sandbox.control.sendWebhooksTo(api.url);
    const { stripe } = sandbox.control.of;
    const shop = await shopTakingAll(database, api);
    const product = (await shop.product('Es teler', 10_000)).id;
    const orders = await Promise.all(Array.from({ length: 12 }, () => orderIn(shop, product)));
    const paid: Pay[] = [];
    for (const id of orders) {
      paid.push(expectStatus(201, await shop.waiter.post<Pay>(`/orders/${id}/pay`, { method: 'credit_card' })));
    }
    const act = (from: number) => paid.slice(from, from + 3).forEach(({ payment_id: id }) => stripe.act('pay', id));

    // Killed right after three have come, while three come, before three come; back again for the last.
    act(0);
    await sandbox.control.idle();
    const killed = redis.kill();
    act(3);
    await killed;
    await sandbox.control.idle();
    act(6);
    await sandbox.control.idle();
    await redis.restart();
    act(9);
    await sandbox.control.idle();
    await Promise.all(stripe.webhooks('payment_intent.succeeded').map(({ id }) => stripe.resend(id)));

    const told = stripe.webhooks('payment_intent.succeeded').flatMap(({ attempts }) => attempts);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([200]));
    for (const id of orders) {
      await eventually(async () => expect(await paymentStatus(shop, id)).toBe('PAID'), { timeoutMs: 20_000 });
    }
    const numberOf = async (sql: string) =>
      (await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n;
    expect(await numberOf(`events WHERE type = 'PAYMENT_UPDATED'`)).toBe(12);
    expect(await numberOf(`jobs WHERE status = 'DEAD'`)).toBe(0);
    await sandbox.stop();
  }, 90_000);
});
