import type { MinorUnits } from '#libs/kernel';

import type { Translations } from './product-facts.js';

/** What makes a product a variant of another. `Size: L`, `Colour: red`. */
export type VariantOptions = Readonly<Record<string, string>>;

/** What a variant has of its own. Null where its parent's holds. */
export interface VariantTraits {
  /** Of the variant alone: `L`. The product is called `Latte, L`. */
  readonly name: string;
  readonly options: VariantOptions;
  /** Variants are shown by it, lowest first. */
  readonly position: number;
  /** False: it is not offered, and its parent is shown without it. */
  readonly active: boolean;
  readonly cost: MinorUnits | null;
  readonly weightGrams: number | null;
  /** What guests read in place of its name. Absent where it is called the same in every language. */
  readonly translations?: Translations;
}
