import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shift may be on a named drawer, and keeps the name that it had. */
export class ShiftsOnADrawer1796450001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shifts ADD COLUMN drawer_id uuid, ADD COLUMN drawer_name text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shifts DROP COLUMN drawer_id, DROP COLUMN drawer_name');
  }
}
