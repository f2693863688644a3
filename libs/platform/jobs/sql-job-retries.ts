import { Injectable } from '@nestjs/common';

import { ATTEMPTS_OF_A_RETRY, jobDone, jobNotFound, JobRetries, type QueuedJob } from '#libs/kernel';

import { Database } from '../database/database.js';
import { JOB_COLUMNS, type JobRow, toQueuedJob } from './job-rows.js';
import { JobWaker } from './job-waker.js';

@Injectable()
export class SqlJobRetries extends JobRetries {
  constructor(
    private readonly database: Database,
    private readonly waker: JobWaker,
  ) {
    super();
  }

  async retry(id: string): Promise<QueuedJob> {
    const [row] = await this.database.query<JobRow>({
      name: 'jobs.retry',
      text: `UPDATE jobs SET status = 'PENDING', run_at = now(), locked_until = NULL,
               max_attempts = greatest(max_attempts, attempts + $2)
             WHERE id = $1 AND status <> 'DONE' AND (locked_until IS NULL OR locked_until < now())
             RETURNING ${JOB_COLUMNS}`,
      values: [id, ATTEMPTS_OF_A_RETRY],
    });
    if (!row) return this.running(id);
    this.database.afterCommit(() => this.waker.wake(id));
    return toQueuedJob(row);
  }

  private async running(id: string): Promise<QueuedJob> {
    const text = `SELECT ${JOB_COLUMNS} FROM jobs WHERE id = $1`;
    const [row] = await this.database.query<JobRow>({ text, values: [id] });
    if (!row) throw jobNotFound();
    if (row.status === 'DONE') throw jobDone();
    return toQueuedJob(row);
  }
}
