import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import { identityWorld, NOON } from '../../testing/identity-world.js';
import type { PasswordResetOwed } from '../identity.api.js';
import { ArmPasswordReset } from './arm-password-reset.js';
import { RequestPasswordReset } from './request-password-reset.js';
import { ResetPassword } from './reset-password.js';

const siti = aUser({ username: 'siti', email: 'siti@warung.example', name: 'Siti', role: 'KASIR', locale: 'id' });
const after = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const dead = { code: 'RESET_TOKEN_INVALID' };

describe('a forgotten password', () => {
  let world: ReturnType<typeof identityWorld>;
  let request: RequestPasswordReset;
  let arm: ArmPasswordReset;
  let reset: ResetPassword;

  beforeEach(async () => {
    world = identityWorld();
    const { resets, users, tokens, secretHashing, accountChanges, jobs, unitOfWork, clock } = world;
    request = new RequestPasswordReset(resets, jobs, unitOfWork, clock);
    arm = new ArmPasswordReset(resets, tokens, unitOfWork, clock);
    reset = new ResetPassword(resets, users, secretHashing, accountChanges, tokens, unitOfWork, clock);
    await users.add(siti, { passwordHash: 'today:sambal' });
  });

  /** What is owed after a request, as the job has it. */
  const owedTo = async (email: string): Promise<PasswordResetOwed> => {
    await request.execute(email);
    return world.jobs.jobs.at(-1)?.payload as unknown as PasswordResetOwed;
  };
  const linkFor = async (email: string) => (await arm.execute(await owedTo(email)))!.token;

  it('is the same to ask for whether the account exists or not: one row and one job, without an address', async () => {
    const known = await owedTo('SITI@warung.example');
    const unknown = await owedTo('nobody@warung.example');

    expect([known.user_id, unknown.user_id]).toEqual([siti.id, null]);
    expect(world.jobs.jobs).toEqual(
      [known, unknown].map((payload) => ({
        kind: 'identity.send-password-reset',
        key: payload.reset_id,
        payload,
        maxAttempts: 10,
      })),
    );
    expect(world.resets.resets.size).toBe(2);
    expect(JSON.stringify(world.jobs.jobs)).not.toContain('warung');
  });

  it('is mailed to its owner: the same link however often the job runs', async () => {
    const owed = await owedTo('siti@warung.example');

    const mail = await arm.execute(owed);

    expect(mail).toEqual({
      userId: siti.id,
      email: 'siti@warung.example',
      name: 'Siti',
      locale: 'id',
      token: `reset ${owed.reset_id}`,
    });
    expect(await arm.execute(owed)).toEqual(mail);
  });

  it('is mailed to nobody when nobody has the address, or somebody else has it', async () => {
    const owed = await owedTo('siti@warung.example');

    expect(await arm.execute(await owedTo('nobody@warung.example'))).toBeNull();
    expect(await arm.execute({ ...owed, user_id: newId() })).toBeNull();
    expect(await arm.execute({ ...owed, reset_id: newId() })).toBeNull();
  });

  it('becomes another one by the link, once, and all logins end', async () => {
    await world.logins.open(siti, 'password');
    const token = await linkFor('siti@warung.example');

    await reset.execute({ token, password: 'rendang-padang' });

    expect((await world.users.accountById(siti.id))?.passwordHash).toBe('today:rendang-padang');
    expect([...world.sessions.tokens.values()].map(({ ended }) => ended)).toEqual([true]);
    expect(world.access.userIds).toEqual([siti.id]);
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'user.changed',
      actor: { id: siti.id },
      details: { fields: ['passwordHash'] },
    });
    await expect(reset.execute({ token, password: 'rendang-padang' })).rejects.toMatchObject(dead);
  });

  it('gives a login to somebody who never had one', async () => {
    const ana = aUser({ username: null, email: 'ana@mail.example', hasLogin: false });
    await world.users.add(ana, {});

    await reset.execute({ token: await linkFor('ana@mail.example'), password: 'rendang-padang' });

    expect((await world.users.find(ana.id))?.hasLogin).toBe(true);
  });

  it('is good for an hour from the mail', async () => {
    const token = await linkFor('siti@warung.example');

    world.clock.set(after(60));
    await expect(reset.execute({ token, password: 'rendang-padang' })).rejects.toMatchObject(dead);
    world.clock.set(after(59));
    await reset.execute({ token, password: 'rendang-padang' });
  });

  it('costs no hash with a token that nobody made', async () => {
    const hashed: string[] = [];
    world.hasher.hash = async (secret) => (hashed.push(secret), secret);

    await expect(reset.execute({ token: 'made up', password: 'rendang-padang' })).rejects.toMatchObject(dead);
    expect(hashed).toEqual([]);
  });

  it('is neither a common one nor the account’s own name', async () => {
    for (const password of ['password', 'siti', 'Siti@warung.example']) {
      const token = await linkFor('siti@warung.example');
      await expect(reset.execute({ token, password })).rejects.toMatchObject({ code: 'PASSWORD_COMMON' });
    }
    expect((await world.users.accountById(siti.id))?.passwordHash).toBe('today:sambal');
  });
});
