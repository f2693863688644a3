import { beforeEach, describe, expect, it } from '@jest/globals';

import { SYSTEM } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import { asActor, identityWorld } from '../../testing/identity-world.js';
import { LogIn } from './log-in.js';
import { SwitchByPin } from './switch-by-pin.js';

const siti = aUser({ username: 'siti', email: 'siti@warung.example', role: 'KASIR', outletIds: ['jakarta'] });
const rina = aUser({ username: 'rina', role: 'SUPERVISOR', outletIds: ['jakarta'] });
const joao = aUser({ username: 'joao', role: 'SUPERVISOR', outletIds: ['sao-paulo'] });
let world: ReturnType<typeof identityWorld>;

beforeEach(async () => {
  world = identityWorld();
  await world.users.add(siti, { passwordHash: 'today:sambal', pinHash: 'today:1111' });
  await world.users.add(rina, { passwordHash: 'old:rendang', pinHash: 'today:2222' });
  await world.users.add(joao, { passwordHash: 'today:feijoada', pinHash: 'today:3333' });
});

describe('logging in', () => {
  const logIn = (name: string, password: string) =>
    new LogIn(world.users, world.secretCheck, world.logins).execute({
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

    expect(world.hasher.checked).toEqual(['today:sambal', null]);
  });

  it('refuses the sixth try, whether the account exists or not, without looking at the password', async () => {
    for (const name of ['siti', 'nobody']) {
      for (let i = 0; i < 5; i++) await expect(logIn(name, 'wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
      await expect(logIn(name, 'sambal')).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retry_after: 20 } });
    }
    expect(world.hasher.checked).toHaveLength(10);
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
    expect(world.securityLog.notes).toEqual([
      { ...shared, userId: siti.id, outcome: 'right' },
      { ...shared, userId: siti.id, outcome: 'wrong' },
      { ...shared, userId: null, outcome: 'wrong' },
    ]);
  });

  it('strengthens a digest of older parameters', async () => {
    await logIn('rina', 'rendang');

    expect((await world.users.accountById(rina.id))?.passwordHash).toBe('today:rendang');
  });
});

describe('switching a till by PIN', () => {
  const switchTo = (user: typeof siti, pin: string) =>
    new SwitchByPin(world.users, world.secretCheck, world.logins).execute({
      actor: asActor(siti),
      userId: user.id,
      pin,
    });

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
