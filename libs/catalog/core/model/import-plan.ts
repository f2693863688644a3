import type { FieldFault } from '#libs/kernel';

import type { Category } from './category.js';
import type { Product, ProductChanges, ProductHome } from './product.js';

/** One good line of a CSV file: the columns that it has. */
export interface ImportLine {
  /** In the file, counted from 1, the header included. */
  readonly line: number;
  readonly outletId: string | null;
  readonly currency?: string;
  readonly fields: ProductChanges;
  /** By name; a name that is new makes a category. Null for none. */
  readonly category?: string | null;
  readonly stock?: number;
  /** A product that the line makes is not for sale yet. */
  readonly offSale?: boolean;
  /** Of a variant: the sku of its product, or the name where that has no sku. */
  readonly parentSku?: string;
}

export interface ImportedProduct {
  readonly before: Product | null;
  readonly after: Product;
  readonly stock: number | undefined;
  readonly offSale: boolean;
  /** Of the file. */
  readonly line: number;
}

/** What an import will do, worked out without touching anything. */
export interface ImportPlan {
  readonly faults: readonly FieldFault[];
  /** Barcodes that another product has, in the file or before it. */
  readonly taken: readonly FieldFault[];
  readonly newCategories: readonly Category[];
  readonly products: readonly ImportedProduct[];
}

export interface ImportGround {
  /** By outlet id (null: sold at every outlet of the currency). */
  readonly homes: ReadonlyMap<string | null, ProductHome>;
  /** Everything that may be updated. */
  readonly products: readonly Product[];
  /** By outlet id: the categories that its products may use, oldest first. */
  readonly categories: ReadonlyMap<string | null, readonly Category[]>;
  readonly now: Date;
}
