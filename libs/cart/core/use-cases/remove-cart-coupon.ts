import { Injectable } from '@nestjs/common';

import type { CartCaller } from '../services/cart-changes.js';
import { SetCartCoupon } from './set-cart-coupon.js';

/** Takes the coupon off the cart. A cart without one stays as it is. */
@Injectable()
export class RemoveCartCoupon {
  constructor(private readonly set: SetCartCoupon) {}

  async execute({ caller }: { caller: CartCaller }): Promise<void> {
    await this.set.execute({ caller, code: null });
  }
}
