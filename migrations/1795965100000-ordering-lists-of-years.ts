import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of orders for who sees all outlets, and what the kitchen or the till has still to do in a history of years. */
export class OrderingListsOfYears1795965100000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_newest_first ON orders (created_at DESC, id DESC)`,
    );
    await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_open ON orders (outlet_id, created_at DESC, id DESC)
        WHERE status <> 'VOIDED' AND (status <> 'DONE' OR total_amount > paid_amount)`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS orders_unsettled`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_unsettled ON orders (outlet_id, created_at) WHERE status <> 'VOIDED' AND total_amount > paid_amount`,
    );
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS orders_newest_first`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS orders_open`);
  }
}
