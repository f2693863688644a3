import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The variants of a product. */
export class CatalogVariantsByParent1796340001000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS products_by_parent ON products (parent_id) WHERE parent_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS products_by_parent`);
  }
}
