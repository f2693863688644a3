import { beforeEach, describe, expect, it } from '@jest/globals';

import { aUser } from '../../testing/a-user.js';
import { asActor, identityWorld } from '../../testing/identity-world.js';
import { Approvals } from './approvals.js';

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

describe('approving an act', () => {
  const approve = (user: typeof siti, outletId: string, approval?: Parameters<Approvals['approve']>[0]['approval']) =>
    new Approvals(world.users, world.secretCheck).approve({ actor: asActor(user), outletId, approval });

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
    expect(world.securityLog.notes.map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(5).fill('wrong'),
      'locked',
    ]);
    expect(world.securityLog.notes[0]).toMatchObject({
      purpose: 'approval',
      userId: rina.id,
      outletId: 'jakarta',
      by: { id: siti.id },
    });
    // The PIN is locked, not the password.
    expect(await approve(siti, 'jakarta', { userId: rina.id, password: 'rendang' })).toBe(rina.id);
  });
});
