import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who at a table gets a line, and when: lines of later courses wait, and stations know nothing of them until then. */
export class OrderingCourses1796350003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE order_items
        ADD COLUMN seat smallint, ADD COLUMN course smallint, ADD COLUMN hold_reason text, ADD COLUMN fired_at timestamptz;
      COMMENT ON COLUMN order_items.hold_reason IS 'why the line waits by itself: COURSE; null from when it is fired, and for what its order holds';

      CREATE OR REPLACE VIEW ordering_demand AS
        SELECT i.outlet_id, i.order_id, i.id AS item_id, i.status, o.created_at AS ordered_at
        FROM orders o JOIN order_items i ON i.outlet_id = o.outlet_id AND i.order_id = o.id
        WHERE i.station IS NOT NULL AND coalesce(i.refunded_quantity, 0) < i.quantity AND i.hold_reason IS NULL;
      COMMENT ON VIEW ordering_demand IS 'Lines that a station makes, and how far they are; without those that were given back before anybody began, and those that wait for their course';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW ordering_demand AS
        SELECT i.outlet_id, i.order_id, i.id AS item_id, i.status, o.created_at AS ordered_at
        FROM orders o JOIN order_items i ON i.outlet_id = o.outlet_id AND i.order_id = o.id
        WHERE i.station IS NOT NULL AND coalesce(i.refunded_quantity, 0) < i.quantity;
      COMMENT ON VIEW ordering_demand IS 'Lines that a station makes, and how far they are; without those that were given back before anybody began';
      ALTER TABLE order_items DROP COLUMN seat, DROP COLUMN course, DROP COLUMN hold_reason, DROP COLUMN fired_at;
    `);
  }
}
