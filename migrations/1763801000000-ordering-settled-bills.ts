import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When bills were settled, what lines keep of discounts when bills are merged, and which bills share one use of a coupon. */
export class OrderingSettledBills1763801000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders ADD COLUMN settled_at timestamptz, ADD COLUMN split_root uuid, ADD COLUMN coupon_use uuid;
      ALTER TABLE order_items ADD COLUMN kept_discount bigint;

      -- Parts of a split know the bill that they all came of, and whose coupon they share.
      WITH RECURSIVE family AS (
        SELECT outlet_id, id, id AS root FROM orders parent
        WHERE split_from IS NULL AND EXISTS (
          SELECT FROM orders part WHERE part.outlet_id = parent.outlet_id AND part.split_from = parent.id)
        UNION ALL
        SELECT part.outlet_id, part.id, family.root FROM family
        JOIN orders part ON part.outlet_id = family.outlet_id AND part.split_from = family.id
      )
      UPDATE orders SET split_root = family.root, coupon_use = CASE WHEN orders.coupon_code IS NULL THEN NULL ELSE family.root END
      FROM family WHERE orders.outlet_id = family.outlet_id AND orders.id = family.id AND family.root <> family.id;

      -- Bills of nothing are paid.
      UPDATE orders SET payment_status = 'PAID', settled_at = updated_at
      WHERE total_amount = 0 AND paid_amount = 0 AND status <> 'VOIDED' AND payment_status IN ('PENDING', 'FAILED');

      CREATE INDEX orders_by_coupon_use ON orders (outlet_id, coupon_use) WHERE coupon_use IS NOT NULL;
      CREATE INDEX orders_unsettled ON orders (outlet_id, created_at) WHERE status <> 'VOIDED' AND total_amount > paid_amount;
      CREATE INDEX orders_free ON orders (outlet_id, id) WHERE settled_at IS NOT NULL AND paid_amount = 0;
      DROP INDEX orders_open_by_outlet, orders_by_split;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX orders_open_by_outlet ON orders (outlet_id, created_at)
        WHERE status <> 'VOIDED' AND (status <> 'DONE' OR payment_status IN ('PENDING', 'PARTIALLY_PAID', 'FAILED'));
      CREATE INDEX orders_by_split ON orders (outlet_id, split_from) WHERE split_from IS NOT NULL;
      DROP INDEX orders_free, orders_unsettled, orders_by_coupon_use;
      ALTER TABLE order_items DROP COLUMN kept_discount;
      ALTER TABLE orders DROP COLUMN coupon_use, DROP COLUMN split_root, DROP COLUMN settled_at;
    `);
  }
}
