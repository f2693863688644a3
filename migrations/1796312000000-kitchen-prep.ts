import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a piece of a line takes, where its product says so. */
export class KitchenPrep1796312000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE kitchen_lines ADD COLUMN prep_seconds integer;
      COMMENT ON COLUMN kitchen_lines.prep_seconds IS 'What a piece takes; null for what the station says';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE kitchen_lines DROP COLUMN prep_seconds');
  }
}
