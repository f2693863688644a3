import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a shift that is closed in two steps keeps of its first: the count, before somebody else audits it. */
export class ShiftsEnds1796391001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shifts
        ADD COLUMN ended_at timestamptz,
        ADD COLUMN ended_by uuid,
        -- What was counted then; end_cash is what the audit counted again, where it did.
        ADD COLUMN first_count bigint,
        ADD COLUMN audit_note text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE shifts DROP COLUMN ended_at, DROP COLUMN ended_by, DROP COLUMN first_count, DROP COLUMN audit_note',
    );
  }
}
