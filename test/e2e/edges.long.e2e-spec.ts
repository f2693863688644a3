import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { newId } from '#libs/kernel';

import {
  type Api,
  client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  findFreePort,
  runToEnd,
  type Shop,
  startApi,
  TEST_JWT_SECRET,
  type TestDatabase,
} from '../support/index.js';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi({ database, env: { ALLOWED_ORIGINS: 'https://shop.example,https://till.example' } });
}, 60_000);

describe('a process that must not start', () => {
  const url = 'postgres://nobody:nothing@127.0.0.1:1/nowhere';
  const production = { NODE_ENV: 'production', DATABASE_URL: url, JWT_SECRET: TEST_JWT_SECRET, PORT: '0' };

  it.each([
    ['no JWT_SECRET', { JWT_SECRET: undefined }, 'JWT_SECRET'],
    ['a short JWT_SECRET', { JWT_SECRET: 'short' }, 'JWT_SECRET'],
    ['a guessable JWT_SECRET', { JWT_SECRET: 'change-me-change-me-change-me-change-me' }, 'JWT_SECRET'],
    ['staff that register themselves', { ALLOW_STAFF_SELF_REGISTRATION: 'true' }, 'ALLOW_STAFF_SELF_REGISTRATION'],
    ['sockets without a token', { WS_ALLOW_ANONYMOUS: 'true' }, 'WS_ALLOW_ANONYMOUS'],
    ['any origin', { ALLOWED_ORIGINS: '*' }, 'ALLOWED_ORIGINS'],
    ['no DATABASE_URL', { DATABASE_URL: undefined }, 'DATABASE_URL'],
    ['a malformed duration', { JWT_TTL: 'a day' }, 'JWT_TTL'],
    ['any proxy trusted', { TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
  ])('ends with 78 and one line for %s in production', async (_, env, name) => {
    const given = { ...production, ...env } as Record<string, string | undefined>;

    const { code, lines } = await runToEnd('api', given);

    expect([code, lines.length]).toEqual([78, 1]);
    expect(lines[0]).toContain(name);
    expect(lines[0]).not.toContain(given[name] && given[name] !== 'true' && given[name] !== '*' ? given[name] : '\0');
  });

  it('names all faults of the environment at once', async () => {
    const { code, lines } = await runToEnd('worker', { ...production, JWT_SECRET: '', DATABASE_URL: 'x', PORT: 'y' });

    expect([code, lines.length]).toEqual([78, 3]);
  });

  it.each(['api', 'worker'] as const)('ends with one line when the %s cannot reach its database', async (app) => {
    const { code, lines } = await runToEnd(app, production);

    expect([code, lines]).toEqual([1, [expect.stringContaining('database cannot be reached')]]);
    expect(lines[0]).not.toContain('nothing@');
  });

  it('ends with one line when the database has not been migrated', async () => {
    const empty = await createTestDatabase();
    await empty.query('DROP SCHEMA public CASCADE');
    await empty.query('CREATE SCHEMA public');

    const { code, lines } = await runToEnd('api', { ...production, DATABASE_URL: empty.url });

    expect([code, lines]).toEqual([1, [expect.stringContaining('migrate-up')]]);
  });

  it.each(['api', 'worker'] as const)(
    'ends with one line when a version before 0.2 made the database of the %s',
    async (app) => {
      const old = await createTestDatabase();
      await old.query("UPDATE migrations SET name = 'PlatformFoundations1763683200000' WHERE id = 1");

      const { code, lines } = await runToEnd(app, { ...production, DATABASE_URL: old.url });

      expect([code, lines]).toEqual([1, [expect.stringMatching(/before 0\.2.*docs\/operations\/README\.md/)]]);
    },
  );

  it('ends with one line when its port is taken', async () => {
    const { code, lines } = await runToEnd('api', {
      ...production,
      DATABASE_URL: database.url,
      PORT: new URL(api.url).port,
    });

    expect([code, lines]).toEqual([1, [expect.stringContaining('PORT')]]);
    expect(await findFreePort()).toBeGreaterThan(0);
  });
});

describe('the edges of HTTP', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await createShop(database, api);
  });

  it('lets the listed origins read answers, and no other', async () => {
    const ask = async (origin: string) => (await client(api).get('/ping', { origin })).headers;

    expect((await ask('https://till.example')).get('access-control-allow-origin')).toBe('https://till.example');
    expect((await ask('https://evil.example')).get('access-control-allow-origin')).toBeNull();
    expect((await ask('null')).get('access-control-allow-origin')).toBeNull();
  });

  it('finishes the request in hand when it is told to stop, takes no other, and ends with 0', async () => {
    const stopping = await startApi({ database });
    const { id: product_id } = await shop.product('Kopi', 20_000, { stock: 10 });
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM stock_levels WHERE product_id = $1 FOR UPDATE', [product_id]);
    const basket = { outlet_id: shop.outletId, items: [{ product_id, quantity: 1 }] };
    const order = client(stopping, shop.accounts.cashier.token).post<{ status: string }>('/orders', basket);
    await eventually(async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      expect(await database.query(waiting)).toHaveLength(1);
    });

    const stopped = stopping.stop();
    await eventually(() =>
      expect(fetch(`${stopping.url}/health`, { headers: { connection: 'close' } })).rejects.toThrow(),
    );
    await holder.query('COMMIT');
    await holder.end();

    expect(expectStatus(201, await order)).toMatchObject({ status: 'NEW' });
    await stopped;
    expect(await stopping.ended).toBe(0);
  });

  it('keeps a sane X-Request-ID, in the answer and the problem, and replaces any other', async () => {
    const sane = `till-7.${newId()}`;
    const kept = await shop.waiter.get<{ request_id: string }>(`/orders/${newId()}`, { 'x-request-id': sane });

    expect([kept.headers.get('x-request-id'), kept.body.request_id]).toEqual([sane, sane]);
    for (const odd of ['two words', 'x'.repeat(129), '{"a":1}', '<script>']) {
      const { headers } = await client(api).get('/ping', { 'x-request-id': odd });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('answers under /api as under /api/v1, errors and methods alike', async () => {
    const soto = await shop.product('Soto', 20_000);
    const body = { outlet_id: shop.outletId, items: [{ product_id: soto.id, quantity: 1 }] };

    const placed = expectStatus(201, await shop.waiter.post<{ id: string }>(`${api.url}/api/orders`, body));

    expect((await shop.waiter.get<{ id: string }>(`${api.url}/api/orders/${placed.id}?x=1`)).body.id).toBe(placed.id);
    expect((await client(api).get(`${api.url}/api/orders`)).status).toBe(401);
    expect((await client(api).get(`${api.url}/api/v2/ping`)).status).toBe(404);
    expect((await client(api).get(`${api.url}/apix/ping`)).status).toBe(404);
    const unknown = await client(api).get<{ code: string; request_id: string }>('/no/such/path');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('tells no secret in a log, a job, the audit or an answer', async () => {
    const canaries = {
      password: 'canary-Password-7f3a',
      token: 'canary.Token.7f3b',
      cookie: 'canaryCookie7f3c',
      signature: 'canarySignature7f3d',
      cpf: '529.982.247-25',
      card: '4242424242424242',
      key: 'canaryApiKey7f3e',
    };
    const headers = {
      authorization: `Bearer ${canaries.token}`,
      cookie: `session=${canaries.cookie}`,
      'x-signature': canaries.signature,
      'x-api-key': canaries.key,
      'content-type': 'application/json',
    };
    const anyone = client(api);
    const secrets = {
      password: canaries.password,
      refresh_token: canaries.token,
      cpf: canaries.cpf,
      card_number: canaries.card,
      signature: canaries.signature,
      api_key: canaries.key,
    };
    const answers = [
      await anyone.post('/auth/register', { username: 'canary', password: canaries.password, cpf: canaries.cpf }),
      await anyone.post('/auth/login', { username: 'canary', password: `${canaries.password}x` }),
      await anyone.post('/auth/login', { username: canaries.token, password: canaries.password }),
      await anyone.post('/auth/refresh', { refresh_token: canaries.token }),
      await anyone.post('/auth/login', secrets),
      await anyone.post('/orders', secrets, headers),
      await anyone.get(`/orders?access_token=${canaries.token}&card=${canaries.card}`, headers),
      await anyone.get(`/orders/${canaries.card}`, headers),
      await anyone.get(`/${canaries.token}/${canaries.password}`, headers),
      await anyone.post('/auth/login', `{"password":"${canaries.password}","card":"${canaries.card}"`, headers),
      await anyone.post('/webhooks/stripe', secrets, headers),
      await shop.cashier.post('/shifts/open', { ...secrets, outlet_id: shop.outletId }),
      await shop.admin.post('/products', { ...secrets, name: { card: canaries.card }, price: canaries.cpf }),
      await shop.admin.put('/users/me', { password: canaries.password, current_password: canaries.token }),
    ];
    await shop.cashier.get('/ping');
    const rows = await database.query<{ text: string }>(
      `SELECT j::text AS text FROM jobs j UNION ALL SELECT a::text FROM audit_log a UNION ALL SELECT e::text FROM events e
       UNION ALL SELECT k::text FROM idempotency_keys k`,
    );

    const told = [
      ...answers.map(({ body }) => JSON.stringify(body)),
      ...rows.map(({ text }) => text),
      ...api.logs,
    ].join('\n');
    const leaked = Object.entries({ ...canaries, cpf_digits: '52998224725' }).filter(([, value]) =>
      told.includes(value),
    );

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(leaked).toEqual([]);
  }, 60_000);

  it('refuses tokens that are not its own, in one shape', async () => {
    const [head = '', payload = '', signature = ''] = shop.accounts.admin.token.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const tokens = [
      `${unsigned}.${payload}.`,
      `${unsigned}.${payload}.${signature}`,
      `${head}.${payload}.${signature.slice(0, -2)}AA`,
      `${head}.${payload}`,
      'x'.repeat(8_000),
      'ts_nothing',
      '..',
    ];

    const answers = await Promise.all(tokens.map((token) => client(api, token).get<{ code: string }>('/orders')));

    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      tokens.map((token) => (token.startsWith('ts_') ? '401 SESSION_CLOSED' : '401 TOKEN_INVALID')),
    );
  });
});
