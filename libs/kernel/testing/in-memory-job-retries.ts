import { ATTEMPTS_OF_A_RETRY, jobDone, jobNotFound, JobRetries, type QueuedJob } from '../job-queue.js';

export class InMemoryJobRetries extends JobRetries {
  readonly jobs = new Map<string, QueuedJob>();
  /** Jobs that a process has in hand. */
  readonly running = new Set<string>();
  readonly woken: string[] = [];

  async retry(id: string): Promise<QueuedJob> {
    const job = this.jobs.get(id);
    if (!job) throw jobNotFound();
    if (job.status === 'DONE') throw jobDone();
    if (this.running.has(id)) return job;
    const maxAttempts = Math.max(job.maxAttempts, job.attempts + ATTEMPTS_OF_A_RETRY);
    const again: QueuedJob = { ...job, status: 'PENDING', maxAttempts };
    this.jobs.set(id, again);
    this.woken.push(id);
    return again;
  }
}
