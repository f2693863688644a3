import { setTimeout as delay } from 'node:timers/promises';

import { InjectQueue, Process, Processor } from '@nestjs/bull';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Job as BullJob, Queue } from 'bull';

import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { JobRunner } from './job-runner.js';
import { JobWaker } from './job-waker.js';

export const JOBS_QUEUE = 'comanda-jobs';
const CONCURRENCY = 4;
/** How long the end of a process waits for a Redis that is away. */
const PATIENCE_MS = 2_000;
const CHECK_MS = 100;
/** What Redis answers to a command that it knows and will not do. */
const REFUSAL = /^(?:NOPERM|CROSSSLOT|ERR)\b/;

interface WakeUp {
  readonly id: string;
}

/** Puts the job's id, and nothing else, on the Bull queue. Never awaited, and not at all while Redis is away: the sweeper finds the job. */
@Injectable()
export class BullJobWaker extends JobWaker implements OnModuleInit {
  private isRefused = false;

  constructor(
    @InjectQueue(JOBS_QUEUE) private readonly queue: Queue<WakeUp>,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  onModuleInit(): void {
    this.metrics.sampled(
      { name: 'comanda_bull_up', help: 'Whether Bull, which wakes the workers, is connected to Redis' },
      () => [{ value: this.queue.client.status === 'ready' ? 1 : 0 }],
    );
    // That Redis is away is told by its connections; that it does not let Bull do its work, such as by an ACL, is told here.
    this.queue.on('error', (error: Error) => {
      if (!REFUSAL.test(error.message) || this.isRefused) return;
      this.logger.warn('Redis refuses what Bull asks; the sweeper runs the jobs meanwhile', { error });
      this.isRefused = true;
    });
    this.queue.client.on('ready', () => (this.isRefused = false));
    // Where @nestjs/bull closes the queue. Bull would wait until Redis is back; what it has in hand is waited for by its processor.
    Object.assign(this.queue, { onApplicationShutdown: () => Promise.race([this.queue.close(), this.redisIsGone()]) });
  }

  private async redisIsGone(): Promise<void> {
    for (let goneMs = 0; goneMs < PATIENCE_MS; goneMs = this.queue.client.status === 'ready' ? 0 : goneMs + CHECK_MS) {
      await delay(CHECK_MS, undefined, { ref: false });
    }
  }

  wake(jobId: string): void {
    if (this.queue.client.status !== 'ready') return;
    this.queue.add({ id: jobId }, { jobId, removeOnComplete: true, removeOnFail: true }).catch(() => undefined);
  }
}

/** Bull's side of the worker: it wakes, the row decides. A failure is recorded on the row, so Bull itself never retries. */
@Processor(JOBS_QUEUE)
export class BullJobProcessor implements OnApplicationShutdown {
  private readonly inHand = new Set<Promise<unknown>>();

  constructor(private readonly runner: JobRunner) {}

  @Process({ concurrency: CONCURRENCY })
  async process(job: BullJob<WakeUp>): Promise<void> {
    const running = this.runner.runById(job.data.id);
    this.inHand.add(running);
    await running.finally(() => this.inHand.delete(running));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.inHand);
  }
}
