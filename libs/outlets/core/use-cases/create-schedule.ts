import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, Clock, UnitOfWork } from '#libs/kernel';

import { type NamedSchedule, newSchedule, type ScheduleDraft } from '../model/named-schedule.js';
import { OutletsApi } from '../outlets.api.js';
import { ScheduleRepository } from '../outlets.ports.js';
import { ScheduleChangeLog } from '../services/schedule-change-log.js';

export interface CreateScheduleInput {
  readonly actor: Actor;
  /** Null: of every outlet. */
  readonly outletId: string | null;
  readonly draft: ScheduleDraft;
}

@Injectable()
export class CreateSchedule {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly outlets: OutletsApi,
    private readonly changes: ScheduleChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `VALIDATION_FAILED`. */
  async execute({ actor, outletId, draft }: CreateScheduleInput): Promise<NamedSchedule> {
    if (outletId !== null) {
      assertOutlet(actor, outletId);
      await this.outlets.get(outletId);
    }
    const schedule = newSchedule(outletId, draft, this.clock.now());
    return this.unitOfWork.run(async () => {
      await this.schedules.insert(schedule);
      await this.changes.record(actor, schedule, 'created');
      return schedule;
    });
  }
}
