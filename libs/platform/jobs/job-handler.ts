import { SetMetadata } from '@nestjs/common';

import type { EventType, NewEvent, NewJob } from '#libs/kernel';

import type { Env } from '../env/env.js';

/** A job in hand. `attempt` counts from 1. */
export interface Job<P = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly kind: string;
  readonly payload: P;
  readonly outletId: string | null;
  readonly attempt: number;
  /** When it fails now, it waits for a person. */
  readonly isLastAttempt: boolean;
}

/**
 * Runs one kind of job; found by its `@HandlesJob` mark. It may be called twice for one job (a worker that was too slow, a process
 * that was killed), so its effect is guarded by a unique key or a guarded update. A throw counts as a failure and is retried later, but
 * for a `JobGivesUp`.
 */
export interface JobHandler<P = Readonly<Record<string, unknown>>> {
  handle(job: Job<P>): Promise<void>;
}

export interface JobHandlerOptions {
  /** The job's kind: `<module>.<verb phrase>`, as in `shifts.make-report`. */
  readonly kind: string;
  /** Makes a job of this kind by itself, once per so many milliseconds over all processes: clean-ups and other schedules. */
  readonly everyMs?: number;
  /** Makes a job of this kind in the transaction that writes an event: what must follow from a fact, decoupled from who writes it. */
  readonly on?: Reaction;
}

/**
 * What follows from an event: `job` answers the job's key (one effect, one key: an event told twice is one job) and payload, or null when
 * nothing follows; `env` is the process' settings, for times. It is pure, and asked on every event of these types, on the hot path.
 */
export interface Reaction {
  readonly types: readonly EventType[];
  readonly job: (event: NewEvent, env: Env) => Pick<NewJob, 'key' | 'payload' | 'runAt' | 'maxAttempts'> | null;
}

export const HANDLES_JOB = 'comanda:handles-job';

export const HandlesJob = (options: JobHandlerOptions) => SetMetadata(HANDLES_JOB, options);
