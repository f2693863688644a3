import { Injectable } from '@nestjs/common';

import { UnitOfWork, type UserActor } from '#libs/kernel';

import { KitchenSetup } from '../kitchen.ports.js';
import { stationNotFound } from '../model/kitchen.errors.js';
import { KitchenChanges } from '../services/kitchen-changes.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';

/** Forgets the description of a station. Products may go on naming it: it has the usual rules then. */
@Injectable()
export class DeleteStation {
  constructor(
    private readonly setup: KitchenSetup,
    private readonly outlets: KitchenOutlets,
    private readonly changes: KitchenChanges,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` and `STATION_NOT_FOUND` (404). */
  async execute(input: { actor: UserActor; outletId?: string; code: string }): Promise<void> {
    const { actor, code } = input;
    const outletId = await this.outlets.one(actor, input.outletId);
    await this.unitOfWork.run(async () => {
      if (!(await this.setup.removeStation(outletId, code))) throw stationNotFound();
      await this.changes.record(actor, outletId, 'station_removed', { code });
    });
  }
}
