import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has a parent is a variant, and a variant has no variants. */
export class CatalogVariantsChecked1796340003000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products DROP CONSTRAINT IF EXISTS products_variants_have_parents`);
    await runner.query(`
      ALTER TABLE products ADD CONSTRAINT products_variants_have_parents
        CHECK ((parent_id IS NULL) = (variant IS NULL) AND NOT (has_variants AND parent_id IS NOT NULL)) NOT VALID`);
    await runner.query(`ALTER TABLE products VALIDATE CONSTRAINT products_variants_have_parents`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products DROP CONSTRAINT IF EXISTS products_variants_have_parents`);
  }
}
