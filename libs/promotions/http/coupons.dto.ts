import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { CURRENCIES, type FieldFault, invalid } from '#libs/kernel';
import { Code, FlagOfQuery, FreeText, IfGiven, IsId, PageQuery, PageResponse } from '#libs/platform';

import { type Coupon, type CouponChanges, normalCode } from '../core/model/coupon.js';
import type { CouponTerms } from '../core/model/coupon-terms.js';
import type { CreateCouponInput } from '../core/use-cases/create-coupon.js';

const TYPES = ['PERCENT', 'FIXED'] as const;
/** Rates are basis points inside and percent on the wire. */
const HUNDREDTHS = 100;
const LARGEST_AMOUNT = 1_000_000_000_000;
const MOST_USES = 1_000_000_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const NOT_AN_INSTANT = '$property must be an instant such as 2026-12-01T00:00:00Z';

export class CreateCouponRequest {
  /** What customers type, in any case: letters, digits, `-` and `_`. Unique among the coupons that are not deleted. */
  @ApiProperty({ example: 'BEMVINDO10' })
  @Code()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9_-]{1,39}$/, { message: 'code must be 2 to 40 letters, digits, - or _' })
  code!: string;

  @ApiProperty({ enum: TYPES, enumName: 'CouponType', example: 'PERCENT' })
  @IsIn(TYPES)
  type!: (typeof TYPES)[number];

  /** PERCENT: percent of the subtotal, two decimals at most. FIXED: minor units. */
  @ApiProperty({ example: 10 })
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0.01)
  @Max(LARGEST_AMOUNT)
  value!: number;

  /** For your own eyes. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Welcome mail' })
  @IsOptional()
  @FreeText()
  @IsString()
  @MaxLength(300)
  description?: string | null;

  /** Where it counts; every outlet of its currency when left out. Cannot change later. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  @IsOptional()
  @IsId()
  outlet_id?: string | null;

  /** The outlet's when left out; needed without an outlet. Cannot change later. */
  @ApiProperty({ enum: CURRENCIES, required: false, example: 'IDR' })
  @IfGiven()
  @IsIn(CURRENCIES)
  currency?: string;

  /** The subtotal that a bill needs, in minor units. */
  @ApiProperty({ example: 50_000, required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  minimum_subtotal?: number;

  /** From this instant on. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false, example: '2026-11-01T00:00:00Z' })
  @IsOptional()
  @Matches(INSTANT, { message: NOT_AN_INSTANT })
  @IsISO8601({ strict: true }, { message: NOT_AN_INSTANT })
  starts_at?: string | null;

  /** Until just before this instant. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false, example: '2099-12-01T00:00:00Z' })
  @IsOptional()
  @Matches(INSTANT, { message: NOT_AN_INSTANT })
  @IsISO8601({ strict: true }, { message: NOT_AN_INSTANT })
  ends_at?: string | null;

  /** Uses in all; no limit when left out. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 100 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_USES)
  max_uses?: number | null;

  /** Uses of each customer; no limit when left out. With a limit it takes an order of a known customer. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_USES)
  max_uses_per_customer?: number | null;

  /** False while it does not count. True when left out. */
  @IfGiven()
  @IsBoolean()
  active?: boolean;
}

/** Every field of the coupon; what is left out goes back to its default. It stays in its outlet and currency. */
export class ReplaceCouponRequest extends OmitType(CreateCouponRequest, ['outlet_id', 'currency'] as const) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes; `type` and `value` go together. */
export class UpdateCouponRequest extends PartialType(ReplaceCouponRequest, { skipNullProperties: false }) {}

export class ListCouponsQuery extends PageQuery {
  /** The coupon with exactly this code. */
  @IfGiven()
  @Code()
  @IsString()
  @Length(1, 50)
  code?: string;

  /** Those of this outlet alone; all when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  active?: boolean;
}

export class CouponResponse {
  id!: string;
  code!: string;
  @ApiProperty({ enum: TYPES, enumName: 'CouponType' })
  type!: (typeof TYPES)[number];
  /** Percent, or minor units. */
  @ApiProperty({ format: 'double' })
  value!: number;
  @ApiProperty({ type: String, nullable: true })
  description!: string | null;
  @ApiProperty({ type: String, nullable: true })
  outlet_id!: string | null;
  currency!: string;
  minimum_subtotal!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  starts_at!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  ends_at!: Date | null;
  @ApiProperty({ type: Number, nullable: true })
  max_uses!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  max_uses_per_customer!: number | null;
  active!: boolean;
  /** Uses that were not given back. */
  used!: number;
  version!: number;
  created_at!: Date;
  updated_at!: Date;
}

export class CouponPage extends PageResponse {
  data!: CouponResponse[];
}

export const couponResponse = (coupon: Coupon): CouponResponse => ({
  id: coupon.id,
  code: coupon.code,
  type: coupon.terms.type,
  value: coupon.terms.type === 'PERCENT' ? coupon.terms.rate / HUNDREDTHS : coupon.terms.amount,
  description: coupon.description,
  outlet_id: coupon.outletId,
  currency: coupon.currency,
  minimum_subtotal: coupon.minimumSubtotal,
  starts_at: coupon.startsAt,
  ends_at: coupon.endsAt,
  max_uses: coupon.maxUses,
  max_uses_per_customer: coupon.maxUsesPerCustomer,
  active: coupon.active,
  used: coupon.used,
  version: coupon.version,
  created_at: coupon.createdAt,
  updated_at: coupon.updatedAt,
});

export const toDraft = (body: CreateCouponRequest): CreateCouponInput['draft'] => ({
  ...toReplacement(body),
  outletId: body.outlet_id ?? null,
  currency: body.currency,
});

export const toReplacement = (body: Omit<CreateCouponRequest, 'outlet_id' | 'currency'>): Required<CouponChanges> => ({
  code: normalCode(body.code),
  terms: termsOf(body.type, body.value),
  description: body.description ?? null,
  minimumSubtotal: body.minimum_subtotal ?? 0,
  startsAt: instantOf(body.starts_at),
  endsAt: instantOf(body.ends_at),
  maxUses: body.max_uses ?? null,
  maxUsesPerCustomer: body.max_uses_per_customer ?? null,
  active: body.active ?? true,
});

/** Only the fields that the request names. */
export const toChanges = (body: UpdateCouponRequest): CouponChanges => ({
  ...(body.code !== undefined && { code: normalCode(body.code) }),
  ...((body.type !== undefined || body.value !== undefined) && { terms: termsOf(body.type, body.value) }),
  ...(body.description !== undefined && { description: body.description }),
  ...(body.minimum_subtotal !== undefined && { minimumSubtotal: body.minimum_subtotal }),
  ...(body.starts_at !== undefined && { startsAt: instantOf(body.starts_at) }),
  ...(body.ends_at !== undefined && { endsAt: instantOf(body.ends_at) }),
  ...(body.max_uses !== undefined && { maxUses: body.max_uses }),
  ...(body.max_uses_per_customer !== undefined && { maxUsesPerCustomer: body.max_uses_per_customer }),
  ...(body.active !== undefined && { active: body.active }),
});

const instantOf = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));

function termsOf(type: CreateCouponRequest['type'] | undefined, value: number | undefined): CouponTerms {
  if (type === undefined) throw fault({ pointer: '/type', code: 'REQUIRED', message: 'type goes with value' });
  if (value === undefined) throw fault({ pointer: '/value', code: 'REQUIRED', message: 'value goes with type' });
  if (type === 'PERCENT') {
    if (value > 100) throw fault({ pointer: '/value', code: 'MAX', message: 'a percentage is 100 at most' });
    return { type, rate: Math.round(value * HUNDREDTHS) };
  }
  if (!Number.isInteger(value)) {
    throw fault({ pointer: '/value', code: 'IS_INT', message: 'an amount is a whole number of minor units' });
  }
  return { type, amount: value };
}

const fault = (field: FieldFault) => invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [field]);
