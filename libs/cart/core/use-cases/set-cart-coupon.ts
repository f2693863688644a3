import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { PromotionsApi } from '#libs/promotions';

import { withCoupon } from '../model/cart.js';
import { cartEmpty } from '../model/cart.errors.js';
import type { CartView } from '../model/cart-view.js';
import { type CartCaller, CartChanges } from '../services/cart-changes.js';
import { CartPricing } from '../services/cart-pricing.js';

export interface SetCartCouponInput {
  readonly caller: CartCaller;
  /** Null takes the coupon off. */
  readonly code: string | null;
}

/** Keeps a code that counts for the cart now. It takes no use: the order does, and asks again then. */
@Injectable()
export class SetCartCoupon {
  constructor(
    private readonly carts: CartChanges,
    private readonly pricing: CartPricing,
    private readonly promotions: PromotionsApi,
    private readonly clock: Clock,
  ) {}

  async execute({ caller, code }: SetCartCouponInput): Promise<CartView> {
    const counted = code === null ? null : await this.count(caller, code);
    return this.pricing.price(await this.carts.change(caller, (cart, now) => withCoupon(cart, counted, now)));
  }

  private async count(caller: CartCaller, code: string): Promise<string> {
    const view = await this.pricing.price(await this.carts.look(caller));
    if (view.outletId === null || view.currency === null) throw cartEmpty();
    const priced = await this.promotions.price({
      code,
      outletId: view.outletId,
      currency: view.currency,
      subtotal: view.subtotal,
      customerId: caller.customerId ?? null,
      beforeLogin: caller.customerId === undefined,
      at: this.clock.now(),
    });
    return priced.code;
  }
}
