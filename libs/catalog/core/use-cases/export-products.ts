import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogQueries } from '../catalog.ports.js';
import { CatalogViews, sellersOf } from '../catalog-views.js';
import { ProductStock, type StockedProduct } from '../product-stock.js';

export interface ExportedProduct {
  readonly product: StockedProduct;
  readonly categoryName: string | null;
  /** Null where a count would be ambiguous: the product is not counted, or several outlets hold some. */
  readonly stock: number | null;
}

const ALL = { limit: 1_000_000, offset: 0 };

/** Everything that an outlet sells, or the whole catalogue, in the form in which an import takes it back. */
@Injectable()
export class ExportProducts {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly stock: ProductStock,
    private readonly views: CatalogViews,
  ) {}

  async execute({ actor, outletId }: { actor: UserActor; outletId?: string }): Promise<ExportedProduct[]> {
    const view = await this.views.of(actor, outletId);
    const categories = await this.queries.categories(view, ALL);
    const names = new Map(categories.value.data.map(({ id, name }) => [id, name]));
    const products = await this.queries.allProducts(view);
    const stocked = await this.stock.shown(products.value, view);
    return stocked.map((product) => ({
      product,
      categoryName: product.categoryId === null ? null : (names.get(product.categoryId) ?? null),
      stock: product.trackStock && sellersOf(product, view.outlets).length === 1 ? product.stock : null,
    }));
  }
}
