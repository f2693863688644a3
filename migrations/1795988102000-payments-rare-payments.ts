import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of payments by what few of them are. Cash that was taken enters none of these. */
export class PaymentsRarePayments1795988102000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS payments_by_status ON payments (status, created_at DESC, id DESC, outlet_id) WHERE status <> 'PAID'`,
    );
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS payments_by_method ON payments (method, created_at DESC, id DESC, outlet_id) WHERE method <> 'cash'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_by_status`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_by_method`);
  }
}
