import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a search that forgives typos needs: an index of the words of codes and descriptions alone. */
export class CatalogSearchOfOtherWords1796002446000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS products_by_other_words ON products USING gin (ts_filter(search, '{b,d}'))
       WHERE deleted_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS products_by_other_words`);
  }
}
