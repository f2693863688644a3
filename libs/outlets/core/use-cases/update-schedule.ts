import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { type NamedSchedule, reviseSchedule, type ScheduleChanges } from '../model/named-schedule.js';
import { scheduleNotFound } from '../model/outlets.errors.js';
import { ScheduleRepository } from '../outlets.ports.js';
import { ScheduleChangeLog } from '../services/schedule-change-log.js';

export interface UpdateScheduleInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly changes: ScheduleChanges;
}

@Injectable()
export class UpdateSchedule {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly changes: ScheduleChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `SCHEDULE_NOT_FOUND`, `VERSION_CONFLICT`, `VALIDATION_FAILED`. */
  async execute({ actor, id, version, changes }: UpdateScheduleInput): Promise<NamedSchedule> {
    return this.unitOfWork.run(async () => {
      const before = await this.schedules.lock(outletScope(actor), id);
      if (!before) throw scheduleNotFound();
      assertVersion(version, before.version);
      const after = reviseSchedule(before, changes, this.clock.now());
      await this.schedules.update(after);
      await this.changes.record(actor, after, 'updated');
      return after;
    });
  }
}
