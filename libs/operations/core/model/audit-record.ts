import type { ActorRef, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';

/** What somebody did, as it was written when they did it. */
export interface AuditRecord {
  readonly id: string;
  readonly outletId: string | null;
  readonly actor: ActorRef;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
  /** The user who consented, where the act needed a supervisor. */
  readonly approvedBy: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  /** Where the request came from; null for jobs, and for whoever was erased. */
  readonly clientAddress: string | null;
  readonly occurredAt: Date;
}

export interface AuditFilter {
  readonly scope: OutletScope;
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly action?: string;
  readonly actorId?: string;
  readonly period?: PeriodSpans;
}

export abstract class AuditTrail {
  /** Newest first. Takes and gives cursors; throws `CURSOR_INVALID` (400) for what is none. */
  abstract list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>>;
}
