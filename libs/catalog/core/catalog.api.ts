import type { BasisPoints, MinorUnits } from '#libs/kernel';

export interface SellableOption {
  readonly id: string;
  readonly name: string;
  /** Added to the product's price for each one chosen; may be negative. */
  readonly priceDelta: MinorUnits;
  readonly available: boolean;
}

export interface SellableModifierGroup {
  readonly id: string;
  readonly name: string;
  /** How many options, counted with their quantities, must and may be chosen. */
  readonly min: number;
  readonly max: number;
  readonly options: readonly SellableOption[];
}

/** A product as an outlet sells it now. */
export interface SellableProduct {
  readonly id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly price: MinorUnits;
  readonly currency: string;
  readonly categoryId: string | null;
  readonly imageUrl: string | null;
  /** Where it is made: `kitchen`, `bar`, … Null for what nobody prepares. */
  readonly station: string | null;
  /** False while it is 86'd at this outlet. */
  readonly available: boolean;
  /** Whether each sale takes stock. */
  readonly trackStock: boolean;
  /** The product's own tax rate; null for the outlet's. */
  readonly taxRate: BasisPoints | null;
  /** At so many pieces and fewer it is low; null for never. */
  readonly lowStockThreshold: number | null;
  readonly modifierGroups: readonly SellableModifierGroup[];
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
  /** The products, by id, that the outlet sells; unknown, deleted and foreign ones are left out. */
  abstract sellable(outletId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, SellableProduct>>;

  /** How products stand on invoices, by id; also those that were deleted since they were sold. Unknown ids are left out. Not cached. */
  abstract taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>>;

  /** The open outlets that sell a product, oldest first, whether or not it is 86'd there. */
  abstract soldAt(productId: string): Promise<readonly string[]>;
}
