import { isInScope, type OutletScope, rateLimited } from '#libs/kernel';

import { DeviceRepository, PairingRepository, PairingTries } from '../core/identity.ports.js';
import type { Device, DeviceChanges, Pairing, PairingApproval } from '../core/model/device.js';

export class InMemoryDeviceRepository extends DeviceRepository {
  readonly devices = new Map<string, Device>();
  readonly tokenHashes = new Map<string, string>();

  add = async (device: Device, tokenHash: string) => {
    this.devices.set(device.id, device);
    this.tokenHashes.set(device.id, tokenHash);
  };
  lock = async (scope: OutletScope, id: string) => {
    const device = this.devices.get(id);
    return device && isInScope(scope, device.outletId) ? device : null;
  };
  change = async (id: string, changes: DeviceChanges) =>
    void this.devices.set(id, { ...this.devices.get(id)!, ...changes });
  revoke = async (id: string) => {
    this.devices.delete(id);
    this.tokenHashes.delete(id);
  };
}

/** All of one network address. */
export class InMemoryPairingRepository extends PairingRepository {
  readonly pairings = new Map<string, Pairing>();

  lockOpen = async (at: Date) => {
    const ends = this.open(at).map(({ expiresAt }) => expiresAt);
    return { count: ends.length, nextEndsAt: ends.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null };
  };
  add = async (pairing: Pairing) => {
    if ([...this.pairings.values()].some(({ code }) => code === pairing.code)) return false;
    this.pairings.set(pairing.id, pairing);
    return true;
  };
  lockWaiting = async (code: string, at: Date) =>
    this.open(at).find((pairing) => pairing.code === code && !pairing.approval) ?? null;
  approve = async (id: string, approval: PairingApproval) =>
    void this.pairings.set(id, { ...this.pairings.get(id)!, approval });
  lock = async (id: string, at: Date) => this.open(at).find((pairing) => pairing.id === id) ?? null;
  remove = async (id: string) => void this.pairings.delete(id);

  private open = (at: Date) => [...this.pairings.values()].filter(({ expiresAt }) => expiresAt > at);
}

/** Five wrong tries of a person, for ever. */
export class CountedPairingTries extends PairingTries {
  readonly tries = new Map<string, number>();

  begin = async (userId: string) => {
    const tries = (this.tries.get(userId) ?? 0) + 1;
    this.tries.set(userId, tries);
    if (tries > 5) throw rateLimited('Too many wrong tries.', 60);
  };
  right = async (userId: string) => void this.tries.set(userId, this.tries.get(userId)! - 1);
}
