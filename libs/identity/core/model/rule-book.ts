import {
  permissionOf,
  PERMISSION_KEYS,
  PERMISSION_LIMITS,
  type PermissionEffect,
  type PermissionFacts,
  type PermissionKey,
  type PermissionLimit,
  type PermissionLimits,
  type PermissionSource,
  type PermissionVerdict,
  STAFF_ROLES,
  type StaffRole,
  type UserActor,
} from '#libs/kernel';

import type { PermissionRule } from './permission-rule.js';

/** Whoever is judged: a member of staff, as they are now. */
export type Subject = Pick<UserActor, 'id' | 'role' | 'outletIds'>;

/** What somebody may do alone, and so approve: at outlets by their ids, and at every other one. */
export interface Approvable {
  readonly byOutlet: ReadonlyMap<string, readonly PermissionKey[]>;
  readonly elsewhere: readonly PermissionKey[];
}

export interface Approvers {
  readonly roles: readonly StaffRole[];
  readonly userIds: readonly string[];
  /** Though they are of one of the roles. */
  readonly exceptUserIds: readonly string[];
}

interface Found {
  readonly source: PermissionSource;
  readonly effect: PermissionEffect;
  readonly limits: PermissionLimits;
}

const FACT_OF: Readonly<Record<PermissionLimit, keyof PermissionFacts>> = {
  maxAmount: 'amount',
  maxBasisPoints: 'basisPoints',
  maxAgeMinutes: 'ageMinutes',
  maxPerShift: 'perShift',
};

/** All rules of an installation, as they were read at once. */
export class RuleBook {
  private readonly byPlace = new Map<string, PermissionRule>();
  /** The outlets that have rules of their own. */
  private readonly ruled = new Map<PermissionKey, Set<string>>();

  constructor(rules: readonly PermissionRule[]) {
    for (const rule of rules) {
      const { outletId, key } = rule;
      this.byPlace.set(placeOf(outletId, rule.userId ?? rule.role ?? '', key), rule);
      if (outletId !== null) this.ruled.set(key, (this.ruled.get(key) ?? new Set()).add(outletId));
    }
  }

  /** What holds for somebody at an outlet (null: where no outlet has a rule of its own), with `otherwise` where no rule speaks. */
  verdict(
    who: Subject,
    outletId: string | null,
    key: PermissionKey,
    facts: PermissionFacts = {},
    otherwise: PermissionEffect = defaultOf(who, key),
  ): PermissionVerdict {
    const found = this.find(who, outletId, key) ?? {
      source: 'DEFAULT' as const,
      effect: otherwise,
      limits: permissionOf(key).defaultLimits?.[who.role as StaffRole] ?? {},
    };
    const { source, effect, limits } = found;
    if (effect !== 'ALLOW') return { source, effect, limits: {} };
    const beyond = passed(limits, facts);
    return beyond ? { source, effect: 'APPROVE', limits, beyond } : { source, effect, limits };
  }

  /** What holds for somebody, figures apart, at each of the outlets that they see. */
  effects(who: Subject, key: PermissionKey, otherwise: PermissionEffect): ReadonlySet<PermissionEffect> {
    const ruled = this.ruled.get(key) ?? new Set<string>();
    const places: (string | null)[] = who.role === 'ADMIN' ? [null, ...ruled] : [...who.outletIds];
    if (places.length === 0) places.push(null);
    return new Set(places.map((outletId) => this.verdict(who, outletId, key, {}, otherwise).effect));
  }

  /** What somebody may do alone, figures apart. */
  alone(who: Subject): Approvable {
    const isAdmin = who.role === 'ADMIN';
    const outletIds = isAdmin ? [...this.ruled.values()].flatMap((ids) => [...ids]) : who.outletIds;
    const keysAt = (outletId: string | null) =>
      PERMISSION_KEYS.filter((key) => this.verdict(who, outletId, key).effect === 'ALLOW');
    return {
      byOutlet: new Map(outletIds.map((outletId) => [outletId, keysAt(outletId)])),
      elsewhere: isAdmin ? keysAt(null) : [],
    };
  }

  /** The people with rules of their own at an outlet, or everywhere, for one of these permissions. */
  peopleWithRules(outletId: string, keys: readonly PermissionKey[]): readonly string[] {
    const rules = [...this.byPlace.values()].filter(
      (rule) => keys.includes(rule.key) && (rule.outletId === null || rule.outletId === outletId),
    );
    return [...new Set(rules.flatMap(({ userId }) => userId ?? []))];
  }

  /** Who may do all of it alone at an outlet: roles, and of the people with rules of their own those who may and those who may not. */
  approvers(outletId: string, keys: readonly PermissionKey[], people: ReadonlyMap<string, StaffRole>): Approvers {
    const mayAll = (id: string, role: StaffRole) =>
      keys.every((key) => this.verdict({ id, role, outletIds: [outletId] }, outletId, key).effect === 'ALLOW');
    const able = [...people].filter(([id, role]) => mayAll(id, role)).map(([id]) => id);
    return {
      roles: STAFF_ROLES.filter((role) => mayAll('', role)),
      userIds: able,
      exceptUserIds: [...people.keys()].filter((id) => !able.includes(id)),
    };
  }

  private find(who: Subject, outletId: string | null, key: PermissionKey): Found | undefined {
    const own = this.at(outletId, who.id, key) ?? this.at(null, who.id, key);
    const ofOutlet = this.at(outletId, who.role, key);
    const candidates: readonly (readonly [PermissionSource, PermissionRule | undefined])[] = [
      ['USER', own],
      ['OUTLET', outletId === null ? undefined : ofOutlet],
      ['INSTALLATION', this.at(null, who.role, key)],
    ];
    for (const [source, rule] of candidates) {
      // Somebody's role may have changed since a rule gave them what is not for every role: then it gives nothing.
      if (!rule || (rule.effect !== 'DENY' && !permissionOf(key).givenTo.includes(who.role as StaffRole))) continue;
      return { source, effect: rule.effect, limits: rule.limits };
    }
    return undefined;
  }

  private at(outletId: string | null, subject: string, key: PermissionKey): PermissionRule | undefined {
    return this.byPlace.get(placeOf(outletId, subject, key));
  }
}

const placeOf = (outletId: string | null, subject: string, key: PermissionKey): string =>
  `${outletId ?? ''} ${subject} ${key}`;

/** What the list of permissions says of a role. */
export function defaultOf({ role }: Pick<Subject, 'role'>, key: PermissionKey): PermissionEffect {
  const { allow, approve } = permissionOf(key);
  if (allow.some((allowed) => allowed === role)) return 'ALLOW';
  return approve.some((allowed) => allowed === role) ? 'APPROVE' : 'DENY';
}

function passed(limits: PermissionLimits, facts: PermissionFacts): PermissionVerdict['beyond'] {
  for (const limit of PERMISSION_LIMITS) {
    const [most, value] = [limits[limit], facts[FACT_OF[limit]]];
    if (most !== undefined && value !== undefined && value > most) return { limit, most, value };
  }
  return undefined;
}
