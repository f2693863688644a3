import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, Clock, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { AccessChanges, DeviceRepository } from '../identity.ports.js';
import { type Device, type DeviceChanges, stationNames } from '../model/device.js';
import { deviceEntry } from '../model/device-audit.js';
import { deviceNotFound } from '../model/identity.errors.js';

export interface ChangeDeviceInput {
  readonly actor: UserActor;
  readonly deviceId: string;
  readonly changes: DeviceChanges;
}

/** Another name, or other stations: these count for its next request and for its open sockets, on every process. */
@Injectable()
export class ChangeDevice {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `DEVICE_NOT_FOUND`. */
  execute({ actor, deviceId, changes }: ChangeDeviceInput): Promise<Device> {
    return this.unitOfWork.run(async () => {
      const device = await this.devices.lock(outletScope(actor), deviceId);
      if (!device) throw deviceNotFound();
      const { name = device.name, stations = device.stations } = changes;
      const changed = { ...device, name, stations: stationNames(stations) };
      await this.devices.change(deviceId, { name, stations: changed.stations }, this.clock.now());
      await this.access.announce(deviceId);
      await this.audit.record(deviceEntry('device.changed', actorRef(actor), changed));
      return changed;
    });
  }
}
