import { Injectable } from '@nestjs/common';

import { type Actor, isStaff, type Page, type PageRequest } from '#libs/kernel';

import { CatalogQueries, type ProductFilter, type ProductView, type Timed } from '../catalog.ports.js';
import type { CatalogScope } from '../model/catalog-scope.js';
import { categoryNotFound, productNotFound } from '../model/catalog.errors.js';
import { CatalogScopes } from './catalog-scopes.js';
import { MenuHours } from './menu-hours.js';
import { OutletPrices } from './outlet-prices.js';
import { channelOf, earliest } from '../model/menu.js';
import { grouped } from '../model/variant-groups.js';
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
    private readonly hours: MenuHours,
    private readonly prices: OutletPrices,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `CATEGORY_NOT_FOUND`. */
  async page(input: ListProductsInput): Promise<Timed<Page<StockedProduct>>> {
    const { actor, outletId, filter, page } = input;
    const scope = await this.scopes.of(actor, outletId);
    if (input.categoryMustExist && filter.categoryId !== undefined) {
      if (!(await this.queries.category(scope, filter.categoryId))) throw categoryNotFound();
    }
    const { value, changesAt } = await this.queries.products(scope, filter, page);
    const products = filter.flat ? value.data : await this.withVariants(value.data, scope);
    const shown = await this.sold(products, scope, actor);
    const data = await this.stock.shown(shown.value, scope);
    return { value: { ...value, data }, changesAt: earliest([changesAt, shown.changesAt]) };
  }

  /** The language of the one outlet that somebody asks of. */
  localeFor(actor: Actor | undefined, outletId?: string): Promise<string | undefined> {
    return this.scopes.localeFor(actor, outletId);
  }

  /** One product without its stock. Throws `OUTLET_NOT_FOUND`, `PRODUCT_NOT_FOUND`. */
  async get(input: { actor: Actor | undefined; outletId?: string; id: string }): Promise<Timed<ProductView>> {
    const scope = await this.scopes.of(input.actor, input.outletId);
    const found = await this.queries.product(scope, input.id);
    if (!found) throw productNotFound();
    const { value, changesAt } = await this.sold(await this.withVariants([found.value], scope), scope, input.actor);
    return { value: value[0] ?? found.value, changesAt: earliest([found.changesAt, changesAt]) };
  }

  /** The product with what is on hand this moment, in one query: what it is may come from a cache, how much there is never does. */
  async withStock(input: {
    actor: Actor | undefined;
    outletId?: string;
    product: ProductView;
  }): Promise<StockedProduct> {
    const scope = await this.scopes.of(input.actor, input.outletId);
    const [shown] = await this.stock.shown([input.product], scope);
    return shown ? atThisMoment(shown) : { ...input.product, stock: null, variants: undefined };
  }

  /** As they are sold at this moment. Staff see products as they are kept, which they edit; what an outlet sells them for is on its menu. */
  private async sold(
    products: readonly ProductView[],
    scope: CatalogScope,
    actor: Actor | undefined,
  ): Promise<Timed<readonly ProductView[]>> {
    const channel = channelOf(actor);
    const shown = await this.hours.applied(products, scope, channel);
    if (actor && isStaff(actor)) return shown;
    const priced = await this.prices.applied(shown.value, scope, channel);
    return { ...priced, changesAt: earliest([shown.changesAt, priced.changesAt]) };
  }

  /** Products that have variants, with them: one query where there are any, none where there are not. */
  private async withVariants(products: readonly ProductView[], scope: CatalogScope): Promise<readonly ProductView[]> {
    const parentIds = products.filter(({ hasVariants }) => hasVariants).map(({ id }) => id);
    if (parentIds.length === 0) return products;
    return grouped([...products, ...(await this.queries.variantsOf(scope, parentIds))], new Set(parentIds));
  }
}

/** What is cached of a product says whether it was sold out when it was read; the count says whether it is. */
function atThisMoment(product: StockedProduct): StockedProduct {
  if (product.variants) return asItsVariants(product, product.variants.map(atThisMoment));
  const { trackStock, stock, unavailableReason } = product;
  if (!trackStock || stock === null) return product;
  if (unavailableReason === null && stock <= 0) return { ...product, available: false, unavailableReason: 'SOLD_OUT' };
  if (unavailableReason === 'SOLD_OUT' && stock > 0) return { ...product, available: true, unavailableReason: null };
  return product;
}

/** A product that nothing but its variants' stock keeps from being sold stands as they do. */
function asItsVariants(product: StockedProduct, variants: readonly StockedProduct[]): StockedProduct {
  const { unavailableReason } = product;
  if (unavailableReason !== null && unavailableReason !== 'SOLD_OUT') return { ...product, variants };
  const offered = variants.filter(({ variant }) => variant?.active);
  const available = offered.some((one) => one.available);
  const reason = offered.some((one) => one.unavailableReason === 'SOLD_OUT') ? 'SOLD_OUT' : 'STOPPED';
  return { ...product, variants, available, unavailableReason: available ? null : reason };
}
