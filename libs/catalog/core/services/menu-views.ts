import { Injectable } from '@nestjs/common';

import { type Actor, invalid } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { CatalogQueries, type CategoryView, type Timed } from '../catalog.ports.js';
import { CatalogScopes } from './catalog-scopes.js';
import { visibleOutlets } from '../model/catalog-scope.js';
import { ProductStock, type StockedProduct } from './product-stock.js';

export { GUEST_ORDERS, type GuestOrders } from '#libs/outlets';

export interface MenuSection {
  /** Null: the products without a category, which come last. */
  readonly category: CategoryView | null;
  readonly products: readonly StockedProduct[];
}

export interface Menu {
  readonly outlet: OutletSettings;
  readonly sections: readonly MenuSection[];
}

const ALL = { limit: 1_000_000, offset: 0 };

/** What an outlet sells now, in the order of its menu. A hidden category is not there; a product that is stopped is, and says so. */
@Injectable()
export class MenuViews {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
    private readonly outlets: OutletsApi,
  ) {}

  /** Of the only outlet that the actor sees, when none is named. Throws `OUTLET_NOT_FOUND`, `VALIDATION_FAILED`. */
  async get(input: { actor: Actor | undefined; outletId?: string }): Promise<Timed<Menu>> {
    const outletId = input.outletId ?? (await this.onlyOutlet(input.actor));
    const scope = await this.scopes.of(input.actor, outletId);
    const categories = await this.queries.categories(scope, ALL);
    const products = await this.queries.allProducts(scope);
    const stocked = await this.stock.shown(products.value, scope);
    return {
      value: { outlet: await this.outlets.get(outletId), sections: sectionsOf(categories.value.data, stocked) },
      changesAt: earlier(categories.changesAt, products.changesAt),
    };
  }

  private async onlyOutlet(actor: Actor | undefined): Promise<string> {
    const [first, ...others] = await this.outlets.list(visibleOutlets(actor));
    if (!first || others.length > 0) {
      throw invalid('VALIDATION_FAILED', 'Say whose menu: send outlet_id, or the token of a table session.', [
        { pointer: '/outlet_id', code: 'REQUIRED', message: 'outlet_id must say whose menu' },
      ]);
    }
    return first.id;
  }
}

function sectionsOf(categories: readonly CategoryView[], products: readonly StockedProduct[]): MenuSection[] {
  const known = new Set(categories.map(({ id }) => id));
  const byCategory = new Map<string | null, StockedProduct[]>();
  for (const product of products) {
    const key = product.categoryId !== null && known.has(product.categoryId) ? product.categoryId : null;
    const section = byCategory.get(key);
    if (section) section.push(product);
    else byCategory.set(key, [product]);
  }
  const shown = categories.filter(({ available }) => available);
  return [...shown, null]
    .map((category) => ({ category, products: byCategory.get(category?.id ?? null) ?? [] }))
    .filter((section) => section.products.length > 0);
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
