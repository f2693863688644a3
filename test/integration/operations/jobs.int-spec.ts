import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type QueuedJob } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { jobRetriesContract } from '../../../libs/kernel/testing/job-retries.contract.js';
import { SqlJobQueries } from '../../../libs/operations/typeorm/sql-job.queries.js';
import { SqlJobRetries } from '../../../libs/platform/jobs/sql-job-retries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

const addTo =
  (database: Database) =>
  async (status: QueuedJob['status'], { isRunning } = { isRunning: false }): Promise<string> => {
    const id = newId();
    await database.execute({
      text: `INSERT INTO jobs (id, kind, key, payload, status, max_attempts, attempts, locked_until)
             VALUES ($1::uuid, 'k', $1::text, '{}', $2, 3, 3, CASE WHEN $3 THEN now() + interval '1 minute' END)`,
      values: [id, status, isRunning],
    });
    return id;
  };

describe('retries in PostgreSQL', () => {
  jobRetriesContract(async () => {
    const database = await connect(await createTestDatabase(), []);
    const woken: string[] = [];
    return {
      retries: new SqlJobRetries(database, { wake: (id) => void woken.push(id) }),
      woken,
      add: addTo(database),
    };
  });
});

describe('jobs that are owed', () => {
  let jobs: SqlJobQueries;
  let add: ReturnType<typeof addTo>;

  beforeAll(async () => {
    const database = await connect(await createTestDatabase(), []);
    [jobs, add] = [new SqlJobQueries(database), addTo(database)];
  });

  it('are listed by what is to be done with them', async () => {
    const [dead, pending] = [await add('DEAD'), await add('PENDING')];
    const ids = async (status: 'DEAD' | 'PENDING') =>
      (await jobs.page({ status, kind: 'k' }, { limit: 100, offset: 0 })).data.map(({ id }) => id);

    expect(await ids('DEAD')).toContain(dead);
    expect(await ids('DEAD')).not.toContain(pending);
    expect(await ids('PENDING')).toContain(pending);
    expect((await jobs.page({ status: 'DEAD', kind: 'other' }, { limit: 1, offset: 0 })).total).toBe(0);
  });
});
