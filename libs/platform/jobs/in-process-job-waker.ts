import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { Logger } from '../telemetry/logger.js';
import { JobRunner } from './job-runner.js';
import { JobWaker } from './job-waker.js';
import { RequestsFirst } from './requests-first.js';

/** Jobs that one process has in hand beside its requests: as many as Bull gives to a worker. */
const AT_ONCE = 4;
const MOST_WAITING = 1_000;

/**
 * Without Redis the process that made the job runs it, a few at a time: a flood of webhooks is taken in first, and applied as it can be. What
 * finds no place here waits for the sweeper.
 */
@Injectable()
export class InProcessJobWaker extends JobWaker {
  private readonly waiting: string[] = [];
  private running = 0;

  constructor(
    private readonly modules: ModuleRef,
    private readonly requestsFirst: RequestsFirst,
    private readonly logger: Logger,
  ) {
    super();
  }

  wake(jobId: string): void {
    if (this.waiting.length >= MOST_WAITING) return;
    this.waiting.push(jobId);
    if (this.running >= AT_ONCE) return;
    this.running += 1;
    setImmediate(() => void this.runWaiting());
  }

  private async runWaiting(): Promise<void> {
    for (let id = this.waiting.shift(); id !== undefined; id = this.waiting.shift()) {
      await this.requestsFirst.giveWay();
      await this.runOne(id);
    }
    this.running -= 1;
  }

  private async runOne(jobId: string): Promise<void> {
    try {
      await this.modules.get(JobRunner, { strict: false }).runById(jobId);
    } catch (error) {
      this.logger.warn('Running a job failed; the sweeper tries again', { job_id: jobId, error });
    }
  }
}
