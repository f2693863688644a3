import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stations have to make, as ordering knows it: the kitchen finds by it what it was never told of. */
export class OrderingDemand1796100001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW ordering_demand AS
        SELECT i.outlet_id, i.order_id, i.id AS item_id, i.status, o.created_at AS ordered_at
        FROM orders o JOIN order_items i ON i.outlet_id = o.outlet_id AND i.order_id = o.id
        WHERE i.station IS NOT NULL AND coalesce(i.refunded_quantity, 0) < i.quantity;
      COMMENT ON VIEW ordering_demand IS 'Lines that a station makes, and how far they are; without those that were given back before anybody began';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW ordering_demand');
  }
}
