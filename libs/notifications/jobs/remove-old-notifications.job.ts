import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { RemoveOldNotifications } from '../core/use-cases/remove-old-notifications.js';

const DAY_MS = 86_400_000;

@Injectable()
@HandlesJob({ kind: 'notifications.remove-old', everyMs: DAY_MS })
export class RemoveOldNotificationsJob implements JobHandler {
  constructor(private readonly removeOld: RemoveOldNotifications) {}

  async handle(): Promise<void> {
    await this.removeOld.execute();
  }
}
