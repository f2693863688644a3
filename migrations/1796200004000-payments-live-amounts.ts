import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A bill has one live payment of an amount and a method. Payments for a part of it are told apart by what they are for: two equal shares are two
 * payments of one amount.
 */
export class PaymentsLiveAmounts1796200004000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS payments_one_live_amount ON payments (outlet_id, order_id, method, amount)
        WHERE status IN ('PENDING', 'AUTHORIZED', 'UNKNOWN') AND given_up_at IS NULL AND pieces IS NULL AND share_ways IS NULL`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_one_live_intent`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS payments_one_live_intent ON payments (outlet_id, order_id, method, amount)
        WHERE status IN ('PENDING', 'AUTHORIZED', 'UNKNOWN') AND given_up_at IS NULL`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_one_live_amount`);
  }
}
