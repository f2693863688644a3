import { beforeAll, describe, expect, it } from '@jest/globals';

import { type LoggedEvent, newId, SystemClock } from '#libs/kernel';
import { type AccessTokens, type Database, type Env, Logger, withRequest } from '#libs/platform';

import type { AddressDetails } from '../../../libs/identity/core/model/address.js';
import { Duties } from '../../../libs/identity/core/services/duties.js';
import { EmailChangeNotice } from '../../../libs/identity/core/services/email-change-notice.js';
import type { SecretTry } from '../../../libs/identity/core/model/secret-tries.js';
import { AddAddress } from '../../../libs/identity/core/use-cases/add-address.js';
import { ChangeUser } from '../../../libs/identity/core/use-cases/change-user.js';
import { AccountGuard } from '../../../libs/identity/core/services/account-guard.js';
import { AccountChanges } from '../../../libs/identity/core/services/account-changes.js';
import type { OwnerCheck } from '../../../libs/identity/core/services/owner-check.js';
import { SecretHashing } from '../../../libs/identity/core/services/secret-hashing.js';
import { LogOut } from '../../../libs/identity/core/use-cases/log-out.js';
import { Logins } from '../../../libs/identity/core/services/logins.js';
import { RefreshLogin } from '../../../libs/identity/core/use-cases/refresh-login.js';
import { StaffOutlets } from '../../../libs/identity/core/services/staff-outlets.js';
import { KeyedTokenMint } from '../../../libs/identity/crypto/keyed-token-mint.js';
import { ExpireLogins } from '../../../libs/identity/jobs/expire-logins.js';
import { aUser } from '../../../libs/identity/testing/a-user.js';
import { addressRepositoryContract } from '../../../libs/identity/testing/address-repository.contract.js';
import { KeptAuditLog } from '../../../libs/kernel/testing/index.js';
import { KeptEmailChanges, KeptJobs, OneCommonPassword, PlainHasher } from '../../../libs/identity/testing/fakes.js';
import { loginSessionRepositoryContract } from '../../../libs/identity/testing/login-session-repository.contract.js';
import { passwordResetRepositoryContract } from '../../../libs/identity/testing/password-reset-repository.contract.js';
import { describeUserRepository } from '../../../libs/identity/testing/user-repository.contract.js';
import { AddressSchema } from '../../../libs/identity/typeorm/address.schema.js';
import { CachedAccountSessions } from '../../../libs/identity/typeorm/cached-account-sessions.js';
import { CachedDeviceSessions } from '../../../libs/identity/typeorm/cached-device-sessions.js';
import { LoggedAccessChanges } from '../../../libs/identity/typeorm/logged-access-changes.js';
import { SqlLoginSessionRepository } from '../../../libs/identity/typeorm/sql-login-session.repository.js';
import { SqlLoginThrottle } from '../../../libs/identity/typeorm/sql-login-throttle.js';
import { SqlPasswordResetRepository } from '../../../libs/identity/typeorm/sql-password-reset.repository.js';
import { SqlUserQueries } from '../../../libs/identity/typeorm/sql-user.queries.js';
import { SqlUserRepository } from '../../../libs/identity/typeorm/sql-user.repository.js';
import { TypeOrmAddressRepository } from '../../../libs/identity/typeorm/typeorm-address.repository.js';
import { UserSchema } from '../../../libs/identity/typeorm/user.schema.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const SCHEMAS = [UserSchema, AddressSchema];
const ENV = {
  JWT_SECRET: 'a key of the tests alone, long enough for all of them',
  JWT_TTL: 86_400_000,
  REFRESH_TTL: 30 * 24 * 3_600_000,
  RATE_LIMIT_ENABLED: true,
  RATE_LIMIT_LOGIN: 5,
  RATE_LIMIT_LOGIN_WINDOW: 20_000,
} as Env;
const clock = new SystemClock();
const HOME: AddressDetails = {
  label: null,
  recipient: null,
  phone: null,
  street: 'Rua Augusta',
  number: '1',
  complement: null,
  district: null,
  city: 'São Paulo',
  state: 'SP',
  postalCode: '01304000',
  country: 'BR',
};

let testDatabase: TestDatabase;
let database: Database;
let other: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await connect(testDatabase, SCHEMAS);
  other = await connect(testDatabase, SCHEMAS);
});

/** What one process has of identity: a pool, a cache and a place in the event log of its own. */
function processOn(pool: Database) {
  const users = new SqlUserRepository(pool);
  const logins = new SqlLoginSessionRepository(pool);
  const cache = new CachedAccountSessions(pool);
  const events = eventLogOf(pool);
  const access = new LoggedAccessChanges(
    events,
    cache,
    new CachedDeviceSessions(pool, { digest: (text) => text }, new Logger('silent')),
    pool,
  );
  const accessTokens = { ttlSeconds: 86_400, sign: ({ sessionId }: { sessionId: string }) => sessionId };
  const tokens = new KeyedTokenMint(accessTokens as unknown as AccessTokens, ENV);
  const notice = new EmailChangeNotice(new KeptEmailChanges(), new KeptJobs());
  const guard = new AccountGuard(users, new Duties());
  const apply = new AccountChanges(users, logins, guard, access, notice, new KeptAuditLog(), clock);
  const ownerCheck = { assertMayChange: () => Promise.reject(new Error('nobody changes themselves here')) };
  const noOutlets = new StaffOutlets({ list: async () => [], get: () => Promise.reject(new Error()) });
  return {
    users,
    cache,
    tokens,
    logins: new Logins(logins, tokens, pool, clock),
    refreshLogin: new RefreshLogin(logins, users, tokens, access, new KeptAuditLog(), pool, clock),
    logOut: new LogOut(logins, tokens, access, new KeptAuditLog(), pool, clock),
    changeUser: new ChangeUser(
      users,
      ownerCheck as unknown as OwnerCheck,
      new SecretHashing(new PlainHasher(), new OneCommonPassword()),
      noOutlets,
      apply,
      pool,
    ),
    addAddress: new AddAddress(users, new TypeOrmAddressRepository(pool), pool, clock),
    hear: (userId: string) =>
      cache.hear({ type: 'USER_CHANGED', payload: { user_id: userId } } as unknown as LoggedEvent),
  };
}

describeUserRepository(async () => new SqlUserRepository(database));

const someone = async () => {
  const user = aUser();
  await new SqlUserRepository(database).add(user, {});
  return user.id;
};

describe('TypeOrmAddressRepository', () => {
  addressRepositoryContract(() => new TypeOrmAddressRepository(database), someone);
});

describe('SqlLoginSessionRepository', () => {
  loginSessionRepositoryContract(() => new SqlLoginSessionRepository(database), someone);
});

describe('SqlPasswordResetRepository', () => {
  passwordResetRepositoryContract(
    () => new SqlPasswordResetRepository(database),
    (user) => new SqlUserRepository(database).add(user, {}),
  );
});

describe('refreshing in parallel', () => {
  it('makes one successor of twenty refreshes of one token over two processes', async () => {
    const [a, b] = [processOn(database), processOn(other)];
    const user = aUser();
    await a.users.add(user, {});
    const { refreshToken } = await a.logins.open(user, 'password');

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).refreshLogin.execute(refreshToken)),
    );

    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.accessToken)).size).toBe(1);
    const tokens = await testDatabase.query(
      `SELECT r.used_at IS NULL AS fresh, s.ended_at FROM refresh_tokens r JOIN login_sessions s ON s.id = r.session_id
       WHERE s.user_id = $1 ORDER BY fresh`,
      [user.id],
    );
    expect(tokens).toEqual([
      { fresh: false, ended_at: null },
      { fresh: true, ended_at: null },
    ]);
    expect((await a.refreshLogin.execute(answers[0]!.refreshToken)).refreshToken).not.toBe(answers[0]!.refreshToken);
  });

  it('stores no token in the clear', async () => {
    const a = processOn(database);
    const user = aUser();
    await a.users.add(user, {});
    const { refreshToken } = await a.logins.open(user, 'password');

    const [found] = await testDatabase.query('SELECT count(*)::int AS n FROM refresh_tokens WHERE hash = $1', [
      refreshToken,
    ]);

    expect(found).toEqual({ n: 0 });
  });

  it('ends the family over processes when a token is stolen', async () => {
    const [a, b] = [processOn(database), processOn(other)];
    const user = aUser();
    await a.users.add(user, {});
    const login = await a.logins.open(user, 'password');
    const next = await b.refreshLogin.execute(login.refreshToken);
    await testDatabase.query("UPDATE refresh_tokens SET used_at = used_at - interval '21 s' WHERE used_at IS NOT NULL");

    await expect(a.refreshLogin.execute(login.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });

    await expect(b.refreshLogin.execute(next.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(await b.cache.find({ userId: user.id, sessionId: login.accessToken })).toBeNull();
  });
});

describe('what tokens may do', () => {
  async function loggedIn(traits: Parameters<typeof aUser>[0]) {
    const [a, b] = [processOn(database), processOn(other)];
    const user = aUser(traits);
    await a.users.add(user, {});
    const { accessToken: sessionId } = await a.logins.open(user, 'password');
    return { a, b, user, claims: { userId: user.id, sessionId } };
  }

  it('is known without a round trip once it was asked', async () => {
    const { a, user, claims } = await loggedIn({ role: 'KASIR', outletIds: [newId()] });
    await a.cache.find(claims);
    await testDatabase.query('DELETE FROM login_sessions WHERE id = $1', [claims.sessionId]);

    expect(await a.cache.find(claims)).toEqual({ userId: user.id, role: 'KASIR', outletIds: user.outletIds });
  });

  it('changes with the commit where it was changed, and with the event elsewhere', async () => {
    const { a, b, user, claims } = await loggedIn({ role: 'KASIR' });
    await Promise.all([a.cache.find(claims), b.cache.find(claims)]);
    const actor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] } as const;

    await a.changeUser.execute({
      actor,
      sessionId: 'desk',
      userId: user.id,
      changes: { role: 'KITCHEN' },
      secrets: {},
    });

    expect(await a.cache.find(claims)).toMatchObject({ role: 'KITCHEN' });
    expect(await b.cache.find(claims)).toMatchObject({ role: 'KASIR' });
    b.hear(user.id);
    expect(await b.cache.find(claims)).toMatchObject({ role: 'KITCHEN' });
    const events = await testDatabase.query("SELECT type, payload FROM events WHERE payload ->> 'user_id' = $1", [
      user.id,
    ]);
    expect(events).toEqual([{ type: 'USER_CHANGED', payload: { user_id: user.id } }]);
  });

  it('is nothing after logging out, and for a session of somebody else', async () => {
    const { a, claims } = await loggedIn({});
    await a.cache.find(claims);

    await a.logOut.execute(claims);

    expect(await a.cache.find(claims)).toBeNull();
    const { claims: mine } = await loggedIn({});
    expect(await a.cache.find({ userId: newId(), sessionId: mine.sessionId })).toBeNull();
  });

  it('is not remembered when it was read while it changed', async () => {
    const { a, user, claims } = await loggedIn({ role: 'KASIR' });

    const reading = a.cache.find(claims);
    a.cache.forget(user.id);
    await reading;
    await testDatabase.query("UPDATE users SET role = 'WAITER' WHERE id = $1", [user.id]);

    expect(await a.cache.find(claims)).toMatchObject({ role: 'WAITER' });
  });
});

describe('the last ADMIN', () => {
  it('stays when two demote each other at once', async () => {
    const [a, b] = [processOn(database), processOn(other)];
    for (let round = 0; round < 10; round++) {
      await testDatabase.query("UPDATE users SET deleted_at = now() WHERE role = 'ADMIN'");
      const [x, y] = [aUser({ role: 'ADMIN' }), aUser({ role: 'ADMIN' })];
      await a.users.add(x, {});
      await a.users.add(y, {});
      const demote = (process: typeof a, actor: typeof x, user: typeof x) =>
        process.changeUser.execute({
          sessionId: 'desk',
          actor: { kind: 'user', id: actor.id, role: 'ADMIN', outletIds: [] },
          userId: user.id,
          changes: { role: 'CUSTOMER' },
          secrets: {},
        });

      const outcomes = await Promise.allSettled([demote(a, x, y), demote(b, y, x)]);

      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });
});

describe('wrong tries', () => {
  const from = <T>(network: string, work: () => Promise<T>) => withRequest({ requestId: 'r', network }, work);
  const staffAt = <T>(id: string, work: () => Promise<T>) =>
    withRequest(
      { requestId: 'r', network: '192.0.2.1', actor: { kind: 'user', id, role: 'KASIR', outletIds: [] } },
      work,
    );
  const throttle = () => new SqlLoginThrottle(database, ENV);
  /** `wrong`, or for how many seconds the try is refused. */
  const guess = async (of: SecretTry, on = throttle()): Promise<string | number> => {
    try {
      await (await on.open(of)).wrong();
      return 'wrong';
    } catch (error) {
      const { code, details } = error as { code?: string; details?: { retry_after?: number } };
      // On a busy machine a hundred at once may wait too long for a connection: nothing was counted.
      if (code?.startsWith('DATABASE_')) return guess(of, on);
      return details?.retry_after ?? String(error);
    }
  };
  const password = (account = newId()): SecretTry => ({ kind: 'password', account });
  const later = (seconds: number, account: string) =>
    testDatabase.query(
      `UPDATE login_failures SET locked_until = locked_until - make_interval(secs => $1),
                                 window_ends_at = window_ends_at - make_interval(secs => $1) WHERE account LIKE '%' || $2 || '%'`,
      [seconds, account],
    );

  it('are counted one by one over processes: five of a hundred at once are told', async () => {
    const throttles = [throttle(), new SqlLoginThrottle(other, ENV)];
    const of = password();

    const answers = await from('203.0.113.1', () =>
      Promise.all(Array.from({ length: 100 }, (_, i) => guess(of, throttles[i % 2]))),
    );

    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(5);
    const refused = answers.filter((answer) => answer !== 'wrong');
    expect(refused.filter((left) => !(Number(left) >= 1 && Number(left) <= 20))).toEqual([]);
  });

  it('lock for 20 s, then for 1, 2, 4, 8 and 15 minutes, one more try between each', async () => {
    const of: SecretTry = { kind: 'pin', account: newId() };
    const waiter = newId();
    const locks: unknown[] = [];
    for (let i = 0; i < 5; i++) expect(await staffAt(waiter, () => guess(of))).toBe('wrong');
    for (let i = 0; i < 7; i++) {
      const left = await staffAt(waiter, () => guess(of));
      locks.push(left);
      await later(Number(left), of.account);
      expect(await staffAt(waiter, () => guess(of))).toBe('wrong');
    }

    expect(locks).toEqual([20, 60, 120, 240, 480, 900, 900]);
  });

  it('lock whoever guesses, and not another address or a till of the shop', async () => {
    const of = password();
    for (let i = 0; i < 43; i++) await from('203.0.113.2', () => guess(of));

    expect(await from('203.0.113.2', () => guess(of))).not.toBe('wrong');
    await from('203.0.113.3', async () => (await throttle().open(of)).right());
    await staffAt(newId(), async () => (await throttle().open(of)).right());
    expect(await from('203.0.113.2', () => guess(of))).not.toBe('wrong');
  });

  it('from everywhere slow strangers, and not whoever is logged in at an address', async () => {
    const a = processOn(database);
    const user = aUser();
    await a.users.add(user, {});
    await from('198.51.100.7', () => a.logins.open(user, 'password'));
    const of = password(user.id);

    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => from(`2001:db8:${i}::/64`, () => guess(of))),
    );

    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(30);
    expect(await from('198.51.100.8', () => guess(of))).not.toBe('wrong');
    await from('198.51.100.7', async () => (await throttle().open(of)).right());
  });

  it('at one PIN are a hundred an hour at most, over all callers, and the password stays open', async () => {
    const account = newId();
    const answers: unknown[] = [];
    for (let i = 0; i < 120; i++) answers.push(await staffAt(`waiter-${i}`, () => guess({ kind: 'pin', account })));

    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(100);
    expect(Number(answers.at(-1))).toBeGreaterThan(3000);
    expect(await staffAt(newId(), () => guess({ kind: 'password', account }))).toBe('wrong');
  });

  it('at many accounts count against the address too, until its window is over', async () => {
    const network = '203.0.113.4';
    const tries = await from(network, () => Promise.all(Array.from({ length: 30 }, () => guess(password()))));

    expect(tries.filter((answer) => answer === 'wrong')).toHaveLength(5);
    await later(21, network);
    expect(await from(network, () => guess(password()))).toBe('wrong');
  });

  it('are forgotten after a right one, and stay when the unit of work around them does not', async () => {
    const of: SecretTry = { kind: 'pin', account: newId() };
    const waiter = newId();
    for (let i = 0; i < 4; i++) expect(await staffAt(waiter, () => guess(of))).toBe('wrong');
    await staffAt(waiter, async () => (await throttle().open(of)).right());
    const undone = (work: () => Promise<unknown>) =>
      database.run(async () => {
        await work();
        throw new Error('undone');
      });
    for (let i = 0; i < 5; i++) await expect(undone(() => staffAt(waiter, () => guess(of)))).rejects.toThrow('undone');

    expect(await staffAt(waiter, () => guess(of))).toBe(20);
  });

  it('of one request are held by no transaction: others at the same PIN go on', async () => {
    const of: SecretTry = { kind: 'pin', account: newId() };
    await database.run(async () => {
      expect(await staffAt(newId(), () => guess(of))).toBe('wrong');
      const attempt = await staffAt(newId(), () => new SqlLoginThrottle(other, ENV).open(of));
      await attempt.right();
    });
  });
});

describe('addresses', () => {
  it('have one default when the first ones are added at once', async () => {
    const [a, b] = [processOn(database), processOn(other)];
    const user = aUser();
    await a.users.add(user, {});

    const added = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? a : b).addAddress.execute({ userId: user.id, details: HOME, isDefault: false }),
      ),
    );

    expect(added.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    const [{ n } = { n: 0 }] = await testDatabase.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM addresses WHERE user_id = $1 AND is_default',
      [user.id],
    );
    expect(n).toBe(1);
  });

  it('end at fifty', async () => {
    const a = processOn(database);
    const user = aUser();
    await a.users.add(user, {});
    for (let i = 0; i < 50; i++) await a.addAddress.execute({ userId: user.id, details: HOME, isDefault: false });

    await expect(a.addAddress.execute({ userId: user.id, details: HOME, isDefault: false })).rejects.toMatchObject({
      code: 'TOO_MANY_ADDRESSES',
    });
  });
});

describe('asking for users', () => {
  it('takes wildcards of a search as letters, and filters by role and outlet', async () => {
    const users = new SqlUserRepository(database);
    const queries = new SqlUserQueries(database);
    const outletId = newId();
    await users.add(aUser({ name: '100% Siti_Q', role: 'KASIR', outletIds: [outletId] }), {});
    await users.add(aUser({ name: '1000 Sitis', role: 'WAITER', outletIds: [outletId] }), {});
    const page = { limit: 20, offset: 0 };
    const names = async (filter: Parameters<typeof queries.list>[0]) =>
      (await queries.list(filter, page)).data.map(({ name }) => name);

    expect(await names({ outletId })).toEqual(['1000 Sitis', '100% Siti_Q']);
    expect(await names({ outletId, q: '0% s' })).toEqual(['100% Siti_Q']);
    expect(await names({ outletId, q: 'i_' })).toEqual(['100% Siti_Q']);
    expect(await names({ outletId, role: 'WAITER' })).toEqual(['1000 Sitis']);
    expect(await queries.list({ outletId }, { limit: 1, offset: 1 })).toMatchObject({ total: 2, limit: 1, offset: 1 });
  });

  it('names users and leaves out who cannot be named', async () => {
    const users = new SqlUserRepository(database);
    const [named, called] = [aUser({ name: 'Rina' }), aUser({ username: 'rina2' })];
    await users.add(named, {});
    await users.add(called, {});

    const names = await new SqlUserQueries(database).namesOf([named.id, called.id, newId()]);

    expect([...names]).toEqual(
      expect.arrayContaining([
        [named.id, 'Rina'],
        [called.id, 'rina2'],
      ]),
    );
    expect(names.size).toBe(2);
  });

  it('tells the addresses of those who have one and have not left', async () => {
    const users = new SqlUserRepository(database);
    const [there, silent, gone] = [
      aUser({ email: 'there@warung.example' }),
      aUser({ email: null }),
      aUser({ email: 'gone@warung.example' }),
    ];
    for (const user of [there, silent, gone]) await users.add(user, {});
    await users.remove(gone.id, new Date(), false);

    const addresses = await new SqlUserQueries(database).emailAddressesOf([there.id, silent.id, gone.id, newId()]);

    expect([...addresses]).toEqual([[there.id, 'there@warung.example']]);
  });

  it('shows as colleagues only staff with a PIN who share an outlet', async () => {
    const users = new SqlUserRepository(database);
    const outletId = newId();
    const add = (name: string, role: 'KASIR' | 'CUSTOMER', outletIds: string[], pinHash: string | null) =>
      users.add(aUser({ name, role, outletIds }), { pinHash });
    await add('Budi', 'KASIR', [outletId], 'h');
    await add('Agus without PIN', 'KASIR', [outletId], null);
    await add('Joao elsewhere', 'KASIR', [newId()], 'h');

    const { data, total } = await new SqlUserQueries(database).colleagues([outletId], { limit: 20, offset: 0 });

    expect(data.map(({ name }) => name)).toEqual(['Budi']);
    expect(total).toBe(1);
  });
});

describe('links to a new password', () => {
  const at = new Date();
  const expiresAt = new Date(at.getTime() + 3_600_000);

  it('are spent once by twenty at once, and with them every other link of the user', async () => {
    const resets = new SqlPasswordResetRepository(database);
    const user = aUser({ email: 'forgetful@warung.example' });
    await new SqlUserRepository(database).add(user, {});
    const [first, second] = [newId(), newId()];
    for (const id of [first, second]) {
      expect(await resets.request({ id, email: 'FORGETFUL@warung.example', at, expiresAt })).toEqual({
        userId: user.id,
      });
      await resets.arm(id, `hash ${id}`, expiresAt);
    }

    const spent = await Promise.all(Array.from({ length: 20 }, () => resets.spend(`hash ${first}`, at)));

    expect(spent.filter(Boolean)).toEqual([user.id]);
    expect(await resets.isGood(`hash ${second}`, at)).toBe(false);
  });

  it('are noted for unknown addresses too, and are for nobody', async () => {
    const resets = new SqlPasswordResetRepository(database);
    const id = newId();

    expect(await resets.request({ id, email: 'nobody@warung.example', at, expiresAt })).toEqual({ userId: null });
    expect(await resets.recipientOf(id)).toBeNull();
  });

  it('are mailed five times an hour at most to one person, and are dead after their hour', async () => {
    const resets = new SqlPasswordResetRepository(database);
    const email = 'victim@warung.example';
    await new SqlUserRepository(database).add(aUser({ email }), {});
    const ids = Array.from({ length: 6 }, () => newId());
    for (const [i, id] of ids.entries()) {
      await resets.request({ id, email, at: new Date(at.getTime() + i), expiresAt });
    }
    await resets.arm(ids[0]!, 'hash of the first', expiresAt);

    const mailed = await Promise.all(ids.map((id) => resets.recipientOf(id)));

    expect(mailed.map((to) => to?.email)).toEqual([...Array<string>(5).fill(email), undefined]);
    expect(await resets.spend('hash of the first', expiresAt)).toBeNull();
  });
});

describe('the hourly clean-up', () => {
  it('forgets what can open nothing any more, and nothing else', async () => {
    const a = processOn(database);
    const [gone, here] = [aUser(), aUser()];
    for (const user of [gone, here]) {
      await a.users.add(user, {});
      await a.logins.open(user, 'password');
    }
    await testDatabase.query(
      `UPDATE refresh_tokens SET expires_at = now() - interval '25 hours'
       WHERE session_id IN (SELECT id FROM login_sessions WHERE user_id = $1)`,
      [gone.id],
    );

    await new ExpireLogins(database, ENV).handle();

    const left = await testDatabase.query<{ user_id: string }>(
      'SELECT user_id FROM login_sessions WHERE user_id = ANY ($1::uuid[])',
      [[gone.id, here.id]],
    );
    expect(left).toEqual([{ user_id: here.id }]);
  });
});
