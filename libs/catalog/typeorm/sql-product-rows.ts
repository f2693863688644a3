import type { ModifierGroup, ModifierOption } from '../core/model/modifiers.js';
import type { Allergen, Translations } from '../core/model/product-facts.js';
import type { Product } from '../core/model/product.js';
import type { VariantTraits } from '../core/model/variant-traits.js';
import { toFacts, toFactsRow } from './product-facts-columns.js';
import { type ProductRow, ProductSchema, type VariantJson } from './product.schema.js';

/** A modifier group as `modifierGroupsOf` aggregates it. */
interface GroupJson {
  id: string;
  name: string;
  min: number;
  max: number;
  pre: ModifierGroup['pre'] | null;
  translations: Translations | null;
  options: OptionJson[] | null;
}

interface OptionJson {
  id: string;
  name: string;
  price_delta: number;
  available: boolean;
  by_default: boolean;
  allergens: Allergen[] | null;
  translations: Translations | null;
  /** As the core has them: nobody looks into them here. */
  groups: ModifierGroup[] | null;
}

export type ProductReading = Omit<ProductRow, 'deleted_at' | 'folded_name' | 'search'> & { groups: GroupJson[] | null };

/** The columns of a product that are written, with their types: rows travel as one JSON parameter. */
const COLUMNS = Object.entries(ProductSchema.options.columns).flatMap(([name, column]) =>
  !column || column.insert === false || name === 'deleted_at'
    ? []
    : [[name, `${column.type as string}${column.array ? '[]' : ''}`] as const],
);

const names = COLUMNS.map(([name]) => name);
const typed = COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');

export const INSERT_PRODUCTS = `
  INSERT INTO products (${names.join(', ')})
  SELECT ${names.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS given(${typed})`;

/** Of the rows whose version is the one just before; the caller compares the count. */
export const UPDATE_PRODUCTS = `
  UPDATE products SET ${names
    .filter((name) => name !== 'id')
    .map((name) => `${name} = given.${name}`)
    .join(', ')},
    barcode_shared = products.barcode_shared AND products.barcode IS NOT DISTINCT FROM given.barcode
  FROM jsonb_to_recordset($1::jsonb) AS given(${typed})
  WHERE products.id = given.id AND products.version = given.version - 1 AND products.deleted_at IS NULL`;

/** One writer of barcodes at a time: an outlet's own product and a shared one are in no unique index together. */
export const LOCK_BARCODES = `SELECT pg_advisory_xact_lock(hashtextextended('catalog.barcodes', 0))`;

/** Products whose barcode becomes another give theirs up first, so that two of them may change places. Answers their ids. */
export const FREE_BARCODES = `
  UPDATE products SET barcode_shared = true
  FROM jsonb_to_recordset($1::jsonb) AS given(id uuid, barcode text)
  WHERE products.id = given.id AND given.barcode IS NOT NULL AND products.barcode IS DISTINCT FROM given.barcode
  RETURNING products.id`;

/** A row when an outlet's own product and a shared one have a barcode together, one of them among these. */
export const SHARED_WITH_AN_OUTLET = `
  SELECT own.id FROM products own
  JOIN products other ON catalog_barcode_key(other.barcode) = catalog_barcode_key(own.barcode)
    AND other.deleted_at IS NULL AND other.barcode IS NOT NULL AND other.currency = own.currency
    AND (other.outlet_id IS NULL) <> (own.outlet_id IS NULL)
  WHERE own.id = ANY($1::uuid[])
  LIMIT 1`;

/** What a `ProductReading` selects of `products p`. */
export const PRODUCT_COLUMNS = `
  ${names.map((name) => `p.${name}`).join(', ')},
  (SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'min', g.min, 'max', g.max, 'pre', g.pre,
      'translations', g.translations, 'options', (
      SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'price_delta', o.price_delta, 'available', o.available,
                                        'by_default', o.by_default, 'allergens', o.allergens, 'translations', o.translations,
                                        'groups', o.groups) ORDER BY o.position)
      FROM modifier_options o WHERE o.group_id = g.id)) ORDER BY g.position)
   FROM modifier_groups g WHERE g.product_id = coalesce(p.parent_id, p.id)) AS groups`;

export const toProduct = (row: ProductReading): Product => ({
  id: row.id,
  outletId: row.outlet_id,
  currency: row.currency,
  sku: row.sku,
  barcode: row.barcode,
  name: row.name,
  description: row.description,
  price: row.price,
  cost: row.cost,
  categoryId: row.category_id,
  imageUrl: row.image_url,
  featured: row.featured,
  trackStock: row.track_stock,
  lowStockThreshold: row.low_stock_threshold,
  station: row.station,
  prepSeconds: row.prep_seconds,
  components: (row.components ?? []).map(({ station, name, prep_seconds }) => ({
    station,
    name,
    prepSeconds: prep_seconds,
  })),
  modifierGroups: (row.groups ?? []).map(toGroup),
  weightGrams: row.weight_grams,
  widthMm: row.width_mm,
  heightMm: row.height_mm,
  lengthMm: row.length_mm,
  ncm: row.ncm,
  cfop: row.cfop,
  taxRate: row.tax_rate,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  ...toFacts(row),
  ...(row.parent_id !== null && { parentId: row.parent_id }),
  ...(row.variant !== null && { variant: toTraits(row.variant) }),
  ...(row.has_variants && { hasVariants: true }),
});

const toTraits = ({ weight_grams: weightGrams, ...traits }: VariantJson): VariantTraits => ({ ...traits, weightGrams });
const toVariantJson = ({ weightGrams, ...traits }: VariantTraits): VariantJson => ({
  ...traits,
  options: { ...traits.options },
  weight_grams: weightGrams,
});

const toGroup = ({ options, pre, translations, ...group }: GroupJson): ModifierGroup => ({
  ...group,
  ...(pre && { pre }),
  ...(translations && { translations }),
  options: (options ?? []).map(toOption),
});

const toOption = ({ id, name, available, ...row }: OptionJson): ModifierOption => ({
  ...{ id, name, available, priceDelta: row.price_delta },
  ...(row.by_default && { byDefault: true }),
  ...(row.allergens && { allergens: row.allergens }),
  ...(row.translations && { translations: row.translations }),
  ...(row.groups && { modifierGroups: row.groups }),
});

const componentRows = (components: Product['components']): ProductRow['components'] =>
  components.length === 0
    ? null
    : components.map(({ station, name, prepSeconds }) => ({ station, name, prep_seconds: prepSeconds }));

export const toRow = (product: Product): Omit<ProductRow, 'deleted_at' | 'folded_name' | 'search'> => ({
  id: product.id,
  outlet_id: product.outletId,
  currency: product.currency,
  sku: product.sku,
  barcode: product.barcode,
  name: product.name,
  description: product.description,
  price: product.price,
  cost: product.cost,
  category_id: product.categoryId,
  image_url: product.imageUrl,
  featured: product.featured,
  track_stock: product.trackStock,
  low_stock_threshold: product.lowStockThreshold,
  station: product.station,
  prep_seconds: product.prepSeconds,
  components: componentRows(product.components),
  weight_grams: product.weightGrams,
  width_mm: product.widthMm,
  height_mm: product.heightMm,
  length_mm: product.lengthMm,
  ncm: product.ncm,
  cfop: product.cfop,
  tax_rate: product.taxRate,
  version: product.version,
  created_at: product.createdAt,
  updated_at: product.updatedAt,
  ...toFactsRow(product),
  parent_id: product.parentId ?? null,
  variant: product.variant ? toVariantJson(product.variant) : null,
  has_variants: product.hasVariants ?? false,
});
