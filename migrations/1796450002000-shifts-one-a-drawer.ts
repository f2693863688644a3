import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One open shift a drawer. */
export class ShiftsOneADrawer1796450002000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS shifts_one_a_drawer');
    await runner.query(`
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS shifts_one_a_drawer ON shifts (outlet_id, drawer_id)
        WHERE status = 'OPEN' AND drawer_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS shifts_one_a_drawer');
  }
}
