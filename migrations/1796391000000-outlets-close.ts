import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In how many steps an outlet closes a shift. */
export class OutletsClose1796391000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets
        -- TWO_STEP: whoever counts a drawer ends its shift, and somebody else audits it.
        ADD COLUMN shift_close text NOT NULL DEFAULT 'ONE_STEP' CHECK (shift_close IN ('ONE_STEP', 'TWO_STEP'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outlets DROP COLUMN shift_close');
  }
}
