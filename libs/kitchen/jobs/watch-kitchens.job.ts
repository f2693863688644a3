import { Injectable } from '@nestjs/common';

import { Clock, JobQueue } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { WatchKitchens } from '../core/use-cases/watch-kitchens.js';

const KIND = 'kitchen.watch';
const PERIOD_MS = 30_000;
/** Within a period it runs twice: a ticket that is late is told of within 30 seconds. */
const HALF_MS = PERIOD_MS / 2;

/** Looks after the kitchens every quarter of a minute. */
@Injectable()
@HandlesJob({ kind: KIND, everyMs: PERIOD_MS })
export class WatchKitchensJob implements JobHandler {
  constructor(
    private readonly watching: WatchKitchens,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async handle({ id, payload }: Job): Promise<void> {
    if (payload['isSecond'] !== true) {
      const runAt = new Date(this.clock.now().getTime() + HALF_MS);
      await this.queue.enqueue({ kind: KIND, key: `after ${id}`, payload: { isSecond: true }, runAt, maxAttempts: 3 });
    }
    await this.watching.execute();
  }
}
