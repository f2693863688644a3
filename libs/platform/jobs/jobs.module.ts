import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { JobQueue, JobRetries } from '#libs/kernel';

import { BullJobProcessor, BullJobWaker, JOBS_QUEUE } from './bull-jobs.js';
import { EventReactions } from './event-reactions.js';
import { ExpireRecords } from './expire-records.js';
import { InProcessJobWaker } from './in-process-job-waker.js';
import { JobMetrics } from './job-metrics.js';
import { JobRunner } from './job-runner.js';
import { JobSweeper } from './job-sweeper.js';
import { JobWaker } from './job-waker.js';
import { JOBS_OPTIONS, type JobsOptions } from './jobs-options.js';
import { RequestsFirst } from './requests-first.js';
import { SqlJobQueue } from './sql-job-queue.js';
import { SqlJobRetries } from './sql-job-retries.js';

@Global()
@Module({})
export class JobsModule {
  static forRoot(options: JobsOptions): DynamicModule {
    const waker: Provider = options.redisUrl
      ? { provide: JobWaker, useClass: BullJobWaker }
      : { provide: JobWaker, useClass: InProcessJobWaker };
    return {
      module: JobsModule,
      imports: [DiscoveryModule, ...(options.redisUrl ? bull(options.redisUrl) : [])],
      providers: [
        { provide: JOBS_OPTIONS, useValue: options },
        EventReactions,
        JobRunner,
        JobSweeper,
        JobMetrics,
        ExpireRecords,
        RequestsFirst,
        waker,
        { provide: JobQueue, useClass: SqlJobQueue },
        { provide: JobRetries, useClass: SqlJobRetries },
        ...(options.redisUrl && options.runsJobs ? [BullJobProcessor] : []),
      ],
      exports: [JobQueue, JobRetries, JobRunner, JobWaker, EventReactions],
    };
  }
}

function bull(redisUrl: string): DynamicModule[] {
  return [
    BullModule.forRoot({
      url: redisUrl,
      redis: {
        maxRetriesPerRequest: null,
        enableReadyCheck: false,
        retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
      },
      // A stall is a worker that died or was blocked; the row's lease decides who may run it, not Bull's count.
      settings: { maxStalledCount: 1_000_000, lockDuration: 60_000, stalledInterval: 15_000 },
    }),
    BullModule.registerQueue({ name: JOBS_QUEUE }),
  ];
}
