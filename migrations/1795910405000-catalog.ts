import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products, their categories and choices, and how they are searched. The extensions stay when the rest is reverted. */
export class Catalog1795910405000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      -- catalog_fold: text in lower case, without accents. Immutable as long as nobody edits the unaccent dictionary.
      CREATE FUNCTION catalog_fold(input text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, input)) $$;

      -- catalog_words: folded words, apart wherever there is neither a letter nor a digit ("S-01" is two words).
      CREATE FUNCTION catalog_words(input text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT regexp_replace(public.catalog_fold(input), '[^[:alnum:]]+', ' ', 'g') $$;

      -- catalog_query: finds every word, or words that begin with it; null when there is no word in the input.
      CREATE FUNCTION catalog_query(input text) RETURNS tsquery
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$
          SELECT to_tsquery('pg_catalog.simple'::regconfig, string_agg(quote_literal(word) || ':*', ' & '))
          FROM regexp_split_to_table(public.catalog_words(input), ' ') AS word WHERE word <> ''
        $$;

      -- catalog_barcode_key: a GTIN is the same number with zeros before it; every other code is only itself.
      CREATE FUNCTION catalog_barcode_key(barcode text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT CASE WHEN barcode ~ '^([0-9]{8}|[0-9]{12,14})$' THEN lpad(barcode, 14, '0') ELSE barcode END $$;

      -- categories: of one outlet, or (without one) of all.
      CREATE TABLE categories (
        id         uuid        PRIMARY KEY,
        outlet_id  uuid,
        name       text        NOT NULL CHECK (name <> ''),
        position   integer     NOT NULL,
        station    text        CHECK (station ~ '^[a-z0-9][a-z0-9_-]*$'),
        version    integer     NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz
      );
      CREATE INDEX categories_in_order ON categories (position, name, id) WHERE deleted_at IS NULL;

      -- products: sold at one outlet, or (without one) at every outlet of the currency.
      CREATE TABLE products (
        id                  uuid        PRIMARY KEY,
        outlet_id           uuid,
        currency            text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        sku                 text        CHECK (sku <> ''),
        barcode             text        CHECK (barcode <> ''),
        name                text        NOT NULL CHECK (name <> ''),
        description         text,
        price               bigint      NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
        cost                bigint      CHECK (cost BETWEEN 0 AND 1000000000000),
        category_id         uuid        REFERENCES categories (id),
        image_url           text        CHECK (image_url LIKE 'https://%'),
        featured            boolean     NOT NULL,
        track_stock         boolean     NOT NULL,
        low_stock_threshold bigint      CHECK (low_stock_threshold >= 0),
        station             text        CHECK (station ~ '^[a-z0-9][a-z0-9_-]*$'),
        weight_grams        integer     CHECK (weight_grams >= 0),
        width_mm            integer     CHECK (width_mm >= 0),
        height_mm           integer     CHECK (height_mm >= 0),
        length_mm           integer     CHECK (length_mm >= 0),
        ncm                 text        CHECK (ncm ~ '^[0-9]{8}$'),
        cfop                text        CHECK (cfop ~ '^[0-9]{4}$'),
        -- Hundredths of a percent; null for the outlet's.
        tax_rate            integer     CHECK (tax_rate BETWEEN 0 AND 10000),
        version             integer     NOT NULL,
        created_at          timestamptz NOT NULL,
        updated_at          timestamptz NOT NULL,
        deleted_at          timestamptz,
        folded_name         text        NOT NULL GENERATED ALWAYS AS (catalog_fold(name)) STORED,
        -- A: the name; B: its codes; D: the description.
        search              tsvector    NOT NULL GENERATED ALWAYS AS (
          setweight(to_tsvector('pg_catalog.simple'::regconfig, catalog_words(name)), 'A') ||
          setweight(to_tsvector('pg_catalog.simple'::regconfig,
            catalog_words(coalesce(sku, '') || ' ' || coalesce(barcode, ''))), 'B') ||
          setweight(to_tsvector('pg_catalog.simple'::regconfig, catalog_words(coalesce(description, ''))), 'D')
        ) STORED,
        -- True while another product has the same barcode: the unique index leaves this one out.
        barcode_shared      boolean     NOT NULL DEFAULT false
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
      CREATE INDEX products_by_words ON products USING gin (search) WHERE deleted_at IS NULL;
      CREATE INDEX products_by_likeness ON products USING gin (folded_name gin_trgm_ops) WHERE deleted_at IS NULL;
      CREATE UNIQUE INDEX products_barcode_once
        ON products (outlet_id, currency, catalog_barcode_key(barcode)) NULLS NOT DISTINCT
        WHERE deleted_at IS NULL AND barcode IS NOT NULL AND NOT barcode_shared;
      CREATE INDEX products_by_barcode_key ON products (catalog_barcode_key(barcode))
        WHERE deleted_at IS NULL AND barcode IS NOT NULL;

      CREATE VIEW catalog_products AS
        SELECT id, name, sku, category_id, track_stock AND deleted_at IS NULL AS has_stock FROM products;
      COMMENT ON VIEW catalog_products IS 'Every product there was, as it is called and grouped now. has_stock: it is sold still, and its stock is counted.';
      CREATE VIEW catalog_categories AS SELECT id, name FROM categories;
      COMMENT ON VIEW catalog_categories IS 'Every category there was, as it is called now.';

      -- modifier_groups: a choice that a product offers, and how many options may be chosen.
      CREATE TABLE modifier_groups (
        id         uuid    PRIMARY KEY,
        product_id uuid    NOT NULL REFERENCES products (id),
        name       text    NOT NULL CHECK (name <> ''),
        min        integer NOT NULL CHECK (min >= 0),
        max        integer NOT NULL CHECK (max >= 1 AND max >= min),
        position   integer NOT NULL
      );
      CREATE INDEX modifier_groups_by_product ON modifier_groups (product_id, position);

      -- modifier_options: what may be chosen in a group, and what it adds to the price.
      CREATE TABLE modifier_options (
        id          uuid    PRIMARY KEY,
        group_id    uuid    NOT NULL REFERENCES modifier_groups (id) ON DELETE CASCADE,
        name        text    NOT NULL CHECK (name <> ''),
        price_delta bigint  NOT NULL CHECK (price_delta BETWEEN -1000000000000 AND 1000000000000),
        available   boolean NOT NULL,
        position    integer NOT NULL
      );
      CREATE INDEX modifier_options_by_group ON modifier_options (group_id, position);

      -- catalog_stops: a product, or a whole category, that an outlet does not sell for now.
      CREATE TABLE catalog_stops (
        id          uuid        PRIMARY KEY,
        outlet_id   uuid        NOT NULL,
        product_id  uuid        REFERENCES products (id),
        category_id uuid        REFERENCES categories (id),
        until       timestamptz,
        reason      text,
        created_at  timestamptz NOT NULL,
        CHECK (num_nonnulls(product_id, category_id) = 1)
      );
      CREATE UNIQUE INDEX catalog_stops_product_once ON catalog_stops (product_id, outlet_id)
        WHERE product_id IS NOT NULL;
      CREATE UNIQUE INDEX catalog_stops_category_once ON catalog_stops (category_id, outlet_id)
        WHERE category_id IS NOT NULL;
      CREATE INDEX catalog_stops_by_end ON catalog_stops (outlet_id, until) WHERE until IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW catalog_categories, catalog_products;
      DROP TABLE catalog_stops, modifier_options, modifier_groups, products, categories;
      DROP FUNCTION catalog_barcode_key, catalog_query, catalog_words, catalog_fold;
    `);
  }
}
