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
