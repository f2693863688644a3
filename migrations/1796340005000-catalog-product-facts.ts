import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a menu tells of a product beside its name and price, and prices that are said at the till. */
export class CatalogProductFacts1796340005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE products
        ADD COLUMN plu           text CHECK (plu <> ''),
        ADD COLUMN open_price    boolean NOT NULL DEFAULT false,
        ADD COLUMN price_min     bigint  CHECK (price_min >= 0),
        ADD COLUMN price_max     bigint  CHECK (price_max >= 0),
        ADD COLUMN allergens     text[]  NOT NULL DEFAULT '{}',
        ADD COLUMN dietary       text[]  NOT NULL DEFAULT '{}',
        ADD COLUMN calories_kcal integer CHECK (calories_kcal >= 0),
        -- By language: { "id": { "name": …, "description": … } }.
        ADD COLUMN translations  jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE products
        DROP COLUMN plu, DROP COLUMN open_price, DROP COLUMN price_min, DROP COLUMN price_max,
        DROP COLUMN allergens, DROP COLUMN dietary, DROP COLUMN calories_kcal, DROP COLUMN translations`);
  }
}
