import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of parcels for who sees all outlets. */
export class ShippingListsOfYears1795965103000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS shipments_newest_first ON shipments (created_at DESC, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS shipments_newest_first`);
  }
}
