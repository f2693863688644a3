import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an outlet does with tables that guests have left, and with sittings that have paid. */
export class OutletsTableRules1796400003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets
        -- Whether a table that guests have left is dirty until somebody says that it is clean.
        ADD COLUMN tables_need_cleaning boolean NOT NULL DEFAULT false,
        -- Minutes from the last payment to the end of a sitting; null: it goes on.
        ADD COLUMN linger_minutes integer CHECK (linger_minutes BETWEEN 1 AND 1440)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outlets DROP COLUMN tables_need_cleaning, DROP COLUMN linger_minutes');
  }
}
