import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose an outlet's tips are, and which ones its pages offer. */
export class OutletsTips1796360005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets
        -- Of a tip for which the payer names nobody: whoever opened the bill, or the pool.
        ADD COLUMN tips_to text NOT NULL DEFAULT 'SERVER' CHECK (tips_to IN ('SERVER', 'POOL')),
        -- Whole percents.
        ADD COLUMN tip_presets integer[] NOT NULL DEFAULT '{10,15,20}'
          CHECK (cardinality(tip_presets) <= 6 AND 1 <= ALL (tip_presets) AND 100 >= ALL (tip_presets))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outlets DROP COLUMN tips_to, DROP COLUMN tip_presets');
  }
}
