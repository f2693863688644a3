import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The documents of one outlet, newest first. */
export class FiscalListsOfYears1795965104000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS fiscal_documents_by_outlet ON fiscal_documents (outlet_id, created_at DESC, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS fiscal_documents_by_outlet`);
  }
}
