import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells whose parcel it is: an order is looked up by its outlet and its id. */
export class ShippingParcelsOfOutlets1795988001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW shipping_parcels AS SELECT order_id, outlet_id FROM shipments;
      COMMENT ON VIEW shipping_parcels IS 'Which orders have a parcel, whatever became of it: one an order at most. outlet_id: the outlet of the order.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW shipping_parcels;
      CREATE VIEW shipping_parcels AS SELECT order_id FROM shipments;
      COMMENT ON VIEW shipping_parcels IS 'Which orders have a parcel, whatever became of it: one an order at most.';
    `);
  }
}
