import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bills that were opened again and are not settled since: a close lists them, also where nothing is due. */
export class OrderingReopenedBills1796451000000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS orders_reopened');
    await runner.query(`
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_reopened ON orders (outlet_id, created_at)
        WHERE settlement > 1 AND settled_at IS NULL AND status <> 'VOIDED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS orders_reopened');
  }
}
