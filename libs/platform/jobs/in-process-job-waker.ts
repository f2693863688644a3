import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { Logger } from '../telemetry/logger.js';
import { JobRunner } from './job-runner.js';
import { JobWaker } from './job-waker.js';

/** Without Redis the process that made the job runs it. */
@Injectable()
export class InProcessJobWaker extends JobWaker {
  constructor(
    private readonly modules: ModuleRef,
    private readonly logger: Logger,
  ) {
    super();
  }

  wake(jobId: string): void {
    setImmediate(() => {
      this.modules
        .get(JobRunner, { strict: false })
        .runById(jobId)
        .catch((error: unknown) =>
          this.logger.warn('Running a job failed; the sweeper tries again', { job_id: jobId, error }),
        );
    });
  }
}
