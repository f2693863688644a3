import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { JobQueue, type NewEvent } from '#libs/kernel';

import { awaitAll } from '../database/pipeline/await-all.js';
import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { HANDLES_JOB, type JobHandlerOptions } from './job-handler.js';

type Reaction = Required<Pick<JobHandlerOptions, 'kind' | 'job'>>;

/** Turns events into the jobs that follow from them, in the events' own transaction: found by the `on` of {@link HANDLES_JOB}. */
@Injectable()
export class EventReactions implements OnApplicationBootstrap {
  private readonly reactions = new Map<string, Reaction[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly queue: JobQueue,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onApplicationBootstrap(): void {
    for (const { metatype } of this.discovery.getProviders()) {
      const options = metatype && (Reflect.getMetadata(HANDLES_JOB, metatype) as JobHandlerOptions | undefined);
      if (!options?.on || !options.job) continue;
      const { kind, on, job } = options;
      for (const { name } of [on].flat())
        this.reactions.set(name, [...(this.reactions.get(name) ?? []), { kind, job }]);
    }
  }

  /** All jobs are begun at once, so that they may be part of a pipeline. */
  async follow(events: readonly NewEvent[]): Promise<void> {
    const jobs = events.flatMap((event) =>
      (this.reactions.get(event.type) ?? []).flatMap(({ kind, job }) => {
        const wanted = job(event, this.env);
        return wanted ? [{ ...wanted, kind, outletId: event.outletId }] : [];
      }),
    );
    if (jobs.length > 0) await awaitAll(jobs.map((job) => this.queue.enqueue(job)));
  }
}
