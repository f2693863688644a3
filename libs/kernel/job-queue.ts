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
