import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { PasswordResetRepository } from '../core/identity.ports.js';
import type { User } from '../core/model/user.js';
import { aUser } from './a-user.js';

const AT = new Date('2026-03-02T12:00:00Z');
const EXPIRES = new Date('2026-03-02T13:00:00Z');

/** What every PasswordResetRepository does; run on the fake and on PostgreSQL. `add` stores a user. */
export function passwordResetRepositoryContract(
  repository: () => PasswordResetRepository,
  add: (user: User) => Promise<void>,
): void {
  let made = 0;
  const somebody = async (): Promise<User & { email: string }> => {
    const email = `reset-contract-${++made}@warung.example`;
    const user = { ...aUser({ name: 'Siti', locale: 'id' }), email };
    await add(user);
    return user;
  };
  const requested = async (email: string, at = AT): Promise<string> => {
    const id = newId();
    await repository().request({ id, email, at, expiresAt: EXPIRES });
    return id;
  };

  it('notes a request for whoever has the address, in any case of letters, and for nobody', async () => {
    const user = await somebody();
    const of = (email: string) => repository().request({ id: newId(), email, at: AT, expiresAt: EXPIRES });

    expect(await of(user.email.toUpperCase())).toEqual({ userId: user.id });
    expect(await of('nobody-at-all@warung.example')).toEqual({ userId: null });
  });

  it('says whom to write to, five times within an hour at most', async () => {
    const user = await somebody();
    const minutes = [0, 10, 20, 30, 40, 50, 61];
    const ids: string[] = [];
    for (const minute of minutes) ids.push(await requested(user.email, new Date(AT.getTime() + minute * 60_000)));
    const recipient = { userId: user.id, email: user.email, name: 'Siti', locale: 'id' };

    const told: unknown[] = [];
    for (const id of ids) told.push(await repository().recipientOf(id));

    // The sixth is one too many; with the seventh the first is longer ago than an hour, but five others are not.
    expect(told).toEqual([recipient, recipient, recipient, recipient, recipient, null, null]);
    expect(await repository().recipientOf(newId())).toBeNull();
    expect(await repository().recipientOf(await requested('nobody-at-all@warung.example'))).toBeNull();
  });

  it('knows a token from when it is armed until it expires', async () => {
    const user = await somebody();
    const id = await requested(user.email);
    const hash = `hash ${id}`;
    expect(await repository().isGood(hash, AT)).toBe(false);

    await repository().arm(id, hash, EXPIRES);

    expect(await repository().isGood(hash, AT)).toBe(true);
    expect(await repository().isGood(hash, EXPIRES)).toBe(false);
    expect(await repository().spend(hash, EXPIRES)).toBeNull();
  });

  it('spends a token once, and with it every other one of the same user', async () => {
    const user = await somebody();
    const [first, second] = [await requested(user.email), await requested(user.email)];
    for (const id of [first, second]) await repository().arm(id, `hash ${id}`, EXPIRES);

    expect(await repository().spend(`hash ${first}`, AT)).toBe(user.id);

    expect(await repository().spend(`hash ${first}`, AT)).toBeNull();
    expect(await repository().isGood(`hash ${second}`, AT)).toBe(false);
    expect(await repository().recipientOf(second)).toBeNull();
    await repository().arm(second, `again ${second}`, EXPIRES);
    expect(await repository().isGood(`again ${second}`, AT)).toBe(false);
  });
}
