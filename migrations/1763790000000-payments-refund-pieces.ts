import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsRefundPieces1763790000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What was given back, of a refund that was asked for by lines.
    await runner.query(`
      ALTER TABLE refunds ADD COLUMN pieces jsonb;
      CREATE INDEX refunds_by_lines ON refunds (outlet_id, order_id) WHERE pieces IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX refunds_by_lines; ALTER TABLE refunds DROP COLUMN pieces');
  }
}
