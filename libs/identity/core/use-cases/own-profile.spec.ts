import { beforeEach, describe, expect, it } from '@jest/globals';

import { aUser } from '../../testing/a-user.js';
import { asActor, identityWorld, NOON } from '../../testing/identity-world.js';
import { ChangeOwnProfile, type ChangeOwnProfileInput } from './change-own-profile.js';
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
