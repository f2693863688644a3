import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A refund keeps which of the outlet's reasons it was, beside the words. */
export class PaymentsReasonsOfRefunds1796411000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE refunds ADD COLUMN reason_id uuid;
      COMMENT ON COLUMN refunds.reason_id IS 'which of the outlet''s reasons it was; null where none was chosen'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE refunds DROP COLUMN reason_id');
  }
}
