import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bill is for 1 to 999 guests. */
export class OrderingGuestCountsChecked1796420001000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_guests');
    await runner.query(
      'ALTER TABLE orders ADD CONSTRAINT orders_guests CHECK (guest_count BETWEEN 1 AND 999) NOT VALID',
    );
    await runner.query('ALTER TABLE orders VALIDATE CONSTRAINT orders_guests');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_guests');
  }
}
