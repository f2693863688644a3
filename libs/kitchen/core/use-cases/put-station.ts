import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { KitchenSetup } from '../kitchen.ports.js';
import type { Station, StationFields } from '../model/station.js';
import { KitchenChanges } from '../services/kitchen-changes.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';

export interface PutStationInput {
  readonly actor: UserActor;
  readonly outletId?: string;
  readonly code: string;
  readonly fields: StationFields;
  /** The version that was edited; any when left out. */
  readonly version?: number;
}

/** Describes a station, whether or not somebody has before. */
@Injectable()
export class PutStation {
  constructor(
    private readonly setup: KitchenSetup,
    private readonly outlets: KitchenOutlets,
    private readonly changes: KitchenChanges,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404) and `VERSION_CONFLICT` (409). */
  async execute({ actor, code, fields, version, ...asked }: PutStationInput): Promise<Station> {
    const outletId = await this.outlets.one(actor, asked.outletId);
    return this.unitOfWork.run(async () => {
      const present = (await this.setup.stations(outletId)).find((station) => station.code === code)?.version ?? 0;
      if (version !== undefined && version !== present) throw versionConflict(present);
      if (!(await this.setup.putStation(outletId, code, fields, present, this.clock.now())))
        throw versionConflict(present);
      await this.changes.record(actor, outletId, 'station_put', { code });
      return { ...fields, outletId, code, version: present + 1 };
    });
  }
}
