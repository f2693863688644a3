import { beforeAll, expect, it } from '@jest/globals';

import { newId } from '../ids.js';
import type { JobRetries, QueuedJob } from '../job-queue.js';

export interface JobRetriesWorld {
  readonly retries: JobRetries;
  /** Adds a job that was tried three times of three. */
  add(status: QueuedJob['status'], state?: { readonly isRunning: boolean }): Promise<string>;
  /** The jobs that a runner was told of, in this order. */
  readonly woken: readonly string[];
}

/** What every JobRetries does; run on the fake and on PostgreSQL. */
export function jobRetriesContract(make: () => Promise<JobRetriesWorld>): void {
  let world: JobRetriesWorld;
  beforeAll(async () => {
    world = await make();
  });

  it.each(['DEAD', 'PENDING'] as const)(
    'runs a job that is %s now, and some times more if it fails',
    async (status) => {
      const id = await world.add(status);

      expect(await world.retries.retry(id)).toMatchObject({ id, status: 'PENDING', attempts: 3, maxAttempts: 13 });
      expect(world.woken).toContain(id);
    },
  );

  it('leaves a job alone that is being run', async () => {
    const id = await world.add('PENDING', { isRunning: true });

    expect(await world.retries.retry(id)).toMatchObject({ maxAttempts: 3 });
    expect(world.woken).not.toContain(id);
  });

  it('refuses a job that is done, and one that nobody knows', async () => {
    const done = await world.add('DONE');

    await expect(world.retries.retry(done)).rejects.toMatchObject({ kind: 'conflict', code: 'JOB_DONE' });
    await expect(world.retries.retry(newId())).rejects.toMatchObject({ kind: 'not_found', code: 'JOB_NOT_FOUND' });
  });
}
