import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import {
  DirectUnitOfWork,
  InMemoryLoginSessions,
  KeptAccessChanges,
  KeptAudit,
  MonthOfRefreshing,
  ReadableTokens,
} from '../../testing/fakes.js';
import { InMemoryUserRepository } from '../../testing/in-memory-user.repository.js';
import { LogOut } from './log-out.js';
import { OpenLogin } from './open-login.js';
import { RefreshLogin } from './refresh-login.js';
import { SpendRefreshToken } from './spend-refresh-token.js';

const NOON = new Date('2026-03-02T12:00:00Z');
const after = (ms: number) => new Date(NOON.getTime() + ms);

const user = aUser({ role: 'KASIR' });
let clock: FixedClock;
let access: KeptAccessChanges;
let audit: KeptAudit;
let sessions: InMemoryLoginSessions;
let refreshLogin: RefreshLogin;
let logOut: LogOut;
let first: string;

beforeEach(async () => {
  const [tokens, settings, unitOfWork] = [new ReadableTokens(), new MonthOfRefreshing(), new DirectUnitOfWork()];
  const users = new InMemoryUserRepository();
  clock = new FixedClock(NOON);
  access = new KeptAccessChanges();
  audit = new KeptAudit();
  sessions = new InMemoryLoginSessions();
  await users.add(user, {});
  const spend = new SpendRefreshToken(sessions, tokens, access, settings, clock, audit);
  refreshLogin = new RefreshLogin(spend, users, tokens, unitOfWork);
  logOut = new LogOut(sessions, tokens, access, audit, unitOfWork, clock);
  first = (await new OpenLogin(sessions, tokens, settings, unitOfWork, clock).execute(user, 'password')).refreshToken;
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
    clock.set(after(20_000));

    expect(await refresh(first)).toBe(second);
    expect(access.userIds).toEqual([]);
  });

  it('ends the whole family when a spent token comes back later', async () => {
    const second = await refresh(first);
    clock.set(after(20_001));

    await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });

    await expect(refresh(second)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(access.userIds).toEqual([user.id]);
  });

  it('refuses an expired token and one that nobody made', async () => {
    clock.set(after(31 * 24 * 3_600_000));

    await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    await expect(refresh('made up')).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
  });

  it('has nothing more to give after logging out', async () => {
    const second = await refresh(first);

    await logOut.execute({ refreshToken: second });

    await expect(refresh(second)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(access.userIds).toEqual([user.id]);
  });
});
