import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which request a job comes from, and the trace that it belongs to. Null for what no request caused. */
export class PlatformRequestIdsOfJobs1795961301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE jobs ADD COLUMN request_id text, ADD COLUMN traceparent text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE jobs DROP COLUMN traceparent, DROP COLUMN request_id');
  }
}
