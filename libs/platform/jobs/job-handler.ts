import { SetMetadata } from '@nestjs/common';

import type { EventType, NewEvent, NewJob, PayloadOf } from '#libs/kernel';

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

/** What follows from an event: a job's key (one effect, one key: an event told twice is one job) and payload; null when nothing does. */
export type FollowUp = Pick<NewJob, 'key' | 'payload' | 'runAt' | 'maxAttempts'> | null;

interface PlainJob {
  /** The job's kind: `<module>.<verb phrase>`, as in `shifts.make-report`. */
  readonly kind: string;
  /** Makes a job of this kind by itself, once per so many milliseconds over all processes: clean-ups and other schedules. */
  readonly everyMs?: number;
}

type EventTypes = EventType | readonly EventType[];
type EventOf<E extends EventTypes> = NewEvent<PayloadOf<E extends readonly EventType[] ? E[number] : E>>;

interface FollowingJob<E extends EventTypes> {
  readonly kind: string;
  /** Makes a job of this kind in the transaction that writes such an event: what must follow from a fact, decoupled from who writes it. */
  readonly on: E;
  /** Pure, and asked of every event of these types on the hot path; `env` is the process' settings, for times. */
  readonly job: (event: EventOf<E>, env: Env) => FollowUp;
}

/** How a mark is kept: without the payload's type, which only the decorator checks. */
export interface JobHandlerOptions extends PlainJob {
  readonly on?: EventTypes;
  readonly job?: (event: NewEvent, env: Env) => FollowUp;
}

export const HANDLES_JOB = 'comanda:handles-job';

/** Marks a {@link JobHandler}: by its kind alone (somebody enqueues it), by a schedule, or by the events that it follows from. */
export const HandlesJob = <const E extends EventTypes>(options: PlainJob | FollowingJob<E>) =>
  SetMetadata(HANDLES_JOB, options);
