import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { KitchenSetup } from '../kitchen.ports.js';
import type { KitchenSettings } from '../model/kitchen-settings.js';
import { KitchenChanges } from '../services/kitchen-changes.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';

export interface PutOutletKitchenInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly settings: Omit<KitchenSettings, 'version'>;
  /** The version that was edited, 0 for the one that nobody has changed; any when left out. */
  readonly version?: number;
}

/** Sets how an outlet's kitchen works. */
@Injectable()
export class PutOutletKitchen {
  constructor(
    private readonly setup: KitchenSetup,
    private readonly outlets: KitchenOutlets,
    private readonly changes: KitchenChanges,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404) and `VERSION_CONFLICT` (409). */
  async execute({ actor, settings, version, ...asked }: PutOutletKitchenInput): Promise<KitchenSettings> {
    const outletId = await this.outlets.one(actor, asked.outletId);
    return this.unitOfWork.run(async () => {
      const present = (await this.setup.settings(outletId)).version;
      if (version !== undefined && version !== present) throw versionConflict(present);
      const edited = { ...settings, version: present };
      if (!(await this.setup.putSettings(outletId, edited, this.clock.now()))) throw versionConflict(present);
      await this.changes.record(actor, outletId, 'settings_put', { ...settings });
      return { ...settings, version: present + 1 };
    });
  }
}
