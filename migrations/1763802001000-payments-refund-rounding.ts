import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cash that is given back is a multiple of the smallest coin: what that added to what was asked for. */
export class PaymentsRefundRounding1763802001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE refunds ADD COLUMN rounding bigint NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE refunds DROP COLUMN rounding');
  }
}
