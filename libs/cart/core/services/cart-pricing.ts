import { Injectable } from '@nestjs/common';

import { CatalogApi, StockLevels } from '#libs/catalog';
import { Clock, DomainError } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { type CouponRequest, PromotionsApi } from '#libs/promotions';

import type { Cart } from '../model/cart.js';
import { type CartView, type CatalogueNow, NO_CART, showLines, subtotalOf } from '../model/cart-view.js';

/** A cart as it would cost now: prices, availability, stock and coupon are looked up, none is kept. */
@Injectable()
export class CartPricing {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly stock: StockLevels,
    private readonly promotions: PromotionsApi,
    private readonly clock: Clock,
  ) {}

  async price(cart: Cart | null): Promise<CartView> {
    if (!cart) return NO_CART;
    const { id, outletId, couponCode, version, updatedAt, expiresAt } = cart;
    const heading = { id, outletId, couponCode, version, updatedAt, expiresAt };
    if (outletId === null) return { ...NO_CART, ...heading };
    const { currency } = await this.outlets.get(outletId);
    const lines = showLines(cart, await this.catalogueNow(cart, outletId));
    const subtotal = subtotalOf(lines);
    const coupon = await this.coupon(cart, { outletId, currency, subtotal });
    return { ...heading, currency, lines, subtotal, ...coupon, total: subtotal - coupon.discountTotal };
  }

  private async catalogueNow(cart: Cart, outletId: string): Promise<CatalogueNow> {
    const ids = [...new Set(cart.lines.map((line) => line.productId))];
    const products = await this.catalog.sellable(outletId, ids, 'ONLINE');
    const tracked = ids.filter((id) => products.get(id)?.trackStock);
    return { products, stock: tracked.length > 0 ? await this.stock.onHand(tracked, [outletId]) : new Map() };
  }

  private async coupon({ couponCode, owner }: Cart, bill: Pick<CouponRequest, 'outletId' | 'currency' | 'subtotal'>) {
    if (couponCode === null) return { discountTotal: 0, couponProblem: null };
    const customerId = 'customerId' in owner ? owner.customerId : null;
    const request = { ...bill, code: couponCode, customerId, beforeLogin: customerId === null, at: this.clock.now() };
    try {
      return { discountTotal: (await this.promotions.price(request)).discount, couponProblem: null };
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'rule_broken') {
        return { discountTotal: 0, couponProblem: error.code };
      }
      throw error;
    }
  }
}
