import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import { productNotFound } from '../catalog.errors.js';
import { CatalogQueries, type ProductView, type Timed } from '../catalog.ports.js';
import { CatalogViews } from '../catalog-views.js';

/** One product as an actor sees it, without its stock. Throws `PRODUCT_NOT_FOUND` (404). */
@Injectable()
export class GetProduct {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly views: CatalogViews,
  ) {}

  async execute(input: { actor: Actor | undefined; outletId?: string; id: string }): Promise<Timed<ProductView>> {
    const view = await this.views.of(input.actor, input.outletId);
    const product = await this.queries.product(view, input.id);
    if (!product) throw productNotFound();
    return product;
  }
}
