import { Injectable } from '@nestjs/common';

import { AuditLog, Clock, UnitOfWork } from '#libs/kernel';

import { DeviceRepository, PairingRepository, TokenMint } from '../identity.ports.js';
import { type Device, deviceOf } from '../model/device.js';
import { deviceEntry } from '../model/device-audit.js';
import { pairingNotFound } from '../model/identity.errors.js';

export interface CollectDevicePairingInput {
  readonly pairingId: string;
  readonly secret: string;
}

/** A device that has been let in, and its token, which is told this once. */
export interface PairedDevice {
  readonly device: Device;
  readonly token: string;
}

/** A device asks whether it was let in, and fetches its token when it was. */
@Injectable()
export class CollectDevicePairing {
  constructor(
    private readonly pairings: PairingRepository,
    private readonly devices: DeviceRepository,
    private readonly tokens: TokenMint,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Null while nobody has approved it. Throws `PAIRING_NOT_FOUND` for a wrong secret, once ten minutes are over, and after the token was fetched. */
  execute({ pairingId, secret }: CollectDevicePairingInput): Promise<PairedDevice | null> {
    return this.unitOfWork.run(async () => {
      const at = this.clock.now();
      const pairing = await this.pairings.lock(pairingId, at);
      if (!pairing || pairing.secretHash !== this.tokens.digest(secret)) throw pairingNotFound();
      if (!pairing.approval) return null;
      const device = deviceOf(pairing, pairing.approval, at);
      const token = this.tokens.deviceToken();
      await this.devices.add(device, this.tokens.digest(token));
      await this.pairings.remove(pairing.id);
      const by = { kind: 'user', id: device.id, role: 'KITCHEN' } as const;
      await this.audit.record(deviceEntry('device.paired', by, device));
      return { device, token };
    });
  }
}
