import { Injectable } from '@nestjs/common';

import { actorRef, assertOutlet, AuditLog, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { versionConflict } from '../model/identity.errors.js';
import { assertSoundRules, type PermissionRule, type PermissionRuleSet } from '../model/permission-rule.js';
import { ruleUserUnknown } from '../model/permission.errors.js';
import { PermissionChanges } from '../services/permission-changes.js';
import { PermissionRules } from '../identity.ports.js';

export interface ReplacePermissionRulesInput {
  readonly actor: UserActor;
  /** Null: the rules of the installation, which hold where an outlet has none. */
  readonly outletId: string | null;
  readonly rules: readonly Omit<PermissionRule, 'outletId'>[];
  /** The version that the caller has seen. */
  readonly version: number;
}

/** Puts the rules of an outlet, or of the installation, in the place of those that there were. */
@Injectable()
export class ReplacePermissionRules {
  constructor(
    private readonly rules: PermissionRules,
    private readonly outlets: OutletsApi,
    private readonly changes: PermissionChanges,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `VERSION_CONFLICT`, `RULE_USER_UNKNOWN`, and what `assertSoundRules` throws. */
  async execute({ actor, outletId, rules, version }: ReplacePermissionRulesInput): Promise<PermissionRuleSet> {
    if (outletId !== null) {
      assertOutlet(actor, outletId);
      await this.outlets.get(outletId);
    }
    const wanted = rules.map((rule) => ({ ...rule, outletId }));
    return this.unitOfWork.run(async () => {
      const current = await this.rules.lock(outletId);
      if (current !== version) throw versionConflict(current);
      await this.assertSound(wanted, outletId);
      const next = { outletId, version: version + 1, rules: wanted };
      await this.rules.replace(next, actor.id, this.clock.now());
      await this.changes.announce(outletId, next.version);
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'permissions.changed',
        subjectType: 'permission_rules',
        subjectId: outletId ?? 'installation',
        details: { version: next.version, rules: wanted.map(told) },
      });
      return next;
    });
  }

  private async assertSound(rules: readonly PermissionRule[], outletId: string | null): Promise<void> {
    const userIds = [...new Set(rules.flatMap(({ userId }) => userId ?? []))];
    const roles = userIds.length > 0 ? await this.rules.rolesOf(userIds, outletId) : new Map<string, never>();
    const unknown = userIds.filter((id) => !roles.has(id));
    if (unknown.length > 0) throw ruleUserUnknown(unknown);
    assertSoundRules(rules, roles);
  }
}

/** A rule in one line of the audit log. */
const told = ({ role, userId, key, effect, limits }: PermissionRule) => ({
  for: role ?? userId,
  permission: key,
  effect,
  ...limits,
});
