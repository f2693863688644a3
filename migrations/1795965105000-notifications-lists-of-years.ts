import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mails of one outlet, newest first. */
export class NotificationsListsOfYears1795965105000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS notifications_by_outlet ON notifications (outlet_id, id DESC) WHERE outlet_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS notifications_by_outlet`);
  }
}
