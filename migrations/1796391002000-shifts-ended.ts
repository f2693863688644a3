import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shift may be ENDED: counted, and not audited yet. */
export class ShiftsEnded1796391002000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_status_check');
    await runner.query(
      `ALTER TABLE shifts ADD CONSTRAINT shifts_status_check CHECK (status IN ('OPEN', 'ENDED', 'CLOSED')) NOT VALID`,
    );
    await runner.query('ALTER TABLE shifts VALIDATE CONSTRAINT shifts_status_check');
    await runner.query('ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_closed_means_counted');
    await runner.query(`
      ALTER TABLE shifts ADD CONSTRAINT shifts_closed_means_counted CHECK (
        CASE status
          WHEN 'OPEN' THEN num_nonnulls(ended_at, ended_by, closed_at, closed_by, end_cash, note, approved_by, closing) = 0
          WHEN 'ENDED' THEN num_nulls(ended_at, ended_by, first_count, end_cash, closing) = 0
            AND num_nonnulls(closed_at, closed_by, approved_by) = 0
          ELSE num_nulls(closed_at, closed_by, end_cash, closing) = 0
        END
      ) NOT VALID`);
    await runner.query('ALTER TABLE shifts VALIDATE CONSTRAINT shifts_closed_means_counted');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_closed_means_counted');
    await runner.query('ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_status_check');
    // What was counted and waited for its audit is closed by whoever counted it.
    await runner.query(
      `UPDATE shifts SET status = 'CLOSED', closed_at = ended_at, closed_by = ended_by WHERE status = 'ENDED'`,
    );
    await runner.query(
      `ALTER TABLE shifts ADD CONSTRAINT shifts_status_check CHECK (status IN ('OPEN', 'CLOSED')) NOT VALID`,
    );
    await runner.query(`
      ALTER TABLE shifts ADD CONSTRAINT shifts_closed_means_counted CHECK (
        CASE status
          WHEN 'OPEN' THEN num_nonnulls(closed_at, closed_by, end_cash, note, approved_by, closing) = 0
          ELSE num_nulls(closed_at, closed_by, end_cash, closing) = 0
        END
      ) NOT VALID`);
  }
}
