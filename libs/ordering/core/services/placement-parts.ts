import { Injectable } from '@nestjs/common';

import { CartApi } from '#libs/cart';
import { InventoryApi } from '#libs/inventory';
import { PromotionsApi } from '#libs/promotions';
import { ShippingApi } from '#libs/shipping';
import { TablesApi } from '#libs/tables';

import type { Placement } from '../model/order-placement.js';
import { UnpaidOrders } from '../ordering.ports.js';

/**
 * The parts of a placement that its order's neighbours keep. Each part is one write in the ambient unit of work, which fails to refuse.
 *
 * Rows are locked in the order of the parts, by whoever places orders and whoever gives things back, so that two of them never wait for each
 * other in a circle. The cart comes before the order: the second of two orders of one cart writes nothing. Stock comes last: its rows are
 * the most contended ones.
 */
@Injectable()
export class PlacementParts {
  constructor(
    private readonly tables: TablesApi,
    private readonly unpaid: UnpaidOrders,
    private readonly carts: CartApi,
    private readonly promotions: PromotionsApi,
    private readonly shipping: ShippingApi,
    private readonly inventory: InventoryApi,
  ) {}

  /** Begins every write without waiting for another, `writeOrder` in its place among them. */
  begin(placement: Placement, writeOrder: () => Promise<void>): Promise<void>[] {
    const { sitting, claim, cart, coupon, parcel, demand, at } = placement;
    const { id: orderId, outletId, customerId, currency, placedBy: actor } = placement.order.view;
    return [
      ...(sitting ? [this.tables.assertStillOpen(sitting)] : []),
      ...(claim ? [this.unpaid.admit(claim)] : []),
      ...(cart ? [this.carts.checkOut(cart, at)] : []),
      writeOrder(),
      ...(coupon ? [this.promotions.redeem({ coupon, orderId, outletId, customerId, at })] : []),
      ...(parcel ? [this.shipping.book({ orderId, outletId, customerId, currency, ...parcel })] : []),
      ...(demand.length > 0 ? [this.inventory.take({ outletId, referenceId: orderId, actor }, demand)] : []),
    ];
  }
}
