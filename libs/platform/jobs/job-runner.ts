import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { JobGivesUp, type NewJob } from '#libs/kernel';

import { Database } from '../database/database.js';
import { driverError } from '../database/database-errors.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { currentRequest, type RequestContext, withRequest } from '../telemetry/request-context.js';
import { startSpan } from '../telemetry/tracing.js';
import { HANDLES_JOB, type Job, type JobHandler, type JobHandlerOptions } from './job-handler.js';

interface JobRow {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  outlet_id: string | null;
  attempts: number;
  max_attempts: number;
  request_id: string | null;
  traceparent: string | null;
}

interface Registration extends JobHandlerOptions {
  readonly handler: JobHandler;
}

/** How long a runner may hold a job before another may take it. */
const LEASE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 600;

/**
 * Claims a due job, runs its handler, records the outcome. Safe with many processes: a claim is one guarded update, and the outcome is
 * written only by the claim that is still the last one.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap {
  private readonly handlers = new Map<string, Registration>();
  private readonly inHand = new Set<Promise<boolean>>();

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const options = metatype && (Reflect.getMetadata(HANDLES_JOB, metatype) as JobHandlerOptions | undefined);
      if (!options) continue;
      if (this.handlers.has(options.kind)) throw new Error(`Two handlers for jobs of kind ${options.kind}`);
      this.handlers.set(options.kind, { ...options, handler: instance as JobHandler });
    }
  }

  /** The kinds of jobs that this process knows. */
  kinds(): string[] {
    return [...this.handlers.keys()];
  }

  /** The jobs that schedules call for now: one per handler and period, whoever asks. */
  scheduled(now: Date): NewJob[] {
    return [...this.handlers.values()].flatMap(({ kind, everyMs }) => {
      if (!everyMs) return [];
      const period = Math.floor(now.getTime() / everyMs) * everyMs;
      return [{ kind, key: new Date(period).toISOString(), payload: {}, maxAttempts: 3 }];
    });
  }

  /** Runs one job if it is still due and nobody holds it. */
  async runById(id: string): Promise<boolean> {
    return this.track(async () => {
      const [row] = await this.claim('jobs.claim', 'id = $2', [id]);
      return row ? this.run(row) : false;
    });
  }

  /** Runs the job that is due longest; false when there is none. */
  async runNext(): Promise<boolean> {
    return this.track(async () => {
      const [row] = await this.claim(
        'jobs.claim-next',
        `id = (SELECT id FROM jobs WHERE status = 'PENDING' AND run_at <= now() AND kind = ANY($2)
                 AND (locked_until IS NULL OR locked_until < now())
               ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED)`,
        [this.kinds()],
      );
      return row ? this.run(row) : false;
    });
  }

  /** Waits for the jobs in hand; for shutdown. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.inHand);
  }

  private claim(name: string, which: string, values: unknown[]): Promise<JobRow[]> {
    return this.database.query<JobRow>({
      name,
      text: `UPDATE jobs SET attempts = attempts + 1, locked_until = now() + make_interval(secs => $1)
             WHERE ${which} AND status = 'PENDING' AND run_at <= now() AND (locked_until IS NULL OR locked_until < now())
             RETURNING id, kind, payload, outlet_id, attempts, max_attempts, request_id, traceparent`,
      values: [LEASE_SECONDS, ...values],
    });
  }

  private async run(row: JobRow): Promise<boolean> {
    const registration = this.handlers.get(row.kind);
    const job: Job = {
      id: row.id,
      kind: row.kind,
      payload: row.payload,
      outletId: row.outlet_id,
      attempt: row.attempts,
      isLastAttempt: row.attempts >= row.max_attempts,
    };
    const span = startSpan({
      name: `job ${row.kind}`,
      kind: 'consumer',
      parent: row.traceparent,
      attributes: { 'comanda.job.id': row.id, 'comanda.job.attempt': row.attempts },
    });
    // Under the id of the request that caused it, so that one search finds all that came of a request.
    const context: RequestContext = { requestId: row.request_id ?? `job-${row.id}`, jobId: row.id, span };
    await withRequest(context, () => this.carryOut(row, job, registration));
    return true;
  }

  private async carryOut(row: JobRow, job: Job, registration: Registration | undefined): Promise<void> {
    const { kind, attempts: attempt } = row;
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    try {
      if (!registration) throw new Error(`No handler for jobs of kind ${kind}`);
      await registration.handler.handle(job);
      await this.finish(row);
      this.metrics.jobs.inc({ kind, outcome: 'done' });
      this.logger.info('job done', { kind, attempt, ms: Math.round(seconds() * 1000) });
      currentRequest()?.span?.end();
    } catch (error) {
      currentRequest()?.span?.end(error);
      await this.fail(row, error);
    }
    this.metrics.jobSeconds.observe({ kind }, seconds());
  }

  private async finish(row: JobRow): Promise<void> {
    await this.database.execute({
      name: 'jobs.finish',
      text: `UPDATE jobs SET status = 'DONE', finished_at = now(), locked_until = NULL, last_error = NULL
             WHERE id = $1 AND status = 'PENDING' AND attempts = $2`,
      values: [row.id, row.attempts],
    });
  }

  private async fail(row: JobRow, error: unknown): Promise<void> {
    const dead = error instanceof JobGivesUp || row.attempts >= row.max_attempts;
    this.metrics.jobs.inc({ kind: row.kind, outcome: dead ? 'dead' : 'failed' });
    this.logger[dead ? 'error' : 'warn'](
      dead ? 'job dead: it failed for good and waits for a person' : 'job failed: it is tried again',
      {
        kind: row.kind,
        attempt: row.attempts,
        error,
      },
    );
    const pause = Math.min(2 ** row.attempts, LONGEST_PAUSE_SECONDS);
    await this.database.execute({
      name: 'jobs.fail',
      text: `UPDATE jobs SET status = CASE WHEN $3 THEN 'DEAD' ELSE 'PENDING' END, locked_until = NULL, last_error = $4,
               run_at = now() + make_interval(secs => $5)
             WHERE id = $1 AND status = 'PENDING' AND attempts = $2`,
      values: [row.id, row.attempts, dead, describe(error), pause],
    });
  }

  private async track(work: () => Promise<boolean>): Promise<boolean> {
    const promise = work();
    this.inHand.add(promise);
    try {
      return await promise;
    } finally {
      this.inHand.delete(promise);
    }
  }
}

/** What a person may read of a failure: its kind and code, never a message that could quote data. */
function describe(error: unknown): string {
  const { code } = driverError(error);
  const name = error instanceof Error ? error.name : 'unknown';
  return [name, code].filter(Boolean).join(' ');
}
