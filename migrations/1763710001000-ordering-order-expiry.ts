import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingOrderExpiry1763710001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Set while an order is over because nobody paid in time: money that comes later may revive it.
    await runner.query('ALTER TABLE orders ADD COLUMN expired_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN expired_at');
  }
}
