import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogQueries } from '../catalog.ports.js';
import { CatalogScopes } from './catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';
import { newProduct } from '../model/product.js';
import { ProductStock, type StockedProduct } from './product-stock.js';

export interface ExportedProduct {
  readonly product: StockedProduct;
  readonly categoryName: string | null;
  /** Null where a count would be ambiguous: the product is not counted, or several outlets hold some. */
  readonly stock: number | null;
  /** Of a variant, which has its own fields alone: the sku of its product, or the name where that has no sku. */
  readonly parentSku?: string;
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
    const parents = new Map(stocked.filter(({ hasVariants }) => hasVariants).map((product) => [product.id, product]));
    return stocked.map((product) => {
      const parent = product.parentId === undefined ? undefined : parents.get(product.parentId);
      return {
        product: parent ? ownFields(product) : product,
        categoryName: parent || product.categoryId === null ? null : (names.get(product.categoryId) ?? null),
        stock:
          product.trackStock && !product.hasVariants && sellersOf(product, scope.outlets).length === 1
            ? product.stock
            : null,
        ...(parent && { parentSku: parent.sku ?? parent.name }),
      };
    });
  }
}

/** A variant without what is its product's. */
const ownFields = (product: StockedProduct): StockedProduct => ({
  ...newProduct(product, { name: product.variant?.name ?? product.name, price: product.price }, product.createdAt),
  id: product.id,
  available: product.available,
  unavailableReason: product.unavailableReason,
  stock: product.stock,
  sku: product.sku,
  barcode: product.barcode,
  cost: product.variant?.cost ?? null,
  trackStock: product.trackStock,
  weightGrams: product.variant?.weightGrams ?? null,
});
