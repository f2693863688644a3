import { Injectable } from '@nestjs/common';

import { type Actor, invalid } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { CatalogQueries, type CategoryView, type ProductView, type Timed } from '../catalog.ports.js';
import { CatalogScopes } from './catalog-scopes.js';
import { MenuHours } from './menu-hours.js';
import { OutletPrices } from './outlet-prices.js';
import { visibleOutlets } from '../model/catalog-scope.js';
import { chainOf, inTreeOrder } from '../model/category-tree.js';
import { channelOf, earliest, type SalesChannel } from '../model/menu.js';
import { isHiddenAt } from '../model/outlet-terms.js';
import type { Allergen, Dietary } from '../model/product-facts.js';
import { grouped } from '../model/variant-groups.js';
import { ProductStock, type StockedProduct } from './product-stock.js';

export { GUEST_ORDERS, type GuestOrders } from '#libs/outlets';

export interface MenuSection {
  /** Null: the products without a category, which come last. */
  readonly category: CategoryView | null;
  /** How far below the top; absent where no category is below another. */
  readonly depth?: number;
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
    private readonly hours: MenuHours,
    private readonly prices: OutletPrices,
  ) {}

  /** Of the only outlet that the actor sees, when none is named. Throws `OUTLET_NOT_FOUND`, `VALIDATION_FAILED`. */
  async get(input: {
    readonly actor: Actor | undefined;
    readonly outletId?: string;
    readonly wish?: MenuWish;
    /** Through what it is sold; the actor's own when absent. */
    readonly channel?: SalesChannel;
  }): Promise<Timed<Menu>> {
    const channel = input.channel ?? channelOf(input.actor);
    const outletId = input.outletId ?? (await this.onlyOutlet(input.actor));
    const scope = await this.scopes.of(input.actor, outletId);
    const categories = await this.queries.categories(scope, ALL);
    const products = await this.queries.allProducts(scope);
    const offered = grouped(products.value.filter(({ terms }) => !terms || !isHiddenAt(terms, outletId)));
    const shown = await this.hours.applied(offered.map(withoutHidden), scope, channel);
    const wished = shown.value.filter((product) => isOnMenu(product) && isWished(product, input.wish));
    const priced = await this.prices.applied(wished, scope, channel);
    const stocked = await this.stock.shown(priced.value, scope);
    return {
      value: { outlet: await this.outlets.get(outletId), sections: sectionsOf(categories.value.data, stocked) },
      changesAt: earliest([categories.changesAt, products.changesAt, shown.changesAt, priced.changesAt]),
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

/** What a guest must not, or will only, eat. */
export interface MenuWish {
  readonly without?: readonly Allergen[];
  readonly dietary?: readonly Dietary[];
}

const isOnMenu = ({ unavailableReason }: ProductView): boolean => unavailableReason !== 'OFF_MENU';

const isWished = ({ allergens, dietary }: ProductView, wish: MenuWish = {}): boolean =>
  !wish.without?.some((one) => allergens.includes(one)) && (wish.dietary ?? []).every((one) => dietary.includes(one));

/** A variant that is not offered is not on the menu. */
function withoutHidden(product: ProductView): ProductView {
  const { variants } = product;
  return variants ? { ...product, variants: variants.filter(({ variant }) => variant?.active) } : product;
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
  const isTree = categories.some(({ parentId }) => parentId !== undefined);
  const last = { category: null, products: byCategory.get(null) ?? [], ...(isTree && { depth: 0 }) };
  const sections = inTreeOrder(withoutHiddenOnes(categories)).map(({ category, depth }) => ({
    ...{ category, products: byCategory.get(category.id) ?? [] },
    ...(isTree && { depth }),
  }));
  return [...sections, last].filter(
    (section, index) => section.products.length > 0 || hasMoreBelow(sections, index, section.depth ?? 0),
  );
}

/** A hidden category takes those below it along. */
function withoutHiddenOnes(categories: readonly CategoryView[]): CategoryView[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  return categories.filter((category) => chainOf(category, byId).every(({ available }) => available));
}

/** Whether one of the sections below the one at `index`, which follow it, has products. */
function hasMoreBelow(sections: readonly MenuSection[], index: number, depth: number): boolean {
  for (const section of sections.slice(index + 1)) {
    if ((section.depth ?? 0) <= depth) return false;
    if (section.products.length > 0) return true;
  }
  return false;
}
