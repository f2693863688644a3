import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { FloorRepository } from '../tables.ports.js';
import type { Floor } from '../model/floor.js';
import { floorNotFound } from '../model/tables.errors.js';

/** Finds a floor, and changes it under its lock with all floors of its outlet: a table goes from one to another as one change. */
@Injectable()
export class FloorChanges {
  constructor(
    private readonly floors: FloorRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `FLOOR_NOT_FOUND` (404) and `VERSION_CONFLICT` (409), and what `change` throws. */
  change<T>(
    { actor, id, version }: { readonly actor: Actor; readonly id: string; readonly version?: number },
    change: (floor: Floor, others: readonly Floor[], now: Date) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async () => {
      const seen = await this.floors.find(outletScope(actor), id);
      if (!seen) throw floorNotFound();
      const all = await this.floors.lockAll(seen.outletId);
      const floor = all.find((one) => one.id === id);
      if (!floor) throw floorNotFound();
      assertVersion(version, floor.version);
      return change(
        floor,
        all.filter((one) => one !== floor),
        this.clock.now(),
      );
    });
  }
}
