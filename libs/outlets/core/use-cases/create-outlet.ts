import { Injectable } from '@nestjs/common';

import { type Actor, Clock, newId, UnitOfWork } from '#libs/kernel';

import { freePrefix, openOutlet, type Outlet, type OutletDraft } from '../model/outlet.js';
import { OutletChangeLog } from '../services/outlet-change-log.js';
import { OutletRepository } from '../outlets.ports.js';

@Injectable()
export class CreateOutlet {
  constructor(
    private readonly outlets: OutletRepository,
    private readonly changes: OutletChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A prefix of orders' numbers that nobody chose is made of the name, and is no other outlet's. Throws `PREFIX_TAKEN` (409). */
  async execute({ actor, draft }: { actor: Actor; draft: OutletDraft }): Promise<Outlet> {
    const wanted = openOutlet(newId(), draft, this.clock.now());
    return this.unitOfWork.run(async () => {
      const taken = await this.outlets.lockPrefixes();
      const outlet = draft.orderPrefix ? wanted : { ...wanted, orderPrefix: freePrefix(draft.name, taken) };
      await this.outlets.insert(outlet);
      await this.changes.record(actor, outlet.id, 'created', { name: outlet.name });
      return outlet;
    });
  }
}
