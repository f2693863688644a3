import { Injectable } from '@nestjs/common';

import { conflict, notFound, type Page, type PageRequest } from '#libs/kernel';

import { Values, whereAll } from '../database/conditions.js';
import { Database } from '../database/database.js';
import { JobWaker } from './job-waker.js';

/** Work that is owed: still to be done, or waiting for a person after it failed too often. */
export const OWED_STATUSES = ['PENDING', 'DEAD'] as const;
export type OwedStatus = (typeof OWED_STATUSES)[number];

export interface JobFilter {
  readonly status: OwedStatus;
  readonly kind?: string;
}

export interface JobView {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly outletId: string | null;
  /** Ids alone. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly status: OwedStatus | 'DONE';
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly runAt: Date;
  /** A name and a code, never what was said. */
  readonly lastError: string | null;
  readonly createdAt: Date;
}

interface Row {
  id: string;
  kind: string;
  key: string;
  outlet_id: string | null;
  payload: Record<string, unknown>;
  status: JobView['status'];
  attempts: number;
  max_attempts: number;
  run_at: Date;
  last_error: string | null;
  created_at: Date;
}

const COLUMNS = 'id, kind, key, outlet_id, payload, status, attempts, max_attempts, run_at, last_error, created_at';
/** So often it is tried again once a person has asked for it. */
const MORE_ATTEMPTS = 10;

/** What a person sees and does of jobs. */
@Injectable()
export class JobDesk {
  constructor(
    private readonly database: Database,
    private readonly waker: JobWaker,
  ) {}

  /** The latest due first. */
  async list({ status, kind }: JobFilter, { limit, offset }: PageRequest): Promise<Page<JobView>> {
    const values = new Values();
    const where = whereAll(`status = ${values.add(status)}`, kind !== undefined && `kind = ${values.add(kind)}`);
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM jobs ${where}`,
      values: values.list,
    });
    const rows = await this.database.query<Row>({
      text: `SELECT ${COLUMNS} FROM jobs ${where} ORDER BY run_at DESC, id DESC
             LIMIT ${values.add(limit)} OFFSET ${values.add(offset)}`,
      values: values.list,
    });
    return { data: rows.map(toView), total: counted?.total ?? 0, limit, offset };
  }

  /**
   * Runs an owed job now, and some times more if it fails; joins the ambient transaction. One that is being run is left alone. Throws
   * `JOB_NOT_FOUND` (404), `JOB_DONE` (409).
   */
  async again(id: string): Promise<JobView> {
    const [row] = await this.database.query<Row>({
      name: 'jobs.again',
      text: `UPDATE jobs SET status = 'PENDING', run_at = now(), locked_until = NULL,
               max_attempts = greatest(max_attempts, attempts + $2)
             WHERE id = $1 AND status <> 'DONE' AND (locked_until IS NULL OR locked_until < now())
             RETURNING ${COLUMNS}`,
      values: [id, MORE_ATTEMPTS],
    });
    if (!row) return this.asItIs(id);
    this.database.afterCommit(() => this.waker.wake(id));
    return toView(row);
  }

  private async asItIs(id: string): Promise<JobView> {
    const [row] = await this.database.query<Row>({ text: `SELECT ${COLUMNS} FROM jobs WHERE id = $1`, values: [id] });
    if (!row) throw notFound('job', 'JOB_NOT_FOUND');
    if (row.status === 'DONE') throw conflict('JOB_DONE', 'This job is done: there is nothing to try again.');
    return toView(row);
  }
}

const toView = (row: Row): JobView => ({
  id: row.id,
  kind: row.kind,
  key: row.key,
  outletId: row.outlet_id,
  payload: row.payload,
  status: row.status,
  attempts: row.attempts,
  maxAttempts: row.max_attempts,
  runAt: row.run_at,
  lastError: row.last_error,
  createdAt: row.created_at,
});
