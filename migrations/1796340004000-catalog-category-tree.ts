import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Categories below categories. */
export class CatalogCategoryTree1796340004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE categories ADD COLUMN parent_id uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE categories DROP COLUMN parent_id`);
  }
}
