import { Injectable } from '@nestjs/common';

import { CartApi, type CartContent } from '#libs/cart';
import { type Actor, invalid } from '#libs/kernel';

import type { WantedLine } from '../model/order-line.js';

export interface BasketInput {
  /** Null for somebody without a login, who may only ask for a price. */
  readonly actor: Actor | null;
  /** Names such a person's cart. */
  readonly cartToken?: string;
  readonly outletId?: string;
  readonly items?: readonly WantedLine[];
  /** Says aloud that the cart is meant, as leaving out `items` does. */
  readonly fromCart?: boolean;
  readonly couponCode?: string;
}

/** What is to be ordered: what the request names, or what is in the customer's cart, which the order then empties. */
export interface Basket {
  readonly items: readonly WantedLine[];
  readonly outletId?: string;
  readonly couponCode?: string;
  readonly cart: CartContent | null;
}

@Injectable()
export class BasketFinder {
  constructor(private readonly carts: CartApi) {}

  /** Throws `ITEMS_AND_CART` (400) for both at once, and `OUTLET_MISMATCH` (400) for a cart of another outlet. */
  async find({ actor, cartToken, outletId, items = [], fromCart, couponCode }: BasketInput): Promise<Basket> {
    const isCustomer = actor?.kind === 'user' && actor.role === 'CUSTOMER';
    const named = actor === null ? cartToken : undefined;
    if (fromCart && items.length > 0) throw bothAtOnce('Send items or order the cart, not both.', '/items');
    if (fromCart && !isCustomer && named === undefined)
      throw bothAtOnce('Only a CUSTOMER has a cart to order.', '/cart');
    const cart = items.length > 0 ? null : await this.cartOf(isCustomer ? actor.id : null, named);
    if (!cart) return { items, outletId, couponCode, cart };
    if (outletId !== undefined && outletId !== cart.outletId) {
      throw invalid('OUTLET_MISMATCH', 'The cart is for another outlet than outlet_id.');
    }
    return { items: cart.lines, outletId: cart.outletId, couponCode: couponCode ?? cart.couponCode ?? undefined, cart };
  }

  private async cartOf(customerId: string | null, token: string | undefined): Promise<CartContent | null> {
    if (customerId !== null) return this.carts.contentOf(customerId);
    return token === undefined ? null : this.carts.contentNamed(token);
  }
}

const bothAtOnce = (message: string, pointer: string) =>
  invalid('ITEMS_AND_CART', message, [{ pointer, code: 'ITEMS_AND_CART', message }]);
