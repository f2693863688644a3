import type { EntitySchemaColumnOptions } from 'typeorm';

import {
  type Allergen,
  type Dietary,
  inOrder,
  type ProductFacts,
  type Translations,
} from '../core/model/product-facts.js';

export interface ProductFactsRow {
  plu: string | null;
  open_price: boolean;
  price_min: number | null;
  price_max: number | null;
  allergens: Allergen[];
  dietary: Dietary[];
  calories_kcal: number | null;
  translations: Translations | null;
}

export const FACTS_COLUMNS: Readonly<Record<keyof ProductFactsRow, EntitySchemaColumnOptions>> = {
  plu: { type: 'text', nullable: true },
  open_price: { type: 'boolean', default: false },
  price_min: { type: 'bigint', nullable: true },
  price_max: { type: 'bigint', nullable: true },
  allergens: { type: 'text', array: true, default: '{}' },
  dietary: { type: 'text', array: true, default: '{}' },
  calories_kcal: { type: 'integer', nullable: true },
  translations: { type: 'jsonb', nullable: true },
};

export const toFacts = (row: ProductFactsRow): ProductFacts => ({
  plu: row.plu,
  openPrice: row.open_price,
  priceMin: row.price_min,
  priceMax: row.price_max,
  allergens: row.allergens,
  dietary: row.dietary,
  caloriesKcal: row.calories_kcal,
  translations: inOrder(row.translations),
});

export const toFactsRow = (facts: ProductFacts): ProductFactsRow => ({
  plu: facts.plu,
  open_price: facts.openPrice,
  price_min: facts.priceMin,
  price_max: facts.priceMax,
  allergens: [...facts.allergens],
  dietary: [...facts.dietary],
  calories_kcal: facts.caloriesKcal,
  translations: facts.translations,
});
