import type { CursorPage, PageRequest, QueuedJob } from '#libs/kernel';

import type { AuditFilter, AuditRecord } from './model/audit-record.js';
import type { JobFilter } from './model/owed-job.js';

/** The audit log, which every module writes through the kernel's port, to be shown. */
export abstract class AuditLogQueries {
  /** Newest first. Takes and gives cursors; throws `CURSOR_INVALID` for what is none. */
  abstract page(filter: AuditFilter, request: PageRequest): Promise<CursorPage<AuditRecord>>;
}

/** Jobs, to be shown. */
export abstract class JobQueries {
  /** The latest due first. */
  abstract page(filter: JobFilter, request: PageRequest): Promise<CursorPage<QueuedJob>>;
}
