import { EntitySchema } from 'typeorm';

import { FACTS_COLUMNS, type ProductFactsRow } from './product-facts-columns.js';

/** What a variant has of its own, as it is stored. */
export interface VariantJson {
  name: string;
  options: Record<string, string>;
  position: number;
  active: boolean;
  cost: number | null;
  weight_grams: number | null;
}

export interface ProductRow extends ProductFactsRow {
  id: string;
  outlet_id: string | null;
  currency: string;
  sku: string | null;
  barcode: string | null;
  name: string;
  description: string | null;
  price: number;
  cost: number | null;
  category_id: string | null;
  image_url: string | null;
  featured: boolean;
  track_stock: boolean;
  low_stock_threshold: number | null;
  station: string | null;
  prep_seconds: number | null;
  components: { station: string; name: string; prep_seconds: number | null }[] | null;
  weight_grams: number | null;
  width_mm: number | null;
  height_mm: number | null;
  length_mm: number | null;
  ncm: string | null;
  cfop: string | null;
  tax_rate: number | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
  parent_id: string | null;
  variant: VariantJson | null;
  has_variants: boolean;
  folded_name: string;
  search: string;
}

/** The two last columns are made by PostgreSQL. */
export const ProductSchema = new EntitySchema<ProductRow>({
  name: 'Product',
  tableName: 'products',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid', nullable: true },
    currency: { type: 'text' },
    sku: { type: 'text', nullable: true },
    barcode: { type: 'text', nullable: true },
    name: { type: 'text' },
    description: { type: 'text', nullable: true },
    price: { type: 'bigint' },
    cost: { type: 'bigint', nullable: true },
    category_id: { type: 'uuid', nullable: true },
    image_url: { type: 'text', nullable: true },
    featured: { type: 'boolean' },
    track_stock: { type: 'boolean' },
    low_stock_threshold: { type: 'bigint', nullable: true },
    station: { type: 'text', nullable: true },
    prep_seconds: { type: 'integer', nullable: true },
    components: { type: 'jsonb', nullable: true },
    weight_grams: { type: 'integer', nullable: true },
    width_mm: { type: 'integer', nullable: true },
    height_mm: { type: 'integer', nullable: true },
    length_mm: { type: 'integer', nullable: true },
    ncm: { type: 'text', nullable: true },
    cfop: { type: 'text', nullable: true },
    tax_rate: { type: 'integer', nullable: true },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
    ...FACTS_COLUMNS,
    parent_id: { type: 'uuid', nullable: true },
    variant: { type: 'jsonb', nullable: true },
    has_variants: { type: 'boolean', default: false },
    folded_name: { type: 'text', insert: false, update: false, select: false },
    search: { type: 'tsvector', insert: false, update: false, select: false },
  },
});
