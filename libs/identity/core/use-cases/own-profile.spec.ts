import { beforeEach, describe, expect, it } from '@jest/globals';

import { aUser } from '../../testing/a-user.js';
import { asActor, identityWorld, NOON } from '../../testing/identity-world.js';
import { ChangeOwnProfile, type ChangeOwnProfileInput } from './change-own-profile.js';
import { ChangeUser, type ChangeUserInput } from './change-user.js';
import { DeleteUser } from './delete-user.js';
import { EraseOwnAccount } from './erase-own-account.js';
import { ReplaceOwnProfile } from './replace-own-profile.js';

const siti = aUser({ username: 'siti', email: 'siti@warung.example', name: 'Siti', role: 'KASIR', cpf: '52998224725' });
const actor = asActor(siti);
const after = (ms: number) => new Date(NOON.getTime() + ms);
const FIVE_MINUTES = 5 * 60_000;
const code = (expected: string) => ({ code: expected });

describe('one’s own account', () => {
  let world: ReturnType<typeof identityWorld>;
  let changeOwnProfile: ChangeOwnProfile;
  let eraseOwnAccount: EraseOwnAccount;

  beforeEach(async () => {
    world = identityWorld();
    const { users, sessions, ownerCheck, secretHashing, accountChanges, accountRemoval, unitOfWork } = world;
    changeOwnProfile = new ChangeOwnProfile(users, ownerCheck, secretHashing, accountChanges, unitOfWork);
    eraseOwnAccount = new EraseOwnAccount(ownerCheck, accountRemoval);
    await users.add(siti, { passwordHash: 'today:sambal', pinHash: 'today:1111' });
    const login = { userId: siti.id, at: NOON, expiresAt: after(1e9) };
    await sessions.open({ ...login, id: 'till', provedBy: 'pin', refreshHash: 'of the till' });
    await sessions.open({ ...login, id: 'phone', provedBy: 'password', refreshHash: 'of the phone' });
    world.clock.set(after(FIVE_MINUTES));
  });

  const change = (wish: Partial<ChangeOwnProfileInput>) =>
    changeOwnProfile.execute({ actor, sessionId: 'phone', changes: {}, secrets: {}, ...wish });

  describe('when changed', () => {
    it('needs no proof for what nobody logs in with', async () => {
      const changes = { name: null, phone: '+62812', email: 'SITI@warung.example' };

      expect(await change({ changes })).toMatchObject({ ...changes, version: 2 });
      expect(world.hasher.checked).toEqual([]);
      expect(world.audit.entries).toMatchObject([
        { action: 'user.changed', actor: { id: siti.id }, details: { fields: ['name', 'phone', 'email'] } },
      ]);
    });

    it.each<[string, Partial<ChangeOwnProfileInput>]>([
      ['e-mail address', { changes: { email: 'new@warung.example' } }],
      ['PIN', { secrets: { pin: '4826' } }],
    ])('needs the password for a new %s, or a login with it that is younger than five minutes', async (_, wish) => {
      await expect(change(wish)).rejects.toMatchObject(code('REAUTHENTICATION_REQUIRED'));
      await expect(change({ ...wish, currentPassword: 'wrong' })).rejects.toMatchObject(code('CURRENT_PASSWORD_WRONG'));
      await change({ ...wish, currentPassword: 'sambal' });

      world.clock.set(after(FIVE_MINUTES - 1));
      await change({ ...wish, sessionId: 'phone' });
      await expect(change({ ...wish, secrets: { pin: '4826' }, sessionId: 'till' })).rejects.toMatchObject(
        code('REAUTHENTICATION_REQUIRED'),
      );
    });

    it('needs the current password for a new one, however fresh the login is, and ends all other logins', async () => {
      world.clock.set(NOON);
      const secrets = { password: 'rendang-padang' };
      await expect(change({ secrets })).rejects.toMatchObject(code('CURRENT_PASSWORD_WRONG'));

      await change({ secrets, currentPassword: 'sambal' });

      expect((await world.users.accountById(siti.id))?.passwordHash).toBe('today:rendang-padang');
      expect(world.sessions.tokens.get('of the phone')?.ended).toBe(false);
      expect(world.sessions.tokens.get('of the till')?.ended).toBe(true);
      expect(world.access.userIds).toEqual([siti.id]);
    });

    it('takes no password that is its own new name', async () => {
      const changes = { email: 'rendang-padang@warung.example' };

      await expect(
        change({ changes, secrets: { password: 'rendang-padang' }, currentPassword: 'sambal' }),
      ).rejects.toMatchObject(code('PASSWORD_COMMON'));
    });

    it('counts a wrong current password as a wrong try', async () => {
      const wish = { secrets: { pin: '4826' } };
      for (let i = 0; i < 5; i++) await change({ ...wish, currentPassword: 'wrong' }).catch(() => undefined);

      await expect(change({ ...wish, currentPassword: 'sambal' })).rejects.toMatchObject(code('RATE_LIMITED'));
      expect(world.securityLog.notes.at(-1)).toMatchObject({ purpose: 'reauthentication', outcome: 'locked' });
    });

    it('refuses a stale version, and whoever is gone', async () => {
      await expect(change({ version: 2 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { version: 1 } });
      await expect(change({ actor: asActor(aUser()) })).rejects.toMatchObject(code('USER_NOT_FOUND'));
    });
  });

  describe('when an ADMIN changes it by their own id', () => {
    const boss = aUser({ username: 'boss', email: 'boss@warung.example', role: 'ADMIN' });
    const change = (wish: Partial<ChangeUserInput>) => {
      const { users, ownerCheck, secretHashing, staffOutlets, accountChanges, unitOfWork } = world;
      const changeUser = new ChangeUser(users, ownerCheck, secretHashing, staffOutlets, accountChanges, unitOfWork);
      const own = { actor: asActor(boss), sessionId: 'desk', userId: boss.id };
      return changeUser.execute({ ...own, changes: {}, secrets: {}, ...wish });
    };

    beforeEach(async () => {
      await world.users.add(boss, { passwordHash: 'today:sambal' });
      const login = { userId: boss.id, at: NOON, expiresAt: after(1e9), provedBy: 'password' } as const;
      await world.sessions.open({ ...login, id: 'desk', refreshHash: 'of the desk' });
      await world.sessions.open({ ...login, id: 'home', refreshHash: 'of the home' });
    });

    it.each<[string, Partial<ChangeUserInput>]>([
      ['username', { changes: { username: 'the-boss' } }],
      ['e-mail address', { changes: { email: 'new@warung.example' } }],
      ['PIN', { secrets: { pin: '4826' } }],
      ['lack of a PIN', { secrets: { pin: null } }],
    ])('needs the same proof for a new %s', async (_, wish) => {
      await expect(change(wish)).rejects.toMatchObject(code('REAUTHENTICATION_REQUIRED'));
      await expect(change({ ...wish, currentPassword: 'wrong' })).rejects.toMatchObject(code('CURRENT_PASSWORD_WRONG'));
      expect(await change({ ...wish, currentPassword: 'sambal' })).toMatchObject({ version: 2 });

      world.clock.set(after(FIVE_MINUTES - 1));
      expect(await change(wish)).toMatchObject({ version: 3 });
    });

    it('needs the current password for a new one, and leaves that login open', async () => {
      world.clock.set(NOON);
      const secrets = { password: 'rendang-padang' };
      await expect(change({ secrets })).rejects.toMatchObject(code('CURRENT_PASSWORD_WRONG'));

      await change({ secrets, currentPassword: 'sambal' });

      expect(world.sessions.tokens.get('of the desk')?.ended).toBe(false);
      expect(world.sessions.tokens.get('of the home')?.ended).toBe(true);
    });

    it('needs none for anything else, nor for anybody else', async () => {
      expect(await change({ changes: { name: 'Boss', username: 'boss', locale: 'en' } })).toMatchObject({ version: 2 });
      expect(await change({ userId: siti.id, secrets: { pin: '4826', password: 'rendang-padang' } })).toMatchObject({
        version: 2,
      });
      expect(world.hasher.checked).toEqual([]);
    });

    it('needs it too when it is closed by its id', async () => {
      const other = aUser({ username: 'other', role: 'ADMIN' });
      await world.users.add(other, {});
      const deleteUser = new DeleteUser(world.users, world.ownerCheck, world.accountRemoval);
      const own = { actor: asActor(boss), sessionId: 'desk', userId: boss.id };

      await expect(deleteUser.execute(own)).rejects.toMatchObject(code('REAUTHENTICATION_REQUIRED'));
      await deleteUser.execute({ ...own, userId: siti.id });
      await deleteUser.execute({ ...own, currentPassword: 'sambal' });

      expect([await world.users.find(siti.id), await world.users.find(boss.id)]).toEqual([null, null]);
    });
  });

  describe('when replaced', () => {
    const replace = (profile: Partial<Parameters<ReplaceOwnProfile['execute']>[0]['profile']>) =>
      new ReplaceOwnProfile(changeOwnProfile).execute({
        actor,
        sessionId: 'phone',
        profile: { locale: 'id', ...profile },
        secrets: {},
      });

    it('removes what is left out, but keeps what one logs in with', async () => {
      const replaced = await replace({ phone: '+62812' });

      expect(replaced).toMatchObject({
        username: 'siti',
        email: 'siti@warung.example',
        name: null,
        phone: '+62812',
        cpf: null,
        cnpj: null,
        stateRegistration: null,
        locale: 'id',
      });
      expect(await world.users.accountById(siti.id)).toMatchObject({
        passwordHash: 'today:sambal',
        pinHash: 'today:1111',
      });
    });

    it('needs the same proof as a change for another e-mail address', async () => {
      await expect(replace({ email: null })).rejects.toMatchObject(code('REAUTHENTICATION_REQUIRED'));
    });
  });

  describe('when erased', () => {
    it('needs its owner', async () => {
      const proof = { actor, sessionId: 'till' };

      await expect(eraseOwnAccount.execute(proof)).rejects.toMatchObject(code('REAUTHENTICATION_REQUIRED'));
      await expect(eraseOwnAccount.execute({ ...proof, currentPassword: 'wrong' })).rejects.toMatchObject(
        code('CURRENT_PASSWORD_WRONG'),
      );
      expect(await world.users.find(siti.id)).not.toBeNull();
    });

    it('takes everything that names the person with it, and ends the logins', async () => {
      const erased: string[] = [];
      world.personalData.register('orders', { export: async () => [], erase: async (id) => void erased.push(id) });

      await eraseOwnAccount.execute({ actor, sessionId: 'till', currentPassword: 'sambal' });

      expect(await world.users.find(siti.id)).toBeNull();
      expect(erased).toEqual([siti.id]);
      expect([...world.sessions.tokens.values()].every(({ ended }) => ended)).toBe(true);
      expect(world.access.userIds).toEqual([siti.id]);
      expect(world.audit.entries).toMatchObject([{ action: 'user.erased', actor: { id: siti.id } }]);
      expect(world.audit.forgotten).toEqual([siti.id]);
    });

    it('stays as long as a duty is not done', async () => {
      world.duties.register({ assertEndable: () => Promise.reject(new Error('a drawer is open')) });
      const proof = { actor, sessionId: 'phone', currentPassword: 'sambal' };

      await expect(eraseOwnAccount.execute(proof)).rejects.toThrow('a drawer is open');
      expect(await world.users.find(siti.id)).not.toBeNull();
    });
  });
});
