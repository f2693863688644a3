import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingCouponsOnOrders1763720002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders
        -- What the coupon took off, as it was when the order was placed.
        ADD COLUMN coupon jsonb,
        ADD COLUMN coupon_discount bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT orders_coupon_is_part_of_the_discount CHECK (coupon_discount BETWEEN 0 AND discount_total),
        ADD CONSTRAINT orders_coupon_has_terms CHECK ((coupon IS NULL) = (coupon_code IS NULL))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN coupon, DROP COLUMN coupon_discount');
  }
}
