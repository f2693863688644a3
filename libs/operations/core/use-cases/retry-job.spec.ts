import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type QueuedJob, type UserActor } from '#libs/kernel';

import { aJob, InMemoryJobRetries, KeptAuditLog, PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { RetryJob } from './retry-job.js';

describe('trying a job again', () => {
  const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  let jobs: InMemoryJobRetries;
  let audit: KeptAuditLog;
  let retry: RetryJob;

  beforeEach(() => {
    [jobs, audit] = [new InMemoryJobRetries(), new KeptAuditLog()];
    retry = new RetryJob(jobs, audit, new PlainUnitOfWork());
  });

  const stored = (state: Partial<QueuedJob> = {}): QueuedJob => {
    const job = aJob(state);
    jobs.jobs.set(job.id, job);
    return job;
  };

  it('has a job that failed for good run now, and writes down who asked for it', async () => {
    const outletId = newId();
    const { id } = stored({ kind: 'fiscal.issue-document', outletId });

    expect(await retry.execute({ actor, id })).toMatchObject({ id, status: 'PENDING' });

    expect(jobs.woken).toEqual([id]);
    expect(audit.entries).toEqual([
      {
        outletId,
        actor: { kind: 'user', id: actor.id, role: 'ADMIN' },
        action: 'job.retried',
        subjectType: 'job',
        subjectId: id,
        details: { kind: 'fiscal.issue-document' },
      },
    ]);
  });

  it('does not wait for the hour of a job that would run by itself', async () => {
    const { id } = stored({ status: 'PENDING' });

    await retry.execute({ actor, id });

    expect(jobs.woken).toEqual([id]);
  });

  it('leaves a job alone that is being run, and still says who asked', async () => {
    const job = stored({ status: 'PENDING' });
    jobs.running.add(job.id);

    expect(await retry.execute({ actor, id: job.id })).toEqual(job);

    expect(jobs.woken).toEqual([]);
    expect(audit.entries).toHaveLength(1);
  });

  it('refuses a job that is done, and one that nobody knows, and writes nothing', async () => {
    const { id } = stored({ status: 'DONE' });

    await expect(retry.execute({ actor, id })).rejects.toMatchObject({ kind: 'conflict', code: 'JOB_DONE' });
    await expect(retry.execute({ actor, id: newId() })).rejects.toMatchObject({
      kind: 'not_found',
      code: 'JOB_NOT_FOUND',
    });
    expect(audit.entries).toEqual([]);
  });
});
