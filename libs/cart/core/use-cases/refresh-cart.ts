import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';

import { refreshed, type SeenPrice } from '../model/cart.js';
import { type CartView, priceSeen } from '../model/cart-view.js';
import { type CartCaller, CartChanges } from '../services/cart-changes.js';
import { CartPricing } from '../services/cart-pricing.js';

/** The buyer has seen the cart at the prices of this moment: no line is marked as changed until a price changes again. */
@Injectable()
export class RefreshCart {
  constructor(
    private readonly carts: CartChanges,
    private readonly pricing: CartPricing,
    private readonly catalog: CatalogApi,
  ) {}

  async execute({ caller }: { caller: CartCaller }): Promise<CartView> {
    const cart = await this.carts.look(caller);
    if (!cart?.outletId) return this.pricing.price(cart);
    const products = await this.catalog.sellable(cart.outletId, [...new Set(cart.lines.map((line) => line.productId))]);
    const prices = new Map<string, SeenPrice>();
    for (const { id, productId, modifiers } of cart.lines) {
      const product = products.get(productId);
      const price = product && priceSeen(product, modifiers);
      if (price) prices.set(id, price);
    }
    return this.pricing.price(await this.carts.change(caller, (locked, now) => refreshed(locked, prices, now)));
  }
}
