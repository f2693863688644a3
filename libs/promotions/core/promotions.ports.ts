import type { Page, PageRequest } from '#libs/kernel';

import type { Coupon } from './model/coupon.js';
import type { CouponUse } from './promotions.api.js';

export interface CouponFilter {
  /** As customers write it. */
  readonly code?: string;
  readonly outletId?: string;
  readonly active?: boolean;
}

/** Why a use was not taken: a condition did not hold any more. */
export type Redemption = 'TAKEN' | 'COUPON' | 'CUSTOMER';

/** A use as its customer may read it. */
export interface CouponUseRecord {
  readonly code: string;
  readonly orderId: string;
  readonly discount: number;
  readonly usedAt: Date;
  readonly givenBackAt: Date | null;
}

/** Coupons that are not deleted, to be shown. They are an ADMIN's, who sees all outlets: lookups take no scope. */
export abstract class CouponQueries {
  /** Throws `COUPON_NOT_FOUND`. */
  abstract get(id: string): Promise<Coupon>;
  /** Newest first. */
  abstract page(filter: CouponFilter, request: PageRequest): Promise<Page<Coupon>>;
}

/** Coupons that are not deleted, to be changed, and every use there was. */
export abstract class CouponRepository {
  abstract find(id: string): Promise<Coupon | null>;
  /** With the uses of one customer so far. */
  abstract findByCode(
    code: string,
    customerId: string | null,
  ): Promise<{ coupon: Coupon; usedByCustomer: number } | null>;
  /** Throws `COUPON_CODE_TAKEN`. */
  abstract insert(coupon: Coupon): Promise<void>;
  /**
   * Writes everything but the count of uses. False when the stored version is not the one just before it. Throws `COUPON_CODE_TAKEN` and
   * `COUPON_LIMIT_TOO_LOW`.
   */
  abstract update(coupon: Coupon): Promise<boolean>;
  /** False when it was deleted already. Its code is free again; its uses stay. */
  abstract remove(id: string, at: Date): Promise<boolean>;
  /** In the ambient transaction; whatever is not `TAKEN` must roll it back. */
  abstract redeem(use: CouponUse): Promise<Redemption>;
  abstract giveBack(orderId: string, at: Date): Promise<void>;
  /** Takes a use that was given back again; false when the limits leave none. True when there is nothing to take. */
  abstract renew(orderId: string): Promise<boolean>;
  abstract usesOf(customerId: string): Promise<CouponUseRecord[]>;
  /** Uses stay, without their customer. */
  abstract forgetCustomer(customerId: string): Promise<void>;
}
