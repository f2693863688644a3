import { EntitySchema } from 'typeorm';

export interface CouponRow {
  id: string;
  code: string;
  description: string | null;
  outlet_id: string | null;
  currency: string;
  type: 'PERCENT' | 'FIXED';
  rate: number | null;
  amount: number | null;
  minimum_subtotal: number;
  starts_at: Date | null;
  ends_at: Date | null;
  max_uses: number | null;
  max_uses_per_customer: number | null;
  active: boolean;
  used: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export interface CouponUseRow {
  order_id: string;
  coupon_id: string;
  outlet_id: string;
  customer_id: string | null;
  discount: number;
  used_at: Date;
  given_back_at: Date | null;
}

export interface CouponCustomerRow {
  coupon_id: string;
  customer_id: string;
  used: number;
}

const moment = { type: 'timestamptz' } as const;
const maybeMoment = { type: 'timestamptz', nullable: true } as const;
const maybeCount = { type: 'integer', nullable: true } as const;

export const CouponSchema = new EntitySchema<CouponRow>({
  name: 'Coupon',
  tableName: 'coupons',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    description: { type: 'text', nullable: true },
    outlet_id: { type: 'uuid', nullable: true },
    currency: { type: 'text' },
    type: { type: 'text' },
    rate: maybeCount,
    amount: { type: 'bigint', nullable: true },
    minimum_subtotal: { type: 'bigint' },
    starts_at: maybeMoment,
    ends_at: maybeMoment,
    max_uses: maybeCount,
    max_uses_per_customer: maybeCount,
    active: { type: 'boolean' },
    used: { type: 'integer', default: 0 },
    version: { type: 'integer' },
    created_at: moment,
    updated_at: moment,
    deleted_at: maybeMoment,
  },
});

export const CouponUseSchema = new EntitySchema<CouponUseRow>({
  name: 'CouponUse',
  tableName: 'coupon_uses',
  columns: {
    order_id: { type: 'uuid', primary: true },
    coupon_id: { type: 'uuid' },
    outlet_id: { type: 'uuid' },
    customer_id: { type: 'uuid', nullable: true },
    discount: { type: 'bigint' },
    used_at: moment,
    given_back_at: maybeMoment,
  },
});

export const CouponCustomerSchema = new EntitySchema<CouponCustomerRow>({
  name: 'CouponCustomer',
  tableName: 'coupon_customers',
  columns: {
    coupon_id: { type: 'uuid', primary: true },
    customer_id: { type: 'uuid', primary: true },
    used: { type: 'integer' },
  },
});
