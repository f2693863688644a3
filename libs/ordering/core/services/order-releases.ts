import { Injectable } from '@nestjs/common';

import { InventoryApi } from '#libs/inventory';
import { PromotionsApi } from '#libs/promotions';

import type { Order } from '../model/order.js';
import type { Act, FreedStock } from '../model/order-state.js';
import { OrderRepository } from '../ordering.ports.js';

/**
 * What a change of an order sets free, in the ambient transaction: stock of lines that are void, and the use of its coupon once the
 * order has ended, however it ended, or has become too small for it. Coupon first, as it was taken.
 */
@Injectable()
export class OrderReleases {
  constructor(
    private readonly orders: OrderRepository,
    private readonly promotions: PromotionsApi,
    private readonly inventory: InventoryApi,
  ) {}

  async release({ order, freed, act }: { order: Order; freed: readonly FreedStock[]; act: Act }): Promise<void> {
    const { id, outletId } = order.view;
    const use = order.freesCoupon ? await this.orders.couponUseFreedBy(order.view) : null;
    if (use !== null) await this.promotions.giveBack(use, act.at);
    const reference = { outletId, referenceId: id, actor: act.actor };
    for (const as of ['RETURN', 'WASTE'] as const) {
      const changes = freed.filter((stock) => stock.as === as);
      if (changes.length > 0) await this.inventory.giveBack(reference, changes, as);
    }
  }
}
