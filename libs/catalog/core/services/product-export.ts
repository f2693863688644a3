import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogQueries } from '../catalog.ports.js';
import { CatalogScopes } from './catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';
import { ProductStock, type StockedProduct } from './product-stock.js';

export interface ExportedProduct {
  readonly product: StockedProduct;
  readonly categoryName: string | null;
  /** Null where a count would be ambiguous: the product is not counted, or several outlets hold some. */
  readonly stock: number | null;
}

const ALL = { limit: 1_000_000, offset: 0 };

/** Everything that an outlet sells, or the whole catalogue, in the form in which an import takes it back. */
@Injectable()
export class ProductExport {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
  ) {}

  async of({ actor, outletId }: { actor: UserActor; outletId?: string }): Promise<ExportedProduct[]> {
    const scope = await this.scopes.of(actor, outletId);
    const categories = await this.queries.categories(scope, ALL);
    const names = new Map(categories.value.data.map(({ id, name }) => [id, name]));
    const products = await this.queries.allProducts(scope);
    const stocked = await this.stock.shown(products.value, scope);
    return stocked.map((product) => ({
      product,
      categoryName: product.categoryId === null ? null : (names.get(product.categoryId) ?? null),
      stock: product.trackStock && sellersOf(product, scope.outlets).length === 1 ? product.stock : null,
    }));
  }
}
