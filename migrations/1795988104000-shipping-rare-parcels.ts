import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of parcels that are under way or came to no good, and of those that a person should look at. */
export class ShippingRareParcels1795988104000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS shipments_by_state ON shipments (state, created_at DESC, id DESC, outlet_id) WHERE state <> 'DELIVERED'`,
    );
    await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS shipments_worrying ON shipments (created_at DESC, id DESC, outlet_id)
        WHERE state = 'FAILED' OR fault = 'GIVEN_UP' OR failures >= 3`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS shipments_by_state`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS shipments_worrying`);
  }
}
