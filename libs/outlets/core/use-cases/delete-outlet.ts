import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, Clock, UnitOfWork } from '#libs/kernel';

import { OutletChangeLog } from '../services/outlet-change-log.js';
import { outletNotFound } from '../model/outlets.errors.js';
import { OutletRepository } from '../outlets.ports.js';

/** Takes an outlet out of business. Its orders, shifts and reports stay. */
@Injectable()
export class DeleteOutlet {
  constructor(
    private readonly outlets: OutletRepository,
    private readonly changes: OutletChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<void> {
    assertOutlet(actor, id);
    await this.unitOfWork.run(async () => {
      if (!(await this.outlets.remove(id, this.clock.now()))) throw outletNotFound();
      await this.changes.record(actor, id, 'deleted');
    });
  }
}
