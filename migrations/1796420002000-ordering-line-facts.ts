import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who put a line on its bill, and when; how often it was changed; and what a piece cost the business as it was sold. */
export class OrderingLineFacts1796420002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE order_items
        ADD COLUMN version integer, ADD COLUMN added_by uuid, ADD COLUMN added_at timestamptz, ADD COLUMN unit_cost bigint;
      COMMENT ON COLUMN order_items.version IS 'grows by one with each change; null is 1';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE order_items DROP COLUMN version, DROP COLUMN added_by, DROP COLUMN added_at, DROP COLUMN unit_cost',
    );
  }
}
