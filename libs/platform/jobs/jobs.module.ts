import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { QueueOptions } from 'bull';

import { JobQueue, JobRetries } from '#libs/kernel';

import { RedisConnections } from '../redis/redis-connections.js';
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
    const waker: Provider = options.hasRedis
      ? { provide: JobWaker, useClass: BullJobWaker }
      : { provide: JobWaker, useClass: InProcessJobWaker };
    return {
      module: JobsModule,
      imports: [DiscoveryModule, ...(options.hasRedis ? bull() : [])],
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
        ...(options.hasRedis && options.runsJobs ? [BullJobProcessor] : []),
      ],
      exports: [JOBS_OPTIONS, JobQueue, JobRetries, JobRunner, JobWaker, EventReactions],
    };
  }
}

function bull(): DynamicModule[] {
  return [
    BullModule.forRootAsync({ inject: [RedisConnections], useFactory: queueOptions }),
    BullModule.registerQueue({ name: JOBS_QUEUE }),
  ];
}

/** @internal */
export function queueOptions(connections: RedisConnections): QueueOptions {
  return {
    // Bull's own connections would know nothing of TLS, sentinels and clusters. It leaves the end of those that it is given to whoever gave them.
    createClient: () => connections.connect('consumer') as ReturnType<NonNullable<QueueOptions['createClient']>>,
    // What stands in braces is all that decides where a cluster keeps a key: Bull's scripts need theirs in one place.
    prefix: '{comanda}',
    // A stall is a worker that died or was blocked; the row's lease decides who may run it, not Bull's count.
    settings: { maxStalledCount: 1_000_000, lockDuration: 60_000, stalledInterval: 15_000 },
  };
}
