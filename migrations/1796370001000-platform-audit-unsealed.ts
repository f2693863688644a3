import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what is not sealed yet without reading what is. */
export class PlatformAuditUnsealed1796370001000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_log_unsealed ON audit_log (id) WHERE NOT sealed`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS audit_log_unsealed`);
  }
}
