import { Injectable } from '@nestjs/common';

import { OutletChanged, ScheduleChanged } from '#events/outlets';
import { newId } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { FollowSchedules } from '../core/use-cases/follow-schedules.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly tell: boolean;
}

/** Menus keep to hours that outlets own: when those, or an outlet's clock, are changed, the menus turn at other hours. */
@Injectable()
@HandlesJob({
  kind: 'catalog.follow-schedules',
  on: [ScheduleChanged, OutletChanged],
  job: ({ type }) => ({ key: newId(), payload: { tell: type === ScheduleChanged.name } }),
})
export class FollowSchedulesJob implements JobHandler<Payload> {
  constructor(private readonly follow: FollowSchedules) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    await this.follow.execute(payload);
  }
}
