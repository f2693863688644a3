import { Injectable } from '@nestjs/common';

import type { CartView } from '../model/cart-view.js';
import { type CartCaller, CartChanges } from './cart-changes.js';
import { CartPricing } from './cart-pricing.js';

/** The caller's cart as it would cost now. A cart that they bring along with a login is merged first. */
@Injectable()
export class CartViews {
  constructor(
    private readonly carts: CartChanges,
    private readonly pricing: CartPricing,
  ) {}

  async get(caller: CartCaller): Promise<CartView> {
    return this.pricing.price(await this.carts.look(caller));
  }
}
