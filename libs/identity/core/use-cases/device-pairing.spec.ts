import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, notFound, type UserActor } from '#libs/kernel';
import type { OutletSettings, OutletsApi } from '#libs/outlets';

import { KeptAuditLog, PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { KeptAccessChanges, ReadableTokens } from '../../testing/fakes.js';
import { NOON } from '../../testing/identity-world.js';
import {
  CountedPairingTries,
  InMemoryDeviceRepository,
  InMemoryPairingRepository,
} from '../../testing/in-memory-devices.js';
import { ApproveDevicePairing } from './approve-device-pairing.js';
import { ChangeDevice } from './change-device.js';
import { CollectDevicePairing } from './collect-device-pairing.js';
import { RequestDevicePairing } from './request-device-pairing.js';
import { RevokeDevice } from './revoke-device.js';

const owner: UserActor = { kind: 'user', id: 'siti', role: 'SUPERVISOR', outletIds: ['jakarta'] };
const stranger: UserActor = { kind: 'user', id: 'ana', role: 'SUPERVISOR', outletIds: ['sao-paulo'] };
const MINUTE = 60_000;

function aWorld() {
  const [devices, pairings, tries] = [
    new InMemoryDeviceRepository(),
    new InMemoryPairingRepository(),
    new CountedPairingTries(),
  ];
  const [tokens, audit, access, unitOfWork] = [
    new ReadableTokens(),
    new KeptAuditLog(),
    new KeptAccessChanges(),
    new PlainUnitOfWork(),
  ];
  const outlets: OutletsApi = {
    get: async (id) => {
      if (id !== 'jakarta') throw notFound('outlet', 'OUTLET_NOT_FOUND');
      return { id } as OutletSettings;
    },
    list: () => Promise.reject(new Error('not asked here')),
  };
  const at = (minutes: number) => {
    const clock = new FixedClock(new Date(NOON.getTime() + minutes * MINUTE));
    return {
      ask: new RequestDevicePairing(pairings, tokens, unitOfWork, clock),
      approve: new ApproveDevicePairing(pairings, tries, outlets, audit, unitOfWork, clock),
      collect: new CollectDevicePairing(pairings, devices, tokens, audit, unitOfWork, clock),
      change: new ChangeDevice(devices, access, audit, unitOfWork, clock),
      revoke: new RevokeDevice(devices, access, audit, unitOfWork, clock),
    };
  };
  return { devices, pairings, audit, access, at };
}

describe('letting a tablet in', () => {
  let world: ReturnType<typeof aWorld>;
  beforeEach(() => void (world = aWorld()));

  const ask = (minutes = 0) => world.at(minutes).ask.execute({ kind: 'KITCHEN', appVersion: '1.4.0' });
  const approve = (code: string, minutes = 0, actor = owner) =>
    world.at(minutes).approve.execute({ actor, code, outletId: 'jakarta', stations: ['Bar', 'bar '], name: 'Bar' });
  const collect = (pairingId: string, secret: string, minutes = 0) =>
    world.at(minutes).collect.execute({ pairingId, secret });

  it('gives it the token that it fetches once, with the stations that it was let in for', async () => {
    const { pairing, secret } = await ask();
    expect(pairing).toMatchObject({ code: 'K7Q4X2', secretHash: `digest of ${secret}`, approval: null });
    expect(await collect(pairing.id, secret)).toBeNull();

    const approved = await approve(' k7q-4x2 ', 3);
    const paired = await collect(pairing.id, secret, 9);

    expect(paired?.token).toMatch(/^dv_/);
    expect(paired?.device).toEqual({
      id: approved.id,
      outletId: 'jakarta',
      kind: 'KITCHEN',
      name: 'Bar',
      stations: ['bar'],
      appVersion: '1.4.0',
      approvedBy: 'siti',
      pairedAt: new Date(NOON.getTime() + 9 * MINUTE),
      lastSeenAt: new Date(NOON.getTime() + 9 * MINUTE),
    });
    expect([...world.devices.tokenHashes]).toEqual([[approved.id, `digest of ${paired?.token}`]]);
    expect(world.audit.entries.map(({ action, actor, subjectId }) => [action, actor.id, subjectId])).toEqual([
      ['device.approved', 'siti', approved.id],
      ['device.paired', approved.id, approved.id],
    ]);
    await expect(collect(pairing.id, secret, 9)).rejects.toMatchObject({ code: 'PAIRING_NOT_FOUND' });
  });

  it('leaves neither a device nor a token when nobody fetches it', async () => {
    const { pairing, secret } = await ask();
    await approve('K7Q4X2');

    await expect(collect(pairing.id, secret, 10)).rejects.toMatchObject({ code: 'PAIRING_NOT_FOUND' });
    expect([world.devices.devices.size, world.devices.tokenHashes.size]).toEqual([0, 0]);
  });

  it('tells the token to the device that asked, and to no other', async () => {
    const { pairing } = await ask();
    await approve('K7Q4X2');

    await expect(collect(pairing.id, 'dp_guessed')).rejects.toMatchObject({ code: 'PAIRING_NOT_FOUND' });
    expect(world.devices.devices.size).toBe(0);
  });

  it('refuses a code that is over, was used, or is of no device; and every code after five wrong ones', async () => {
    await ask();
    await expect(approve('K7Q4X2', 10)).rejects.toMatchObject({ code: 'PAIRING_NOT_FOUND' });
    await approve('K7Q4X2', 9);
    await expect(approve('K7Q4X2', 9)).rejects.toMatchObject({ code: 'PAIRING_NOT_FOUND' });
    for (const code of ['AAAAAA', 'BBBBBB', 'CCCCCC']) {
      await expect(approve(code)).rejects.toMatchObject({ code: 'PAIRING_NOT_FOUND' });
    }
    await ask(9);

    await expect(approve('PARB4R', 9)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect([...world.pairings.pairings.values()].filter(({ approval }) => approval)).toHaveLength(1);
  });

  it('asks for another code while a pairing has the same', async () => {
    const codes = [(await ask()).pairing.code, (await ask()).pairing.code];

    expect(codes).toEqual(['K7Q4X2', 'PARB4R']);
  });

  it('has ten wait at one address at most, and says when there is room', async () => {
    for (let n = 0; n < 10; n++) {
      const expiresAt = new Date(NOON.getTime() + (n + 5) * MINUTE);
      const pairing = {
        secretHash: '',
        kind: 'BOARD',
        name: null,
        appVersion: null,
        createdAt: NOON,
        approval: null,
      } as const;
      await world.pairings.add({ ...pairing, id: `${n}`, code: `CODE-${n}`, expiresAt });
    }

    await expect(ask(4)).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retry_after: 60 } });
    expect((await ask(5)).pairing.code).toBe('K7Q4X2');
  });

  it('lets it into the outlets of whoever approves, and into none that is not there', async () => {
    await ask();

    await expect(approve('K7Q4X2', 0, stranger)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    const nowhere = { actor: { ...owner, role: 'ADMIN' as const }, code: 'K7Q4X2', outletId: 'gone', name: 'Bar' };
    await expect(world.at(0).approve.execute(nowhere)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    expect((await approve('K7Q4X2')).outletId).toBe('jakarta');
  });

  it('changes and revokes it on every process, for the people of its outlet alone', async () => {
    const { pairing, secret } = await ask();
    const { id } = await approve('K7Q4X2');
    await collect(pairing.id, secret);
    const { change, revoke } = world.at(1);
    const missing = { code: 'DEVICE_NOT_FOUND' };

    const changed = await change.execute({ actor: owner, deviceId: id, changes: { stations: [' Kitchen', 'bar'] } });
    expect(changed).toMatchObject({ name: 'Bar', stations: ['kitchen', 'bar'] });
    await expect(change.execute({ actor: stranger, deviceId: id, changes: { name: 'Mine' } })).rejects.toMatchObject(
      missing,
    );
    await expect(revoke.execute({ actor: stranger, deviceId: id })).rejects.toMatchObject(missing);
    await revoke.execute({ actor: owner, deviceId: id });
    await expect(revoke.execute({ actor: owner, deviceId: id })).rejects.toMatchObject(missing);

    expect(world.devices.tokenHashes.size).toBe(0);
    expect(world.access.userIds).toEqual([id, id]);
    expect(world.audit.entries.slice(2).map(({ action, actor }) => [action, actor.id])).toEqual([
      ['device.changed', 'siti'],
      ['device.revoked', 'siti'],
    ]);
  });
});
