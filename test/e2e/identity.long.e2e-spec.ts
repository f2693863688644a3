import { execFile } from 'node:child_process';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';

import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hash, verify } from '@node-rs/argon2';
import { SMTPServer } from 'smtp-server';
import jwt from 'jsonwebtoken';

import { newId, type UserRole } from '#libs/kernel';

import { onCleanup } from '../support/cleanup.js';
import {
  type Api,
  client,
  createTestDatabase,
  eventually,
  startApi,
  TEST_JWT_SECRET,
  type TestDatabase,
} from '../support/index.js';

interface LoginBody {
  access_token: string;
  token: string;
  token_type: string;
  expires_in: number;
  refresh_token: string;
  user: { id: string; username: string | null; role: UserRole; outlet_ids: string[] };
}
interface ProblemBody {
  code: string;
  errors?: { pointer: string; code: string }[];
}
interface UserBody {
  id: string;
  version: number;
  role: UserRole;
  outlet_ids: string[];
}

const PASSWORD = 'sambal-terasi-2026';
const MAILS: string[] = [];
let database: TestDatabase;
let api: Api;
let cafe: string;
let shop: string;
let root: string;

/** Whatever was answered to anybody in this file: no digest may be in it. */
const answered: string[] = [];
const anyone = () => spying(client(api));
const as = (token: string) => spying(client(api, token));

function spying(caller: ReturnType<typeof client>): ReturnType<typeof client> {
  const spy =
    (method: 'get' | 'post' | 'put' | 'patch' | 'delete') =>
    async (...args: unknown[]) => {
      const answer = await (caller[method] as (...all: unknown[]) => ReturnType<typeof caller.get>)(...args);
      answered.push(JSON.stringify([answer.body, [...answer.headers]]));
      return answer;
    };
  return {
    get: spy('get'),
    post: spy('post'),
    put: spy('put'),
    patch: spy('patch'),
    delete: spy('delete'),
    as,
  } as ReturnType<typeof client>;
}

const login = async (username: string, password = PASSWORD) => {
  const { status, body } = await anyone().post<LoginBody>('/auth/login', { username, password });
  expect(status).toBe(200);
  return body;
};

let named = 0;
/** Somebody new, made by the ADMIN. */
async function someone(role: UserRole, more: Record<string, unknown> = {}) {
  const username = `${role.toLowerCase()}-${++named}`;
  const { status, body } = await as(root).post<UserBody>('/users', { username, password: PASSWORD, role, ...more });
  expect(status).toBe(201);
  return { ...body, username };
}

async function signedIn(role: UserRole, more: Record<string, unknown> = {}) {
  const user = await someone(role, more);
  return { ...user, ...(await login(user.username)) };
}

async function smtpServer(): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        MAILS.push(Buffer.concat(parts).toString('utf8'));
        done();
      });
    },
  });
  onCleanup(() => new Promise((resolve) => server.close(() => resolve())));
  return new Promise((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as { port: number };
      resolve(`smtp://127.0.0.1:${port}`);
    });
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await database.query(
    `INSERT INTO users (id, username, password_hash, role, locale, created_at, updated_at)
     VALUES ($1, 'root', $2, 'ADMIN', 'en', now(), now())`,
    [newId(), await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })],
  );
  api = await startApi({
    database,
    env: {
      SMTP_URL: await smtpServer(),
      MAILER_FROM_EMAIL: 'Comanda <no-reply@warung.example>',
      FRONTEND_URL: 'https://warung.example/app',
    },
  });
  root = (await login('root')).access_token;
  const outlet = async (name: string) => {
    const { status, body } = await as(root).post<{ id: string }>('/outlets', {
      name,
      country: 'ID',
      currency: 'IDR',
      locale: 'id',
      time_zone: 'Asia/Jakarta',
      order_number_prefix: name.slice(0, 3).toUpperCase(),
    });
    expect([status, body]).toEqual([201, body]);
    return body.id;
  };
  cafe = await outlet('Kopi Satu');
  shop = await outlet('Toko Dua');
}, 120_000);

afterEach(() => {
  for (const text of answered.splice(0)) expect(text).not.toMatch(/\$argon2|"(password|pin)_hash":/i);
});

describe('registering', () => {
  it('makes a customer of whoever sends a name and a password', async () => {
    const { status, body } = await anyone().post('/auth/register', { username: 'Agata', password: PASSWORD });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: 'Agata',
      email: null,
      name: null,
      role: 'CUSTOMER',
      outlet_ids: [],
    });
  });

  it('answers the same under the older prefix', async () => {
    const { status } = await anyone().post(`${api.url}/api/auth/register`, {
      email: 'o@l.example',
      password: PASSWORD,
    });

    expect(status).toBe(201);
  });

  it('refuses a staff role without an ADMIN, and gives it with one, in any spelling', async () => {
    const staff = { username: 'baru', password: PASSWORD, role: 'Kasir' };
    const customer = await signedIn('CUSTOMER');

    expect((await anyone().post('/auth/register', staff)).status).toBe(403);
    expect((await as(customer.token).post('/auth/register', staff)).status).toBe(403);
    const made = await as(root).post<UserBody>('/auth/register', { ...staff, outlet_ids: [shop.toUpperCase()] });

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ role: 'KASIR', outlet_ids: [shop] });
    expect((await as(root).post('/auth/register', { ...staff, username: 'u2', role: 'user' })).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    expect((await as(root).post('/auth/register', { ...staff, username: 'user2', role: 'user' })).body).toMatchObject({
      role: 'CUSTOMER',
    });
  });

  it('refuses a taken name or address in any case', async () => {
    await anyone().post('/auth/register', { username: 'Beto', email: 'Beto@loja.example', password: PASSWORD });

    const name = await anyone().post<ProblemBody>('/auth/register', { username: 'BETO', password: PASSWORD });
    const email = await anyone().post<ProblemBody>('/auth/register', {
      email: 'bETO@LOJA.example',
      password: PASSWORD,
    });

    expect([name.status, name.body.code]).toEqual([409, 'USERNAME_TAKEN']);
    expect([email.status, email.body.code]).toEqual([409, 'EMAIL_TAKEN']);
  });

  it('tells every fault at once and changes nothing', async () => {
    const { status, body } = await anyone().post<ProblemBody>('/auth/register', {
      username: 'no spaces!',
      email: 'no address',
      password: 'short',
      role: 'CHEF',
      is_admin: true,
    });

    expect(status).toBe(400);
    expect(new Set(body.errors?.map(({ pointer }) => pointer))).toEqual(
      new Set(['/username', '/email', '/password', '/role', '/is_admin']),
    );
  });

  it.each([
    [{}, 400],
    [{ password: PASSWORD }, 400],
    [{ username: 'x'.repeat(65), password: PASSWORD }, 400],
    [{ username: 'joker', password: 'x'.repeat(257) }, 400],
    [{ username: 'joker', password: 12345678 }, 400],
    [{ username: 'joker', password: PASSWORD, name: `a${'\uFE0F'.repeat(20_000)}` }, 400],
    [{ username: 'joker', password: PASSWORD, name: `a${'\uFE0F'.repeat(500_000 / 3)}` }, 413],
    [{ username: 'joker', password: PASSWORD, outlet_ids: 'all' }, 400],
    [{ username: 'joker', password: PASSWORD, outlet_ids: [newId()] }, 403],
    [{ username: 'joker', password: PASSWORD, cpf: '111.111.111-11' }, 422],
    [{ username: { $ne: null }, password: PASSWORD }, 400],
    [{ username: 'joker\0', password: PASSWORD }, 400],
  ])('refuses a malformed account, never with a 5xx (%#)', async (body, status) => {
    expect((await anyone().post('/auth/register', body)).status).toBe(status);
  });

  it('stores Argon2id with 64 MiB, three passes and four lanes, without a limit of 72 bytes', async () => {
    const long = `${'x'.repeat(90)}first`;
    const customer = await someone('CUSTOMER', { password: long });

    const [{ password_hash: stored } = { password_hash: '' }] = await database.query<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE id = $1',
      [customer.id],
    );

    expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
    expect(await verify(stored, long)).toBe(true);
    const other = { username: customer.username, password: `${'x'.repeat(90)}other` };
    expect((await anyone().post('/auth/login', other)).status).toBe(401);
  });
});

describe('logging in', () => {
  it('answers tokens and the user', async () => {
    const user = await someone('KASIR', { outlet_ids: [cafe], name: 'Siti', email: 'siti@warung.example' });

    const { status, body, headers } = await anyone().post<LoginBody>('/auth/login', {
      email: 'SITI@warung.example',
      password: PASSWORD,
    });

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.any(String),
      token: body.access_token,
      token_type: 'Bearer',
      expires_in: 86_400,
      refresh_token: expect.any(String),
      user: {
        id: user.id,
        username: user.username,
        email: 'siti@warung.example',
        name: 'Siti',
        role: 'KASIR',
        outlet_ids: [cafe],
      },
    });
    expect(jwt.decode(body.access_token)).toMatchObject({ sub: user.id, aud: 'comanda', typ: 'access', role: 'KASIR' });
  });

  it('answers alike for a wrong password and for nobody', async () => {
    const user = await someone('KASIR');
    const fail = async (username: string) => {
      const { status, body } = await anyone().post<Record<string, unknown>>('/auth/login', {
        username,
        password: 'wrong-one',
      });
      return { status, ...body, request_id: undefined };
    };

    expect(await fail(user.username)).toEqual(await fail('nobody-at-all'));
    expect(await fail('nobody-at-all')).toMatchObject({ status: 401, code: 'LOGIN_FAILED' });
  });

  it('rehashes a digest that was made with weaker parameters', async () => {
    const [{ password_hash: stored } = { password_hash: '' }] = await database.query<{ password_hash: string }>(
      "SELECT password_hash FROM users WHERE username = 'root'",
    );

    expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
    await login('root');
  });
});

describe('tokens that are not good', () => {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const hs = (algorithm: string, header: object, payload: object, key = TEST_JWT_SECRET) => {
    const text = `${part(header)}.${part(payload)}`;
    return `${text}.${createHmac(algorithm, key).update(text).digest('base64url')}`;
  };

  it('are refused alike, whatever the attack', async () => {
    const { access_token: good, refresh_token: refresh } = await signedIn('KASIR');
    const claims = jwt.decode(good) as jwt.JwtPayload;
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const header = { alg: 'HS256', typ: 'JWT' };
    const resigned = (change: object) => hs('sha256', header, { ...claims, ...change });
    const attacks: Record<string, string> = {
      'no algorithm': `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
      'no algorithm, spelled nOnE': `${part({ alg: 'nOnE', typ: 'JWT' })}.${part(claims)}.`,
      HS512: hs('sha512', { alg: 'HS512', typ: 'JWT' }, claims),
      RS256: jwt.sign(claims, privateKey, { algorithm: 'RS256' }),
      'an RSA key as secret': hs('sha256', header, claims, pem),
      'another secret': hs('sha256', header, claims, 'x'.repeat(64)),
      'an empty secret': hs('sha256', header, claims, ''),
      'a key of its own (jwk)': hs('sha256', { ...header, jwk: { kty: 'oct', k: part('x') } }, claims, 'x'),
      'a key elsewhere (jku)': hs('sha256', { ...header, jku: 'https://evil.example' }, claims, 'x'),
      'a path as kid': hs('sha256', { ...header, kid: '../../dev/null' }, claims, ''),
      'no exp': resigned({ exp: undefined }),
      'an exp that is text': resigned({ exp: '2999-01-01' }),
      expired: resigned({ exp: now - 1 }),
      'not yet good': resigned({ nbf: now + 3600 }),
      'another audience': resigned({ aud: 'elsewhere' }),
      'no audience': resigned({ aud: undefined }),
      'another issuer': resigned({ iss: 'elsewhere' }),
      'another type': resigned({ typ: 'refresh' }),
      'no type': resigned({ typ: undefined }),
      'no session': resigned({ sid: undefined }),
      'a session of somebody else': resigned({ sid: (jwt.decode(root) as jwt.JwtPayload)['sid'] as string }),
      'another user in this session': resigned({ sub: newId() }),
      'SQL as session': resigned({ sid: "' OR 1=1 --" }),
      'a changed payload': `${good.split('.')[0]}.${part({ ...claims, role: 'ADMIN' })}.${good.split('.')[2]}`,
      '8 KB': resigned({ padding: 'x'.repeat(8192) }),
      'a refresh token': refresh,
      rubbish: 'rubbish',
    };

    for (const [attack, token] of Object.entries(attacks)) {
      const { status, body, headers } = await as(token).get<ProblemBody>('/users/me');
      expect([attack, status, body.code]).toEqual([attack, 401, 'TOKEN_INVALID']);
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    const guest = await as('ts_made-up').get<ProblemBody>('/users/me');
    expect([guest.status, guest.body.code, guest.headers.get('www-authenticate')]).toEqual([
      401,
      'SESSION_CLOSED',
      'Bearer',
    ]);
    expect((await as(good).get('/users/me')).status).toBe(200);
    expect((await as(resigned({})).get('/users/me')).status).toBe(200);
  });

  it('are missing: 401', async () => {
    expect((await anyone().get<ProblemBody>('/users/me')).body.code).toBe('TOKEN_MISSING');
    expect((await anyone().get('/users/me', { authorization: `Basic ${root}` })).status).toBe(401);
  });
});

describe('a login', () => {
  it('ends with its tokens when it is logged out, and others of the user go on', async () => {
    const user = await someone('KASIR');
    const [till, phone] = [await login(user.username), await login(user.username)];

    expect((await as(till.token).post('/auth/logout')).body).toEqual({ logged_out: true });

    expect((await as(till.token).get('/users/me')).status).toBe(401);
    expect((await anyone().post('/auth/refresh', { refresh_token: till.refresh_token })).status).toBe(401);
    expect((await as(phone.token).get('/users/me')).status).toBe(200);
    expect((await anyone().post('/auth/logout', { refresh_token: phone.refresh_token })).status).toBe(200);
    expect((await as(phone.token).get('/users/me')).status).toBe(401);
    expect((await anyone().post('/auth/logout')).status).toBe(401);
  });

  it('goes on by its refresh tokens, each good once', async () => {
    const { refresh_token: first } = await signedIn('KASIR');

    const second = await anyone().post<LoginBody>('/auth/refresh', { refresh_token: first });

    expect(second.status).toBe(200);
    expect((await as(second.body.token).get('/users/me')).status).toBe(200);
    const again = await anyone().post<LoginBody>('/auth/refresh', { refresh_token: first });
    expect(again.body.refresh_token).toBe(second.body.refresh_token);
    await database.query("UPDATE refresh_tokens SET used_at = used_at - interval '21 s' WHERE used_at IS NOT NULL");
    const stolen = await anyone().post<ProblemBody>('/auth/refresh', { refresh_token: first });
    expect([stolen.status, stolen.body.code]).toEqual([401, 'REFRESH_TOKEN_REUSED']);
    expect((await as(second.body.token).get('/users/me')).status).toBe(401);
  });

  it('may do what the role says now', async () => {
    const user = await signedIn('ADMIN');
    expect((await as(user.token).get('/users')).status).toBe(200);

    await as(root).patch(`/users/${user.id}`, { role: 'KITCHEN' });

    expect((await as(user.token).get('/users')).status).toBe(403);
    expect((await as(user.token).get('/users/me')).body).toMatchObject({ role: 'KITCHEN', outlet_ids: [cafe, shop] });
  });

  it('is over for somebody who was deleted or got a new password', async () => {
    const [gone, changed] = [await signedIn('WAITER'), await signedIn('WAITER')];
    for (const { token } of [gone, changed]) expect((await as(token).get('/users/me')).status).toBe(200);

    expect((await as(root).delete(`/users/${gone.id}`)).status).toBe(204);
    expect((await as(root).patch(`/users/${changed.id}`, { password: 'another-password' })).status).toBe(200);

    for (const { token } of [gone, changed]) expect((await as(token).get('/users/me')).status).toBe(401);
    expect((await anyone().post('/auth/login', { username: gone.username, password: PASSWORD })).status).toBe(401);
    await login(changed.username, 'another-password');
    expect((await as(root).get(`/users/${gone.id}`)).status).toBe(404);
    expect((await as(root).delete(`/users/${gone.id}`)).status).toBe(404);
  });

  it('is over in every other process too', async () => {
    const second = await startApi({ database });
    const user = await signedIn('WAITER');
    expect((await client(second, user.token).get('/users/me')).status).toBe(200);

    await as(user.token).post('/auth/logout');

    await eventually(async () => expect((await client(second, user.token).get('/users/me')).status).toBe(401), {
      timeoutMs: 2_000,
    });
    await second.stop();
  });
});

describe('switching a till by PIN', () => {
  it('signs in a colleague who shares an outlet, and nobody else', async () => {
    const waiter = await signedIn('WAITER', { outlet_ids: [cafe] });
    const cashier = await someone('KASIR', { outlet_ids: [cafe], pin: '4826', name: 'Rina' });
    const stranger = await someone('KASIR', { outlet_ids: [shop], pin: '4826' });
    const till = as(waiter.token);

    expect((await till.get<{ data: unknown[] }>('/auth/colleagues')).body.data).toEqual([
      { id: cashier.id, name: 'Rina', role: 'KASIR' },
    ]);
    const switched = await till.post<LoginBody>('/auth/pin', { user_id: cashier.id, pin: '4826' });
    expect(switched.status).toBe(200);
    expect((await as(switched.body.token).get('/users/me')).body).toMatchObject({ id: cashier.id });
    const wrong = await till.post<ProblemBody>('/auth/pin', { user_id: cashier.id, pin: '0000' });
    const foreign = await till.post<ProblemBody>('/auth/pin', { user_id: stranger.id, pin: '4826' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'PIN_FAILED']);
    expect([foreign.status, foreign.body.code]).toEqual([401, 'PIN_FAILED']);
  });

  it('needs a signed-in till', async () => {
    const customer = await signedIn('CUSTOMER');
    const body = { user_id: newId(), pin: '4826' };

    expect((await anyone().post('/auth/pin', body)).status).toBe(401);
    expect((await as(customer.token).post('/auth/pin', body)).status).toBe(403);
    expect((await as(root).post('/auth/pin', { user_id: 'x', pin: '12' })).status).toBe(400);
  });

  it('takes a PIN that staff chose themselves, and a customer has none', async () => {
    const cashier = await signedIn('KASIR', { outlet_ids: [cafe] });
    const customer = await signedIn('CUSTOMER');

    expect((await as(cashier.token).put('/users/me', { pin: '987654' })).status).toBe(200);

    expect((await as(root).post('/auth/pin', { user_id: cashier.id, pin: '987654' })).status).toBe(200);
    const refused = await as(customer.token).put<ProblemBody>('/users/me', { pin: '987654' });
    expect([refused.status, refused.body.code]).toEqual([422, 'PIN_FOR_STAFF_ONLY']);
  });
});

describe('oneself', () => {
  it('keeps a CPF whose digits are right, for its owner alone', async () => {
    const customer = await signedIn('CUSTOMER');
    const me = as(customer.token);

    const wrong = await me.put<ProblemBody>('/users/me', { cpf: '529.982.247-26' });
    const right = await me.put('/users/me', { cpf: '529.982.247-25', name: 'Beto' });

    expect([wrong.status, wrong.body.code]).toEqual([422, 'CPF_INVALID']);
    expect(right.body).toMatchObject({ cpf: '52998224725', has_cpf: true, name: 'Beto', version: 2 });
    const seenByAdmin = await as(root).get(`/users/${customer.id}`);
    expect(seenByAdmin.body).toMatchObject({ has_cpf: true });
    expect(JSON.stringify(seenByAdmin.body)).not.toContain('52998224725');
    expect(api.logs.join('\n')).not.toMatch(/529\.?982\.?247/);
  });

  it('refuses a stale version, in the body and in If-Match', async () => {
    const me = as((await signedIn('CUSTOMER')).token);
    await me.put('/users/me', { name: 'First', version: 1 });

    const stale = await me.put<ProblemBody & { version: number }>('/users/me', { name: 'Second', version: 1 });
    const staleHeader = await me.put('/users/me', { name: 'Second' }, { 'if-match': '"1"' });

    expect([stale.status, stale.body.code, stale.body.version]).toEqual([409, 'VERSION_CONFLICT', 2]);
    expect(staleHeader.status).toBe(409);
    expect((await me.put('/users/me', { name: 'Second' }, { 'if-match': '"2"' })).status).toBe(200);
  });

  it('cannot become somebody else', async () => {
    const me = as((await signedIn('KASIR', { outlet_ids: [cafe] })).token);

    for (const field of ['id', 'role', 'outlet_ids', 'username', 'deleted_at', 'password_hash', 'cpf_verified']) {
      const { status, body } = await me.put<ProblemBody>('/users/me', { [field]: 'ADMIN' });
      expect([field, status, body.errors?.[0]?.code]).toEqual([field, 400, 'UNKNOWN_FIELD']);
    }
    expect((await me.put('/users/me', { email: null })).status).toBe(200);
  });

  it('changes the password with the current one, and the other logins end', async () => {
    const user = await someone('CUSTOMER');
    const [here, there] = [await login(user.username), await login(user.username)];
    const change = (current_password?: string) =>
      as(here.token).put<ProblemBody>('/users/me', { password: 'something-else', current_password });

    expect((await change()).body.code).toBe('CURRENT_PASSWORD_WRONG');
    expect((await change('wrong')).body.code).toBe('CURRENT_PASSWORD_WRONG');
    expect((await change(PASSWORD)).status).toBe(200);

    expect((await as(here.token).get('/users/me')).status).toBe(200);
    expect((await as(there.token).get('/users/me')).status).toBe(401);
  });

  it('takes out everything held on oneself', async () => {
    const customer = await signedIn('CUSTOMER', { email: 'take@out.example', cpf: '52998224725' });
    await as(customer.token).post(`/users/${customer.id}/addresses`, ADDRESS);

    const { status, body } = await as(customer.token).get('/users/me/export');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: customer.id, email: 'take@out.example', cpf: '52998224725' },
      addresses: [{ street: 'Avenida Paulista' }],
      logins: [{ ended_at: null }],
    });
  });

  it('is erased: nothing that names the person is left, and the tokens are dead', async () => {
    const customer = await signedIn('CUSTOMER', { email: 'forget@me.example', name: 'Forget Me', cpf: '52998224725' });
    await as(customer.token).post(`/users/${customer.id}/addresses`, ADDRESS);

    expect((await as(customer.token).delete('/users/me')).status).toBe(204);

    expect((await as(customer.token).delete('/users/me')).status).toBe(401);
    const rows = await database.query(
      `SELECT u.*, (SELECT count(*)::int FROM addresses a WHERE a.user_id = u.id) AS addresses FROM users u WHERE id = $1`,
      [customer.id],
    );
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ username: null, email: null, name: null, cpf: null, password_hash: null, pin_hash: null, addresses: 0 },
        deleted_at: expect.any(Date),
      }),
    ]);
    const again = { email: 'forget@me.example', password: PASSWORD };
    expect((await anyone().post('/auth/register', again)).status).toBe(201);
  });
});

const ADDRESS = {
  street: 'Avenida Paulista',
  number: '1578',
  city: 'São Paulo',
  state: 'SP',
  postal_code: '01310-200',
};

describe('addresses', () => {
  interface AddressBody {
    id: string;
    is_default: boolean;
    postal_code: string;
  }

  it('have one default: the first, the chosen one, and the newest when it goes', async () => {
    const { id, token } = await signedIn('CUSTOMER');
    const path = `/users/${id}/addresses`;
    const me = as(token);
    const first = (await me.post<AddressBody>(path, ADDRESS)).body;
    const second = (await me.post<AddressBody>(path, { ...ADDRESS, number: '2' })).body;
    const third = (await me.post<AddressBody>(path, { ...ADDRESS, number: '3' })).body;
    const defaults = async () =>
      (await me.get<{ data: AddressBody[] }>(path)).body.data.filter((a) => a.is_default).map((a) => a.id);

    expect(first).toMatchObject({ is_default: true, postal_code: '01310200', country: 'BR' });
    expect([second.is_default, third.is_default]).toEqual([false, false]);
    expect((await me.patch(`${path}/${second.id}/default`)).body).toMatchObject({ id: second.id, is_default: true });
    expect(await defaults()).toEqual([second.id]);
    const replaced = await me.put(`${path}/${first.id}`, { ...ADDRESS, number: '99', is_default: true });
    expect(replaced.body).toMatchObject({ number: '99', is_default: true });
    expect(await defaults()).toEqual([first.id]);
    expect((await me.delete(`${path}/${first.id}`)).status).toBe(204);
    expect(await defaults()).toEqual([third.id]);
    expect((await me.delete(`${path}/${first.id}`)).status).toBe(404);
  });

  it('are for their owner and an ADMIN; for others the user does not exist', async () => {
    const [owner, other] = [await signedIn('CUSTOMER'), await signedIn('SUPERVISOR')];
    const path = `/users/${owner.id}/addresses`;
    const { body } = await as(owner.token).post<AddressBody>(path, ADDRESS);

    for (const answer of [
      await as(other.token).get(path),
      await as(other.token).post(path, ADDRESS),
      await as(other.token).put(`${path}/${body.id}`, ADDRESS),
      await as(other.token).delete(`${path}/${body.id}`),
      await as(other.token).patch(`${path}/${body.id}/default`),
      await as(other.token).put(`/users/${other.id}/addresses/${body.id}`, ADDRESS),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await as(root).get(path)).body).toMatchObject({ total: 1, data: [{ id: body.id }] });
  });

  it('need a CEP in Brazil', async () => {
    const { id, token } = await signedIn('CUSTOMER');
    const add = (change: object) => as(token).post<ProblemBody>(`/users/${id}/addresses`, { ...ADDRESS, ...change });

    expect((await add({ postal_code: '0131-020' })).body.errors?.[0]).toMatchObject({ pointer: '/postal_code' });
    expect((await add({ country: 'ID', postal_code: '10110' })).status).toBe(201);
    expect((await add({ country: 'Brazil' })).status).toBe(400);
    expect((await add({ street: '' })).status).toBe(400);
  });
});

describe('users', () => {
  it('are for an ADMIN alone', async () => {
    for (const role of ['SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN', 'CUSTOMER'] as const) {
      const { token, id } = await signedIn(role);
      const caller = as(token);
      const statuses = [
        (await caller.get('/users')).status,
        (await caller.post('/users', {})).status,
        (await caller.get(`/users/${id}`)).status,
        (await caller.patch(`/users/${id}`, {})).status,
        (await caller.delete(`/users/${id}`)).status,
      ];
      expect([role, ...statuses]).toEqual([role, 403, 403, 403, 403, 403]);
    }
  });

  it('are listed by pages and filters', async () => {
    const cook = await someone('KITCHEN', { outlet_ids: [shop], name: 'Juru Masak' });

    const { body } = await as(root).get<{ data: UserBody[]; total: number }>(
      `/users?role=kitchen&outlet_id=${shop}&q=juru&limit=5`,
    );

    expect(body).toMatchObject({ total: 1, limit: 5, offset: 0, data: [{ id: cook.id, role: 'KITCHEN' }] });
    expect((await as(root).get('/users?role=chef')).status).toBe(400);
    expect((await as(root).get('/users?limit=101')).status).toBe(400);
    expect((await as(root).get('/users?outlet_id=x')).status).toBe(400);
    expect((await as(root).get(`/users?q=${encodeURIComponent("%' OR '1'='1")}`)).body).toMatchObject({ total: 0 });
  });

  it('are changed by version, and keep their rules', async () => {
    const user = await someone('KASIR', { outlet_ids: [cafe] });
    const change = (body: object) => as(root).patch<UserBody & ProblemBody>(`/users/${user.id}`, body);

    expect((await change({ name: 'Siti', version: 1 })).body).toMatchObject({ name: 'Siti', version: 2 });
    expect((await change({ name: 'Rina', version: 1 })).body.code).toBe('VERSION_CONFLICT');
    expect((await change({ outlet_ids: [newId()] })).body.code).toBe('OUTLET_UNKNOWN');
    expect((await change({ username: null })).body.code).toBe('LOGIN_NAME_REQUIRED');
    expect((await change({ username: 'root' })).body.code).toBe('USERNAME_TAKEN');
    expect((await change({ role: null })).body).toMatchObject({ role: 'KASIR', name: 'Siti' });
    expect((await change({ role: 'CUSTOMER', outlet_ids: [cafe] })).body.code).toBe('CUSTOMER_HAS_NO_OUTLETS');
    expect((await change({ role: 'CUSTOMER' })).body).toMatchObject({ role: 'CUSTOMER', outlet_ids: [] });
    expect((await as(root).patch('/users/x', {})).status).toBe(400);
    expect((await as(root).patch(`/users/${newId()}`, {})).status).toBe(404);
  });

  it('keep their last ADMIN', async () => {
    const { id } = (await as(root).get<UserBody>('/users/me')).body;
    await database.query("UPDATE users SET role = 'KITCHEN' WHERE role = 'ADMIN' AND id <> $1", [id]);

    const answers = [
      await as(root).delete<ProblemBody>(`/users/${id}`),
      await as(root).patch<ProblemBody>(`/users/${id}`, { role: 'KASIR' }),
      await as(root).delete<ProblemBody>('/users/me'),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([422, 'LAST_ADMIN']));
  });

  it('leave a trace in the audit log, without secrets', async () => {
    const user = await someone('WAITER');
    await as(root).patch(`/users/${user.id}`, { password: 'another-password', role: 'KASIR' });
    await as(root).delete(`/users/${user.id}`);

    const rows = await database.query<{ action: string; details: object }>(
      'SELECT action, details FROM audit_log WHERE subject_id = $1 ORDER BY id',
      [user.id],
    );

    expect(rows.map(({ action }) => action)).toEqual(['user.created', 'user.changed', 'user.deleted']);
    expect(JSON.stringify(rows)).not.toMatch(/another-password|argon2/);
  });
});

describe('a forgotten password', () => {
  const tokenIn = (mail: string) =>
    /reset-password\?token=([\w-]+)/.exec(mail.replaceAll('=\r\n', '').replaceAll('=3D', '='))?.[1] ?? '';
  const mailTo = (email: string) =>
    eventually(() => {
      const mail = MAILS.find((text) => text.includes(`To: `) && text.includes(email));
      if (!mail) throw new Error('no mail yet');
      return mail;
    });

  it('is replaced by a mailed link, once, and all logins end', async () => {
    const email = 'lupa@warung.example';
    const user = await signedIn('KASIR', { email, locale: 'id' });

    const known = await anyone().post('/auth/forgot-password', { email: 'LUPA@warung.example' });
    const unknown = await anyone().post('/auth/forgot-password', { email: 'nobody@warung.example' });

    expect([known.status, unknown.status]).toEqual([202, 202]);
    expect(known.body).toEqual(unknown.body);
    const mail = await mailTo(email);
    expect(mail).toContain('Subject: Buat kata sandi baru');
    expect(mail).toContain('https://warung.example/app/reset-password');
    const token = tokenIn(mail);
    const weak = await anyone().post<ProblemBody>('/auth/reset-password', { token, password: 'short' });
    expect(weak.status).toBe(400);
    const common = await anyone().post<ProblemBody>('/auth/reset-password', { token, password: 'password1' });
    expect([common.status, common.body.code]).toEqual([422, 'PASSWORD_COMMON']);
    const reset = await anyone().post('/auth/reset-password', { token, password: 'baru-sekali-2026' });
    expect(reset.status).toBe(204);
    expect((await as(user.token).get('/users/me')).status).toBe(401);
    expect((await anyone().post('/auth/refresh', { refresh_token: user.refresh_token })).status).toBe(401);
    await login(user.username, 'baru-sekali-2026');
    const again = await anyone().post<ProblemBody>('/auth/reset-password', { token, password: 'baru-sekali-2027' });
    expect([again.status, again.body.code]).toEqual([422, 'RESET_TOKEN_INVALID']);
    await eventually(async () => {
      const jobs = await database.query("SELECT status FROM jobs WHERE kind = 'identity.send-password-reset'");
      expect(jobs).toEqual([{ status: 'DONE' }, { status: 'DONE' }]);
    });
    const stored = await database.query(
      'SELECT payload::text FROM jobs UNION ALL SELECT token_hash FROM password_reset_tokens',
    );
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(JSON.stringify(stored)).not.toContain(email);
    expect(api.logs.join('\n')).not.toContain(token);
  });

  it('cannot be stolen with an address: the old one hears by mail that it was changed, and a stale login changes none', async () => {
    const [old, next] = ['dulu@warung.example', 'baru@warung.example'];
    const user = await signedIn('CUSTOMER', { email: old, locale: 'pt-BR' });
    await database.query(
      "UPDATE login_sessions SET created_at = created_at - interval '6 minutes' WHERE user_id = $1",
      [user.id],
    );
    const thief = await as(user.token).patch<ProblemBody>('/users/me', { email: next });
    expect([thief.status, thief.body.code]).toEqual([403, 'REAUTHENTICATION_REQUIRED']);

    expect((await as(user.token).patch('/users/me', { email: next, current_password: PASSWORD })).status).toBe(200);

    const mail = await mailTo(old);
    expect(mail).not.toContain(next);
    expect((await as(user.token).get<UserBody>('/users/me')).body).toMatchObject({ email: next });
  });

  it('is how a customer who was written down at a till gets a login', async () => {
    const email = 'kasir-mencatat@warung.example';
    const { body } = await as(root).post<UserBody>('/customers', { name: 'Dewi', email });
    expect((await anyone().post('/auth/login', { email, password: PASSWORD })).status).toBe(401);

    await anyone().post('/auth/forgot-password', { email });
    const token = tokenIn(await mailTo(email));
    expect((await anyone().post('/auth/reset-password', { token, password: PASSWORD })).status).toBe(204);

    const me = await anyone().post<LoginBody>('/auth/login', { email, password: PASSWORD });
    expect([me.status, me.body.user.id]).toEqual([200, body.id]);
    expect((await as(root).get(`/customers/${body.id}`)).body).toMatchObject({ has_login: true });
  });

  it('has a link that dies after an hour', async () => {
    const email = 'terlambat@warung.example';
    await someone('CUSTOMER', { email });
    await anyone().post('/auth/forgot-password', { email });
    const token = tokenIn(await mailTo(email));
    await database.query("UPDATE password_reset_tokens SET expires_at = now() - interval '1 s'");

    const late = await anyone().post<ProblemBody>('/auth/reset-password', { token, password: PASSWORD });

    expect(late.body.code).toBe('RESET_TOKEN_INVALID');
    expect((await anyone().post('/auth/reset-password', { token: 'made-up', password: PASSWORD })).status).toBe(422);
  });

  it('fails visibly where no mail server is set, with one warning and without the token', async () => {
    const second = await startApi({ database });
    const email = 'tanpa@warung.example';
    await someone('CUSTOMER', { email });
    await api.stop();

    expect((await client(second).post('/auth/forgot-password', { email })).status).toBe(202);

    await eventually(async () => {
      const [job] = await database.query<{ status: string; last_error: string | null }>(
        "SELECT status, last_error FROM jobs WHERE kind = 'identity.send-password-reset' ORDER BY created_at DESC LIMIT 1",
      );
      expect(job).toEqual({ status: 'PENDING', last_error: 'MailNotConfigured' });
    });
    await eventually(() => expect(second.logs.filter((line) => line.includes('Mail cannot be sent'))).toHaveLength(1));
    expect(second.logs.join('\n')).not.toContain('pr_');
    api = second;
  });
});

describe('limits', () => {
  let limited: Api;
  beforeAll(async () => {
    limited = await startApi({ database, env: { RATE_LIMIT_ENABLED: 'true' } });
  });
  const expectLimited = (answer: { status: number; headers: Headers; body: unknown }) => {
    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  it('refuse the sixth login and the fourth registration of an address, and not those that an ADMIN makes', async () => {
    const caller = client(limited);
    const register = (token?: string) =>
      (token ? caller.as(token) : caller).post('/auth/register', { username: `limit-${++named}`, password: PASSWORD });

    for (let i = 0; i < 5; i++) expect((await register(root)).status).toBe(201);
    for (let i = 0; i < 3; i++) expect((await register()).status).toBe(201);
    expectLimited(await register());
    expectLimited(await caller.post('/auth/register', {}, { 'x-forwarded-for': '203.0.113.9' }));
    expect((await register(root)).status).toBe(201);

    for (let i = 0; i < 5; i++) {
      expect((await caller.post('/auth/login', { username: `nobody-${i}`, password: 'wrong-one' })).status).toBe(401);
    }
    expectLimited(await caller.post('/auth/login', { username: 'root', password: PASSWORD }));
  });

  it('refuse the sixth forgotten password of an address', async () => {
    const forget = () => client(limited).post('/auth/forgot-password', { email: 'nobody@warung.example' });

    for (let i = 0; i < 5; i++) expect((await forget()).status).toBe(202);
    expectLimited(await forget());
  });

  it('count failures against the account and the address over processes, whether the account exists or not', async () => {
    const user = await someone('KASIR');
    const trusting = { RATE_LIMIT_ENABLED: 'true', TRUST_PROXY: 'loopback' };
    const [one, two] = await Promise.all([
      startApi({ database, env: trusting }),
      startApi({ database, env: trusting }),
    ]);
    let made = 0;
    const attempt = (address: number, username: string, password: string) => {
      const headers = { 'x-forwarded-for': `198.51.100.${address}` };
      return client(++made % 2 ? one : two).post<ProblemBody>('/auth/login', { username, password }, headers);
    };

    for (const [address, name] of [user.username, 'nobody-here'].entries()) {
      const guess = () => attempt(address, name.toUpperCase(), 'wrong-one');
      const tries = await Promise.all(Array.from({ length: 12 }, guess));
      expect([name, tries.filter(({ status }) => status === 401).length]).toEqual([name, 5]);
      expectLimited(await attempt(address, name, PASSWORD));
    }
    expect((await attempt(9, user.username, PASSWORD)).status).toBe(200);
    await Promise.all([one.stop(), two.stop()]);
  });
});

describe('the first ADMIN', () => {
  it('is made by the operator, once, with a password that no argument shows', async () => {
    const create = (password: string) =>
      promisify(execFile)(process.execPath, ['dist/apps/console/src/main.js', 'create-admin', 'owner'], {
        env: { ...process.env, DATABASE_URL: database.url, JWT_SECRET: TEST_JWT_SECRET, ADMIN_PASSWORD: password },
      });

    await expect(create('short')).rejects.toMatchObject({ stderr: expect.stringContaining('ADMIN_PASSWORD') });
    await create('a-long-enough-one');
    await create('another-long-one');

    expect((await login('owner', 'a-long-enough-one')).user.role).toBe('ADMIN');
  });
});

describe('where staff register themselves', () => {
  it('gives every staff role but ADMIN, and every outlet', async () => {
    const demo = await startApi({ database, env: { ALLOW_STAFF_SELF_REGISTRATION: 'true' } });
    const register = (role: string, more: object = {}) =>
      client(demo).post<UserBody>('/auth/register', {
        username: `demo-${++named}`,
        password: PASSWORD,
        role,
        ...more,
      });

    for (const role of ['KASIR', 'WAITER', 'KITCHEN', 'SUPERVISOR']) {
      const { status, body } = await register(role);
      expect([status, body.role, body.outlet_ids.toSorted()]).toEqual([201, role, [cafe, shop].toSorted()]);
    }
    expect((await register('KASIR', { outlet_ids: [cafe] })).body.outlet_ids).toEqual([cafe]);
    expect((await register('ADMIN')).status).toBe(403);
    await demo.stop();
  });
});
