import { Injectable } from '@nestjs/common';

import { type Actor, Clock, newId, UnitOfWork } from '#libs/kernel';

import { openOutlet, type Outlet, type OutletDraft } from '../outlet.js';
import { OutletChangeLog } from '../outlet-change-log.js';
import { OutletRepository } from '../outlets.ports.js';

@Injectable()
export class CreateOutlet {
  constructor(
    private readonly outlets: OutletRepository,
    private readonly changes: OutletChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, draft }: { actor: Actor; draft: OutletDraft }): Promise<Outlet> {
    const outlet = openOutlet(newId(), draft, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.outlets.insert(outlet);
      await this.changes.record(actor, outlet.id, 'created', { name: outlet.name });
    });
    return outlet;
  }
}
