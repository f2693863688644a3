import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, SYSTEM, type UserActor } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import {
  CountingThrottle,
  DirectUnitOfWork,
  InMemoryLoginSessions,
  KeptSecurityLog,
  MonthOfRefreshing,
  PlainHasher,
  ReadableTokens,
} from '../../testing/fakes.js';
import { InMemoryUserRepository } from '../../testing/in-memory-user.repository.js';
import { ApproveAct } from './approve-act.js';
import { LogIn } from './log-in.js';
import { OpenLogin } from './open-login.js';
import { ProveAccount } from './prove-account.js';
import { SwitchByPin } from './switch-by-pin.js';

const NOON = new Date('2026-03-02T12:00:00Z');

const siti = aUser({ username: 'siti', email: 'siti@warung.example', role: 'KASIR', outletIds: ['jakarta'] });
const rina = aUser({ username: 'rina', role: 'SUPERVISOR', outletIds: ['jakarta'] });
const joao = aUser({ username: 'joao', role: 'SUPERVISOR', outletIds: ['sao-paulo'] });
const asActor = ({ id, role, outletIds }: typeof siti): UserActor => ({ kind: 'user', id, role, outletIds });

let hasher: PlainHasher;
let throttle: CountingThrottle;
let log: KeptSecurityLog;
let users: InMemoryUserRepository;
let proveAccount: ProveAccount;
let openLogin: OpenLogin;

beforeEach(async () => {
  const tokens = new ReadableTokens();
  const clock = new FixedClock(NOON);
  hasher = new PlainHasher();
  throttle = new CountingThrottle();
  log = new KeptSecurityLog();
  users = new InMemoryUserRepository();
  await users.add(siti, { passwordHash: 'today:sambal', pinHash: 'today:1111' });
  await users.add(rina, { passwordHash: 'old:rendang', pinHash: 'today:2222' });
  await users.add(joao, { passwordHash: 'today:feijoada', pinHash: 'today:3333' });
  proveAccount = new ProveAccount(throttle, hasher, users, tokens, log);
  openLogin = new OpenLogin(
    new InMemoryLoginSessions(),
    tokens,
    new MonthOfRefreshing(),
    new DirectUnitOfWork(),
    clock,
  );
});

describe('logging in', () => {
  const logIn = (name: string, password: string) =>
    new LogIn(users, proveAccount, openLogin).execute({
      name: name.includes('@') ? { email: name } : { username: name },
      password,
    });

  it('works with the username and with the address, in any case', async () => {
    expect((await logIn('SITI', 'sambal')).user).toEqual(siti);
    expect((await logIn('Siti@Warung.example', 'sambal')).accessToken).toBe(`access of ${siti.id} as KASIR`);
  });

  it('answers alike for a wrong password and for nobody, and looks at a digest for both', async () => {
    await expect(logIn('siti', 'wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await expect(logIn('nobody', 'wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });

    expect(hasher.checked).toEqual(['today:sambal', null]);
  });

  it('refuses the sixth try, whether the account exists or not, without looking at the password', async () => {
    for (const name of ['siti', 'nobody']) {
      for (let i = 0; i < 5; i++) await expect(logIn(name, 'wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
      await expect(logIn(name, 'sambal')).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retry_after: 20 } });
    }
    expect(hasher.checked).toHaveLength(10);
  });

  it('counts a name and its address as one account', async () => {
    for (let i = 0; i < 5; i++) await logIn(i % 2 ? 'siti' : 'siti@warung.example', 'wrong').catch(() => undefined);

    await expect(logIn('siti', 'wrong')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('forgets failures after a success', async () => {
    for (let i = 0; i < 20; i++) await logIn('siti', i % 4 ? 'wrong' : 'sambal').catch(() => undefined);

    expect((await logIn('siti', 'sambal')).user).toEqual(siti);
  });

  it('notes every proof, without the secret or the name that nobody has', async () => {
    await logIn('siti', 'sambal');
    await logIn('siti', 'my-other-password').catch(() => undefined);
    await logIn('my-password-in-the-wrong-field', 'x').catch(() => undefined);

    const shared = { purpose: 'login', kind: 'password', by: SYSTEM, outletId: null };
    expect(log.notes).toEqual([
      { ...shared, userId: siti.id, outcome: 'right' },
      { ...shared, userId: siti.id, outcome: 'wrong' },
      { ...shared, userId: null, outcome: 'wrong' },
    ]);
  });

  it('strengthens a digest of older parameters', async () => {
    await logIn('rina', 'rendang');

    expect((await users.accountById(rina.id))?.passwordHash).toBe('today:rendang');
  });
});

describe('switching a till by PIN', () => {
  const switchTo = (user: typeof siti, pin: string) =>
    new SwitchByPin(users, proveAccount, openLogin).execute({ actor: asActor(siti), userId: user.id, pin });

  it('signs a colleague of the outlet in', async () => {
    expect((await switchTo(rina, '2222')).user).toEqual(rina);
  });

  it('refuses a stranger with the right PIN as it refuses a wrong one', async () => {
    await expect(switchTo(joao, '3333')).rejects.toMatchObject({ code: 'PIN_FAILED' });
    await expect(switchTo(rina, '9999')).rejects.toMatchObject({ code: 'PIN_FAILED' });
  });

  it('counts wrong PINs against the account', async () => {
    for (let i = 0; i < 5; i++) await switchTo(rina, '9999').catch(() => undefined);

    await expect(switchTo(rina, '2222')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

describe('approving an act', () => {
  const approve = (user: typeof siti, outletId: string, approval?: Parameters<ApproveAct['execute']>[0]['approval']) =>
    new ApproveAct(users, proveAccount).execute({ actor: asActor(user), outletId, approval });

  it('needs nothing more from a SUPERVISOR of the outlet or an ADMIN', async () => {
    const admin = aUser({ role: 'ADMIN' });

    expect(await approve(rina, 'jakarta')).toBe(rina.id);
    expect(await approve(admin, 'sao-paulo')).toBe(admin.id);
  });

  it('needs a proof from everybody else', async () => {
    await expect(approve(siti, 'jakarta')).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    await expect(approve(siti, 'jakarta', { userId: rina.id })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    await expect(approve(joao, 'jakarta', { pin: '2222' })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
  });

  it('takes the PIN or the password of a SUPERVISOR of the outlet', async () => {
    expect(await approve(siti, 'jakarta', { userId: rina.id, pin: '2222' })).toBe(rina.id);
    expect(await approve(siti, 'jakarta', { username: 'RINA', password: 'rendang' })).toBe(rina.id);
  });

  it.each([
    ['a wrong PIN', () => ({ userId: rina.id, pin: '9999' })],
    ['a SUPERVISOR of another outlet', () => ({ userId: joao.id, pin: '3333' })],
    ["the cashier's own PIN", () => ({ userId: siti.id, pin: '1111' })],
    ['nobody', () => ({ username: 'nobody', password: 'x' })],
  ])('refuses %s', async (_, approval) => {
    await expect(approve(siti, 'jakarta', approval())).rejects.toMatchObject({ code: 'APPROVAL_DENIED' });
  });

  it('counts wrong PINs against the approver', async () => {
    const wrong = { userId: rina.id, pin: '9999' };
    for (let i = 0; i < 5; i++) await approve(siti, 'jakarta', wrong).catch(() => undefined);

    await expect(approve(siti, 'jakarta', { userId: rina.id, pin: '2222' })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
    expect(log.notes.map(({ outcome }) => outcome)).toEqual([...Array<string>(5).fill('wrong'), 'locked']);
    expect(log.notes[0]).toMatchObject({
      purpose: 'approval',
      userId: rina.id,
      outletId: 'jakarta',
      by: { id: siti.id },
    });
    // The PIN is locked, not the password.
    expect(await approve(siti, 'jakarta', { userId: rina.id, password: 'rendang' })).toBe(rina.id);
  });
});
