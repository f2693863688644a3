import type { ActorRef, MinorUnits, Page, PageRequest } from '#libs/kernel';

import type { ProductTaxation, SellableProduct, UnavailableReason } from './catalog.api.js';
import type { CatalogScope } from './model/catalog-scope.js';
import type { Category } from './model/category.js';
import type { Menu, MenuFields, MenuSlot } from './model/menu.js';
import type { ListedPrice } from './model/price-list.js';
import type { OutletTerms, PriceRule, ProductTerms } from './model/outlet-terms.js';
import type { Product } from './model/product.js';
import type { Translations } from './model/product-facts.js';

/** Products that are not deleted, for use cases that change them: inside a unit of work, locked until its end. */
export abstract class ProductRepository {
  /** Null when unknown, deleted, or sold at none of the scope's outlets. */
  abstract lock(scope: CatalogScope, id: string): Promise<Product | null>;
  /** Those of the ids that `lock` would answer, locked in the order of their ids. */
  abstract lockSome(scope: CatalogScope, ids: readonly string[]): Promise<Product[]>;
  /** The product with its variants or, when it is one itself, with its parent: locked in the order of their ids. Empty where `lock` answers null. */
  abstract lockFamily(scope: CatalogScope, id: string): Promise<Product[]>;
  /** All that the scope's outlets sell, locked in the order of their ids. */
  abstract lockAll(scope: CatalogScope): Promise<Product[]>;
  /** Throws `SKU_TAKEN`, `BARCODE_TAKEN`. */
  abstract insert(products: readonly Product[]): Promise<void>;
  /** Writes the states after a change of locked products, modifiers included. Throws `SKU_TAKEN`, `BARCODE_TAKEN`. */
  abstract update(products: readonly Product[]): Promise<void>;
  /** Makes locked products tracked ones, of the next version. */
  abstract track(ids: readonly string[], at: Date): Promise<void>;
  /** The product with its variants. */
  abstract remove(id: string, at: Date): Promise<void>;
  /** Moves a category's products into another and answers their ids. Deleted ones move too. */
  abstract reassign(categoryId: string, toCategoryId: string, at: Date): Promise<string[]>;
  /** Takes the category from deleted products, and answers how many others it has. */
  abstract leaveCategory(categoryId: string): Promise<number>;
}

/** Categories that are not deleted. */
export abstract class CategoryRepository {
  /** Locked against changes until the unit of work ends. Null when unknown, deleted, or of a foreign outlet. */
  abstract lock(scope: CatalogScope, id: string): Promise<Category | null>;
  /** Locked against deletion alone: for products that are put into it. */
  abstract hold(scope: CatalogScope, id: string): Promise<Category | null>;
  /** Those that the outlet's products may use, oldest first. Null: the shared ones. */
  abstract usableAt(outletId: string | null): Promise<Category[]>;
  /** Every category of every outlet. The tree is locked until the unit of work ends: whoever moves one locks it first. */
  abstract lockTree(): Promise<Category[]>;
  /** The ids of the categories below one, at any depth. */
  abstract below(id: string): Promise<string[]>;
  /** Where products of a category are made that says nothing itself: the station of the nearest category above it. */
  abstract stationAbove(id: string): Promise<string | null>;
  /** Moves those right below one to another place; null is the top. */
  abstract moveUp(id: string, parentId: string | null, at: Date): Promise<void>;
  abstract insert(categories: readonly Category[]): Promise<void>;
  abstract update(category: Category): Promise<void>;
  abstract remove(id: string, at: Date): Promise<void>;
}

export type StopSubject = { readonly productId: string } | { readonly categoryId: string };

/** A product or a whole category that an outlet does not sell for now. */
export type CatalogStop = StopSubject & {
  readonly outletId: string;
  /** When it comes back by itself; null: when a person brings it back. */
  readonly until: Date | null;
  readonly reason: string | null;
};

/** A product as it stands at an outlet: the wire payload of `PRODUCT_AVAILABILITY_CHANGED`. */
export interface ProductStanding extends Readonly<Record<string, unknown>> {
  readonly product_id: string;
  readonly name: string;
  readonly available: boolean;
  readonly unavailable_reason: UnavailableReason | null;
  readonly outlet_id: string;
}

export interface AvailabilityChange {
  readonly productId: string;
  readonly name: string;
  readonly outletId: string;
}

export abstract class CatalogStops {
  /** Stops it, or changes until when and why. Answers at which of the outlets it was not stopped before. */
  abstract put(
    subject: StopSubject,
    outletIds: readonly string[],
    until: Date | null,
    reason: string | null,
  ): Promise<string[]>;
  /** Ends the stop where there is one, and answers where there was. With `until`, only a stop that ends just then. */
  abstract lift(subject: StopSubject, outletIds: readonly string[], until?: Date): Promise<string[]>;
  /** How products stand at outlets now, with all that the ambient transaction has changed. Deleted ones are left out. */
  abstract standings(outletIds: readonly string[], productIds: readonly string[]): Promise<ProductStanding[]>;
  /** Products of a category that are sold at these outlets and not stopped there themselves. */
  abstract affectedBy(categoryId: string, outlets: CatalogScope['outlets']): Promise<AvailabilityChange[]>;
}

/** A product as a scope sees it: available when at least one of the outlets that sell it does so now. */
export interface ProductView extends Product {
  readonly available: boolean;
  /** Null while it is available. */
  readonly unavailableReason: UnavailableReason | null;
  /** Of a product that has some, in their order. */
  readonly variants?: readonly ProductView[];
  /** The active menus that it is in; absent where it is in none. */
  readonly menus?: readonly MenuSlot[];
  /** What the scope's outlets have of their own of it, and the price list; absent where there is nothing. */
  readonly terms?: ProductTerms;
  /** The product's own price, where the one shown follows from terms. */
  readonly regularPrice?: MinorUnits;
}

export interface CategoryView extends Category {
  readonly available: boolean;
}

/** What was read, and when it will be different although nobody changes anything (a stop that ends). */
export interface Timed<T> {
  readonly value: T;
  readonly changesAt: Date | null;
}

export const PRODUCT_SORTS = ['name', '-name', 'price', '-price', 'created_at', '-created_at'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

export interface ProductFilter {
  readonly categoryId?: string;
  readonly featured?: boolean;
  readonly available?: boolean;
  readonly sku?: string;
  readonly barcode?: string;
  /** Words to look for, forgiving accents and typos; the best match comes first unless `sort` says otherwise. */
  readonly q?: string;
  readonly sort?: ProductSort;
  /** Variants as products of their own, instead of with their parents. */
  readonly flat?: boolean;
}

/** Reads for screens: no locks, no aggregates. */
export abstract class CatalogQueries {
  abstract products(scope: CatalogScope, filter: ProductFilter, page: PageRequest): Promise<Timed<Page<ProductView>>>;
  /** Everything that the scope sells, by name. */
  abstract allProducts(scope: CatalogScope): Promise<Timed<ProductView[]>>;
  /** The variants of these products, in their order. */
  abstract variantsOf(scope: CatalogScope, parentIds: readonly string[]): Promise<ProductView[]>;
  abstract product(scope: CatalogScope, id: string): Promise<Timed<ProductView> | null>;
  /** In the order of the menu. */
  abstract categories(scope: CatalogScope, page: PageRequest): Promise<Timed<Page<CategoryView>>>;
  abstract category(scope: CatalogScope, id: string): Promise<Timed<CategoryView> | null>;
}

/** A product as an outlet sells it, and when it will be sold again by itself if it is stopped. */
export interface SellableEntry {
  readonly product: SellableProduct;
  readonly backAt: Date | null;
  /** The active menus that it is in; absent where it is in none. */
  readonly menus?: readonly MenuSlot[];
  /** What the price list has for it; absent where there is nothing. The price of `product` is the outlet's, or its own. */
  readonly prices?: readonly PriceRule[];
  /** Names in the languages of guests; absent where there are none. */
  readonly translations?: Translations;
}

/** Reads for neighbours. */
export abstract class SellableQueries {
  /** All that the outlet sells, or only these, in one statement. */
  abstract read(outlet: CatalogScope['outlets'][number], productIds?: readonly string[]): Promise<SellableEntry[]>;
  /** The ids of the products that the outlet offers under these barcodes, by barcode, in one statement. */
  abstract byBarcode(
    outlet: CatalogScope['outlets'][number],
    barcodes: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Also of deleted products. */
  abstract taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>>;
  /** Where a product is sold; null when there is none. */
  abstract owner(productId: string): Promise<Pick<Product, 'outletId' | 'currency'> | null>;
  /** Whether the caller holds a connection already. It must not wait for a reading that still needs one: both could wait for ever. */
  abstract readonly holdsConnection: boolean;
}

/** Stock of products at outlets, as the catalogue shows it. Inventory implements it, which the catalogue must not call. */
export abstract class StockLevels {
  /** On-hand quantity by product id, summed over the outlets; products without stock at any of them are 0. Always fresh. */
  abstract onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /**
   * First stock of a new product, of which nobody is told whether it is there, or a new count, in the ambient transaction; leaves a movement.
   */
  abstract set(input: {
    readonly outletId: string;
    readonly productId: string;
    readonly quantity: number;
    readonly reason: string;
    readonly actor: ActorRef;
    readonly isFirst?: boolean;
  }): Promise<void>;

  /**
   * From now on the product is low at an outlet when it has `threshold` pieces or fewer there: falling to it appends `LOW_STOCK`.
   * Null for never. In the ambient transaction; asking again with the same number is fine.
   */
  abstract watch(productId: string, threshold: number | null): Promise<void>;
}

/** Menus that are not deleted. */
export abstract class MenuRepository {
  /** Locked until the unit of work ends. Null when unknown or deleted. */
  abstract lock(id: string): Promise<Menu | null>;
  /** Those that may run in one of these outlets, or (null) all, by name. */
  abstract page(outletIds: readonly string[] | null, request: PageRequest): Promise<Page<Menu>>;
  /** When and where each active menu runs. */
  abstract slots(): Promise<MenuSlot[]>;
  /** How many of the categories, products and schedules that the fields name are not there. */
  abstract unknownTo(
    fields: Partial<MenuFields>,
  ): Promise<{ readonly categories: number; readonly products: number; readonly schedules: number }>;
  abstract insert(menu: Menu): Promise<void>;
  /** Writes the state after a change of a locked one. */
  abstract update(menu: Menu): Promise<void>;
  abstract remove(id: string, at: Date): Promise<void>;
}

/** What outlets have of their own of products, and the price list. Whoever changes it holds the product's lock. */
export abstract class ProductTermsRepository {
  /** What an outlet has of its own of a product; null where it never had anything. */
  abstract find(outletId: string, productId: string): Promise<OutletTerms | null>;
  /** The same of all outlets that have a price of their own. */
  abstract priced(productId: string): Promise<OutletTerms[]>;
  /** Writes what it is from now on, in the version that it says. */
  abstract save(terms: OutletTerms, at: Date): Promise<void>;
  /** The prices of channels and of hours, in their order. */
  abstract prices(productId: string): Promise<ListedPrice[]>;
  abstract replacePrices(productId: string, prices: readonly ListedPrice[]): Promise<void>;
  /** Those of the schedules that are not there. */
  abstract unknownSchedules(ids: readonly string[]): Promise<string[]>;
  /** When prices that have hours hold. */
  abstract slots(): Promise<MenuSlot[]>;
}
