import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReportingAuditLog1763683290000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX audit_log_by_actor ON audit_log (actor_id, id DESC)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit_log_by_actor');
  }
}
