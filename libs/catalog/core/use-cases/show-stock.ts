import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import type { ProductView } from '../catalog.ports.js';
import { CatalogViews } from '../catalog-views.js';
import { ProductStock, type StockedProduct } from '../product-stock.js';

/** A product with what is on hand this moment, in one query: what it is may come from a cache, how much there is never does. */
@Injectable()
export class ShowStock {
  constructor(
    private readonly stock: ProductStock,
    private readonly views: CatalogViews,
  ) {}

  async execute(input: { actor: Actor | undefined; outletId?: string; product: ProductView }): Promise<StockedProduct> {
    const view = await this.views.of(input.actor, input.outletId);
    const [shown] = await this.stock.shown([input.product], view);
    return atThisMoment(shown ?? { ...input.product, stock: null });
  }
}

/** What is kept of a product says whether it was sold out when it was read; the count says whether it is. */
function atThisMoment(product: StockedProduct): StockedProduct {
  const { trackStock, stock, unavailableReason } = product;
  if (!trackStock || stock === null) return product;
  if (unavailableReason === null && stock <= 0) return { ...product, available: false, unavailableReason: 'SOLD_OUT' };
  if (unavailableReason === 'SOLD_OUT' && stock > 0) return { ...product, available: true, unavailableReason: null };
  return product;
}
