import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds an event by the number that a client saw: an index of the log, built month by month. */
export class PlatformOutletSeqIndex1795987207000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const columns = '(outlet_id, outlet_seq) WHERE outlet_seq IS NOT NULL';
    await runner.query(`CREATE INDEX IF NOT EXISTS events_by_outlet_seq ON ONLY events ${columns}`);
    const months = (await runner.query(
      `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'events'::regclass`,
    )) as { name: string }[];
    for (const { name } of months) {
      await runner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name}_by_outlet_seq ON ${name} ${columns}`);
      await runner.query(`ALTER INDEX events_by_outlet_seq ATTACH PARTITION ${name}_by_outlet_seq`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX IF EXISTS events_by_outlet_seq`);
  }
}
