import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which request an event comes from. Null for what no request caused. */
export class PlatformRequestIdsOfEvents1795961300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN request_id text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events DROP COLUMN request_id');
  }
}
