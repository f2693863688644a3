import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { type EventType, JobQueue, type NewEvent } from '#libs/kernel';

import { awaitAll } from '../database/pipeline/await-all.js';
import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { HANDLES_JOB, type JobHandlerOptions, type Reaction } from './job-handler.js';

/** Turns events into the jobs that follow from them, in the events' own transaction: found by the `on` of `@HandlesJob`. */
@Injectable()
export class EventReactions implements OnApplicationBootstrap {
  private readonly reactions = new Map<EventType, { kind: string; job: Reaction['job'] }[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly queue: JobQueue,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onApplicationBootstrap(): void {
    for (const { metatype } of this.discovery.getProviders()) {
      const options = metatype && (Reflect.getMetadata(HANDLES_JOB, metatype) as JobHandlerOptions | undefined);
      if (!options?.on) continue;
      const { kind, on } = options;
      for (const type of on.types)
        this.reactions.set(type, [...(this.reactions.get(type) ?? []), { kind, job: on.job }]);
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
