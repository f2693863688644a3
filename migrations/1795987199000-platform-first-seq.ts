import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first seq that the event log still has: months before it are archived and dropped. */
export class PlatformFirstSeq1795987199000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE event_counter ADD COLUMN first_seq bigint NOT NULL DEFAULT 1`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE event_counter DROP COLUMN first_seq`);
  }
}
