import type { QueuedJob } from '#libs/kernel';

export interface JobRow extends Record<string, unknown> {
  id: string;
  kind: string;
  key: string;
  outlet_id: string | null;
  payload: Record<string, unknown>;
  status: QueuedJob['status'];
  attempts: number;
  max_attempts: number;
  run_at: Date;
  last_error: string | null;
  created_at: Date;
}

export const JOB_COLUMNS =
  'id, kind, key, outlet_id, payload, status, attempts, max_attempts, run_at, last_error, created_at';

export const toQueuedJob = (row: JobRow): QueuedJob => ({
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
