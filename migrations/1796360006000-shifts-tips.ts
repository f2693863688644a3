import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom cash was paid out to. */
export class ShiftsTips1796360006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cash_movements ADD COLUMN paid_to uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cash_movements DROP COLUMN paid_to');
  }
}
