import type { Schemas } from '../shared/api.js';

type Permission = Schemas['PermissionResponse'];
type Rule = Schemas['PermissionRuleResponse'];
type Role = Schemas['DefaultPermissionRole'];
type Effect = Schemas['Effect'];

export type Limits = Schemas['PermissionLimitsResponse'];
export type LimitName = keyof Limits;

/** Whom a rule is for: everybody of a role, or one person, who has that role. */
export interface Holder {
  readonly role: Role;
  /** Absent: everybody of the role. */
  readonly userId?: string;
}

/** A column of the matrix: whom it is for, and how they are called. */
export interface Column {
  readonly holder: Holder;
  readonly name: string;
}

/** What somebody may do, and up to where they may do it alone. Limits go with ALLOW. */
export interface Grant {
  readonly effect: Effect;
  readonly limits: Limits;
}

/** What an owner wants, not saved yet. Without a grant the person has no rule of their own, and may what their role may. */
export interface Change {
  readonly key: Rule['key'];
  readonly holder: Holder;
  readonly grant: Grant | null;
}

export const sameHolder = (one: Holder, other: Holder): boolean =>
  one.userId === other.userId && (one.userId !== undefined || one.role === other.role);

const holderOf = ({ role, user_id }: Rule): Holder => ({
  role: role ?? 'KASIR',
  ...(user_id !== null && { userId: user_id }),
});
const isAbout = (rule: Rule, key: Rule['key'], holder: Holder): boolean =>
  rule.key === key && sameHolder(holderOf(rule), holder);

const limitsOf = ({ max_amount, max_percent, max_age_minutes, max_per_shift }: Limits): Limits => ({
  ...(max_amount !== undefined && { max_amount }),
  ...(max_percent !== undefined && { max_percent }),
  ...(max_age_minutes !== undefined && { max_age_minutes }),
  ...(max_per_shift !== undefined && { max_per_shift }),
});

/** The rule that somebody has of their own: what was changed here, else the outlet's; null where there is none. */
export function ownGrant(
  key: Rule['key'],
  holder: Holder,
  rules: readonly Rule[],
  changes: readonly Change[],
): Grant | null {
  const changed = changes.find((one) => one.key === key && sameHolder(one.holder, holder));
  if (changed) return changed.grant;
  const rule = rules.find((one) => isAbout(one, key, holder));
  return rule ? { effect: rule.effect, limits: limitsOf(rule) } : null;
}

/** What holds for somebody: their own rule, else that of their role, else the default. A role without a default may not. */
export function grantOf(
  permission: Permission,
  holder: Holder,
  rules: readonly Rule[],
  changes: readonly Change[],
): Grant {
  const own = ownGrant(permission.key, holder, rules, changes);
  if (own) return own;
  if (holder.userId !== undefined) return grantOf(permission, { role: holder.role }, rules, changes);
  return usual(permission, holder.role);
}

/** What holds where nobody has changed anything. */
export function usual({ defaults }: Permission, role: Role): Grant {
  const found = defaults.find((one) => one.role === role);
  return found ? { effect: found.effect, limits: limitsOf(found.limits) } : { effect: 'DENY', limits: {} };
}

/** The outlet's rules with the changes; what was not changed stays as it is. */
export function rulesWith(rules: readonly Rule[], changes: readonly Change[]): Rule[] {
  const kept = rules.filter((rule) => !changes.some(({ key, holder }) => isAbout(rule, key, holder)));
  const made = changes.flatMap(({ key, holder: { role, userId }, grant }): Rule[] =>
    grant === null
      ? []
      : [
          {
            key,
            role: userId === undefined ? role : null,
            user_id: userId ?? null,
            effect: grant.effect,
            ...(grant.effect === 'ALLOW' && limitsOf(grant.limits)),
          },
        ],
  );
  return [...kept, ...made];
}
