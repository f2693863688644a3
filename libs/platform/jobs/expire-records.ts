import { Injectable } from '@nestjs/common';

import { Database } from '../database/database.js';
import { deleteInBatches } from '../database/delete-in-batches.js';
import { HandlesJob, type JobHandler } from './job-handler.js';

const HOUR = 3_600_000;

/** Hourly: forgets idempotency keys after 24 hours, jobs that are done after a week, and those that nobody helped after a year. */
@Injectable()
@HandlesJob({ kind: 'platform.expire-records', everyMs: HOUR })
export class ExpireRecords implements JobHandler {
  constructor(private readonly database: Database) {}

  async handle(): Promise<void> {
    await deleteInBatches(this.database, {
      table: 'idempotency_keys',
      key: 'caller, key',
      where: "created_at < now() - interval '24 hours'",
    });
    await deleteInBatches(this.database, {
      table: 'jobs',
      key: 'id',
      where: "status = 'DONE' AND finished_at < now() - interval '7 days'",
    });
    await deleteInBatches(this.database, {
      table: 'jobs',
      key: 'id',
      where: "status = 'DEAD' AND run_at < now() - interval '1 year'",
    });
  }
}
