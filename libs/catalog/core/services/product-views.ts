import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { CatalogQueries, type ProductFilter, type ProductView, type Timed } from '../catalog.ports.js';
import { categoryNotFound, productNotFound } from '../model/catalog.errors.js';
import { CatalogScopes } from './catalog-scopes.js';
import { ProductStock, type StockedProduct } from './product-stock.js';

export interface ListProductsInput {
  readonly actor: Actor | undefined;
  readonly outletId?: string;
  readonly filter: ProductFilter;
  readonly page: PageRequest;
  /** Refuse a category that does not exist, instead of answering that it is empty. */
  readonly categoryMustExist?: boolean;
}

/** Products as an actor sees them. */
@Injectable()
export class ProductViews {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `CATEGORY_NOT_FOUND`. */
  async page(input: ListProductsInput): Promise<Timed<Page<StockedProduct>>> {
    const { actor, outletId, filter, page } = input;
    const scope = await this.scopes.of(actor, outletId);
    if (input.categoryMustExist && filter.categoryId !== undefined) {
      if (!(await this.queries.category(scope, filter.categoryId))) throw categoryNotFound();
    }
    const { value, changesAt } = await this.queries.products(scope, filter, page);
    return { value: { ...value, data: await this.stock.shown(value.data, scope) }, changesAt };
  }

  /** One product without its stock. Throws `OUTLET_NOT_FOUND`, `PRODUCT_NOT_FOUND`. */
  async get(input: { actor: Actor | undefined; outletId?: string; id: string }): Promise<Timed<ProductView>> {
    const product = await this.queries.product(await this.scopes.of(input.actor, input.outletId), input.id);
    if (!product) throw productNotFound();
    return product;
  }

  /** The product with what is on hand this moment, in one query: what it is may come from a cache, how much there is never does. */
  async withStock(input: {
    actor: Actor | undefined;
    outletId?: string;
    product: ProductView;
  }): Promise<StockedProduct> {
    const scope = await this.scopes.of(input.actor, input.outletId);
    const [shown] = await this.stock.shown([input.product], scope);
    return atThisMoment(shown ?? { ...input.product, stock: null });
  }
}

/** What is cached of a product says whether it was sold out when it was read; the count says whether it is. */
function atThisMoment(product: StockedProduct): StockedProduct {
  const { trackStock, stock, unavailableReason } = product;
  if (!trackStock || stock === null) return product;
  if (unavailableReason === null && stock <= 0) return { ...product, available: false, unavailableReason: 'SOLD_OUT' };
  if (unavailableReason === 'SOLD_OUT' && stock > 0) return { ...product, available: true, unavailableReason: null };
  return product;
}
