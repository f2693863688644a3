import type { MinorUnits } from '#libs/kernel';

import type { BillTerms } from './model/coupon-terms.js';

export interface CouponRequest {
  readonly code: string;
  readonly outletId: string;
  readonly currency: string;
  readonly subtotal: MinorUnits;
  /** Null: nobody in particular. */
  readonly customerId: string | null;
  /** A cart before the login: whose it is shows later, so the limit of each customer is not looked at. */
  readonly beforeLogin?: boolean;
  readonly at: Date;
}

/** A coupon as it counts for one bill now. `couponId` and `version` say which terms were shown. */
export interface PricedCoupon {
  readonly couponId: string;
  readonly version: number;
  readonly code: string;
  readonly terms: BillTerms;
  readonly discount: MinorUnits;
}

export interface CouponUse {
  readonly coupon: Pick<PricedCoupon, 'couponId' | 'version' | 'discount'>;
  readonly orderId: string;
  readonly outletId: string;
  readonly customerId: string | null;
  readonly at: Date;
}

export abstract class PromotionsApi {
  /**
   * What a code gives for a bill; nothing is taken. Throws `COUPON_INVALID`, `COUPON_NOT_STARTED`, `COUPON_EXPIRED`,
   * `COUPON_MINIMUM_NOT_MET`, `COUPON_NEEDS_CUSTOMER`, `COUPON_ALREADY_USED` or `COUPON_USED_UP`.
   */
  abstract price(request: CouponRequest): Promise<PricedCoupon>;

  /**
   * Takes one use for an order, in the ambient transaction and one round trip. The limits are conditions of that statement, so they hold
   * under any race: whoever comes too late gets the 422 of {@link price}, or `COUPON_CHANGED` when the terms are not those any more.
   * An order uses one coupon once.
   */
  abstract redeem(use: CouponUse): Promise<void>;

  /** Gives an order's use back, in the ambient transaction; once, however often it is asked. Orders without a coupon are fine. */
  abstract giveBack(orderId: string, at: Date): Promise<void>;

  /**
   * Takes back what an order gave back, in the ambient transaction: it lives again. The terms are those it was placed with, the limits are
   * those of now. False when they leave none; then nothing has changed. True too for an order that gave nothing back.
   */
  abstract renew(orderId: string): Promise<boolean>;
}
