import { Injectable } from '@nestjs/common';

import { InventoryApi } from '#libs/inventory';
import { businessDate, conflict } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { type BillTerms, type PricedCoupon, PromotionsApi } from '#libs/promotions';

import { sharedSubtotal, useOf } from '../model/bill-terms.js';
import { stockOf } from '../model/order-lines-of.js';
import { isActive } from '../model/order-line.js';
import type { Order } from '../model/order.js';
import type { Act } from '../model/order-state.js';

/**
 * Parked bills, as they are taken up again. Parked, they took neither stock nor a use of their coupon; taken up, they take both as an order does that
 * is placed this moment.
 */
@Injectable()
export class ParkedBills {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly promotions: PromotionsApi,
    private readonly inventory: InventoryApi,
  ) {}

  /**
   * In the unit of work that has the order locked. False, and nothing is done, for one that is not parked. Throws `INSUFFICIENT_STOCK` (409), what a
   * coupon is refused for, and `COUPON_CHANGED` (409) for one that gives something else by now.
   */
  async takeUp(order: Order, act: Act): Promise<boolean> {
    if (!order.isParked) return false;
    const { id: referenceId, outletId, customerId } = order.view;
    const { timeZone, businessDayCutoff } = await this.outlets.get(outletId);
    const coupon = await this.couponOf(order, act.at);
    order.takeUp(businessDate(act.at, timeZone, businessDayCutoff), act);
    if (coupon) {
      await this.promotions.redeem({ coupon, orderId: useOf(order.view), outletId, customerId, at: act.at });
    }
    const demand = stockOf(order.lines.filter(isActive));
    if (demand.length > 0) await this.inventory.take({ outletId, referenceId, actor: act.actor }, demand);
    return true;
  }

  private async couponOf({ view, lines }: Order, at: Date): Promise<PricedCoupon | null> {
    const { couponCode: code, coupon, outletId, currency, customerId } = view;
    if (code === null || coupon === null) return null;
    const subtotal = sharedSubtotal(lines);
    const priced = await this.promotions.price({ code, outletId, currency, subtotal, customerId, at });
    if (!isSame(priced.terms, coupon)) {
      throw conflict('COUPON_CHANGED', 'The coupon was changed meanwhile. Look at the new price and order again.');
    }
    return priced;
  }
}

const isSame = (one: BillTerms, other: BillTerms): boolean =>
  one.minimum === other.minimum && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (terms: BillTerms) => Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1));
