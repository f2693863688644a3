import { Injectable } from '@nestjs/common';

import { CatalogApi, channelOf, type SellableProduct, StockLevels } from '#libs/catalog';
import type { GuestActor } from '#libs/kernel';

import { insufficientStock, productNotFound } from '../model/cart.errors.js';
import { type TableCart, tablePiecesOf } from '../model/table-cart.js';

/** A product as it is sold at a table, and how much of it there is; null: nobody counts it. */
export interface TableOffer {
  readonly product: SellableProduct;
  readonly available: number | null;
}

/** What a table can have. What is in stock is not kept for anybody: the order takes it. */
@Injectable()
export class TableSupply {
  constructor(
    private readonly catalog: CatalogApi,
    private readonly stock: StockLevels,
  ) {}

  /** Throws `PRODUCT_NOT_FOUND` (404). */
  async of(actor: GuestActor, productId: string): Promise<TableOffer> {
    const { outletId } = actor;
    const product = (await this.catalog.sellable(outletId, [productId], channelOf(actor))).get(productId);
    if (!product) throw productNotFound();
    if (!product.trackStock) return { product, available: null };
    return { product, available: (await this.stock.onHand([productId], [outletId])).get(productId) ?? 0 };
  }
}

/** Throws `INSUFFICIENT_STOCK` (409) when all lines of the product together want more than there is. */
export function assertEnough(cart: TableCart, { product, available }: TableOffer): void {
  const pieces = tablePiecesOf(cart, product.id);
  if (available !== null && pieces > available) throw insufficientStock(product, pieces, available);
}
