import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of orders by what few of them are. A sale at a table or over the counter that is made and paid enters none of these.
 * The outlet at the end of each tells apart, without a look at the rows, what is of several outlets.
 */
export class OrderingRareOrders1795988101000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_voided ON orders (created_at DESC, id DESC, outlet_id) WHERE status = 'VOIDED'`,
    );
    await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_by_payment_status ON orders (payment_status, created_at DESC, id DESC, outlet_id)
        WHERE payment_status IN ('FAILED', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')`);
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_sent_out ON orders (type, created_at DESC, id DESC, outlet_id) WHERE type IN ('DELIVERY', 'ONLINE')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS orders_voided`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS orders_by_payment_status`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS orders_sent_out`);
  }
}
