import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One barcode belongs to one product of an outlet. Products that shared one before keep it: the oldest has it from now on, and the others
 * are marked in `barcode_shared` until somebody gives them another. They are listed by
 * `SELECT id, name, barcode FROM products WHERE barcode_shared AND deleted_at IS NULL`.
 */
export class CatalogOneBarcode1763805000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A GTIN is the same number with zeros before it; every other code is only itself.
      CREATE FUNCTION catalog_barcode_key(barcode text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT CASE WHEN barcode ~ '^([0-9]{8}|[0-9]{12,14})$' THEN lpad(barcode, 14, '0') ELSE barcode END $$;

      ALTER TABLE products ADD COLUMN barcode_shared boolean NOT NULL DEFAULT false;
      UPDATE products SET barcode_shared = true
      FROM (
        SELECT id, row_number() OVER (
          PARTITION BY outlet_id, currency, catalog_barcode_key(barcode) ORDER BY created_at, id) AS place
        FROM products WHERE deleted_at IS NULL AND barcode IS NOT NULL
      ) AS holders
      WHERE holders.id = products.id AND holders.place > 1;

      CREATE UNIQUE INDEX products_barcode_once
        ON products (outlet_id, currency, catalog_barcode_key(barcode)) NULLS NOT DISTINCT
        WHERE deleted_at IS NULL AND barcode IS NOT NULL AND NOT barcode_shared;
      CREATE INDEX products_by_barcode_key ON products (catalog_barcode_key(barcode))
        WHERE deleted_at IS NULL AND barcode IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX products_by_barcode_key, products_barcode_once;
      ALTER TABLE products DROP COLUMN barcode_shared;
      DROP FUNCTION catalog_barcode_key;
    `);
  }
}
