import { Injectable } from '@nestjs/common';

import { assertVersion, Clock, UnitOfWork } from '#libs/kernel';

import { type Cart, type CartOwner, newCart } from '../model/cart.js';
import { cartNotFound } from '../model/cart.errors.js';
import { CartRepository, CartTokens } from '../cart.ports.js';
import { CartMerging } from './cart-merging.js';

/** Whose cart it is: a customer's, that of whoever holds its token or, with both, a customer's who brings one along. */
export interface CartCaller {
  readonly customerId?: string;
  readonly token?: string;
  /** The version of the cart that the caller has seen, for changes; unchecked when absent. */
  readonly version?: number;
}

/** Finds the caller's cart, brings in what was filled before the login, and changes it under its lock. */
@Injectable()
export class CartChanges {
  constructor(
    private readonly carts: CartRepository,
    private readonly tokens: CartTokens,
    private readonly merging: CartMerging,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The cart as it is now; null for a customer who has none. Throws `CART_NOT_FOUND` for a token that is none. */
  async look(caller: CartCaller): Promise<Cart | null> {
    const owner = await this.ownerOf(caller);
    const cart = await this.carts.find(owner, this.clock.now());
    if (!cart && !('customerId' in owner)) throw cartNotFound();
    return cart;
  }

  /** Changes the cart under its lock; a customer who has none changes an empty one. Throws `VERSION_CONFLICT`. */
  async change(caller: CartCaller, change: (cart: Cart, now: Date) => Cart): Promise<Cart> {
    const owner = await this.ownerOf(caller);
    const now = this.clock.now();
    return this.unitOfWork.run(async () => {
      const before = await this.carts.lock(owner, now);
      if (!before && !('customerId' in owner)) throw cartNotFound();
      const cart = before ?? newCart(owner, now);
      assertVersion(caller.version, cart.version);
      const after = change(cart, now);
      if (before && after !== before) await this.carts.save(after);
      return after;
    });
  }

  /**
   * Puts something into the cart, which is made when there is none; for a caller without login or token with a new `token`.
   * Throws `VERSION_CONFLICT`.
   */
  async fill(caller: CartCaller, fill: (cart: Cart, now: Date) => Cart): Promise<{ cart: Cart; token?: string }> {
    const token = caller.customerId === undefined && caller.token === undefined ? this.tokens.make() : undefined;
    const owner = await this.ownerOf(token === undefined ? caller : { token });
    const now = this.clock.now();
    return this.unitOfWork.run(async () => {
      const mayOpen = 'customerId' in owner || token !== undefined;
      const before = mayOpen ? await this.carts.open(newCart(owner, now)) : await this.carts.lock(owner, now);
      if (!before) throw cartNotFound();
      assertVersion(caller.version, before.version);
      const cart = fill(before, now);
      if (cart !== before) await this.carts.save(cart);
      return { cart, token };
    });
  }

  private async ownerOf({ customerId, token }: CartCaller): Promise<CartOwner> {
    if (customerId === undefined) return { tokenHash: this.tokens.hash(token ?? '') };
    if (token !== undefined) await this.merging.merge({ customerId, token });
    return { customerId };
  }
}
