import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until when the events that are there, and those that come before the months begin, may have happened. A month is left between, so that nobody
 * is refused when one ends during the upgrade.
 */
export class PlatformEventMonthsEnd1795987201000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const now = new Date();
    const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2)).toISOString();
    await runner.query(`ALTER TABLE events DROP CONSTRAINT IF EXISTS events_before_months`);
    await runner.query(
      `ALTER TABLE events ADD CONSTRAINT events_before_months CHECK (occurred_at < '${end}'::timestamptz) NOT VALID`,
    );
    await runner.query(`ALTER TABLE events VALIDATE CONSTRAINT events_before_months`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE events DROP CONSTRAINT IF EXISTS events_before_months`);
  }
}
