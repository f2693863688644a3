import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a till asked for under the order's own id: a retry is told from another order by all of it, not by its lines alone. */
export class OrderingRequestHash1763804000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders ADD COLUMN request_hash text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN request_hash');
  }
}
