import type { UserActor } from '../actor.js';
import { forbidden } from '../domain-error.js';
import { type PermissionKey, permissionOf } from '../permission-keys.js';
import {
  type PermissionEffect,
  type PermissionFacts,
  type PermissionNeed,
  Permissions,
  type PermissionVerdict,
} from '../permissions.js';

/** What the list says, unless a test puts a rule in its place; an approval that is given is good when it names a user. */
export class DefaultPermissions extends Permissions {
  readonly asked: PermissionNeed[] = [];
  /** What a rule says of a permission to everybody. */
  readonly ruled = new Map<PermissionKey, (facts: PermissionFacts) => PermissionEffect>();

  async may(
    { role }: UserActor,
    _: string,
    key: PermissionKey,
    facts: PermissionFacts = {},
  ): Promise<PermissionVerdict> {
    const rule = this.ruled.get(key);
    if (rule) return { effect: rule(facts), source: 'OUTLET', limits: {} };
    const { allow, approve } = permissionOf(key);
    const is = (roles: readonly string[]) => roles.includes(role);
    return { effect: is(allow) ? 'ALLOW' : is(approve) ? 'APPROVE' : 'DENY', source: 'DEFAULT', limits: {} };
  }

  async effects(actor: UserActor, key: PermissionKey): Promise<ReadonlySet<PermissionEffect>> {
    return new Set([(await this.may(actor, '', key)).effect]);
  }

  async require(need: PermissionNeed): Promise<string> {
    const { actor, outletId, key, facts } = need;
    this.asked.push(need);
    const { effect } = await this.may(actor, outletId, key, facts);
    if (effect === 'ALLOW') return actor.id;
    if (effect === 'DENY') throw forbidden('FORBIDDEN', 'You may not do this here.', { permission: key });
    return this.prove(need);
  }

  async prove({ approval }: PermissionNeed): Promise<string> {
    if (approval?.userId === undefined) throw forbidden('APPROVAL_REQUIRED', 'Ask a supervisor.');
    return approval.userId;
  }
}
