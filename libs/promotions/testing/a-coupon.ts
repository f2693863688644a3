import { newId } from '#libs/kernel';

import { type Coupon, type CouponDraft, newCoupon } from '../core/model/coupon.js';

export const NOON = new Date('2026-11-21T05:00:00Z');

/** Ten percent off, everywhere in rupiah, without limits, unless told otherwise. */
export const aCoupon = (more: Partial<CouponDraft> = {}): Coupon =>
  newCoupon(
    newId(),
    {
      code: `C-${newId().slice(-12).toUpperCase()}`,
      description: null,
      outletId: null,
      currency: 'IDR',
      terms: { type: 'PERCENT', rate: 1_000 },
      minimumSubtotal: 0,
      startsAt: null,
      endsAt: null,
      maxUses: null,
      maxUsesPerCustomer: null,
      active: true,
      ...more,
    },
    NOON,
  );
