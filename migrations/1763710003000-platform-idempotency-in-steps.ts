import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlatformIdempotencyInSteps1763710003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A request that calls out is claimed before it runs: no status yet, and nobody else's until its lease ends.
      ALTER TABLE idempotency_keys ALTER COLUMN status DROP NOT NULL, ADD COLUMN running_until timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM idempotency_keys WHERE status IS NULL;
      ALTER TABLE idempotency_keys ALTER COLUMN status SET NOT NULL, DROP COLUMN running_until;
    `);
  }
}
