import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sitting that joined another: whoever still knows it by its old id finds the one that it became. */
export class TablesJoinedSessions1763803002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE table_sessions ADD COLUMN joined_into uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE table_sessions DROP COLUMN joined_into');
  }
}
