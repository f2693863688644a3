import type { BasisPoints, MinorUnits, UserActor } from '#libs/kernel';

import type { PreModifier } from './model/pre-modifiers.js';
import type { SalesChannel } from './model/menu.js';

/**
 * Why a product is not sold: staff took it off (86'd), nothing of it is left, a choice that it needs has no option left, or it is not on
 * the menu at this hour, or not offered at all.
 */
export const UNAVAILABLE_REASONS = ['SOLD_OUT', 'NO_CHOICE', 'STOPPED', 'OFF_MENU', 'HIDDEN'] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

export interface SellableOption {
  readonly id: string;
  readonly name: string;
  /** Added to the product's price for each one chosen; may be negative. */
  readonly priceDelta: MinorUnits;
  readonly available: boolean;
  /** Choices that come with it, for each of it. Absent where there are none. */
  readonly modifierGroups?: readonly SellableModifierGroup[];
}

export interface SellableModifierGroup {
  readonly id: string;
  readonly name: string;
  /** How many options, counted with their quantities, must and may be chosen. */
  readonly min: number;
  readonly max: number;
  readonly options: readonly SellableOption[];
  /** What may be said of its options: no, extra. Absent where nothing is. */
  readonly pre?: readonly PreModifier[];
}

/** A part of a product that a station of its own makes. */
export interface SellableComponent {
  readonly station: string;
  readonly name: string;
  /** Seconds that a piece of it takes; null for the product's. */
  readonly prepSeconds: number | null;
}

/** A product as an outlet sells it now. */
export interface SellableProduct {
  readonly id: string;
  readonly sku: string | null;
  /** In the outlet's language, where it is translated. */
  readonly name: string;
  readonly price: MinorUnits;
  readonly currency: string;
  readonly categoryId: string | null;
  readonly imageUrl: string | null;
  /** Where it is made: `kitchen`, `bar`, … Null for what nobody prepares. */
  readonly station: string | null;
  /** Seconds that a piece takes at its station; null for what the station says. */
  readonly prepSeconds: number | null;
  /** What several stations make of it, each its own part, 8 at most; empty for what its station makes whole. */
  readonly components: readonly SellableComponent[];
  /** False while it is stopped at this outlet, or a choice that it needs has no option left. Stock does not count here: taking it tells. */
  readonly available: boolean;
  /** Null while it is available. */
  readonly unavailableReason: Exclude<UnavailableReason, 'SOLD_OUT'> | null;
  /** Whether each sale takes stock. */
  readonly trackStock: boolean;
  /** The product's own tax rate; null for the outlet's. */
  readonly taxRate: BasisPoints | null;
  /** At so many pieces and fewer it is low; null for never. */
  readonly lowStockThreshold: number | null;
  readonly modifierGroups: readonly SellableModifierGroup[];
  /** Who takes the order says the price, within these bounds where they are given. Absent where the price is fixed. */
  readonly openPrice?: { readonly min: MinorUnits | null; readonly max: MinorUnits | null };
  /** It is sold as one of its variants alone, which are products. */
  readonly hasVariants?: boolean;
  /** What one piece costs the business; absent or null where nobody said. Never for guests and customers. */
  readonly cost?: MinorUnits | null;
  readonly weightGrams: number | null;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}

/** How a product stands on an invoice. */
export interface ProductTaxation {
  /** Nomenclatura Comum do Mercosul, eight digits. */
  readonly ncm: string | null;
  /** Código Fiscal de Operações of a sale inside the state, four digits. */
  readonly cfop: string | null;
}

/** Answers from a cache that the catalogue's own events keep fresh. */
export abstract class CatalogApi {
  /**
   * The products, by id, that the outlet sells, at its prices of this moment; unknown, deleted and foreign ones are left out. With the channel that
   * somebody buys through, its prices hold, and what is not on its menu at this moment is off.
   */
  abstract sellable(
    outletId: string,
    productIds: readonly string[],
    channel?: SalesChannel,
  ): Promise<ReadonlyMap<string, SellableProduct>>;

  /**
   * The ids of the products that the outlet offers under codes that were scanned or typed, by code as it was given; what it does not offer is left
   * out. Of several codes one look; not cached.
   */
  abstract scanned(outletId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** How products stand on invoices, by id; also those that were deleted since they were sold. Unknown ids are left out. Not cached. */
  abstract taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>>;

  /** The open outlets that sell a product, oldest first, whether or not it is stopped there. */
  abstract soldAt(productId: string): Promise<readonly string[]>;

  /**
   * Tracks the stock of these products from now on, as a PATCH with `track_stock: true` does: for whoever says how much there is of them.
   * Products that are tracked already stay as they are; so do those that an outlet sells which is not the actor's. In the ambient
   * transaction, where the products are locked: before their stock is.
   */
  abstract beginTracking(actor: UserActor, productIds: readonly string[]): Promise<void>;

  /** Locks the product in the ambient transaction. Throws `PRODUCT_NOT_FOUND`, and `VERSION_CONFLICT` when it is at another version. */
  abstract assertVersion(actor: UserActor, productId: string, version: number): Promise<void>;
}
