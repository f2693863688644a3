import type { CartModifier } from './model/cart.js';

/** A customer's cart as an order takes it. `version` is what was seen: {@link CartApi.checkOut} takes no other. */
export interface CartContent {
  readonly id: string;
  readonly version: number;
  readonly outletId: string;
  readonly couponCode: string | null;
  readonly lines: readonly {
    readonly productId: string;
    readonly quantity: number;
    readonly modifiers: readonly CartModifier[];
  }[];
}

export abstract class CartApi {
  /** What a customer's cart holds; null when it is empty. */
  abstract contentOf(customerId: string): Promise<CartContent | null>;

  /** What the cart of somebody without a login holds, by its token; null when it is empty. Throws `CART_NOT_FOUND`. */
  abstract contentNamed(token: string): Promise<CartContent | null>;

  /**
   * Empties a cart in the ambient transaction, for the order that takes what was in it: of two at once, one. Throws `CART_EMPTY` when
   * another order has taken it, and `CART_CHANGED` when it holds something else by now.
   */
  abstract checkOut(cart: Pick<CartContent, 'id' | 'version'>, at: Date): Promise<void>;
}
