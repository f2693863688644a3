import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which request an event and a job come from, and the trace that they belong to. Null for what no request caused. */
export class PlatformRequestIds1795961300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE events ADD COLUMN request_id text;
      ALTER TABLE jobs ADD COLUMN request_id text, ADD COLUMN traceparent text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE jobs DROP COLUMN traceparent, DROP COLUMN request_id;
      ALTER TABLE events DROP COLUMN request_id;
    `);
  }
}
