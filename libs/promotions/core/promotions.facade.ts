import { Injectable } from '@nestjs/common';

import { assertCounts, normalCode } from './model/coupon.js';
import { couponDiscount } from './model/coupon-terms.js';
import { type CouponRequest, type CouponUse, type PricedCoupon, PromotionsApi } from './promotions.api.js';
import {
  couponAlreadyUsed,
  couponChanged,
  couponExpired,
  couponInvalid,
  couponUsedUp,
} from './model/promotions.errors.js';
import { CouponRepository } from './promotions.ports.js';

/** Answers neighbours: coupons as carts and orders use them. */
@Injectable()
export class PromotionsFacade extends PromotionsApi {
  constructor(private readonly coupons: CouponRepository) {
    super();
  }

  async price(request: CouponRequest): Promise<PricedCoupon> {
    const found = await this.coupons.findByCode(normalCode(request.code), request.customerId);
    if (!found) throw couponInvalid();
    const { coupon, usedByCustomer } = found;
    assertCounts(coupon, { ...request, usedByCustomer });
    return {
      couponId: coupon.id,
      version: coupon.version,
      code: coupon.code,
      terms: { ...coupon.terms, minimum: coupon.minimumSubtotal },
      discount: couponDiscount(coupon.terms, request.subtotal),
    };
  }

  async redeem(use: CouponUse): Promise<void> {
    const outcome = await this.coupons.redeem(use);
    if (outcome === 'TAKEN') return;
    if (outcome === 'CUSTOMER') throw couponAlreadyUsed();
    throw await this.whyNot(use);
  }

  giveBack(orderId: string, at: Date): Promise<void> {
    return this.coupons.giveBack(orderId, at);
  }

  renew(orderId: string): Promise<boolean> {
    return this.coupons.renew(orderId);
  }

  private async whyNot({ coupon: { couponId, version }, at }: CouponUse): Promise<Error> {
    const coupon = await this.coupons.find(couponId);
    if (!coupon?.active) return couponInvalid();
    if (coupon.endsAt && at >= coupon.endsAt) return couponExpired(coupon.endsAt);
    return coupon.version === version ? couponUsedUp() : couponChanged();
  }
}
