import { Injectable } from '@nestjs/common';

import { actorRef, assertOutlet, AuditLog, Clock, newId, UnitOfWork, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { PairingRepository, PairingTries } from '../identity.ports.js';
import { type Device, deviceOf, stationNames, typedCode } from '../model/device.js';
import { deviceEntry } from '../model/device-audit.js';
import { pairingNotFound } from '../model/identity.errors.js';

export interface ApproveDevicePairingInput {
  readonly actor: UserActor;
  /** As typed: in any case, with spaces or hyphens. */
  readonly code: string;
  readonly outletId: string;
  /** Every station of the outlet when absent or empty. */
  readonly stations?: readonly string[];
  readonly name: string;
}

/** Somebody in charge lets a device in, by the code that it shows. There is no device yet before it has fetched its token. */
@Injectable()
export class ApproveDevicePairing {
  constructor(
    private readonly pairings: PairingRepository,
    private readonly tries: PairingTries,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `PAIRING_NOT_FOUND`, and `RATE_LIMITED` after five wrong codes of a person within a minute. */
  async execute({ actor, code, outletId, stations = [], name }: ApproveDevicePairingInput): Promise<Device> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    await this.tries.begin(actor.id);
    const device = await this.unitOfWork.run(async () => {
      const at = this.clock.now();
      const pairing = await this.pairings.lockWaiting(typedCode(code), at);
      if (!pairing) throw pairingNotFound();
      const named = stationNames(stations);
      const approval = { deviceId: newId(), outletId, name, stations: named, by: actor.id, at };
      await this.pairings.approve(pairing.id, approval);
      const approved = deviceOf(pairing, approval, at);
      await this.audit.record(deviceEntry('device.approved', actorRef(actor), approved));
      return approved;
    });
    await this.tries.right(actor.id);
    return device;
  }
}
