import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sitting has from 1 to 1000 guests. */
export class TablesGuestCountsChecked1796400002000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE table_sessions DROP CONSTRAINT IF EXISTS table_sessions_guests');
    await runner.query(
      'ALTER TABLE table_sessions ADD CONSTRAINT table_sessions_guests CHECK (guest_count BETWEEN 1 AND 1000) NOT VALID',
    );
    await runner.query('ALTER TABLE table_sessions VALIDATE CONSTRAINT table_sessions_guests');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE table_sessions DROP CONSTRAINT IF EXISTS table_sessions_guests');
  }
}
