import { Injectable } from '@nestjs/common';

import { NO_OUTLET } from '../events/no-outlet.js';
import { HandlesJob, type JobHandler } from '../jobs/job-handler.js';
import { type History, HistoryArchive } from './history-archive.js';

const DAY = 86_400_000;

/** The seal of an entry goes into its line, so that the files hold the chain by themselves. */
const sealed = (column: string, name: string): string =>
  `(SELECT s.${column} FROM audit_seals s
    WHERE s.outlet_id = coalesce(audit_log.outlet_id, '${NO_OUTLET}') AND s.entry_id = audit_log.id) AS ${name}`;

const AUDIT_LOG: History = {
  table: 'audit_log',
  columns: `id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, reason, approved_by, details, request_id, occurred_at,
    client_address, ${sealed('n', 'seal_n')}, ${sealed('hash', 'seal_hash')}`,
  key: 'id',
  keyType: 'uuid',
  // Entries go for this reason alone: see the trigger audit_log_is_final.
  archivedTo: (id) => ({
    text: 'UPDATE audit_sealing SET archived_to = greatest(archived_to, $1::uuid) WHERE id = 1',
    values: [id],
  }),
};

/** Daily: archives what the audit log has from longer ago than `HISTORY_RETENTION`. */
@Injectable()
@HandlesJob({ kind: 'platform.keep-audit-log', everyMs: DAY })
export class KeepAuditLog implements JobHandler {
  constructor(private readonly history: HistoryArchive) {}

  async handle(): Promise<void> {
    await this.history.keep(AUDIT_LOG);
  }
}
