import type { ActorRef, OutletScope, PeriodSpans } from '#libs/kernel';

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

/** Null names: guests, Comanda itself, and people who were erased. */
export interface NamedAuditRecord extends AuditRecord {
  readonly actorName: string | null;
  readonly approverName: string | null;
}

export interface AuditFilter {
  readonly scope: OutletScope;
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly action?: string;
  readonly actorId?: string;
  readonly period?: PeriodSpans;
}

/** The user who did it; null for guests and Comanda itself. */
export const userOf = ({ actor }: AuditRecord): string | null => (actor.kind === 'user' ? actor.id : null);
