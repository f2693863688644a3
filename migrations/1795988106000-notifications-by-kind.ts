import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of mails by kind. */
export class NotificationsByKind1795988106000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS notifications_by_kind ON notifications (kind, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS notifications_by_kind`);
  }
}
