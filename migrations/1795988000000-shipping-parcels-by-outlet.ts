import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The key of an order's parcel with the outlet first, which is the one that statements name: it exists in several databases, too. */
export class ShippingParcelsByOutlet1795988000000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS shipments_one_an_order_at_its_outlet ON shipments (outlet_id, order_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS shipments_one_an_order_at_its_outlet`);
  }
}
