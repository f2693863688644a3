import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsNumber, Max, Min, ValidateNested } from 'class-validator';

import {
  PERMISSION_EFFECTS,
  PERMISSION_KEYS,
  PERMISSION_SOURCES,
  type PermissionDefinition,
  type PermissionEffect,
  type PermissionKey,
  type PermissionLimits,
  type PermissionSource,
  STAFF_ROLES,
  type StaffRole,
} from '#libs/kernel';
import { IfGiven, IsId } from '#libs/platform';

import { MOST_RULES, type PermissionRule, type PermissionRuleSet } from '../core/model/permission-rule.js';
import type { EffectivePermission, EffectivePermissions } from '../core/services/permission-views.js';

const MOST_MINOR_UNITS = 1_000_000_000_000;
const MOST_MINUTES = 525_600;
const MOST_TIMES = 10_000;
const HUNDREDTHS = 100;

export const LIMIT_NAMES = ['max_amount', 'max_percent', 'max_age_minutes', 'max_per_shift'] as const;
type LimitName = (typeof LIMIT_NAMES)[number];

const NAME_OF = {
  maxAmount: 'max_amount',
  maxBasisPoints: 'max_percent',
  maxAgeMinutes: 'max_age_minutes',
  maxPerShift: 'max_per_shift',
} as const;

/** Up to where somebody may do it alone; beyond that it takes an approval. A limit that is absent is none. */
export class PermissionLimitsResponse {
  /** Minor units of the outlet's currency. */
  @ApiProperty({ type: 'integer', required: false })
  max_amount?: number;

  /** Percent of what it is taken off. */
  @ApiProperty({ type: 'number', format: 'double', required: false })
  max_percent?: number;

  @ApiProperty({ type: 'integer', required: false })
  max_age_minutes?: number;

  /** Of `receipt.reprint`: for one bill. */
  @ApiProperty({ type: 'integer', required: false })
  max_per_shift?: number;

  static from({ maxAmount, maxBasisPoints, maxAgeMinutes, maxPerShift }: PermissionLimits): PermissionLimitsResponse {
    return {
      ...(maxAmount !== undefined && { max_amount: maxAmount }),
      ...(maxBasisPoints !== undefined && { max_percent: maxBasisPoints / HUNDREDTHS }),
      ...(maxAgeMinutes !== undefined && { max_age_minutes: maxAgeMinutes }),
      ...(maxPerShift !== undefined && { max_per_shift: maxPerShift }),
    };
  }
}

/** What holds of a permission for one role where no rule says otherwise. */
export class DefaultPermissionResponse {
  @ApiProperty({ enum: STAFF_ROLES })
  role!: StaffRole;

  @ApiProperty({ enum: PERMISSION_EFFECTS })
  effect!: PermissionEffect;

  limits!: PermissionLimitsResponse;
}

export class PermissionResponse {
  @ApiProperty({ enum: PERMISSION_KEYS })
  key!: PermissionKey;

  defaults!: DefaultPermissionResponse[];

  /** The limits that a rule may set. */
  @ApiProperty({ enum: LIMIT_NAMES, isArray: true })
  limits!: LimitName[];

  /** The roles that a rule may give it to; every role may be denied it. */
  @ApiProperty({ enum: STAFF_ROLES, isArray: true })
  given_to!: StaffRole[];

  /** No rule may name it. */
  fixed!: boolean;

  /** Whether an operation of this version asks for it: a rule of one that is not used has no effect yet. */
  used!: boolean;

  static from(key: PermissionKey, definition: PermissionDefinition, used: boolean): PermissionResponse {
    const { allow, approve, defaultLimits, limits, givenTo, fixed = false } = definition;
    return {
      key,
      defaults: STAFF_ROLES.map((role) => ({
        role,
        effect: allow.includes(role) ? 'ALLOW' : approve.includes(role) ? 'APPROVE' : 'DENY',
        limits: PermissionLimitsResponse.from(defaultLimits?.[role] ?? {}),
      })),
      limits: limits.map((limit) => NAME_OF[limit]),
      given_to: [...givenTo],
      fixed,
      used,
    };
  }
}

export class PermissionsResponse {
  data!: PermissionResponse[];
}

export class EffectivePermissionsQuery {
  @IsId()
  outlet_id!: string;

  /** A member of the outlet's staff; whoever asks when absent. */
  @IfGiven()
  @IsId()
  user_id?: string;
}

export class EffectivePermissionResponse {
  @ApiProperty({ enum: PERMISSION_KEYS })
  key!: PermissionKey;

  @ApiProperty({ enum: PERMISSION_EFFECTS })
  effect!: PermissionEffect;

  /** Which rule says so: the person's own, the outlet's for their role, the installation's, or none. */
  @ApiProperty({ enum: PERMISSION_SOURCES })
  source!: PermissionSource;

  limits!: PermissionLimitsResponse;

  static from({ key, effect, source, limits }: EffectivePermission): EffectivePermissionResponse {
    return { key, effect, source, limits: PermissionLimitsResponse.from(limits) };
  }
}

export class EffectivePermissionsResponse {
  @ApiProperty({ format: 'uuid' })
  user_id!: string;

  @ApiProperty({ enum: STAFF_ROLES })
  role!: string;

  @ApiProperty({ format: 'uuid' })
  outlet_id!: string;

  permissions!: EffectivePermissionResponse[];

  static from({ userId, role, outletId, permissions }: EffectivePermissions): EffectivePermissionsResponse {
    const told = permissions.map((permission) => EffectivePermissionResponse.from(permission));
    return { user_id: userId, role, outlet_id: outletId, permissions: told };
  }
}

export class PermissionRulesQuery {
  /** The rules of this outlet; those of the installation, which hold where an outlet has none, when absent. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

/** For a role or for one person: `role` or `user_id`. The limits go with ALLOW. */
export class PermissionRuleRequest {
  @ApiProperty({ enum: STAFF_ROLES, required: false, example: 'KASIR' })
  @IfGiven()
  @IsIn(STAFF_ROLES)
  role?: StaffRole;

  @IfGiven()
  @IsId()
  user_id?: string;

  @ApiProperty({ enum: PERMISSION_KEYS, example: 'bill.discount' })
  @IsIn(PERMISSION_KEYS)
  key!: PermissionKey;

  @ApiProperty({ enum: PERMISSION_EFFECTS, example: 'ALLOW' })
  @IsIn(PERMISSION_EFFECTS)
  effect!: PermissionEffect;

  /** Minor units of the outlet's currency. */
  @ApiProperty({ type: 'integer', required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_MINOR_UNITS)
  max_amount?: number;

  /** Percent of what it is taken off, with two decimals at most. */
  @ApiProperty({ type: 'number', format: 'double', required: false, example: 10 })
  @IfGiven()
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0)
  @Max(100)
  max_percent?: number;

  @ApiProperty({ type: 'integer', required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_MINUTES)
  max_age_minutes?: number;

  /** Of `receipt.reprint`: for one bill. */
  @ApiProperty({ type: 'integer', required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_TIMES)
  max_per_shift?: number;
}

export class ReplacePermissionRulesRequest {
  /** The version that was read; 0 where there were no rules yet. */
  @ApiProperty({ type: 'integer', example: 0 })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  version!: number;

  @IsArray()
  @ArrayMaxSize(MOST_RULES)
  @ValidateNested({ each: true })
  @Type(() => PermissionRuleRequest)
  rules!: PermissionRuleRequest[];
}

export const toRule = (rule: PermissionRuleRequest): Omit<PermissionRule, 'outletId'> => ({
  role: rule.role ?? null,
  userId: rule.user_id ?? null,
  key: rule.key,
  effect: rule.effect,
  limits: {
    ...(rule.max_amount !== undefined && { maxAmount: rule.max_amount }),
    ...(rule.max_percent !== undefined && { maxBasisPoints: Math.round(rule.max_percent * HUNDREDTHS) }),
    ...(rule.max_age_minutes !== undefined && { maxAgeMinutes: rule.max_age_minutes }),
    ...(rule.max_per_shift !== undefined && { maxPerShift: rule.max_per_shift }),
  },
});

export class PermissionRuleResponse extends PermissionLimitsResponse {
  @ApiProperty({ enum: STAFF_ROLES, nullable: true })
  role!: StaffRole | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  user_id!: string | null;

  @ApiProperty({ enum: PERMISSION_KEYS })
  key!: PermissionKey;

  @ApiProperty({ enum: PERMISSION_EFFECTS })
  effect!: PermissionEffect;
}

export class PermissionRulesResponse {
  /** Null: the rules of the installation. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  outlet_id!: string | null;

  version!: number;

  rules!: PermissionRuleResponse[];

  static of({ outletId, version, rules }: PermissionRuleSet): PermissionRulesResponse {
    return {
      outlet_id: outletId,
      version,
      rules: rules.map(({ role, userId, key, effect, limits }) => ({
        role,
        user_id: userId,
        key,
        effect,
        ...PermissionLimitsResponse.from(limits),
      })),
    };
  }
}
