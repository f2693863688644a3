import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of fiscal documents by model, and of those that were taken back. */
export class FiscalRareDocuments1795988105000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS fiscal_documents_by_model ON fiscal_documents (model, created_at DESC, id DESC)`,
    );
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS fiscal_documents_taken_back ON fiscal_documents (status, created_at DESC, id DESC) WHERE status IN ('CANCELLED', 'WITHDRAWN')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS fiscal_documents_by_model`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS fiscal_documents_taken_back`);
  }
}
