import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shift on a drawer says how it is called. */
export class ShiftsDrawersHaveNames1796450003000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_drawers_have_names');
    await runner.query(
      `ALTER TABLE shifts ADD CONSTRAINT shifts_drawers_have_names CHECK ((drawer_id IS NULL) = (drawer_name IS NULL)) NOT VALID`,
    );
    await runner.query('ALTER TABLE shifts VALIDATE CONSTRAINT shifts_drawers_have_names');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_drawers_have_names');
  }
}
