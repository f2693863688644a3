import { type Actor, actorRef, type AuditLog, type EventLog, type UnitOfWork } from '#libs/kernel';

import { OutletChanged } from '../model/outlets.events.js';
import type { OutletsFacade } from '../outlets.facade.js';

type Change = 'created' | 'updated' | 'deleted';

/** What every change of an outlet leaves behind, in its transaction: an audit entry, and an event that has every process forget what it remembers. */
export class OutletChangeLog {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly events: EventLog,
    private readonly memory: Pick<OutletsFacade, 'forget'>,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async record(actor: Actor, outletId: string, change: Change, details: Record<string, unknown> = {}): Promise<void> {
    await this.auditLog.record({
      outletId,
      actor: actorRef(actor),
      action: `outlet.${change}`,
      subjectType: 'outlet',
      subjectId: outletId,
      details,
    });
    await this.events.append([OutletChanged.of({ outletId, payload: { id: outletId, change } })]);
    this.unitOfWork.afterCommit(() => this.memory.forget());
  }
}
