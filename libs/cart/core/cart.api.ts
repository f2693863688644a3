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

/** A line that a phone put into its table's cart. The order's line has its id, by which the phone knows it again. */
export interface TableCartContent {
  readonly id: string;
  readonly productId: string;
  readonly quantity: number;
  readonly note: string | null;
  readonly modifiers: readonly { readonly optionId: string; readonly quantity: number }[];
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

  /**
   * Empties the cart of a table in the ambient unit of work, which has the sitting for itself, for the order that takes what was in it, and tells
   * the phones. Throws `CART_EMPTY` (422), also for whoever pressed second; and `CART_CHANGED` (409) when it is not at the `version` that was seen.
   */
  abstract takeTable(
    sitting: { readonly outletId: string; readonly sessionId: string },
    version: number | undefined,
    at: Date,
  ): Promise<readonly TableCartContent[]>;

  /** In the unit of work in which a party joins another: what its phones have put together comes to the other's. */
  abstract joinTables(
    parties: { readonly outletId: string; readonly from: string; readonly into: string },
    at: Date,
  ): Promise<void>;
}
