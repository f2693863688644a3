import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Through what an order was placed. Null in rows of before: who placed it tells. */
export class OrderingChannel1796440001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders ADD COLUMN channel text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders DROP COLUMN channel`);
  }
}
