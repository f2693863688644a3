import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nullable: a process of the version before writes rows without them. Null is 0. */
export class OrderingReturnedPiecesAndLateMoney1763802002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Pieces of a line that were given back.
      ALTER TABLE order_items ADD COLUMN refunded_quantity integer CHECK (refunded_quantity BETWEEN 0 AND quantity);
      -- Money that came in too late or twice, and what of it is back with its payers.
      ALTER TABLE orders ADD COLUMN late_amount bigint,
        ADD COLUMN late_refunded bigint,
        ADD CONSTRAINT orders_late_money_fits CHECK (coalesce(late_refunded, 0) BETWEEN 0 AND coalesce(late_amount, 0));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders DROP COLUMN late_amount, DROP COLUMN late_refunded;
      ALTER TABLE order_items DROP COLUMN refunded_quantity;
    `);
  }
}
