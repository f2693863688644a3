import { Injectable } from '@nestjs/common';

import { JobQueue, type NewJob, newId } from '#libs/kernel';

import { Database } from '../database/database.js';
import { JobWaker } from './job-waker.js';

const MAX_ATTEMPTS = 20;

/**
 * The statement part that writes a job from the row beside it, for repositories that write a fact and its job in one round trip: what
 * follows is `FROM …`. Wake it with `JobWaker` once it is committed.
 */
export const insertJob = (job: { id: string; kind: string; key: string; payload: string }): string => `
  INSERT INTO jobs (id, kind, key, payload, max_attempts)
  SELECT ${job.id}::uuid, ${job.kind}::text, ${job.key}, ${job.payload}, ${MAX_ATTEMPTS}`;

@Injectable()
export class SqlJobQueue extends JobQueue {
  constructor(
    private readonly database: Database,
    private readonly waker: JobWaker,
  ) {
    super();
  }

  async enqueue(job: NewJob): Promise<void> {
    const id = newId();
    const inserted = await this.database.execute({
      name: 'jobs.enqueue',
      text: `INSERT INTO jobs (id, kind, key, outlet_id, payload, max_attempts, run_at)
             VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, now()))
             ON CONFLICT (kind, key) DO NOTHING`,
      values: [
        id,
        job.kind,
        job.key,
        job.outletId ?? null,
        JSON.stringify(job.payload),
        job.maxAttempts ?? MAX_ATTEMPTS,
        job.runAt ?? null,
      ],
    });
    const due = !job.runAt || job.runAt.getTime() <= Date.now();
    if (inserted === 1 && due) this.database.afterCommit(() => this.waker.wake(id));
  }
}
