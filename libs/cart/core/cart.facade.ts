import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { CartApi, type CartContent } from './cart.api.js';
import { cartChanged, cartEmpty, cartNotFound } from './model/cart.errors.js';
import type { Cart } from './model/cart.js';
import { CartRepository, CartTokens } from './cart.ports.js';

/** Answers neighbours: what an order takes out of a cart. */
@Injectable()
export class CartFacade extends CartApi {
  constructor(
    private readonly carts: CartRepository,
    private readonly tokens: CartTokens,
    private readonly clock: Clock,
  ) {
    super();
  }

  async contentOf(customerId: string): Promise<CartContent | null> {
    const cart = await this.carts.find({ customerId }, this.clock.now());
    return cart && contentOf(cart);
  }

  async contentNamed(token: string): Promise<CartContent | null> {
    const cart = await this.carts.find({ tokenHash: this.tokens.hash(token) }, this.clock.now());
    if (!cart) throw cartNotFound();
    return contentOf(cart);
  }

  async checkOut({ id, version }: Pick<CartContent, 'id' | 'version'>, at: Date): Promise<void> {
    const outcome = await this.carts.checkOut(id, version, at);
    if (outcome === 'EMPTY') throw cartEmpty();
    if (outcome === 'CHANGED') throw cartChanged();
  }
}

function contentOf({ id, version, outletId, couponCode, lines }: Cart): CartContent | null {
  return outletId === null ? null : { id, version, outletId, couponCode, lines };
}
