import { Injectable } from '@nestjs/common';

import type { Coupon, CouponChanges } from '../model/coupon.js';
import { UpdateCoupon, type UpdateCouponInput } from './update-coupon.js';

export interface ReplaceCouponInput extends Omit<UpdateCouponInput, 'changes'> {
  readonly draft: Required<CouponChanges>;
}

/** Sets every field but the outlet and the currency, which never change. Orders keep the terms that they were placed with. */
@Injectable()
export class ReplaceCoupon {
  constructor(private readonly update: UpdateCoupon) {}

  /** Throws as {@link UpdateCoupon} does. */
  execute({ draft, ...request }: ReplaceCouponInput): Promise<Coupon> {
    return this.update.execute({ ...request, changes: draft });
  }
}
