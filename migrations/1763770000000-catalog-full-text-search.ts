import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogFullTextSearch1763770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Words as searches see them: folded, and apart wherever there is neither a letter nor a digit ("S-01" is two words).
      CREATE FUNCTION catalog_words(input text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT regexp_replace(public.catalog_fold(input), '[^[:alnum:]]+', ' ', 'g') $$;

      -- Every word, or the beginning of one; null when there is no word in it.
      CREATE FUNCTION catalog_query(input text) RETURNS tsquery
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$
          SELECT to_tsquery('pg_catalog.simple'::regconfig, string_agg(quote_literal(word) || ':*', ' & '))
          FROM regexp_split_to_table(public.catalog_words(input), ' ') AS word WHERE word <> ''
        $$;

      DROP INDEX products_by_search;
      ALTER TABLE products DROP COLUMN search;
      -- A: the name; B: its codes; D: the description.
      ALTER TABLE products ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.simple'::regconfig, catalog_words(name)), 'A') ||
        setweight(to_tsvector('pg_catalog.simple'::regconfig, catalog_words(coalesce(sku, '') || ' ' || coalesce(barcode, ''))), 'B') ||
        setweight(to_tsvector('pg_catalog.simple'::regconfig, catalog_words(coalesce(description, ''))), 'D')
      ) STORED;
      CREATE INDEX products_by_words ON products USING gin (search) WHERE deleted_at IS NULL;
      CREATE INDEX products_by_likeness ON products USING gin (folded_name gin_trgm_ops) WHERE deleted_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX products_by_likeness;
      DROP INDEX products_by_words;
      ALTER TABLE products DROP COLUMN search;
      ALTER TABLE products ADD COLUMN search text NOT NULL GENERATED ALWAYS AS (
        catalog_fold(name || ' ' || coalesce(sku, '') || ' ' || coalesce(barcode, '') || ' ' || coalesce(description, ''))
      ) STORED;
      CREATE INDEX products_by_search ON products USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;
      DROP FUNCTION catalog_query(text);
      DROP FUNCTION catalog_words(text);
    `);
  }
}
