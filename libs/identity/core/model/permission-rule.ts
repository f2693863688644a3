import {
  permissionOf,
  type PermissionEffect,
  type PermissionKey,
  type PermissionLimit,
  type PermissionLimits,
  PERMISSION_LIMITS,
  type StaffRole,
} from '#libs/kernel';

import {
  administrationUnreachable,
  limitNeedsAllow,
  limitNeedsOutlet,
  limitUnknown,
  permissionNotGrantable,
  ruleNeedsInstallation,
  ruleNeedsSubject,
  ruleTwice,
} from './permission.errors.js';

/** What a role, or one person, may do, where it differs from the default: at one outlet, or (`outletId` null) at every one. */
export interface PermissionRule {
  readonly outletId: string | null;
  /** Exactly one of `role` and `userId` is there. */
  readonly role: StaffRole | null;
  readonly userId: string | null;
  readonly key: PermissionKey;
  readonly effect: PermissionEffect;
  /** Of ALLOW: beyond them it takes an approval. */
  readonly limits: PermissionLimits;
}

/** The rules of an outlet, or of the installation, as they are read and replaced: all at once. Version 0 has no rules yet. */
export interface PermissionRuleSet {
  readonly outletId: string | null;
  readonly version: number;
  readonly rules: readonly PermissionRule[];
}

/** Rules that one outlet may have, and the installation. */
export const MOST_RULES = 500;

/**
 * Throws for a rule that says nothing, or what cannot be: `ADMINISTRATION_UNREACHABLE`, `PERMISSION_NOT_GRANTABLE`, `LIMIT_UNKNOWN`,
 * `LIMIT_NEEDS_ALLOW`, `LIMIT_NEEDS_OUTLET`, `RULE_NEEDS_INSTALLATION`, `RULE_NEEDS_SUBJECT`, `RULE_TWICE`. `roles` are those of the people whom rules name.
 */
export function assertSoundRules(rules: readonly PermissionRule[], roles: ReadonlyMap<string, StaffRole>): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    assertSoundRule(rule, rule.role ?? roles.get(rule.userId ?? '') ?? null);
    const place = `${rule.key} ${rule.role ?? rule.userId}`;
    if (seen.has(place)) throw ruleTwice(rule.key);
    seen.add(place);
  }
}

function assertSoundRule(rule: PermissionRule, role: StaffRole | null): void {
  const { key, effect, limits, outletId } = rule;
  if ((rule.role === null) === (rule.userId === null)) throw ruleNeedsSubject(key);
  const { fixed, givenTo, isOfInstallation, limits: known } = permissionOf(key);
  if (fixed) throw administrationUnreachable(key);
  if (isOfInstallation && outletId !== null) throw ruleNeedsInstallation(key);
  if (effect !== 'DENY' && role !== null && !givenTo.includes(role)) throw permissionNotGrantable(key, givenTo);
  const given = limitsIn(limits);
  if (given.length === 0) return;
  if (effect !== 'ALLOW') throw limitNeedsAllow(key);
  if (given.some((limit) => !known.includes(limit))) throw limitUnknown(key);
  if (limits.maxAmount !== undefined && outletId === null) throw limitNeedsOutlet(key);
}

const limitsIn = (limits: PermissionLimits): PermissionLimit[] =>
  PERMISSION_LIMITS.filter((limit) => limits[limit] !== undefined);
