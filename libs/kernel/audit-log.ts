import type { ActorRef } from './actor.js';
import type { AuditHead } from './audit-chain.js';

/** Who did what to what, and who approved it. Written in the ambient transaction. Never secrets, never personal data. */
export interface AuditEntry {
  readonly outletId: string | null;
  readonly actor: ActorRef;
  /** Dotted past tense: `order.voided`, `product.updated`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason?: string | null;
  readonly approvedBy?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

export abstract class AuditLog {
  abstract record(entry: AuditEntry): Promise<void>;

  /**
   * Takes out what the entries so far say of a person who is erased: the client addresses of those by them or about them, and the reasons
   * that they gave as a customer. Who did what stays.
   */
  abstract forget(userId: string): Promise<void>;

  /** The last seal of an outlet's chain; null before its first. Entries are sealed a moment after their commit. */
  abstract head(outletId: string): Promise<AuditHead | null>;
}
