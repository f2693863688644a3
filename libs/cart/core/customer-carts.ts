import type { Clock } from '#libs/kernel';

import { CartApi, type CartContent } from './cart.api.js';
import { cartChanged, cartEmpty } from './cart.errors.js';
import type { CartRepository } from './cart.ports.js';

/** Carts as orders take them. */
export class CustomerCarts extends CartApi {
  constructor(
    private readonly carts: CartRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async contentOf(customerId: string): Promise<CartContent | null> {
    const cart = await this.carts.find({ customerId }, this.clock.now());
    if (!cart?.outletId) return null;
    const { id, version, outletId, couponCode, lines } = cart;
    return { id, version, outletId, couponCode, lines };
  }

  async checkOut({ id, version }: Pick<CartContent, 'id' | 'version'>, at: Date): Promise<void> {
    const outcome = await this.carts.checkOut(id, version, at);
    if (outcome === 'EMPTY') throw cartEmpty();
    if (outcome === 'CHANGED') throw cartChanged();
  }
}
