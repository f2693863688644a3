import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A short histogram of names. For each word that is looked for, the planner works out how like it is to every name of the histogram: some milliseconds a
 * search with the default of 100.
 */
export class CatalogHistogramOfNames1796002447000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products ALTER COLUMN folded_name SET STATISTICS 10`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products ALTER COLUMN folded_name SET STATISTICS -1`);
  }
}
