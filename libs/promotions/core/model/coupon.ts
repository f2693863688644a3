import { type FieldFault, invalid, type MinorUnits } from '#libs/kernel';

import type { CouponTerms } from './coupon-terms.js';
import {
  couponAlreadyUsed,
  couponExpired,
  couponInvalid,
  couponLimitTooLow,
  couponMinimumNotMet,
  couponNeedsCustomer,
  couponNotStarted,
  couponUsedUp,
} from './promotions.errors.js';

/**
 * A code that takes something off a bill. How often it was used is counted by the repository alone, with the limits in the same
 * statement; here the count only says beforehand what would be refused.
 */
export interface Coupon {
  readonly id: string;
  /** Upper case; people may write it as they like. */
  readonly code: string;
  /** For the admin. */
  readonly description: string | null;
  /** Where it counts; null for every outlet of its currency. */
  readonly outletId: string | null;
  readonly currency: string;
  readonly terms: CouponTerms;
  /** The subtotal that a bill needs. */
  readonly minimumSubtotal: MinorUnits;
  /** From this instant on. */
  readonly startsAt: Date | null;
  /** Until just before this instant. */
  readonly endsAt: Date | null;
  /** Uses in all; null for no limit. */
  readonly maxUses: number | null;
  /** Uses of each customer; null for no limit. With a limit, nobody without an account can use it. */
  readonly maxUsesPerCustomer: number | null;
  readonly active: boolean;
  /** Uses that were not given back. */
  readonly used: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type CouponDraft = Omit<Coupon, 'id' | 'used' | 'version' | 'createdAt' | 'updatedAt'>;
export type CouponChanges = Partial<Omit<CouponDraft, 'outletId' | 'currency'>>;

/** The bill that a coupon is held against. */
export interface CouponTest {
  readonly outletId: string;
  readonly currency: string;
  readonly subtotal: MinorUnits;
  readonly at: Date;
  /** Null: nobody in particular. */
  readonly customerId: string | null;
  /** Who it is shows later, and so does whether they may. */
  readonly beforeLogin?: boolean;
  /** Uses of this customer so far. */
  readonly usedByCustomer: number;
}

export const normalCode = (code: string): string => code.trim().toUpperCase();

/** Throws `VALIDATION_FAILED` for a period that ends before it begins. */
export function newCoupon(id: string, draft: CouponDraft, now: Date): Coupon {
  return checked({ ...draft, id, used: 0, version: 1, createdAt: now, updatedAt: now });
}

/** The coupon with some fields changed, or the same object when nothing differs. Throws `COUPON_LIMIT_TOO_LOW` too. */
export function reviseCoupon(coupon: Coupon, changes: CouponChanges, now: Date): Coupon {
  const after = { ...coupon, ...changes };
  if (JSON.stringify(after) === JSON.stringify(coupon)) return coupon;
  if (after.maxUses !== null && after.maxUses < coupon.used) throw couponLimitTooLow(coupon.used);
  return checked({ ...after, version: coupon.version + 1, updatedAt: now });
}

/** Throws why this coupon does not count for that bill, each reason by its own code. */
export function assertCounts(coupon: Coupon, test: CouponTest): void {
  const isFor = coupon.currency === test.currency && (coupon.outletId === null || coupon.outletId === test.outletId);
  if (!isFor || !coupon.active) throw couponInvalid();
  if (coupon.startsAt && test.at < coupon.startsAt) throw couponNotStarted(coupon.startsAt);
  if (coupon.endsAt && test.at >= coupon.endsAt) throw couponExpired(coupon.endsAt);
  if (test.subtotal < coupon.minimumSubtotal) {
    throw couponMinimumNotMet(coupon.minimumSubtotal, test.subtotal, coupon.currency);
  }
  if (coupon.maxUsesPerCustomer !== null && !test.beforeLogin) {
    if (test.customerId === null) throw couponNeedsCustomer();
    if (test.usedByCustomer >= coupon.maxUsesPerCustomer) throw couponAlreadyUsed();
  }
  if (coupon.maxUses !== null && coupon.used >= coupon.maxUses) throw couponUsedUp();
}

function checked(coupon: Coupon): Coupon {
  const faults: FieldFault[] = [];
  if (coupon.startsAt && coupon.endsAt && coupon.startsAt >= coupon.endsAt) {
    faults.push({ pointer: '/ends_at', code: 'PERIOD', message: 'ends_at must be after starts_at' });
  }
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
  return coupon;
}
