import { beforeEach, describe, expect, it } from '@jest/globals';

import { SYSTEM, type UserActor } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import { asActor, identityWorld } from '../../testing/identity-world.js';
import type { User } from '../model/user.js';
import type { Logins } from '../services/logins.js';
import { ChangeUser, type ChangeUserInput } from './change-user.js';
import { CreateUser } from './create-user.js';
import { DeleteUser } from './delete-user.js';
import { EnsureAccount } from './ensure-account.js';
import { RegisterUser } from './register-user.js';

const admin = aUser({ username: 'admin', role: 'ADMIN' });
const ADMIN: UserActor = asActor(admin);
let world: ReturnType<typeof identityWorld>;
let changeUser: ChangeUser;
let deleteUser: DeleteUser;

beforeEach(async () => {
  world = identityWorld();
  const { users, ownerCheck, secretHashing, staffOutlets, accountChanges, accountRemoval, unitOfWork } = world;
  changeUser = new ChangeUser(users, ownerCheck, secretHashing, staffOutlets, accountChanges, unitOfWork);
  deleteUser = new DeleteUser(users, ownerCheck, accountRemoval);
  await world.users.add(admin, { passwordHash: 'today:x' });
});

const LOGIN = { accessToken: 'access', refreshToken: 'refresh', expiresIn: 60 };

const change = (user: User, input: Partial<ChangeUserInput>) =>
  changeUser.execute({ actor: ADMIN, sessionId: 'desk', userId: user.id, changes: {}, secrets: {}, ...input });

describe('registering', () => {
  const register = async (input: Partial<Parameters<RegisterUser['execute']>[0]>, staffMayRegister = false) => {
    const logins = { open: (user: User) => Promise.resolve({ ...LOGIN, user }) } as unknown as Logins;
    const wanted = { username: 'siti', password: 'sambal-terasi', locale: 'id', ...input } as const;
    return (await new RegisterUser(world.accounts, logins, staffMayRegister).execute(wanted)).user;
  };

  it('makes a customer without outlets', async () => {
    expect(await register({})).toMatchObject({ role: 'CUSTOMER', outletIds: [], locale: 'id' });
  });

  it('gives staff every outlet there is, or those that were named', async () => {
    expect((await register({ role: 'KASIR' }, true)).outletIds).toEqual(['jakarta', 'sao-paulo']);
    expect((await register({ username: 'joao', role: 'KASIR', outletIds: ['sao-paulo'] }, true)).outletIds).toEqual([
      'sao-paulo',
    ]);
  });

  it('needs a name to log in with, and outlets that exist', async () => {
    await expect(register({ username: undefined })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(register({ actor: ADMIN, role: 'WAITER', outletIds: ['mars'] })).rejects.toMatchObject({
      code: 'OUTLET_UNKNOWN',
      details: { outlet_ids: ['mars'] },
    });
  });

  it('takes composed and compatible letters for the same name', async () => {
    await register({ username: 'caf\u0065\u0301' });

    await expect(register({ username: 'CAF\u00C9' })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  });
});

describe('creating a user', () => {
  const create = (account: Partial<Parameters<CreateUser['execute']>[0]['account']>) =>
    new CreateUser(world.accounts).execute({
      actor: ADMIN,
      account: { username: 'siti', password: 'sambal-terasi', locale: 'id', ...account },
    });

  it('makes a customer when nothing is said about the role, and notes who did it', async () => {
    const user = await create({});

    expect(user).toMatchObject({ role: 'CUSTOMER', outletIds: [], hasLogin: true, version: 1 });
    expect(world.audit.entries).toEqual([
      {
        outletId: null,
        actor: { kind: 'user', id: admin.id, role: 'ADMIN' },
        action: 'user.created',
        subjectType: 'user',
        subjectId: user.id,
        details: { role: 'CUSTOMER', outlet_ids: [] },
      },
    ]);
  });

  it('gives staff a PIN and their outlets, and a customer neither', async () => {
    const { id } = await create({ role: 'KASIR', pin: '4826', outletIds: ['jakarta'] });

    expect(await world.users.accountById(id)).toMatchObject({
      user: { role: 'KASIR', outletIds: ['jakarta'] },
      passwordHash: 'today:sambal-terasi',
      pinHash: 'today:4826',
    });
    await expect(create({ username: 'ana', pin: '4826' })).rejects.toMatchObject({ code: 'PIN_FOR_STAFF_ONLY' });
    await expect(create({ username: 'ana', outletIds: ['jakarta'] })).rejects.toMatchObject({
      code: 'CUSTOMER_HAS_NO_OUTLETS',
    });
  });

  it('refuses an account that nobody could log in to', async () => {
    await expect(create({ username: null })).rejects.toMatchObject({ code: 'LOGIN_NAME_REQUIRED' });
  });
});

describe('ensuring an account', () => {
  it('makes it once', async () => {
    const ensure = new EnsureAccount(world.users, world.accounts);
    const account = { username: 'kasir', password: 'comanda-demo', pin: '1111', role: 'KASIR' } as const;

    const id = await ensure.execute(account);

    expect(await ensure.execute({ ...account, username: 'KASIR', password: 'other' })).toBe(id);
    expect((await world.users.accountById(id))?.passwordHash).toBe('today:comanda-demo');
  });
});

describe('changing a user', () => {
  it('tells every process when the role or the outlets change, and not for a name', async () => {
    const user = aUser({ role: 'KASIR', outletIds: ['jakarta'] });
    await world.users.add(user, {});

    await change(user, { changes: { name: 'Siti' } });
    expect(world.access.userIds).toEqual([]);

    await change(user, { changes: { role: 'WAITER' } });
    await change(user, { changes: { outletIds: ['sao-paulo'] } });
    expect(world.access.userIds).toEqual([user.id, user.id]);
  });

  it('gives every outlet to whoever becomes staff without a word about them', async () => {
    const user = aUser();
    await world.users.add(user, {});

    expect((await change(user, { changes: { role: 'WAITER' } })).outletIds).toEqual(['jakarta', 'sao-paulo']);
  });

  it('ends the logins when it sets a password, and audits that without the password', async () => {
    const user = aUser({ role: 'KASIR' });
    await world.users.add(user, {});
    await world.sessions.open({
      id: 's',
      userId: user.id,
      provedBy: 'password',
      at: new Date(),
      refreshHash: 'h',
      expiresAt: new Date(),
    });

    await change(user, { secrets: { password: 'another one', pin: '4826' } });

    expect(world.sessions.tokens.get('h')?.ended).toBe(true);
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'user.changed',
      details: { fields: ['passwordHash', 'pinHash'] },
    });
  });

  it.each(['password', 'PASSWORD', ' Password ', 'rina-kasir', 'Rina-Kasir', 'rina@warung.example', 'rina.warung'])(
    'refuses the password %s: anybody would guess it',
    async (password) => {
      const user = aUser({ username: 'rina-kasir', email: 'rina.warung@warung.example' });
      await world.users.add(user, {});
      const email = password === 'rina@warung.example' ? password : undefined;

      await expect(change(user, { changes: { email }, secrets: { password } })).rejects.toMatchObject({
        code: 'PASSWORD_COMMON',
      });
      await expect(
        world.accounts.create({ by: SYSTEM, username: 'rina-kasir', email, password, role: 'CUSTOMER', locale: 'en' }),
      ).rejects.toMatchObject({ code: password === 'rina.warung' ? 'USERNAME_TAKEN' : 'PASSWORD_COMMON' });
    },
  );

  it('owes a mail to the address that an account had, whoever changes it, and none to who cannot log in', async () => {
    const user = aUser({ email: 'old@warung.example' });
    await world.users.add(user, { passwordHash: 'today:x' });
    await change(user, { changes: { email: 'OLD@warung.example' } });
    expect(world.jobs.jobs).toEqual([]);

    await change(user, { changes: { email: 'new@warung.example' } });

    expect(world.emailChanges.changes).toMatchObject([{ userId: user.id, oldEmail: 'OLD@warung.example' }]);
    expect(world.jobs.jobs).toMatchObject([
      { kind: 'identity.tell-email-changed', payload: { change_id: world.emailChanges.changes[0]?.id } },
    ]);
    expect(JSON.stringify(world.jobs.jobs)).not.toContain('warung');
    const writtenDown = aUser({ email: 'typo@warung.example', hasLogin: false });
    await world.users.add(writtenDown, {});
    await change(writtenDown, { changes: { email: 'right@warung.example' } });
    expect(world.jobs.jobs).toHaveLength(1);
  });

  it('asks the duties before somebody goes, or loses a role or an outlet', async () => {
    const asked: unknown[] = [];
    world.duties.register({
      assertEndable: async (_, after) => void asked.push(after && [after.role, ...after.outletIds]),
    });
    const user = aUser({ role: 'KASIR', outletIds: ['jakarta'] });
    await world.users.add(user, {});

    await change(user, { changes: { name: 'Siti' } });
    await change(user, { changes: { role: 'KITCHEN' } });
    await change(user, { changes: { outletIds: [] } });
    await deleteUser.execute({ actor: ADMIN, sessionId: 'desk', userId: user.id });

    expect(asked).toEqual([['KITCHEN', 'jakarta'], ['KITCHEN'], null]);
  });

  it('refuses a stale version and an unknown user', async () => {
    await expect(change(admin, { version: 9 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(change(aUser(), {})).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });

  it('keeps the last ADMIN from losing the role and from being deleted', async () => {
    await expect(change(admin, { changes: { role: 'KASIR' } })).rejects.toMatchObject({ code: 'LAST_ADMIN' });
    const own = { actor: ADMIN, sessionId: 'desk', currentPassword: 'x', userId: admin.id };
    await expect(deleteUser.execute(own)).rejects.toMatchObject({ code: 'LAST_ADMIN' });

    await world.users.add(aUser({ role: 'ADMIN' }), {});
    await deleteUser.execute(own);
    expect(await world.users.find(admin.id)).toBeNull();
    expect(world.access.userIds).toEqual([admin.id]);
  });
});
