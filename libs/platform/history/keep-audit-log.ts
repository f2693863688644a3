import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '../jobs/job-handler.js';
import { HistoryArchive } from './history-archive.js';

const DAY = 86_400_000;

const AUDIT_LOG = {
  table: 'audit_log',
  columns:
    'id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, reason, approved_by, details, request_id, occurred_at, client_address',
  key: 'id',
  keyType: 'uuid',
} as const;

/** Daily: archives what the audit log has from longer ago than `HISTORY_RETENTION`. */
@Injectable()
@HandlesJob({ kind: 'platform.keep-audit-log', everyMs: DAY })
export class KeepAuditLog implements JobHandler {
  constructor(private readonly history: HistoryArchive) {}

  async handle(): Promise<void> {
    await this.history.keep(AUDIT_LOG);
  }
}
