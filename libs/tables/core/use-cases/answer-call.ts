import { Injectable } from '@nestjs/common';

import { Clock, EventLog, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { callAcknowledged, callClosed, type ServiceCall } from '../model/service-call.js';
import { callNotFound } from '../model/tables.errors.js';
import { ServiceCallRepository } from '../tables.ports.js';

export interface AnswerCallInput {
  readonly actor: UserActor;
  readonly id: string;
  /** `ACKNOWLEDGED`: somebody is coming. `DONE`: somebody was there. */
  readonly status: 'ACKNOWLEDGED' | 'DONE';
}

/** Staff answer a call from a table. Twice is once, and what is done stays done. */
@Injectable()
export class AnswerCall {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `CALL_NOT_FOUND` (404). */
  execute({ actor, id, status }: AnswerCallInput): Promise<ServiceCall> {
    const scope = outletScope(actor);
    const isDone = status === 'DONE';
    return this.unitOfWork.run(async () => {
      const by = { id: actor.id, at: this.clock.now() };
      const changed = isDone ? await this.calls.close(scope, id, by) : await this.calls.acknowledge(scope, id, by);
      if (changed) {
        await this.events.append([isDone ? callClosed(changed) : callAcknowledged(changed)]);
        return changed;
      }
      const call = await this.calls.find(scope, id);
      if (!call) throw callNotFound();
      return call;
    });
  }
}
