import { conflict, notFound } from './domain-error.js';

/**
 * Work that must happen. The row is written in the ambient transaction, with its cause; `key` is unique per `kind` (one effect, one
 * key), so asking twice is asking once. `payload` holds ids, never personal data or secrets.
 */
export interface NewJob {
  readonly kind: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly outletId?: string | null;
  /** Not before this instant; at once when absent. */
  readonly runAt?: Date;
  /** After this many failures the job is DEAD and waits for a person. 20 when absent. */
  readonly maxAttempts?: number;
}

/** Thrown by a job's work when trying again cannot help: the job is DEAD at once. Its name says why, for a person to read. */
export abstract class JobGivesUp extends Error {}

export abstract class JobQueue {
  abstract enqueue(job: NewJob): Promise<void>;
}

/** A job as it stands. */
export interface QueuedJob {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly outletId: string | null;
  /** Ids alone. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** `PENDING`: still to run. `DEAD`: failed for good, waits for a person. */
  readonly status: 'PENDING' | 'DEAD' | 'DONE';
  readonly attempts: number;
  readonly maxAttempts: number;
  /** When it runs next; of a dead one, when it would have run. */
  readonly runAt: Date;
  /** A name and a code, never what was said. */
  readonly lastError: string | null;
  readonly createdAt: Date;
}

/** How often a job is tried once a person has asked for it, however often it failed before. */
export const ATTEMPTS_OF_A_RETRY = 10;

export const jobNotFound = () => notFound('job', 'JOB_NOT_FOUND');
export const jobDone = () => conflict('JOB_DONE', 'This job is done: there is nothing to try again.');

/** Jobs that a person asks for. */
export abstract class JobRetries {
  /**
   * Has a job run now, dead or not, and some times more if it fails; joins the ambient transaction. One that is being run is left alone.
   * Throws `JOB_NOT_FOUND`, `JOB_DONE`.
   */
  abstract retry(id: string): Promise<QueuedJob>;
}
