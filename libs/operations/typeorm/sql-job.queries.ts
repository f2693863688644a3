import { Injectable } from '@nestjs/common';

import type { CursorPage, PageRequest, QueuedJob } from '#libs/kernel';
import { Database, JOB_COLUMNS, type JobRow, newestBy, newestFirst, toQueuedJob, Values } from '#libs/platform';

import type { JobFilter } from '../core/model/owed-job.js';
import { JobQueries } from '../core/operations.ports.js';

const BY_TURN = newestBy('run_at');

@Injectable()
export class SqlJobQueries extends JobQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page({ status, kind }: JobFilter, page: PageRequest): Promise<CursorPage<QueuedJob>> {
    const values = new Values();
    const filters = [`status = ${values.add(status)}`, kind !== undefined && `kind = ${values.add(kind)}`];
    const list = { from: 'jobs', columns: JOB_COLUMNS, filters, values, key: BY_TURN, toItem: toQueuedJob };
    return newestFirst<JobRow, QueuedJob>(this.database, list, page);
  }
}
