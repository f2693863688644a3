import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { scheduleNotFound } from '../model/outlets.errors.js';
import { ScheduleRepository } from '../outlets.ports.js';
import { ScheduleChangeLog } from '../services/schedule-change-log.js';

export interface DeleteScheduleInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** What keeps to the hours of a schedule that is deleted is on at no hour. */
@Injectable()
export class DeleteSchedule {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly changes: ScheduleChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `SCHEDULE_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute({ actor, id, version }: DeleteScheduleInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const schedule = await this.schedules.lock(outletScope(actor), id);
      if (!schedule) throw scheduleNotFound();
      assertVersion(version, schedule.version);
      await this.schedules.remove(id, this.clock.now());
      await this.changes.record(actor, schedule, 'deleted');
    });
  }
}
