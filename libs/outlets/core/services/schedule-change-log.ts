import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, EventLog } from '#libs/kernel';

import type { NamedSchedule } from '../model/named-schedule.js';
import { ScheduleChanged } from '../model/outlets.events.js';

/** What every change of a schedule leaves behind, in its transaction: an audit entry, and an event for whoever keeps to its hours. */
@Injectable()
export class ScheduleChangeLog {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly events: EventLog,
  ) {}

  async record(
    actor: Actor,
    { id, outletId, name }: NamedSchedule,
    change: 'created' | 'updated' | 'deleted',
  ): Promise<void> {
    await this.auditLog.record({
      outletId,
      actor: actorRef(actor),
      action: `schedule.${change}`,
      subjectType: 'schedule',
      subjectId: id,
      details: { name },
    });
    await this.events.append([ScheduleChanged.of({ outletId, payload: { id, change } })]);
  }
}
