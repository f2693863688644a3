import type { OutletScope, Page, PageRequest, PermissionKey, StaffRole } from '#libs/kernel';

import type { ApprovalRequest, Decision, NewApproval } from './model/approval-request.js';
import type { Approvable } from './model/rule-book.js';
import type { PermissionRule, PermissionRuleSet } from './model/permission-rule.js';

/** The rules of who may do what, as they are stored. */
export abstract class PermissionRules {
  /** Every rule of the installation, on a connection aside of the ambient transaction. */
  abstract all(): Promise<PermissionRule[]>;
  abstract get(outletId: string | null): Promise<PermissionRuleSet>;
  /** The version of a set, which nobody else changes until the end of the unit of work; 0 when it has no rules yet. */
  abstract lock(outletId: string | null): Promise<number>;
  abstract replace(set: PermissionRuleSet, by: string, at: Date): Promise<void>;
  /** The roles of those of these people who are staff of the outlet (null: of any), and not deleted. */
  abstract rolesOf(userIds: readonly string[], outletId: string | null): Promise<ReadonlyMap<string, StaffRole>>;
}

/** Whether a grant was spent, and by whose approval; or why not. */
export type Spending =
  { readonly outcome: 'SPENT'; readonly approvedBy: string } | { readonly outcome: 'MISMATCH' | 'EXPIRED' | 'USED' };

/** What a grant has to be for. */
export interface Spend {
  readonly tokenHash: string;
  readonly askedBy: string;
  readonly outletId: string;
  readonly key: PermissionKey;
  readonly requestHash: string;
  readonly at: Date;
}

export interface ApprovalFilter {
  readonly outletId?: string;
  readonly status?: ApprovalRequest['status'];
}

/** Requests for an approval, and the grants that come of them. */
export abstract class ApprovalRepository {
  abstract add(approval: NewApproval): Promise<void>;
  /** Locked until the end of the unit of work; null for one that is elsewhere or was never there. */
  abstract lock(scope: OutletScope, id: string): Promise<ApprovalRequest | null>;
  abstract decide(id: string, decision: Decision): Promise<void>;
  /**
   * Spends a grant, once: by one statement, in the ambient transaction. Within that transaction it may be spent again, since work is repeated and
   * a request may need several permissions.
   */
  abstract spend(spend: Spend): Promise<Spending>;
  /** Newest first: those that somebody asked for, and those that they may decide. */
  abstract page(
    of: { readonly userId: string; readonly approves: Approvable },
    filter: ApprovalFilter,
    page: PageRequest,
  ): Promise<Page<ApprovalRequest>>;
}

/** The grant that came with the request in hand. */
export abstract class PresentedGrants {
  abstract current(): { readonly token: string; readonly requestHash: string } | null;
}

/** What the routes of this API need. */
export abstract class KnownRequests {
  /** Undefined for a request that needs no permission. */
  abstract keysOf(method: string, path: string): readonly PermissionKey[] | undefined;
  /** What tells it from every other request. */
  abstract hashOf(request: { readonly method: string; readonly path: string; readonly body: unknown }): string;
}
