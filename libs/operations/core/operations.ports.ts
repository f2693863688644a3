import type { CursorPage, PageRequest, PeriodSpans, QueuedJob } from '#libs/kernel';

import type { KeptSeal, SealRange, ToldHead } from './model/audit-chain.js';
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

/** The seals of the audit log, to be held against it. A chain is an outlet's, or (null) that of what concerns no single outlet. */
export abstract class AuditSeals {
  /** The seals of the entries of a period, of the whole chain when there is none; null where there are none. The end is the one that the log itself tells. */
  abstract range(chain: string | null, period: PeriodSpans | undefined): Promise<SealRange | null>;

  /** Up to `limit` seals after a number, in order, each with its entry. */
  abstract after(chain: string | null, n: number, limit: number): Promise<KeptSeal[]>;

  /** How many entries wait to be sealed. */
  abstract unsealed(chain: string | null): Promise<number>;

  /** What the outlet's Zs told, oldest first. */
  abstract toldOf(outletId: string): Promise<ToldHead[]>;
}
