import type { Schemas } from '../shared/api.js';

type Permission = Schemas['PermissionResponse'];
type Rule = Schemas['PermissionRuleResponse'];
type Role = Schemas['DefaultPermissionRole'];
type Effect = Schemas['Effect'];

/** What an owner wants for a role, not saved yet. */
export interface Change {
  readonly key: Rule['key'];
  readonly role: Role;
  readonly effect: Effect;
}

const isFor = (rule: Rule, key: Rule['key'], role: Role): boolean => rule.key === key && rule.role === role;

/** What holds for a role: what was changed here, else the outlet's rule, else the default. A role without a default may not. */
export function effectOf(
  { key, defaults }: Permission,
  role: Role,
  rules: readonly Rule[],
  changes: readonly Change[],
): Effect {
  const changed = changes.find((one) => one.key === key && one.role === role);
  const rule = rules.find((one) => isFor(one, key, role));
  return changed?.effect ?? rule?.effect ?? defaults.find((one) => one.role === role)?.effect ?? 'DENY';
}

/** The outlet's rules with the changes: one that was changed loses its limits, the others stay as they are. */
export function rulesWith(rules: readonly Rule[], changes: readonly Change[]): Rule[] {
  const kept = rules.filter((rule) => !changes.some(({ key, role }) => isFor(rule, key, role)));
  return [...kept, ...changes.map(({ key, role, effect }): Rule => ({ key, role, user_id: null, effect }))];
}
