import type { ProductFilter, ProductSort } from '../core/catalog.ports.js';
import { PRODUCT_AVAILABLE, type scopeValues, VISIBLE_PRODUCT } from './sql-visibility.js';

/** A FROM of which each row is a product `p` that is looked for, with its values, and how well a row matches the words. */
export interface Matching {
  readonly from: string;
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
  // A code is one product's: who asks by it means the variant.
  const isByCode = filter.sku !== undefined || filter.barcode !== undefined;
  if (filter.flat !== true && !isByCode) conditions.push('p.parent_id IS NULL');
  if (filter.categoryId !== undefined) conditions.push(`p.category_id = ${value(filter.categoryId)}::uuid`);
  if (filter.featured !== undefined) conditions.push(`p.featured = ${value(filter.featured)}::boolean`);
  if (filter.available !== undefined) conditions.push(`${PRODUCT_AVAILABLE} = ${value(filter.available)}::boolean`);
  if (filter.sku !== undefined) conditions.push(`p.sku = ${value(filter.sku)}::text`);
  if (filter.barcode !== undefined)
    conditions.push(`catalog_barcode_key(p.barcode) = catalog_barcode_key(${value(filter.barcode)}::text)`);
  if (filter.q === undefined) return { from: `products p WHERE ${conditions.join(' AND ')}`, values };
  const words = filter.q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const from = fuzzy ? alikeTo(words, conditions, value) : withAll(words, conditions, value);
  // PostgreSQL refuses a parameter that a statement does not use, and the count does not order.
  const whole = value(filter.q.trim());
  return { from: `${from} AND ${whole}::text IS NOT NULL`, values, similarity: similarityTo(whole) };
}

type Bind = (given: unknown) => string;

const there = (word: string) => `p.search @@ catalog_query(${word}::text)`;

function withAll(words: readonly string[], conditions: readonly string[], value: Bind): string {
  const found = there(value(words.join(' ')));
  const [code] = words;
  const isCode = words.length === 1 && code !== undefined && GTIN.test(code);
  const condition = isCode
    ? `(${found} OR catalog_barcode_key(p.barcode) = catalog_barcode_key(${value(code)}::text))`
    : found;
  return `products p WHERE ${[...conditions, condition].join(' AND ')}`;
}

const alike = (word: string) => `catalog_fold(${word}::text) <% p.folded_name`;
const thereOrAlike = (word: string) => `(${there(word)} OR ${alike(word)})`;
/** In a code or the description. The index products_by_other_words has this expression. */
const thereElsewhere = (word: string) => `ts_filter(p.search, '{b,d}') @@ catalog_query(${word}::text)`;

/** One word to `catalog_query` too, and too long to be in every other description, as `de` and `com` are. */
const TELLING = /^[\p{Script=Latin}\d]{4,}$/u;

/** What is needed of a product to filter and to order it. */
const SORTED = 'p.id, p.folded_name, p.price, p.created_at';

/**
 * Each word there or alike. A word that is there in the name is alike, too. So either the telling words are all alike, which one look at the index of
 * likeness finds; or one of them is there elsewhere, which few products have. Asked in one condition, PostgreSQL looks for a single word in the index and
 * compares whatever it finds with each of the others, which takes it 10 µs a time. OFFSET 0 keeps the second part as it is.
 */
function alikeTo(words: readonly string[], conditions: readonly string[], value: Bind): string {
  const bound = words.map((word) => ({ parameter: value(word), isTelling: TELLING.test(word) }));
  const telling = bound.filter(({ isTelling }) => isTelling).map(({ parameter }) => parameter);
  const short = bound.filter(({ isTelling }) => !isTelling).map(({ parameter }) => parameter);
  const each = [...telling, ...short].map(thereOrAlike);
  if (telling.length === 0) return `products p WHERE ${[...conditions, ...each].join(' AND ')}`;
  return `(
    SELECT ${SORTED} FROM products p WHERE ${[...conditions, ...telling.map(alike), ...short.map(thereOrAlike)].join(' AND ')}
    UNION
    SELECT ${SORTED} FROM (
      SELECT ${SORTED}, p.search FROM products p
      WHERE ${[...conditions, `(${telling.map(thereElsewhere).join(' OR ')})`].join(' AND ')} OFFSET 0
    ) p WHERE ${each.join(' AND ')}
  ) p WHERE true`;
}

/** Names that begin with the words, then those that contain them, then by likeness. What is contained as whole words is as like as can be: 1. */
function similarityTo(whole: string): string {
  const text = `catalog_fold(${whole}::text)`;
  return `
    (strpos(p.folded_name, ${text}) = 1) DESC, (strpos(p.folded_name, ${text}) > 0) DESC,
    CASE WHEN strpos(' ' || p.folded_name || ' ', ' ' || ${text} || ' ') > 0 THEN 1
         ELSE word_similarity(${text}, p.folded_name) END DESC`;
}
