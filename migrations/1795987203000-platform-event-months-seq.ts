import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index by seq that the months have is `events_in_order`; whoever gives seqs holds the counter's row, so none is given twice. */
export class PlatformEventMonthsSeq1795987203000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS events_by_seq`);
  }

  /** Nothing: migrating further down makes the log whole again, with this index. */
  async down(): Promise<void> {}
}
