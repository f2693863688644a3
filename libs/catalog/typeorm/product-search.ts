import type { ProductFilter, ProductSort } from '../core/catalog.ports.js';
import { PRODUCT_AVAILABLE, type viewValues, VISIBLE_PRODUCT } from './visible.js';

/** A WHERE over `products p` with its values, and how well a row matches the words looked for. */
export interface Matching {
  readonly where: string;
  readonly values: readonly unknown[];
  /** ORDER BY terms, best first; absent when nothing is searched. */
  readonly similarity?: string;
}

const ORDERS: Readonly<Record<ProductSort, string>> = {
  name: 'p.folded_name, p.id',
  '-name': 'p.folded_name DESC, p.id DESC',
  price: 'p.price, p.id',
  '-price': 'p.price DESC, p.id DESC',
  created_at: 'p.created_at, p.id',
  '-created_at': 'p.created_at DESC, p.id DESC',
};

const MOST_WORDS = 8;
/** Trigrams that a word must share with one of the name's words: `expreso` and `espresso` share 0.31. */
const ALIKE = 0.3;

export const orderOf = (sort: ProductSort | undefined, similarity: string | undefined): string =>
  sort ? ORDERS[sort] : similarity ? `${similarity}, ${ORDERS.name}` : ORDERS.name;

/** Every word must be there: as it is (accents and case apart) or, `fuzzy`, in the name with typos. */
export function matching(
  view: ReturnType<typeof viewValues>,
  filter: ProductFilter,
  { fuzzy = false }: { fuzzy?: boolean } = {},
): Matching {
  const values: unknown[] = [...view];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const conditions = [VISIBLE_PRODUCT];
  if (filter.categoryId !== undefined) conditions.push(`p.category_id = ${value(filter.categoryId)}::uuid`);
  if (filter.featured !== undefined) conditions.push(`p.featured = ${value(filter.featured)}::boolean`);
  if (filter.available !== undefined) conditions.push(`${PRODUCT_AVAILABLE} = ${value(filter.available)}::boolean`);
  if (filter.sku !== undefined) conditions.push(`p.sku = ${value(filter.sku)}::text`);
  if (filter.barcode !== undefined) conditions.push(`p.barcode = ${value(filter.barcode)}::text`);
  if (filter.q === undefined) return { where: conditions.join(' AND '), values };
  for (const word of filter.q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)) {
    const literal = word.replace(/[\\%_]/g, '\\$&');
    const there = `p.search LIKE '%' || catalog_fold(${value(literal)}::text) || '%'`;
    conditions.push(
      fuzzy ? `(${there} OR word_similarity(catalog_fold(${value(word)}::text), p.folded_name) >= ${ALIKE})` : there,
    );
  }
  // PostgreSQL refuses a parameter that a statement does not use, and the count does not order.
  const whole = value(filter.q.trim());
  conditions.push(`${whole}::text IS NOT NULL`);
  const text = `catalog_fold(${whole}::text)`;
  const similarity = `
    (strpos(p.folded_name, ${text}) = 1) DESC, (strpos(p.folded_name, ${text}) > 0) DESC,
    word_similarity(${text}, p.folded_name) DESC`;
  return { where: conditions.join(' AND '), values, similarity };
}
