import { Injectable } from '@nestjs/common';

import { Clock, JobQueue } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { WatchKitchen } from '../core/use-cases/watch-kitchen.js';

const KIND = 'kitchen.watch';
const PERIOD_MS = 30_000;
/** Within a period it runs twice: a ticket that is late is told of within 30 seconds. */
const HALF_MS = PERIOD_MS / 2;
/** How far it looks back for orders without tickets; a display that begins looks for all. */
const NEW_ORDERS_MS = 10 * 60_000;

/** Every quarter of a minute: tells of late tickets, and gives tickets to orders that have none. */
@Injectable()
@HandlesJob({ kind: KIND, everyMs: PERIOD_MS })
export class WatchKitchensJob implements JobHandler {
  constructor(
    private readonly watch: WatchKitchen,
    private readonly outlets: OutletsApi,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async handle({ id, payload }: Job): Promise<void> {
    if (payload['isSecond'] !== true) {
      const runAt = new Date(this.clock.now().getTime() + HALF_MS);
      await this.queue.enqueue({ kind: KIND, key: `after ${id}`, payload: { isSecond: true }, runAt, maxAttempts: 3 });
    }
    for (const { id: outletId } of await this.outlets.list('all')) {
      await this.watch.tellLate(outletId);
      await this.watch.adopt(outletId, NEW_ORDERS_MS);
    }
  }
}
