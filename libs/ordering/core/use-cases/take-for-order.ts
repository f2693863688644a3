import { Injectable } from '@nestjs/common';

import { CartApi } from '#libs/cart';
import { InventoryApi } from '#libs/inventory';
import { PromotionsApi } from '#libs/promotions';
import { ShippingApi } from '#libs/shipping';

import { stockOf } from '../order-lines-of.js';
import type { OrderState } from '../order-state.js';
import type { PricedOrder } from './price-order.js';

/**
 * What a placed order takes, in the ambient transaction: the cart that it empties, a use of its coupon, its parcel, its stock. Everything
 * is begun at once and refuses by failing. Whoever places and whoever gives back lock in this order, so that they never wait for each
 * other in a circle: cart, coupon, stock last, whose rows are the contended ones.
 */
@Injectable()
export class TakeForOrder {
  constructor(
    private readonly carts: CartApi,
    private readonly promotions: PromotionsApi,
    private readonly shipping: ShippingApi,
    private readonly inventory: InventoryApi,
  ) {}

  /** Whether nothing that is taken needs an answer before the commit: a cart, a coupon and a parcel are looked at once they are written. */
  isStockAlone({ basket: { cart }, extras: { coupon, parcel } }: PricedOrder): boolean {
    return !cart && !coupon && !parcel;
  }

  /** The cart is emptied before the order is written: of two orders of one cart, the second writes nothing. */
  begin({ basket: { cart }, at }: PricedOrder): Promise<void>[] {
    return cart ? [this.carts.checkOut(cart, at)] : [];
  }

  execute({ extras: { coupon, parcel }, lines, at }: PricedOrder, order: OrderState): Promise<void>[] {
    const { id: orderId, outletId, customerId, currency } = order;
    const demand = stockOf(lines);
    const reference = { outletId, referenceId: orderId, actor: order.placedBy };
    return [
      ...(coupon ? [this.promotions.redeem({ coupon, orderId, outletId, customerId, at })] : []),
      ...(parcel ? [this.shipping.book({ orderId, outletId, customerId, currency, ...parcel })] : []),
      ...(demand.length > 0 ? [this.inventory.take(reference, demand)] : []),
    ];
  }
}
