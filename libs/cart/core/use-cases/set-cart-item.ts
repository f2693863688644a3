import { Injectable } from '@nestjs/common';

import { CatalogApi, StockLevels } from '#libs/catalog';

import { lineNamed, piecesOf, removeLine, setQuantity } from '../model/cart.js';
import { cartItemNotFound, insufficientStock, productNotFound } from '../model/cart.errors.js';
import { type CartView, priceSeen } from '../model/cart-view.js';
import { type CartCaller, CartChanges } from '../services/cart-changes.js';
import { CartPricing } from '../services/cart-pricing.js';

export interface SetCartItemInput {
  readonly caller: CartCaller;
  /** A line's id, or that of a product which one line alone has. */
  readonly itemId: string;
  /** 0 removes it. */
  readonly quantity: number;
}

@Injectable()
export class SetCartItem {
  constructor(
    private readonly carts: CartChanges,
    private readonly pricing: CartPricing,
    private readonly catalog: CatalogApi,
    private readonly stock: StockLevels,
  ) {}

  async execute({ caller, itemId, quantity }: SetCartItemInput): Promise<CartView> {
    if (quantity === 0) {
      return this.pricing.price(await this.carts.change(caller, (cart, now) => removeLine(cart, itemId, now)));
    }
    const { product, available, seen } = await this.supply(caller, itemId);
    const changed = await this.carts.change(caller, (cart, now) => {
      const after = setQuantity(cart, itemId, quantity, now, seen);
      const pieces = piecesOf(after, product.id);
      if (available !== null && pieces > available) throw insufficientStock(product, pieces, available);
      return after;
    });
    return this.pricing.price(changed);
  }

  private async supply(caller: CartCaller, itemId: string) {
    const cart = await this.carts.look(caller);
    if (!cart?.outletId) throw cartItemNotFound();
    const line = lineNamed(cart, itemId);
    const product = (await this.catalog.sellable(cart.outletId, [line.productId])).get(line.productId);
    if (!product) throw productNotFound();
    const onHand = product.trackStock ? await this.stock.onHand([product.id], [cart.outletId]) : null;
    return { product, available: onHand && (onHand.get(product.id) ?? 0), seen: priceSeen(product, line.modifiers) };
  }
}
