import { Injectable } from '@nestjs/common';

import { Clock, EventLog, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { callClosed, type ServiceCall } from '../model/service-call.js';
import { callNotFound } from '../model/tables.errors.js';
import { ServiceCallRepository } from '../tables.ports.js';

/** Somebody of the staff was at the table that called. Twice is once. */
@Injectable()
export class FinishCall {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `CALL_NOT_FOUND` (404). */
  execute({ actor, id }: { readonly actor: UserActor; readonly id: string }): Promise<ServiceCall> {
    const scope = outletScope(actor);
    return this.unitOfWork.run(async () => {
      const closed = await this.calls.close(scope, id, { id: actor.id, at: this.clock.now() });
      if (closed) await this.events.append([callClosed(closed)]);
      const call = closed ?? (await this.calls.find(scope, id));
      if (!call) throw callNotFound();
      return call;
    });
  }
}
