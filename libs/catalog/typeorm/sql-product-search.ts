import type { ProductFilter, ProductSort } from '../core/catalog.ports.js';
import { PRODUCT_AVAILABLE, type scopeValues, VISIBLE_PRODUCT } from './sql-visibility.js';

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

const GTIN = /^\d{8,14}$/;
const MOST_WORDS = 8;
/** The setting behind `<%`, for the ambient transaction: `expreso` and `espresso` share 0.31 of their trigrams. */
export const TYPOS_FORGIVEN = "SELECT set_config('pg_trgm.word_similarity_threshold', '0.3', true)";

export const orderOf = (sort: ProductSort | undefined, similarity: string | undefined): string =>
  sort ? ORDERS[sort] : similarity ? `${similarity}, ${ORDERS.name}` : ORDERS.name;

/**
 * Every word must be there: as it is written or begun, in the name, the codes or the description (accents and case apart). `fuzzy` takes a
 * word of the name that is like it, too, and wants {@link TYPOS_FORGIVEN} in its transaction.
 */
export function matching(
  scope: ReturnType<typeof scopeValues>,
  filter: ProductFilter,
  { fuzzy = false }: { fuzzy?: boolean } = {},
): Matching {
  const values: unknown[] = [...scope];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const conditions = [VISIBLE_PRODUCT];
  if (filter.categoryId !== undefined) conditions.push(`p.category_id = ${value(filter.categoryId)}::uuid`);
  if (filter.featured !== undefined) conditions.push(`p.featured = ${value(filter.featured)}::boolean`);
  if (filter.available !== undefined) conditions.push(`${PRODUCT_AVAILABLE} = ${value(filter.available)}::boolean`);
  if (filter.sku !== undefined) conditions.push(`p.sku = ${value(filter.sku)}::text`);
  if (filter.barcode !== undefined)
    conditions.push(`catalog_barcode_key(p.barcode) = catalog_barcode_key(${value(filter.barcode)}::text)`);
  if (filter.q === undefined) return { where: conditions.join(' AND '), values };
  const words = filter.q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const there = (parameter: string) => `p.search @@ catalog_query(${parameter}::text)`;
  const alike = (parameter: string) => `catalog_fold(${parameter}::text) <% p.folded_name`;
  if (fuzzy) {
    for (const word of words.map(value)) conditions.push(`(${there(word)} OR ${alike(word)})`);
  } else {
    const found = there(value(words.join(' ')));
    const [code] = words;
    conditions.push(
      words.length === 1 && code !== undefined && GTIN.test(code)
        ? `(${found} OR catalog_barcode_key(p.barcode) = catalog_barcode_key(${value(code)}::text))`
        : found,
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
