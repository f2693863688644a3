import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, Clock, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { AccessChanges, DeviceRepository } from '../identity.ports.js';
import { deviceEntry } from '../model/device-audit.js';
import { deviceNotFound } from '../model/identity.errors.js';

export interface RevokeDeviceInput {
  readonly actor: UserActor;
  readonly deviceId: string;
}

/** A device is sent away for good: its token is dead at once on every process, and its sockets are closed. */
@Injectable()
export class RevokeDevice {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `DEVICE_NOT_FOUND`. */
  execute({ actor, deviceId }: RevokeDeviceInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const device = await this.devices.lock(outletScope(actor), deviceId);
      if (!device) throw deviceNotFound();
      await this.devices.revoke(deviceId, this.clock.now());
      await this.access.announce(deviceId);
      await this.audit.record(deviceEntry('device.revoked', actorRef(actor), device));
    });
  }
}
