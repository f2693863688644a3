import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The price at which the buyer last saw a line; null for lines from before, which are never marked as changed. */
export class CartPricesSeen1763808001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cart_items
        ADD COLUMN seen_unit_price bigint,
        ADD COLUMN seen_modifiers_total bigint;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cart_items DROP COLUMN seen_unit_price, DROP COLUMN seen_modifiers_total');
  }
}
