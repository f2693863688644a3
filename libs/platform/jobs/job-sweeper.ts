import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { JobQueue, UnitOfWork } from '#libs/kernel';

import { Heartbeats } from '../telemetry/heartbeats.js';
import { Logger } from '../telemetry/logger.js';
import { Outage } from '../telemetry/outage.js';
import { JobRunner } from './job-runner.js';
import { JOBS_OPTIONS, type JobsOptions } from './jobs-options.js';
import { RequestsFirst } from './requests-first.js';

const SWEEP_MS = 2_000;
const SCHEDULE_MS = 30_000;
/** So many at a time: work that waits for a slow provider does not hold up all the rest. */
const LANES = 4;

/**
 * Finds due jobs that nobody was woken for: Redis lost them, a process died with them, or their time has come. This, not Bull, is what
 * makes every job run.
 */
@Injectable()
export class JobSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;
  private stopped = false;
  private scheduledAt = 0;
  private turned: () => void = () => undefined;
  private readonly outage: Outage;

  constructor(
    private readonly runner: JobRunner,
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly requestsFirst: RequestsFirst,
    logger: Logger,
    private readonly heartbeats: Heartbeats,
    @Inject(JOBS_OPTIONS) private readonly options: JobsOptions,
  ) {
    this.outage = new Outage(logger, 'Sweeping for due jobs failed; trying again', 'Due jobs are swept again');
  }

  onApplicationBootstrap(): void {
    if (!this.options.runsJobs) return;
    this.turned = this.heartbeats.watch('jobs');
    this.timer = setInterval(() => this.sweepOnce(), SWEEP_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.sweeping;
    await this.runner.settle();
  }

  private sweepOnce(): void {
    if (this.sweeping) return;
    this.sweeping = this.sweep()
      .then(
        () => this.outage.over(),
        (error: unknown) => this.outage.met(error),
      )
      .finally(() => {
        this.sweeping = undefined;
        this.turned();
      });
  }

  private async sweep(): Promise<void> {
    const now = Date.now();
    if (now - this.scheduledAt >= SCHEDULE_MS) {
      this.scheduledAt = now;
      const jobs = this.runner.scheduled(new Date(now));
      await this.unitOfWork.run(async () => {
        for (const job of jobs) await this.queue.enqueue(job);
      });
    }
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => this.drain()));
    const failure = lanes.find((lane) => lane.status === 'rejected');
    if (failure) throw failure.reason;
  }

  private async drain(): Promise<void> {
    do await this.requestsFirst.giveWay();
    while (!this.stopped && (await this.runOne()));
  }

  private async runOne(): Promise<boolean> {
    const isMore = await this.runner.runNext();
    this.turned();
    return isMore;
  }
}
