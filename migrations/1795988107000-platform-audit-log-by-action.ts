import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log by what was done. */
export class PlatformAuditLogByAction1795988107000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_log_by_action ON audit_log (action, id DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS audit_log_by_action`);
  }
}
