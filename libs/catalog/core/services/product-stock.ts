import { Injectable } from '@nestjs/common';

import type { ActorRef } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { stockNeedsOutlet } from '../model/catalog.errors.js';
import { type ProductView, StockLevels } from '../catalog.ports.js';
import { type CatalogScope, sellersOf } from '../model/catalog-scope.js';
import type { Product } from '../model/product.js';

/** A product with what is on hand in a scope; null for one that is not counted. */
export interface StockedProduct extends ProductView {
  readonly stock: number | null;
  readonly variants?: readonly StockedProduct[];
}

/** How much of a product there is, and first was. */
@Injectable()
export class ProductStock {
  constructor(
    private readonly levels: StockLevels,
    private readonly outlets: OutletsApi,
  ) {}

  /** One query, whatever the number of products. */
  async shown(products: readonly ProductView[], scope: CatalogScope): Promise<StockedProduct[]> {
    if (products.length === 0) return [];
    const ids = products.flatMap(({ id, variants = [] }) => [id, ...variants.map((variant) => variant.id)]);
    const onHand = await this.levels.onHand(
      ids,
      scope.outlets.map(({ id }) => id),
    );
    const stocked = (product: ProductView): StockedProduct => {
      const { variants, ...plain } = product;
      if (variants) return { ...plain, stock: null, variants: variants.map(stocked) };
      const stock = onHand.get(product.id) ?? 0;
      return { ...plain, stock: product.trackStock || stock !== 0 ? stock : null };
    };
    return products.map(stocked);
  }

  /**
   * Counts a product: at its outlet or, for one that is sold at several, at the outlet named, else the oldest. Throws
   * `STOCK_NEEDS_OUTLET` when nobody sells it. In the ambient transaction.
   */
  async set(
    product: Product,
    quantity: number,
    { outletId, actor, isFirst = false }: { outletId: string | undefined; actor: ActorRef; isFirst?: boolean },
  ): Promise<void> {
    const home = product.outletId ?? outletId ?? (await this.oldestSeller(product));
    const reason = 'Set with the product';
    await this.levels.set({ outletId: home, productId: product.id, quantity, reason, actor, isFirst });
  }

  async watch(product: Product): Promise<void> {
    await this.levels.watch(product.id, product.trackStock ? product.lowStockThreshold : null);
  }

  private async oldestSeller(product: Product): Promise<string> {
    const [oldest] = sellersOf(product, await this.outlets.list('all'));
    if (!oldest) throw stockNeedsOutlet();
    return oldest.id;
  }
}
