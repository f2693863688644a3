import { Injectable } from '@nestjs/common';

import {
  assertOutlet,
  isInScope,
  type Page,
  type PageRequest,
  PERMISSION_KEYS,
  type PermissionKey,
  type PermissionVerdict,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type ApprovalFilter, ApprovalRepository, PermissionRules, TokenMint, UserQueries } from '../identity.ports.js';
import type { ApprovalRequest } from '../model/approval-request.js';
import { userNotFound } from '../model/identity.errors.js';
import type { PermissionRuleSet } from '../model/permission-rule.js';
import { isStaffRole } from '../model/roles.js';
import type { User } from '../model/user.js';
import { PermissionBook } from './permission-book.js';

export type EffectivePermission = PermissionVerdict & { readonly key: PermissionKey };

export interface EffectivePermissions {
  readonly userId: string;
  readonly role: User['role'];
  readonly outletId: string;
  readonly permissions: readonly EffectivePermission[];
}

/** An approval as somebody is shown it: its grant to whoever asked alone, while it is good. */
export interface ShownApproval {
  readonly approval: ApprovalRequest;
  readonly grant: string | null;
}

/** Rules, what follows from them for somebody, and approvals, to be shown. */
@Injectable()
export class PermissionViews {
  constructor(
    private readonly book: PermissionBook,
    private readonly rules: PermissionRules,
    private readonly approvals: ApprovalRepository,
    private readonly users: UserQueries,
    private readonly outlets: OutletsApi,
    private readonly tokens: TokenMint,
  ) {}

  /** Null: the rules of the installation. Throws `OUTLET_NOT_FOUND`. */
  async ruleSet(actor: UserActor, outletId: string | null): Promise<PermissionRuleSet> {
    if (outletId !== null) await this.assertThere(actor, outletId);
    return this.rules.get(outletId);
  }

  /** What holds for the actor, or for a member of staff of the same outlet. Throws `OUTLET_NOT_FOUND`, `USER_NOT_FOUND`. */
  async effective(actor: UserActor, outletId: string, userId?: string): Promise<EffectivePermissions> {
    await this.assertThere(actor, outletId);
    const who = userId === undefined || userId === actor.id ? actor : await this.users.get(userId);
    if (!isStaffRole(who.role) || !(who.role === 'ADMIN' || isInScope(who.outletIds, outletId))) throw userNotFound();
    const book = await this.book.read();
    return {
      userId: who.id,
      role: who.role,
      outletId,
      permissions: PERMISSION_KEYS.map((key) => ({ key, ...book.verdict(who, outletId, key) })),
    };
  }

  /** Their own, and those that they may decide. */
  async approvalPage(actor: UserActor, filter: ApprovalFilter, page: PageRequest): Promise<Page<ShownApproval>> {
    if (filter.outletId !== undefined) assertOutlet(actor, filter.outletId);
    const approves = (await this.book.read()).alone(actor);
    const found = await this.approvals.page({ userId: actor.id, approves }, filter, page);
    return { ...found, data: found.data.map((approval) => this.shown(actor, approval)) };
  }

  /** What stands for an approval that somebody asked for: to be told to them alone. */
  grantOf(approvalId: string): string {
    return this.tokens.approvalGrant(approvalId);
  }

  private shown(actor: UserActor, approval: ApprovalRequest): ShownApproval {
    const isTheirs = approval.askedBy === actor.id && approval.status === 'GRANTED';
    return { approval, grant: isTheirs ? this.grantOf(approval.id) : null };
  }

  private async assertThere(actor: UserActor, outletId: string): Promise<void> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
  }
}
