import type { Coupon } from '../core/model/coupon.js';
import type { CouponTerms } from '../core/model/coupon-terms.js';
import type { CouponRow } from './coupon.schema.js';

export const toCoupon = (row: CouponRow): Coupon => ({
  id: row.id,
  code: row.code,
  description: row.description,
  outletId: row.outlet_id,
  currency: row.currency,
  terms: toTerms(row),
  minimumSubtotal: row.minimum_subtotal,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  maxUses: row.max_uses,
  maxUsesPerCustomer: row.max_uses_per_customer,
  active: row.active,
  used: row.used,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Without the count of uses, which redemptions alone write. */
export const toRow = (coupon: Coupon): Omit<CouponRow, 'used' | 'deleted_at'> => ({
  id: coupon.id,
  code: coupon.code,
  description: coupon.description,
  outlet_id: coupon.outletId,
  currency: coupon.currency,
  type: coupon.terms.type,
  rate: coupon.terms.type === 'PERCENT' ? coupon.terms.rate : null,
  amount: coupon.terms.type === 'FIXED' ? coupon.terms.amount : null,
  minimum_subtotal: coupon.minimumSubtotal,
  starts_at: coupon.startsAt,
  ends_at: coupon.endsAt,
  max_uses: coupon.maxUses,
  max_uses_per_customer: coupon.maxUsesPerCustomer,
  active: coupon.active,
  version: coupon.version,
  created_at: coupon.createdAt,
  updated_at: coupon.updatedAt,
});

const toTerms = ({ type, rate, amount }: CouponRow): CouponTerms =>
  type === 'PERCENT' ? { type, rate: rate ?? 0 } : { type, amount: amount ?? 0 };
