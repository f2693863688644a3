import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of payments for who sees all outlets. */
export class PaymentsListsOfYears1795965101000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS payments_newest_first ON payments (created_at DESC, id DESC)`,
    );
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS payments_for_review ON payments (created_at DESC, id DESC) WHERE review IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_newest_first`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_for_review`);
  }
}
