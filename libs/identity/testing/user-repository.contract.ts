import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { UserRepository } from '../core/identity.ports.js';
import { changed } from '../core/model/user.js';
import { aUser } from './a-user.js';

const LATER = new Date('2026-03-03T12:00:00Z');

/** What every user repository promises. */
export function describeUserRepository(make: () => Promise<UserRepository>): void {
  describe('a user repository', () => {
    let users: UserRepository;
    beforeAll(async () => {
      users = await make();
    });

    it('gives back what it was given, with outlets', async () => {
      const user = aUser({ role: 'KASIR', outletIds: [newId(), newId()].toSorted(), email: 'Siti@Warung.example' });

      await users.add(user, { passwordHash: 'p', pinHash: 'n' });

      expect(await users.find(user.id)).toEqual(user);
      expect(await users.accountById(user.id)).toEqual({ user, passwordHash: 'p', pinHash: 'n' });
    });

    it('finds an account by its name or address in any case', async () => {
      const user = aUser({ username: 'Ágata', email: 'Agata@Loja.example' });
      await users.add(user, {});

      expect((await users.accountByName({ username: 'áGATA' }))?.user.id).toBe(user.id);
      expect((await users.accountByName({ email: 'AGATA@loja.EXAMPLE' }))?.user.id).toBe(user.id);
      expect(await users.accountByName({ email: 'Ágata' })).toBeNull();
    });

    it('refuses a name or an address that somebody has, in any case', async () => {
      await users.add(aUser({ username: 'budi', email: 'budi@warung.example' }), {});

      await expect(users.add(aUser({ username: 'BUDI' }), {})).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
      await expect(users.add(aUser({ email: 'Budi@Warung.example' }), {})).rejects.toMatchObject({
        code: 'EMAIL_TAKEN',
      });
    });

    it('saves a change over the version before it and refuses one over an older version', async () => {
      const user = aUser({ role: 'WAITER', outletIds: [newId()] });
      await users.add(user, { passwordHash: 'p', pinHash: 'n' });
      const next = changed(user, { name: 'Rina', outletIds: [newId()] }, LATER);

      await users.save(next, { pinHash: null });

      expect(await users.accountById(user.id)).toEqual({ user: next, passwordHash: 'p', pinHash: null });
      await expect(users.save(next)).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { version: 2 } });
    });

    it('replaces a digest only while it is still the same', async () => {
      const user = aUser();
      await users.add(user, { passwordHash: 'old' });

      await users.rehash(user.id, 'other', 'wrong');
      await users.rehash(user.id, 'old', 'new');

      expect((await users.accountById(user.id))?.passwordHash).toBe('new');
    });

    it('removes once, and the name is free again', async () => {
      const user = aUser({ username: 'leaver' });
      await users.add(user, {});

      expect(await users.remove(user.id, LATER, false)).toBe(true);
      expect(await users.remove(user.id, LATER, false)).toBe(false);

      expect(await users.find(user.id)).toBeNull();
      await users.add(aUser({ username: 'leaver' }), {});
    });
  });
}
