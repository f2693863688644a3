import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many guests sit there, where somebody said so. */
export class TablesGuestCounts1796400001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE table_sessions ADD COLUMN guest_count integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE table_sessions DROP COLUMN guest_count');
  }
}
