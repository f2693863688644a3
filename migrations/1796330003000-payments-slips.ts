import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A slip of a card terminal is booked once a day. That a bill has one live payment of an amount and a method holds for gateways alone: two
 * guests may each transfer a half of it.
 */
export class PaymentsSlips1796330003000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS payments_one_slip ON payments (outlet_id, tender_id, reference, tender_day)
        WHERE tender_id IS NOT NULL AND reference IS NOT NULL AND status <> 'CANCELLED'`);
    await runner.query(`
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS payments_one_live_charge ON payments (outlet_id, order_id, method, amount)
        WHERE status IN ('PENDING', 'AUTHORIZED', 'UNKNOWN') AND given_up_at IS NULL AND pieces IS NULL AND share_ways IS NULL
          AND gateway IS NOT NULL`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_one_live_amount`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS payments_one_live_amount ON payments (outlet_id, order_id, method, amount)
        WHERE status IN ('PENDING', 'AUTHORIZED', 'UNKNOWN') AND given_up_at IS NULL AND pieces IS NULL AND share_ways IS NULL`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_one_live_charge`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS payments_one_slip`);
  }
}
