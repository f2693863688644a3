import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';

import type { QueuedJob } from '#libs/kernel';
import { Code, CursorPageQuery, CursorPageResponse, Optional } from '#libs/platform';

import { OWED_STATUSES, type OwedStatus } from '../core/model/owed-job.js';

export class JobQuery extends CursorPageQuery {
  /** `DEAD`: failed for good, waits for a person. `PENDING`: will run by itself. */
  @Optional()
  @ApiProperty({ enum: OWED_STATUSES, enumName: 'OwedStatus', required: false, default: 'DEAD' })
  @IsIn(OWED_STATUSES)
  status: OwedStatus = 'DEAD';

  /** `notifications.order-placed`, `fiscal.issue-document`, … */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 100)
  kind?: string;
}

export class JobResponse {
  id!: string;
  kind!: string;
  /** One effect, one key. */
  key!: string;
  outlet_id!: string | null;
  /** The ids of what it is about. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  payload!: Readonly<Record<string, unknown>>;
  @ApiProperty({ enum: [...OWED_STATUSES, 'DONE'], enumName: 'JobStatus' })
  status!: QueuedJob['status'];
  attempts!: number;
  max_attempts!: number;
  /** When it is tried again; of a dead one, when it would have been. */
  run_at!: string;
  /** Why it failed last: a name and a code. */
  @ApiProperty({ type: String, nullable: true })
  last_error!: string | null;
  created_at!: string;
}

export class JobPage extends CursorPageResponse {
  data!: JobResponse[];
}

export const jobResponse = (job: QueuedJob): JobResponse => ({
  id: job.id,
  kind: job.kind,
  key: job.key,
  outlet_id: job.outletId,
  payload: job.payload,
  status: job.status,
  attempts: job.attempts,
  max_attempts: job.maxAttempts,
  run_at: job.runAt.toISOString(),
  last_error: job.lastError,
  created_at: job.createdAt.toISOString(),
});
