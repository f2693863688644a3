import { Injectable } from '@nestjs/common';

import { newId, PERMISSION_KEYS, type PermissionEffect, type PermissionKey, type StaffRole } from '#libs/kernel';
import { Database, insertRows, NO_OUTLET } from '#libs/platform';

import type { PermissionRule, PermissionRuleSet } from '../core/model/permission-rule.js';
import { IS_PERSON } from './user-rows.js';
import { PermissionRules } from '../core/identity.ports.js';

type RuleRow = Record<string, unknown> & {
  outlet_id: string;
  role: StaffRole | null;
  user_id: string | null;
  key: string;
  effect: PermissionEffect;
  max_amount: number | null;
  max_basis_points: number | null;
  max_age_minutes: number | null;
  max_per_shift: number | null;
};

const COLUMNS = 'outlet_id, role, user_id, key, effect, max_amount, max_basis_points, max_age_minutes, max_per_shift';
const KNOWN: ReadonlySet<string> = new Set(PERMISSION_KEYS);

@Injectable()
export class SqlPermissionRules extends PermissionRules {
  constructor(private readonly database: Database) {
    super();
  }

  async all(): Promise<PermissionRule[]> {
    const rows = await this.database.aside<RuleRow>({
      name: 'permission_rules.all',
      text: `SELECT ${COLUMNS} FROM permission_rules`,
    });
    return rows.filter(isKnown).map(toRule);
  }

  async get(outletId: string | null): Promise<PermissionRuleSet> {
    const rows = await this.database.query<Partial<RuleRow> & { version: number }>({
      name: 'permission_rules.get',
      text: `SELECT s.version, r.outlet_id, r.role, r.user_id, r.key, r.effect, r.max_amount, r.max_basis_points, r.max_age_minutes, r.max_per_shift
             FROM permission_rule_sets s LEFT JOIN permission_rules r ON r.outlet_id = s.outlet_id
             WHERE s.outlet_id = $1 ORDER BY r.id`,
      values: [outletId ?? NO_OUTLET],
    });
    const rules = rows.filter((row): row is RuleRow & { version: number } => row.key !== null && isKnown(row));
    return { outletId, version: rows[0]?.version ?? 0, rules: rules.map(toRule) };
  }

  async lock(outletId: string | null): Promise<number> {
    const place = outletId ?? NO_OUTLET;
    await this.database.execute({
      name: 'permission_rules.lock',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('identity.permission_rules ' || $1, 0))`,
      values: [place],
    });
    const [row] = await this.database.query<{ version: number }>({
      name: 'permission_rules.version',
      text: 'SELECT version FROM permission_rule_sets WHERE outlet_id = $1 FOR UPDATE',
      values: [place],
    });
    return row?.version ?? 0;
  }

  async replace({ outletId, version, rules }: PermissionRuleSet, by: string, at: Date): Promise<void> {
    const place = outletId ?? NO_OUTLET;
    await this.database.execute({
      name: 'permission_rules.save-set',
      text: `INSERT INTO permission_rule_sets (outlet_id, version, changed_by, changed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (outlet_id) DO UPDATE SET version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
      values: [place, version, by, at],
    });
    await this.database.execute({
      name: 'permission_rules.clear',
      text: 'DELETE FROM permission_rules WHERE outlet_id = $1',
      values: [place],
    });
    for (let from = 0; from < rules.length; from += ROWS_AT_ONCE) {
      const rows = rules.slice(from, from + ROWS_AT_ONCE).map((rule) => toRow(rule, place));
      await this.database.execute(
        insertRows(`permission_rules.add-${rows.length}`, { table: 'permission_rules', rows }),
      );
    }
  }

  async rolesOf(userIds: readonly string[], outletId: string | null): Promise<ReadonlyMap<string, StaffRole>> {
    const rows = await this.database.query<{ id: string; role: StaffRole }>({
      name: 'permission_rules.roles',
      text: `SELECT u.id, u.role FROM users u
             WHERE u.id = ANY ($1::uuid[]) AND u.deleted_at IS NULL AND u.role <> 'CUSTOMER' AND ${IS_PERSON}
               AND ($2::uuid IS NULL OR u.role = 'ADMIN'
                 OR EXISTS (SELECT FROM user_outlets o WHERE o.user_id = u.id AND o.outlet_id = $2))`,
      values: [userIds, outletId],
    });
    return new Map(rows.map(({ id, role }) => [id, role]));
  }
}

const ROWS_AT_ONCE = 50;

/** Another version may know more permissions than this one. */
const isKnown = ({ key }: { readonly key?: unknown }): boolean => typeof key === 'string' && KNOWN.has(key);

const toRule = (row: RuleRow): PermissionRule => ({
  outletId: row.outlet_id === NO_OUTLET ? null : row.outlet_id,
  role: row.role,
  userId: row.user_id,
  key: row.key as PermissionKey,
  effect: row.effect,
  limits: {
    ...(row.max_amount !== null && { maxAmount: row.max_amount }),
    ...(row.max_basis_points !== null && { maxBasisPoints: row.max_basis_points }),
    ...(row.max_age_minutes !== null && { maxAgeMinutes: row.max_age_minutes }),
    ...(row.max_per_shift !== null && { maxPerShift: row.max_per_shift }),
  },
});

const toRow = ({ role, userId, key, effect, limits }: PermissionRule, place: string) => ({
  id: newId(),
  outlet_id: place,
  role,
  user_id: userId,
  key,
  effect,
  max_amount: limits.maxAmount ?? null,
  max_basis_points: limits.maxBasisPoints ?? null,
  max_age_minutes: limits.maxAgeMinutes ?? null,
  max_per_shift: limits.maxPerShift ?? null,
});
