import { Injectable } from '@nestjs/common';

import { Clock, EventLog, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { callAcknowledged, type ServiceCall } from '../model/service-call.js';
import { callNotFound } from '../model/tables.errors.js';
import { ServiceCallRepository } from '../tables.ports.js';

/** Somebody of the staff is coming to the table that called. Twice is once. */
@Injectable()
export class AcknowledgeCall {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `CALL_NOT_FOUND` (404). One that is over stays over. */
  execute({ actor, id }: { readonly actor: UserActor; readonly id: string }): Promise<ServiceCall> {
    const scope = outletScope(actor);
    return this.unitOfWork.run(async () => {
      const changed = await this.calls.acknowledge(scope, id, { id: actor.id, at: this.clock.now() });
      if (changed) await this.events.append([callAcknowledged(changed)]);
      const call = changed ?? (await this.calls.find(scope, id));
      if (!call) throw callNotFound();
      return call;
    });
  }
}
