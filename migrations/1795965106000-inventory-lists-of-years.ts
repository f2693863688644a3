import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of stock counts for who sees all outlets. */
export class InventoryListsOfYears1795965106000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS stock_counts_newest_first ON stock_counts (counted_at DESC, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS stock_counts_newest_first`);
  }
}
