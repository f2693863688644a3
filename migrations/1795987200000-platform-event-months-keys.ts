import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The indexes that the event log has as one month among others: without them, joining the months would build them with everybody waiting. */
export class PlatformEventMonthsKeys1795987200000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS events_key ON events (position, occurred_at)`);
    await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS events_in_order ON events (seq) WHERE seq IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS events_in_order`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS events_key`);
  }
}
