import { Injectable } from '@nestjs/common';

import { JobQueue, type NewJob, newId } from '#libs/kernel';

import { Database } from '../database/database.js';
import { currentCause } from '../telemetry/request-context.js';
import { JobWaker } from './job-waker.js';

const MAX_ATTEMPTS = 20;

/** SQL for each part of a job; `requestId` and `traceparent` say what caused it, and may be null. */
interface InsertedJob {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: string;
  readonly requestId: string;
  readonly traceparent: string;
  /** 20 when absent. */
  readonly maxAttempts?: number;
}

/**
 * The statement part that writes a job from the row beside it, for repositories that write a fact and its job in one round trip: what
 * follows is `FROM …`. Wake it with `JobWaker` once it is committed.
 */
export const insertJob = (job: InsertedJob): string => `
  INSERT INTO jobs (id, kind, key, payload, max_attempts, request_id, traceparent)
  SELECT ${job.id}::uuid, ${job.kind}::text, ${job.key}, ${job.payload}, ${job.maxAttempts ?? MAX_ATTEMPTS}, ${job.requestId}, ${job.traceparent}`;

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
    const { requestId, traceparent } = currentCause();
    const inserted = await this.database.execute({
      name: 'jobs.enqueue',
      text: `INSERT INTO jobs (id, kind, key, outlet_id, payload, max_attempts, run_at, request_id, traceparent)
             VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, now()), $8, $9)
             ON CONFLICT (kind, key) DO NOTHING`,
      values: [
        id,
        job.kind,
        job.key,
        job.outletId ?? null,
        JSON.stringify(job.payload),
        job.maxAttempts ?? MAX_ATTEMPTS,
        job.runAt ?? null,
        requestId,
        traceparent,
      ],
    });
    const due = !job.runAt || job.runAt.getTime() <= Date.now();
    if (inserted === 1 && due) this.database.afterCommit(() => this.waker.wake(id));
  }
}
