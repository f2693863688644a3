import { beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';

import { newId, type UserRole } from '#libs/kernel';

import {
  type Api,
  type Client,
  client,
  createShop,
  createTestDatabase,
  eventually,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface LoginBody {
  token: string;
  access_token: string;
  user: { id: string };
}
interface Problem {
  code: string;
}
interface Placed {
  id: string;
  version: number;
}

const PASSWORD = 'sambal-terasi-2026';
const PIN = '4826';
const CAFE = '198.51.100.20';
const LIMITED = { RATE_LIMIT_ENABLED: 'true', TRUST_PROXY: 'loopback' };

let database: TestDatabase;
let api: Api;
let shop: Shop;
let hashes: { password: string; pin: string };

/** A caller at an address, as the proxy in front tells it. */
function at(address: string, token?: string, on: { url: string } = api): Client {
  const caller = client(on, token);
  const there = { 'x-forwarded-for': address };
  return {
    get: (path, headers) => caller.get(path, { ...there, ...headers }),
    post: (path, body, headers) => caller.post(path, body, { ...there, ...headers }),
    put: (path, body, headers) => caller.put(path, body, { ...there, ...headers }),
    patch: (path, body, headers) => caller.patch(path, body, { ...there, ...headers }),
    delete: (path, body, headers) => caller.delete(path, body, { ...there, ...headers }),
    as: (other) => at(address, other, on),
  };
}

let named = 0;
async function someone(role: UserRole, outletIds = [shop.outletId]) {
  const id = newId();
  const username = `${role.toLowerCase()}-of-abuse-${++named}`;
  await database.query(
    `INSERT INTO users (id, username, email, password_hash, pin_hash, role, locale, created_at, updated_at)
     VALUES ($1, $2, $2 || '@warung.example', $3, $4, $5, 'pt-BR', now(), now())`,
    [id, username, hashes.password, hashes.pin, role],
  );
  if (role !== 'CUSTOMER')
    await database.query('INSERT INTO user_outlets (user_id, outlet_id) SELECT $1, unnest($2::uuid[])', [
      id,
      outletIds,
    ]);
  return { id, username };
}

const login = (address: string, username: string, password = PASSWORD, token?: string) =>
  at(address, token).post<LoginBody & Problem>('/auth/login', { username, password });

async function signedIn(role: UserRole, address = CAFE) {
  const user = await someone(role);
  const { status, body } = await login(address, user.username);
  expect(status).toBe(200);
  return { ...user, token: body.token };
}

async function anOrder(): Promise<Placed> {
  const product = await shop.product(`Kopi ${++named}`, 20_000);
  const { status, body } = await shop.waiter.post<Placed>('/orders', {
    outlet_id: shop.outletId,
    items: [{ product_id: product.id, quantity: 1 }],
  });
  expect([status, body]).toEqual([201, body]);
  return body;
}

const actionsOn = async (userId: string): Promise<string[]> =>
  (
    await database.query<{ action: string }>('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY id', [userId])
  ).map(({ action }) => action);

beforeAll(async () => {
  database = await createTestDatabase();
  const parameters = { memoryCost: 65_536, timeCost: 3, parallelism: 4 };
  hashes = { password: await hash(PASSWORD, parameters), pin: await hash(PIN, parameters) };
  api = await startApi({ database, env: LIMITED });
  shop = await createShop(database, api);
}, 120_000);

describe('the lunch hour of a café behind one address', () => {
  it('meets no limit: 100 phones scan, read the menu and validate while 8 tills log in', async () => {
    const { body: table } = await shop.admin.get<{ qr_url: string }>(`/tables/${shop.tableIds[0] ?? ''}`);
    const qr_secret = new URL(table.qr_url).hash.slice(1);
    const phone = async () => {
      const caller = at(CAFE);
      const menu = await caller.get(`/menu?outlet_id=${shop.outletId}`);
      const seated = await caller.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0], qr_secret });
      const valid = await caller.post<{ valid: boolean }>('/table-sessions/validate', { token: seated.body.token });
      const mine = await caller.as(seated.body.token).get(`/menu?outlet_id=${shop.outletId}`);
      return [menu.status, seated.status, valid.status, valid.body.valid, mine.status];
    };
    const shared = await someone('KASIR');
    const tills = await Promise.all(Array.from({ length: 4 }, () => someone('KASIR')));

    const [logins, phones] = await Promise.all([
      Promise.all([...tills, shared, shared, shared, shared].map(({ username }) => login(CAFE, username))),
      (async () => {
        const answers: unknown[] = [];
        for (let i = 0; i < 10; i++) answers.push(...(await Promise.all(Array.from({ length: 10 }, phone))));
        return answers;
      })(),
    ]);

    expect(phones).toEqual(Array(100).fill([200, 201, 200, true, 200]));
    expect(logins.map(({ status }) => status)).toEqual(Array(8).fill(200));
  }, 60_000);

  it('tells ten wrong codes of tables, and a right one is let in whatever others guess', async () => {
    const network = '198.51.100.21';
    const { body: table } = await shop.admin.get<{ qr_url: string }>(`/tables/${shop.tableIds[0] ?? ''}`);
    const qr_secret = new URL(table.qr_url).hash.slice(1);
    const scan = (secret: string | null) =>
      at(network).post<Problem>('/table-sessions', { table_id: shop.tableIds[0], qr_secret: secret });

    const wrong: number[] = [];
    for (let i = 0; i < 12; i++) wrong.push((await scan(`guess-number-${i}-at-the-code`)).status);

    expect(wrong).toEqual([...Array<number>(10).fill(404), 429, 429]);
    expect((await scan(qr_secret)).status).toBe(201);
  });

  it('goes on while one stranger guesses the password of the supervisor and another guesses a PIN', async () => {
    const supervisor = await someone('SUPERVISOR');
    const [till, thief, tired] = [await signedIn('KASIR'), await signedIn('WAITER'), await signedIn('WAITER')];
    const order = await anOrder();
    const pins: number[] = [];
    const discount = (token: string, pin: string, headers = {}) =>
      at(CAFE, token).post<Placed & Problem>(
        `/orders/${order.id}/discount`,
        { type: 'PERCENT', value: 10, reason: 'regular', approval: { user_id: supervisor.id, pin } },
        headers,
      );
    const passwords = Promise.all(
      Array.from({ length: 43 }, (_, i) => login('203.0.113.66', supervisor.username, `guess-number-${i}`)),
    );
    for (let i = 0; i < 40; i++) {
      const key = { 'idempotency-key': `guess-${newId()}` };
      pins.push((await discount(thief.token, String(1000 + i), key)).status);
    }
    for (let i = 0; i < 3; i++)
      await at(CAFE, tired.token).post('/auth/pin', { user_id: supervisor.id, pin: `000${i}` });

    expect(pins).toEqual([...Array<number>(5).fill(403), ...Array<number>(35).fill(429)]);
    expect((await passwords).filter(({ status }) => status === 401)).toHaveLength(5);
    expect((await login('203.0.113.66', supervisor.username)).status).toBe(429);
    expect((await login(CAFE, supervisor.username)).status).toBe(200);
    expect((await at(CAFE, tired.token).post('/auth/pin', { user_id: supervisor.id, pin: PIN })).status).toBe(200);
    const approved = await discount(till.token, PIN);
    expect([approved.status, approved.body.code]).toEqual([200, undefined]);

    const actions = await actionsOn(supervisor.id);
    expect(actions.filter((action) => action === 'approval.refused')).toHaveLength(5);
    expect(actions.filter((action) => action === 'login.failed')).toHaveLength(5);
    expect(actions.filter((action) => action === 'pin.refused')).toHaveLength(3);
    expect(actions).toEqual(
      expect.arrayContaining(['approval.locked', 'login.locked', 'pin.accepted', 'login.succeeded', 'approval.given']),
    );
    const failed = await database.query(
      `SELECT client_address, request_id IS NOT NULL AS traced, details FROM audit_log WHERE subject_id = $1 AND action = 'login.failed'`,
      [supervisor.id],
    );
    expect(failed[0]).toEqual({ client_address: '203.0.113.66', traced: true, details: { by: 'password' } });
    await eventually(() =>
      expect(
        api.logs.some(
          (line) =>
            line.includes('is being guessed') &&
            line.includes('"client_address":"203.0.113.66"') &&
            line.includes(supervisor.id),
        ),
      ).toBe(true),
    );
    const written = JSON.stringify(await database.query('SELECT * FROM audit_log')) + api.logs.join('\n');
    // `by` tells that it was a PIN; no key, no value and no text is one.
    expect(written).not.toMatch(/guess-number-|"pin\\?":|"(?:10[0-3]\d|000[0-2]|4826)\\?"/);
  }, 60_000);

  it('takes orders while 24 approvals wait for their PIN: none holds a connection meanwhile, with a key or not', async () => {
    const small = await startApi({ database, env: { ...LIMITED, DB_POOL_MAX: '4' } });
    const supervisor = await someone('SUPERVISOR');
    const tills = await Promise.all(Array.from({ length: 8 }, () => signedIn('KASIR')));
    const waiter = await signedIn('WAITER');
    const product = await shop.product(`Kopi ${++named}`, 20_000);
    // A client of the harness would repeat what is told DATABASE_BUSY.
    const ask = async (token: string, path: string, body: unknown, key?: string) => {
      const answer = await fetch(`${small.url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': CAFE,
          authorization: `Bearer ${token}`,
          ...(key && { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      });
      const isReplay = answer.headers.get('idempotent-replayed') === 'true';
      return { status: answer.status, isReplay, placed: (await answer.json()) as Placed };
    };
    const order = () =>
      ask(waiter.token, '/orders', { outlet_id: shop.outletId, items: [{ product_id: product.id, quantity: 1 }] });
    const orders: string[] = [];
    for (let i = 0; i < 24; i++) orders.push((await order()).placed.id);
    const keys = orders.map((_, i) => (i % 3 === 2 ? undefined : `lunch-${newId()}`));
    const discount = (i: number, pin = PIN) =>
      ask(
        tills[i % 8]?.token ?? '',
        `/orders/${orders[i]}/discount`,
        { type: 'PERCENT', value: 15, reason: 'lunch', approval: { user_id: supervisor.id, pin } },
        keys[i],
      );

    const began = performance.now();
    let waiting = 24;
    const approvals = Promise.all(orders.map((_, i) => discount(i).finally(() => waiting--)));
    const others: number[] = [];
    let slowest = 0;
    while (waiting > 0) {
      const asked = performance.now();
      others.push((await order()).status);
      slowest = Math.max(slowest, performance.now() - asked);
    }
    const took = performance.now() - began;
    const first = await approvals;

    expect(first.map(({ status }) => status)).toEqual(Array(24).fill(200));
    expect(others).toEqual(others.map(() => 201));
    // While the PINs of one lunch are looked at many an order is placed.
    expect(slowest).toBeLessThan(took / 2);
    const given = async () => (await actionsOn(supervisor.id)).filter((action) => action === 'approval.given').length;
    expect(await given()).toBe(24);
    const again = await Promise.all([0, 1, 3, 4].map((i) => discount(i)));
    expect(again).toEqual([0, 1, 3, 4].map((i) => ({ ...first[i], isReplay: true })));
    expect(await given()).toBe(24);
  }, 120_000);

  it('is not kept waiting by somebody who guesses a PIN a hundred times at once', async () => {
    const supervisor = await someone('SUPERVISOR');
    const [till, thief] = [await signedIn('KASIR'), await signedIn('WAITER')];
    const ask = (token: string, pin: string) =>
      at(CAFE, token).post<Problem>('/auth/pin', { user_id: supervisor.id, pin });

    const guesses = Promise.all(Array.from({ length: 100 }, (_, i) => ask(thief.token, String(1000 + i))));
    const right = await Promise.all(Array.from({ length: 8 }, () => ask(till.token, PIN)));
    const told = (await guesses).map(({ status }) => status).sort();

    // Whoever waits for a hash of Argon2 that nobody needs is told 503 when 60 of one caller wait.
    expect(told).toEqual([...Array<number>(5).fill(401), ...Array<number>(95).fill(429)]);
    expect(right.map(({ status }) => status)).toEqual(Array(8).fill(200));
  }, 60_000);

  it('keeps nothing of what was typed as a name that nobody has', async () => {
    const typed = 'my-secret-in-the-wrong-field';
    expect((await login('203.0.113.67', typed)).status).toBe(401);

    const rows = await database.query("SELECT * FROM audit_log WHERE subject_id = 'nobody'");
    expect(rows).toEqual([expect.objectContaining({ action: 'login.failed', client_address: '203.0.113.67' })]);
    expect(JSON.stringify(rows)).not.toContain(typed);
  });

  it('lets a login from elsewhere pass 260 of one address', async () => {
    const user = await someone('KASIR');
    const began = performance.now();
    let done = 0;
    const flood = Array.from({ length: 260 }, (_, i) =>
      login('203.0.113.68', `nobody-${i}`).then((answer) => {
        done++;
        return answer;
      }),
    );
    // All but the 62 of one caller that are hashed or wait for it are refused at once.
    await eventually(() => expect(done).toBeGreaterThanOrEqual(260 - 62), { timeoutMs: 30_000 });
    const before = done;

    expect((await login('203.0.113.69', user.username)).status).toBe(200);

    expect(done - before).toBeLessThan(30);
    const answers = await Promise.all(flood);
    const guesses = answers.filter(({ status }) => status === 401).length;
    // A laden machine hashes for longer than the 20 s of a window, and each window gives 5.
    const windows = 1 + Math.floor((performance.now() - began) / 20_000);
    expect(guesses).toBeGreaterThanOrEqual(5);
    expect(guesses).toBeLessThanOrEqual(5 * windows);
    for (const { status, headers } of answers.filter((answer) => answer.status !== 401)) {
      expect([429, 503]).toContain(status);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  }, 60_000);
});

describe('a bucket of requests', () => {
  let strict: Api;

  beforeAll(async () => {
    strict = await startApi({ database, env: { ...LIMITED, RATE_LIMIT_GLOBAL: '6' } });
  }, 120_000);

  it('is one for every spelling of the header, every token of the session, and every spelling of the path', async () => {
    const { token } = await signedIn('KASIR');
    const spellings = [
      `Bearer ${token}`,
      `bearer ${token}`,
      `BEARER  ${token}`,
      `Bearer    ${token}`,
      ` Bearer ${token} `,
    ];
    const paths = [
      '/api/v1/users/me',
      '/api/users/me',
      '/api/v1/users/me/',
      '/API/V1/Users/me',
      '/api/v1/users/me?x=1',
    ];
    const statuses: number[] = [];
    for (const [i, authorization] of [...spellings, ...spellings].entries()) {
      const address = `198.51.100.${100 + i}`;
      const url = `${strict.url}${paths[i % paths.length] ?? ''}`;
      statuses.push((await at(address, undefined, strict).get(url, { authorization })).status);
    }

    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(6);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it.each([
    ['a /64', (i: number) => `2001:db8:77:1:${i.toString(16)}::${i + 1}`, '2001:db8:77:2::1'],
    ['an IPv4 address in IPv6', (i: number) => (i % 2 ? '203.0.113.5' : '::ffff:203.0.113.5'), '203.0.113.6'],
    ['an address with ports', (i: number) => `203.0.113.7:${4000 + i}`, '203.0.113.8'],
  ])('is one for %s', async (_, address, elsewhere) => {
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      const bad = { authorization: i % 2 ? `Bearer made-up-${i}` : `Bearer  ts_${i}` };
      statuses.push((await at(address(i), undefined, strict).get('/products', i < 4 ? {} : bad)).status);
    }

    expect(statuses.slice(6)).toEqual([429, 429]);
    expect((await at(elsewhere, undefined, strict).get('/products')).status).not.toBe(429);
  });
});

describe('what changes the way into an account', () => {
  const aged = (userId: string) =>
    database.query("UPDATE login_sessions SET created_at = now() - interval '6 minutes' WHERE user_id = $1", [userId]);

  it('needs the password, or a login with it that is younger than five minutes; a wrong one counts', async () => {
    const user = await signedIn('KASIR');
    const me = at(CAFE, user.token);
    expect((await me.put('/users/me', { pin: '1357' })).status).toBe(200);
    await aged(user.id);

    for (const body of [{ pin: '2468' }, { pin: null }, { email: 'thief@evil.example' }, { email: null }]) {
      const refused = await me.put<Problem>('/users/me', body);
      expect([body, refused.status, refused.body.code]).toEqual([body, 403, 'REAUTHENTICATION_REQUIRED']);
    }
    expect((await me.delete<Problem>('/users/me')).body.code).toBe('REAUTHENTICATION_REQUIRED');
    expect((await me.put('/users/me', { name: 'Siti', email: `${user.username}@WARUNG.example` })).status).toBe(200);
    expect((await me.put('/users/me', { pin: '2468', current_password: PASSWORD })).status).toBe(200);
    const wrong: unknown[] = [];
    for (let i = 0; i < 6; i++)
      wrong.push((await me.put<Problem>('/users/me', { pin: '9999', current_password: 'wrong-one' })).body.code);
    expect(wrong).toEqual([...Array<string>(5).fill('CURRENT_PASSWORD_WRONG'), 'RATE_LIMITED']);
    expect(await actionsOn(user.id)).toEqual(expect.arrayContaining(['password.refused', 'password.locked']));
  });

  it('is not opened by a PIN, however fresh', async () => {
    const [till, colleague] = [await signedIn('WAITER'), await someone('KASIR')];
    const switched = await at(CAFE, till.token).post<LoginBody>('/auth/pin', { user_id: colleague.id, pin: PIN });

    const refused = await at(CAFE, switched.body.token).put<Problem>('/users/me', { email: 'thief@evil.example' });

    expect([switched.status, refused.status, refused.body.code]).toEqual([200, 403, 'REAUTHENTICATION_REQUIRED']);
  });

  it('is told to the address that the account had', async () => {
    const user = await signedIn('CUSTOMER');
    expect((await at(CAFE, user.token).put('/users/me', { email: `new-${user.username}@loja.example` })).status).toBe(
      200,
    );

    const owed = await database.query<{ payload: { change_id: string } }>(
      "SELECT payload FROM jobs WHERE kind = 'identity.tell-email-changed'",
    );
    expect(owed).toHaveLength(1);
    expect(JSON.stringify(owed)).not.toContain('warung');
    expect(await database.query('SELECT old_email FROM email_changes WHERE user_id = $1', [user.id])).toEqual([
      { old_email: `${user.username}@warung.example` },
    ]);
    expect((await at(CAFE, user.token).delete('/users/me')).status).toBe(204);
    expect(await database.query('SELECT FROM email_changes WHERE user_id = $1', [user.id])).toEqual([]);
    expect(
      await database.query(
        'SELECT FROM audit_log WHERE (actor_id = $1 OR subject_id = $2) AND client_address IS NOT NULL',
        [user.id, user.id],
      ),
    ).toHaveLength(1);
  });

  it('waits until an open drawer is closed', async () => {
    const user = await signedIn('KASIR');
    const me = at(CAFE, user.token);
    const opened = await me.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 100_000 });
    expect(opened.status).toBe(201);

    for (const refused of [
      await me.delete<Problem>('/users/me', { current_password: PASSWORD }),
      await shop.admin.delete<Problem>(`/users/${user.id}`),
      await shop.admin.patch<Problem>(`/users/${user.id}`, { role: 'KITCHEN' }),
      await shop.admin.patch<Problem>(`/users/${user.id}`, { outlet_ids: [] }),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'SHIFT_OPEN']);
    }
    expect((await shop.admin.patch(`/users/${user.id}`, { role: 'SUPERVISOR' })).status).toBe(200);
    expect((await me.post('/shifts/close', { shift_id: opened.body.id, end_cash: 100_000 })).status).toBe(200);
    expect((await me.delete('/users/me', { current_password: PASSWORD })).status).toBe(204);
  });

  it('gives no drawer to a role that takes no cash', async () => {
    for (const role of ['KITCHEN', 'CUSTOMER'] as const) {
      const { id } = await someone(role);
      const refused = await shop.supervisor.post<Problem>('/shifts/open', {
        outlet_id: shop.outletId,
        start_cash: 0,
        user_id: id,
      });
      expect([role, refused.status, refused.body.code]).toEqual([role, 422, 'ROLE_HAS_NO_DRAWER']);
    }
    const stranger = await someone('KASIR', [newId()]);
    const foreign = { outlet_id: shop.outletId, start_cash: 0, user_id: stranger.id };
    expect((await shop.supervisor.post('/shifts/open', foreign)).status).toBe(404);
  });
});

describe('a password that everybody tries', () => {
  it('is refused wherever one is chosen', async () => {
    const user = await signedIn('CUSTOMER');
    for (const [i, password] of ['password', '12345678', 'Qwertyuiop', 'ILOVEYOU'].entries()) {
      for (const refused of [
        await at(`203.0.113.${80 + i}`).post<Problem>('/auth/register', { username: `easy-${i}`, password }),
        await shop.admin.post<Problem>('/users', { username: `easy-${i}`, password, role: 'KASIR' }),
        await shop.admin.patch<Problem>(`/users/${user.id}`, { password }),
        await at(CAFE, user.token).put<Problem>('/users/me', { password, current_password: PASSWORD }),
      ]) {
        expect([password, refused.status, refused.body.code]).toEqual([password, 422, 'PASSWORD_COMMON']);
      }
    }
    const own = await at('203.0.113.90').post<Problem>('/auth/register', {
      username: 'Kopi-Senja',
      password: 'kopi-senja',
    });
    expect(own.body.code).toBe('PASSWORD_COMMON');
    expect((await shop.admin.post('/users', { username: 'demo-like', password: 'comanda-demo' })).status).toBe(201);
  });
});

describe('what needs a token', () => {
  it('is kept by nobody on its way, nor is a problem; the public catalogue may be', async () => {
    const secret = [
      '/users',
      '/customers',
      '/orders',
      '/payments',
      '/audit-log',
      '/users/me',
      '/tables',
      '/shifts',
      '/events',
    ];
    for (const path of secret) {
      const { headers } = await shop.admin.get(path);
      expect([path, headers.get('cache-control')]).toEqual([path, expect.stringContaining('no-store')]);
      const refused = await at('203.0.113.95').get(path);
      expect([path, refused.headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
    expect((await at('203.0.113.95').get('/cart')).headers.get('cache-control')).toContain('no-store');
    const menu = await at('203.0.113.95').get(`/products?outlet_id=${shop.outletId}`);
    expect([menu.headers.get('cache-control'), menu.headers.get('vary')]).toEqual([
      'public, no-cache',
      expect.stringContaining('Authorization'),
    ]);
    expect((await at('203.0.113.95').get('/products?limit=x')).headers.get('cache-control')).toBe('no-store');
  });
});
