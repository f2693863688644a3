import type { OutletScope, Page, PageRequest, PermissionKey, StaffRole } from '#libs/kernel';

import type { ApprovalRequest, Decision, NewApproval } from '../core/model/approval-request.js';
import type { PermissionRule, PermissionRuleSet } from '../core/model/permission-rule.js';
import type { Approvable } from '../core/model/rule-book.js';
import {
  ApprovalRepository,
  KnownRequests,
  PermissionRules,
  PresentedGrants,
  type Spend,
  type Spending,
} from '../core/identity.ports.js';

export class InMemoryPermissionRules extends PermissionRules {
  readonly sets = new Map<string | null, PermissionRuleSet>();
  readonly roles = new Map<string, StaffRole>();
  reads = 0;

  async all(): Promise<PermissionRule[]> {
    this.reads += 1;
    return [...this.sets.values()].flatMap(({ rules }) => [...rules]);
  }

  async get(outletId: string | null): Promise<PermissionRuleSet> {
    return this.sets.get(outletId) ?? { outletId, version: 0, rules: [] };
  }

  async lock(outletId: string | null): Promise<number> {
    return (await this.get(outletId)).version;
  }

  async replace(set: PermissionRuleSet): Promise<void> {
    this.sets.set(set.outletId, set);
  }

  async rolesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, StaffRole>> {
    return new Map([...this.roles].filter(([id]) => userIds.includes(id)));
  }
}

type Kept = Omit<NewApproval, 'status'> & { status: 'WAITING' | 'GRANTED' | 'DENIED'; spent: boolean };

export class InMemoryApprovals extends ApprovalRepository {
  readonly kept = new Map<string, Kept>();

  async add(approval: NewApproval): Promise<void> {
    this.kept.set(approval.id, { ...approval, spent: false });
  }

  async lock(scope: OutletScope, id: string): Promise<ApprovalRequest | null> {
    const found = this.kept.get(id);
    return found && (scope === 'all' || scope.includes(found.outletId)) ? shown(found) : null;
  }

  async decide(id: string, { status, by, expiresAt }: Decision): Promise<void> {
    const found = this.kept.get(id);
    if (found) this.kept.set(id, { ...found, status, decidedBy: by, expiresAt });
  }

  async spend({ tokenHash, askedBy, outletId, key, requestHash, at }: Spend): Promise<Spending> {
    const found = [...this.kept.values()].find((one) => one.tokenHash === tokenHash);
    const fits =
      found?.askedBy === askedBy &&
      found.outletId === outletId &&
      found.keys.includes(key) &&
      found.requestHash === requestHash;
    if (!fits || found.status !== 'GRANTED' || found.decidedBy === null) return { outcome: 'MISMATCH' };
    if (found.spent) return { outcome: 'USED' };
    if (found.expiresAt <= at) return { outcome: 'EXPIRED' };
    found.spent = true;
    return { outcome: 'SPENT', approvedBy: found.decidedBy };
  }

  async page(
    { userId, approves }: { userId: string; approves: Approvable },
    _: object,
    { limit, offset }: PageRequest,
  ): Promise<Page<ApprovalRequest>> {
    const all = [...this.kept.values()].filter(({ askedBy, outletId, keys }) => {
      const may = approves.byOutlet.get(outletId) ?? approves.elsewhere;
      return askedBy === userId || keys.every((key) => may.includes(key));
    });
    return { data: all.slice(offset, offset + limit).map(shown), total: all.length, limit, offset };
  }
}

const shown = ({ spent, ...approval }: Kept): ApprovalRequest => ({
  ...approval,
  status: spent ? 'SPENT' : approval.status,
});

/** The grant of the request in hand, as a test says. */
export class GivenGrant extends PresentedGrants {
  grant: { token: string; requestHash: string } | null = null;
  current = () => this.grant;
}

/** Every request to `/discount` needs `bill.discount`, and to `/sell` two permissions; none else needs any. */
export class FewKnownRequests extends KnownRequests {
  keysOf({ path }: { path: string }): readonly PermissionKey[] | undefined {
    if (path.endsWith('/discount')) return ['bill.discount'];
    return path.endsWith('/sell') ? ['order.take', 'payment.take'] : undefined;
  }

  hashOf = (request: object) => JSON.stringify(request);
}
