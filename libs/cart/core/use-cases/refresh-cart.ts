import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';

import { refreshed, type SeenPrice } from '../cart.js';
import { type CartView, priceSeen } from '../cart-view.js';
import { type CartCaller, CartDesk } from './cart-desk.js';
import { ShowCart } from './show-cart.js';

/** The buyer has seen the cart at the prices of this moment: no line is marked as changed until a price changes again. */
@Injectable()
export class RefreshCart {
  constructor(
    private readonly desk: CartDesk,
    private readonly show: ShowCart,
    private readonly catalog: CatalogApi,
  ) {}

  async execute({ caller }: { caller: CartCaller }): Promise<CartView> {
    const cart = await this.desk.look(caller);
    if (!cart?.outletId) return this.show.execute(cart);
    const products = await this.catalog.sellable(cart.outletId, [...new Set(cart.lines.map((line) => line.productId))]);
    const prices = new Map<string, SeenPrice>();
    for (const { id, productId, modifiers } of cart.lines) {
      const product = products.get(productId);
      const price = product && priceSeen(product, modifiers);
      if (price) prices.set(id, price);
    }
    return this.show.execute(await this.desk.change(caller, (locked, now) => refreshed(locked, prices, now)));
  }
}
