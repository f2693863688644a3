import { beforeEach, describe, expect, it } from '@jest/globals';

import { aUser } from '../../testing/a-user.js';
import { identityWorld, NOON } from '../../testing/identity-world.js';
import { LogOut } from './log-out.js';
import { RefreshLogin } from './refresh-login.js';

const after = (ms: number) => new Date(NOON.getTime() + ms);

const user = aUser({ role: 'KASIR' });
let world: ReturnType<typeof identityWorld>;
let refreshLogin: RefreshLogin;
let logOut: LogOut;
let first: string;

beforeEach(async () => {
  world = identityWorld();
  const { sessions, users, tokens, access, audit, unitOfWork, clock, logins } = world;
  await users.add(user, {});
  refreshLogin = new RefreshLogin(sessions, users, tokens, access, audit, unitOfWork, clock);
  logOut = new LogOut(sessions, tokens, access, audit, unitOfWork, clock);
  first = (await logins.open(user, 'password')).refreshToken;
});

const refresh = async (token: string) => (await refreshLogin.execute(token)).refreshToken;

describe('refreshing a login', () => {
  it('answers the next token of the family, and so on', async () => {
    const second = await refresh(first);
    const third = await refresh(second);

    expect(new Set([first, second, third]).size).toBe(3);
  });

  it('answers the same successor again within the grace: a lost answer, or two tabs', async () => {
    const second = await refresh(first);
    world.clock.set(after(20_000));

    expect(await refresh(first)).toBe(second);
    expect(world.access.userIds).toEqual([]);
  });

  it('ends the whole family when a spent token comes back later', async () => {
    const second = await refresh(first);
    world.clock.set(after(20_001));

    await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });

    await expect(refresh(second)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(world.access.userIds).toEqual([user.id]);
  });

  it('refuses an expired token and one that nobody made', async () => {
    world.clock.set(after(31 * 24 * 3_600_000));

    await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    await expect(refresh('made up')).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
  });

  it('has nothing more to give after logging out', async () => {
    const second = await refresh(first);

    await logOut.execute({ refreshToken: second });

    await expect(refresh(second)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(world.access.userIds).toEqual([user.id]);
  });
});

describe('logging out', () => {
  it('ends a login once, by its session or by its refresh token, and notes it', async () => {
    const sessionId = world.sessions.tokens.get(`digest of ${first}`)!.sessionId;

    await logOut.execute({ userId: user.id, sessionId });
    await logOut.execute({ userId: user.id, sessionId });
    await logOut.execute({ refreshToken: first });

    expect(world.access.userIds).toEqual([user.id]);
    expect(world.audit.entries).toMatchObject([
      { action: 'session.revoked', actor: { id: user.id }, subjectId: sessionId, reason: 'logged out' },
    ]);
  });

  it('needs a refresh token that somebody made', async () => {
    await expect(logOut.execute({ refreshToken: 'made up' })).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
  });
});
