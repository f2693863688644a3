import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, assertVersion, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { OutletChangeLog } from '../services/outlet-change-log.js';
import { outletNotFound } from '../model/outlets.errors.js';
import { OutletRepository } from '../outlets.ports.js';

export interface DeleteOutletInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Takes an outlet out of business. Its orders, shifts and reports stay. */
@Injectable()
export class DeleteOutlet {
  constructor(
    private readonly outlets: OutletRepository,
    private readonly changes: OutletChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, id, version }: DeleteOutletInput): Promise<void> {
    assertOutlet(actor, id);
    await this.unitOfWork.run(async () => {
      const outlet = await this.outlets.find(outletScope(actor), id);
      if (!outlet) throw outletNotFound();
      assertVersion(version, outlet.version);
      if (!(await this.outlets.remove(id, this.clock.now()))) throw outletNotFound();
      await this.changes.record(actor, id, 'deleted');
    });
  }
}
