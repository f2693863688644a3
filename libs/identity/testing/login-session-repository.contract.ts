import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { LoginSessionRepository, NewLoginSession } from '../core/identity.ports.js';

const AT = new Date('2026-03-02T12:00:00Z');
const LATER = new Date('2026-03-02T13:00:00Z');
const EXPIRES = new Date('2026-04-01T12:00:00Z');

/** What every LoginSessionRepository does; run on the fake and on PostgreSQL. `someone` adds a user and answers their id. */
export function loginSessionRepositoryContract(
  repository: () => LoginSessionRepository,
  someone: () => Promise<string>,
): void {
  const opened = async (traits: Partial<NewLoginSession> = {}): Promise<NewLoginSession> => {
    const session: NewLoginSession = {
      id: newId(),
      userId: traits.userId ?? (await someone()),
      provedBy: 'password',
      at: AT,
      refreshHash: `hash ${newId()}`,
      expiresAt: EXPIRES,
      ...traits,
    };
    await repository().open(session);
    return session;
  };
  const isEnded = async (session: NewLoginSession) =>
    (await repository().lockRefreshToken(session.refreshHash))?.ended === true;

  it('opens a login with its first refresh token, and keeps by what it was proved', async () => {
    const session = await opened({ provedBy: 'pin' });

    expect(await repository().proofOf(session.id)).toEqual({ by: 'pin', at: AT });
    expect(await repository().lockRefreshToken(session.refreshHash)).toEqual({
      hash: session.refreshHash,
      sessionId: session.id,
      userId: session.userId,
      expiresAt: EXPIRES,
      usedAt: null,
      successorHash: null,
      ended: false,
    });
    expect([await repository().proofOf(newId()), await repository().lockRefreshToken('made up')]).toEqual([null, null]);
  });

  it('spends a token once, for one successor', async () => {
    const session = await opened();
    const token = (await repository().lockRefreshToken(session.refreshHash))!;
    const [hash, expiresAt] = [`hash ${newId()}`, new Date('2026-04-01T13:00:00Z')];

    await repository().rotate(token, { hash, at: LATER, expiresAt });
    await repository().rotate(token, { hash: `hash ${newId()}`, at: EXPIRES, expiresAt });

    expect(await repository().lockRefreshToken(token.hash)).toEqual({ ...token, usedAt: LATER, successorHash: hash });
    expect(await repository().lockRefreshToken(hash)).toEqual({ ...token, hash, expiresAt });
  });

  it('ends a login once, with all that it has', async () => {
    const session = await opened();

    expect(await repository().end(session.id, LATER)).toBe(true);
    expect(await repository().end(session.id, LATER)).toBe(false);
    expect(await repository().proofOf(session.id)).toBeNull();
    expect(await isEnded(session)).toBe(true);
  });

  it('ends all logins of a user but one, and nobody else’s', async () => {
    const userId = await someone();
    const [mine, other, stranger] = [await opened({ userId }), await opened({ userId }), await opened()];

    await repository().endAllOf(userId, LATER, mine.id);
    expect([await isEnded(mine), await isEnded(other), await isEnded(stranger)]).toEqual([false, true, false]);

    await repository().endAllOf(userId, LATER);
    expect([await isEnded(mine), await isEnded(stranger)]).toEqual([true, false]);
  });
}
