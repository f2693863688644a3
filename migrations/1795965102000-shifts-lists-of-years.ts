import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of shifts for who sees all outlets. */
export class ShiftsListsOfYears1795965102000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS shifts_newest_first ON shifts (opened_at DESC, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS shifts_newest_first`);
  }
}
