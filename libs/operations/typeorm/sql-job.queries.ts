import { Injectable } from '@nestjs/common';

import type { Page, PageRequest, QueuedJob } from '#libs/kernel';
import { Database, JOB_COLUMNS, type JobRow, toQueuedJob, Values, whereAll } from '#libs/platform';

import type { JobFilter } from '../core/model/owed-job.js';
import { JobQueries } from '../core/operations.ports.js';

@Injectable()
export class SqlJobQueries extends JobQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page({ status, kind }: JobFilter, { limit, offset }: PageRequest): Promise<Page<QueuedJob>> {
    const values = new Values();
    const where = whereAll(`status = ${values.add(status)}`, kind !== undefined && `kind = ${values.add(kind)}`);
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM jobs ${where}`,
      values: values.list,
    });
    const rows = await this.database.query<JobRow>({
      text: `SELECT ${JOB_COLUMNS} FROM jobs ${where} ORDER BY run_at DESC, id DESC
             LIMIT ${values.add(limit)} OFFSET ${values.add(offset)}`,
      values: values.list,
    });
    return { data: rows.map(toQueuedJob), total: counted?.total ?? 0, limit, offset };
  }
}
