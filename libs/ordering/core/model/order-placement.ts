import type { CartContent } from '#libs/cart';
import type { PricedCoupon } from '#libs/promotions';

import type { Order } from './order.js';
import type { UnpaidClaim } from '../ordering.ports.js';
import type { WantedParcel } from './shipping-wish.js';

/** An order on which everything is decided, with all that it takes. */
export interface Placement {
  readonly order: Order;
  /** Of what its client asked for, when the client gave the order its id. */
  readonly requestHash?: string;
  /** The sitting that it is served at, which must still be open, and at this table. */
  readonly sitting: { readonly id: string; readonly tableId: string } | null;
  /** What its buyer may owe and hold; null for an order that staff vouch for. */
  readonly claim: UnpaidClaim | null;
  /** The cart that it empties. */
  readonly cart: CartContent | null;
  readonly coupon: PricedCoupon | null;
  readonly parcel: WantedParcel | null;
  /** What its lines take from stock. */
  readonly demand: readonly { readonly productId: string; readonly quantity: number; readonly name: string }[];
  readonly at: Date;
}

/** Where a decided order becomes a fact. */
export abstract class OrderPlacement {
  /**
   * Writes the order and takes everything that it needs, in one unit of work: all or nothing. Throws what refuses a part: `ORDER_ID_TAKEN`,
   * `TABLE_SESSION_CLOSED`, `TOO_MANY_UNPAID_ORDERS`, `STOCK_HELD_LIMIT`, `CART_CHANGED`, a coupon's refusal, `INSUFFICIENT_STOCK` (409).
   */
  abstract commit(placement: Placement): Promise<void>;
}
