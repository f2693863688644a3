import type { PersonalDataHolder } from '#libs/identity';
import type { Clock } from '#libs/kernel';

import type { CartRepository } from '../cart.ports.js';
import type { CartModifier } from '../model/cart.js';

/** What somebody has in their cart. Nothing of it need be kept. */
export class CartPersonalData implements PersonalDataHolder {
  constructor(
    private readonly carts: CartRepository,
    private readonly clock: Clock,
  ) {}

  async export(customerId: string): Promise<unknown> {
    const cart = await this.carts.find({ customerId }, this.clock.now());
    return (
      cart && {
        outlet_id: cart.outletId,
        coupon_code: cart.couponCode,
        items: cart.lines.map(({ productId, quantity, modifiers }) => ({
          product_id: productId,
          quantity,
          modifiers: modifiers.map(told),
        })),
        updated_at: cart.updatedAt.toISOString(),
      }
    );
  }

  async erase(customerId: string): Promise<void> {
    const cart = await this.carts.lock({ customerId }, new Date(0));
    if (cart) await this.carts.remove(cart.id);
  }
}

const told = ({ optionId, quantity, pre, modifiers }: CartModifier): object => ({
  option_id: optionId,
  quantity,
  ...(pre && { pre }),
  ...(modifiers && { modifiers: modifiers.map(told) }),
});
