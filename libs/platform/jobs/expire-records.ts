import { Injectable } from '@nestjs/common';

import { Database } from '../database/database.js';
import { HandlesJob, type JobHandler } from './job-handler.js';

const HOUR = 3_600_000;

/** Hourly: forgets idempotency keys after 24 hours and finished jobs after a week. */
@Injectable()
@HandlesJob({ kind: 'platform.expire-records', everyMs: HOUR })
export class ExpireRecords implements JobHandler {
  constructor(private readonly database: Database) {}

  async handle(): Promise<void> {
    await this.database.execute({
      text: "DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'",
    });
    await this.database.execute({
      text: "DELETE FROM jobs WHERE status = 'DONE' AND finished_at < now() - interval '7 days'",
    });
  }
}
