import { type FieldFault, invalid, type MinorUnits } from '#libs/kernel';

import { fault } from './fault.js';

/** The fourteen of Annex II of Regulation (EU) 1169/2011. */
export const ALLERGENS = [
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soybeans',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const;
export type Allergen = (typeof ALLERGENS)[number];

export const DIETARY = ['VEGAN', 'VEGETARIAN', 'HALAL', 'KOSHER', 'GLUTEN_FREE', 'LACTOSE_FREE', 'ALCOHOL'] as const;
export type Dietary = (typeof DIETARY)[number];

export const LANGUAGES = ['en', 'id', 'pt-BR'] as const;
export type CatalogLanguage = (typeof LANGUAGES)[number];

export interface Translation {
  readonly name: string;
  readonly description?: string;
}
/** What guests read, by language; in a language that is not there they read the name itself. */
export type Translations = Readonly<Partial<Record<CatalogLanguage, Translation>>>;

/** What a menu tells of a product beside its name and price, and how its price may be said at the till. */
export interface ProductFacts {
  /** Price look-up code: what is printed by a scale, and typed for goods without a barcode. */
  readonly plu: string | null;
  /** Whether who takes the order says the price, from `priceMin` to `priceMax` where those are given. */
  readonly openPrice: boolean;
  readonly priceMin: MinorUnits | null;
  readonly priceMax: MinorUnits | null;
  readonly allergens: readonly Allergen[];
  readonly dietary: readonly Dietary[];
  readonly caloriesKcal: number | null;
  readonly translations: Translations | null;
}

export const NO_FACTS: ProductFacts = {
  plu: null,
  openPrice: false,
  priceMin: null,
  priceMax: null,
  allergens: [],
  dietary: [],
  caloriesKcal: null,
  translations: null,
};

/** Throws `VALIDATION_FAILED` for bounds that leave no price, and for bounds of a price that is fixed. */
export function assertBounds({ openPrice, priceMin, priceMax }: ProductFacts): void {
  const faults: FieldFault[] = [];
  if (!openPrice) {
    const bounds = { price_min: priceMin, price_max: priceMax };
    for (const [name, bound] of Object.entries(bounds)) {
      if (bound !== null) faults.push(fault(`/${name}`, 'NOT_ALLOWED', `${name} goes with open_price alone`));
    }
  } else if (priceMin !== null && priceMax !== null && priceMin > priceMax) {
    faults.push(fault('/price_max', 'MAX_BELOW_MIN', 'price_max must not be less than price_min'));
  }
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
}

/** The translations of a variant: its product's, with its own name behind each. */
export function translationsOfVariant(
  parent: { readonly name: string; readonly translations: Translations | null },
  variant: { readonly name: string; readonly translations?: Translations },
): Translations | null {
  const found = LANGUAGES.flatMap((language) => {
    const [whole, own] = [parent.translations?.[language], variant.translations?.[language]];
    if (!whole && !own) return [];
    return [[language, { ...whole, name: `${whole?.name ?? parent.name}, ${own?.name ?? variant.name}` }]] as const;
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}

/** Translations in one order of languages, so that the same ones are equal however they were sent. */
export function inOrder(translations: Translations | null): Translations | null {
  if (!translations) return null;
  const found = LANGUAGES.flatMap((language) => {
    const one = translations[language];
    if (!one) return [];
    const { name, description } = one;
    return [[language, { name, ...(description !== undefined && { description }) }]] as const;
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}
