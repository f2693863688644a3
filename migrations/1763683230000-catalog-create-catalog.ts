import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogCreateCatalog1763683230000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      -- Text as searches see it: lower case, no accents. Immutable as long as nobody edits the unaccent dictionary.
      CREATE FUNCTION catalog_fold(input text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, input)) $$;

      CREATE TABLE categories (
        id uuid PRIMARY KEY,
        outlet_id uuid,
        name text NOT NULL CHECK (name <> ''),
        position integer NOT NULL,
        station text CHECK (station ~ '^[a-z0-9][a-z0-9_-]*$'),
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz
      );
      CREATE INDEX categories_in_order ON categories (position, name, id) WHERE deleted_at IS NULL;

      CREATE TABLE products (
        id uuid PRIMARY KEY,
        -- Sold at this outlet alone, or (null) at every outlet of the currency.
        outlet_id uuid,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        sku text CHECK (sku <> ''),
        barcode text CHECK (barcode <> ''),
        name text NOT NULL CHECK (name <> ''),
        description text,
        price bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
        cost bigint CHECK (cost BETWEEN 0 AND 1000000000000),
        category_id uuid REFERENCES categories (id),
        image_url text CHECK (image_url LIKE 'https://%'),
        featured boolean NOT NULL,
        track_stock boolean NOT NULL,
        low_stock_threshold bigint CHECK (low_stock_threshold >= 0),
        station text CHECK (station ~ '^[a-z0-9][a-z0-9_-]*$'),
        weight_grams integer CHECK (weight_grams >= 0),
        width_mm integer CHECK (width_mm >= 0),
        height_mm integer CHECK (height_mm >= 0),
        length_mm integer CHECK (length_mm >= 0),
        ncm text CHECK (ncm ~ '^[0-9]{8}$'),
        cfop text CHECK (cfop ~ '^[0-9]{4}$'),
        -- Hundredths of a percent; null for the outlet's.
        tax_rate integer CHECK (tax_rate BETWEEN 0 AND 10000),
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        folded_name text NOT NULL GENERATED ALWAYS AS (catalog_fold(name)) STORED,
        search text NOT NULL GENERATED ALWAYS AS (
          catalog_fold(name || ' ' || coalesce(sku, '') || ' ' || coalesce(barcode, '') || ' ' || coalesce(description, ''))
        ) STORED
      );
      CREATE UNIQUE INDEX products_sku_once ON products (outlet_id, sku) NULLS NOT DISTINCT
        WHERE deleted_at IS NULL AND sku IS NOT NULL;
      CREATE INDEX products_by_name ON products (folded_name, id) WHERE deleted_at IS NULL;
      CREATE INDEX products_by_outlet ON products (outlet_id, folded_name, id) WHERE deleted_at IS NULL;
      CREATE INDEX products_by_category ON products (category_id, folded_name, id);
      CREATE INDEX products_by_barcode ON products (barcode) WHERE deleted_at IS NULL AND barcode IS NOT NULL;
      CREATE INDEX products_featured ON products (folded_name, id) WHERE deleted_at IS NULL AND featured;
      CREATE INDEX products_by_age ON products (created_at, id) WHERE deleted_at IS NULL;
      CREATE INDEX products_by_price ON products (price, id) WHERE deleted_at IS NULL;
      CREATE INDEX products_by_search ON products USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;

      CREATE TABLE modifier_groups (
        id uuid PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES products (id),
        name text NOT NULL CHECK (name <> ''),
        min integer NOT NULL CHECK (min >= 0),
        max integer NOT NULL CHECK (max >= 1 AND max >= min),
        position integer NOT NULL
      );
      CREATE INDEX modifier_groups_by_product ON modifier_groups (product_id, position);

      CREATE TABLE modifier_options (
        id uuid PRIMARY KEY,
        group_id uuid NOT NULL REFERENCES modifier_groups (id) ON DELETE CASCADE,
        name text NOT NULL CHECK (name <> ''),
        price_delta bigint NOT NULL CHECK (price_delta BETWEEN -1000000000000 AND 1000000000000),
        available boolean NOT NULL,
        position integer NOT NULL
      );
      CREATE INDEX modifier_options_by_group ON modifier_options (group_id, position);

      -- What an outlet does not sell for now: a row is there as long as the product, or the whole category, is 86'd.
      CREATE TABLE catalog_stops (
        id uuid PRIMARY KEY,
        outlet_id uuid NOT NULL,
        product_id uuid REFERENCES products (id),
        category_id uuid REFERENCES categories (id),
        until timestamptz,
        reason text,
        created_at timestamptz NOT NULL,
        CHECK (num_nonnulls(product_id, category_id) = 1)
      );
      CREATE UNIQUE INDEX catalog_stops_product_once ON catalog_stops (product_id, outlet_id) WHERE product_id IS NOT NULL;
      CREATE UNIQUE INDEX catalog_stops_category_once ON catalog_stops (category_id, outlet_id) WHERE category_id IS NOT NULL;
      CREATE INDEX catalog_stops_by_end ON catalog_stops (outlet_id, until) WHERE until IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE catalog_stops, modifier_options, modifier_groups, products, categories;
      DROP FUNCTION catalog_fold;
    `);
  }
}
