import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money of a shift that was found or missed after its Z. */
export class ShiftsAdjustments1796390002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- shift_adjustments: what a Z, which never changes, should have had more or less; the outlet's next Z tells of it.
      CREATE TABLE shift_adjustments (
        outlet_id     uuid        NOT NULL,
        id            uuid        NOT NULL,
        shift_id      uuid        NOT NULL,
        -- Of the shift's own Z.
        report_number bigint      NOT NULL,
        -- Of the outlet's last Z at that moment: a later one tells of it.
        after_number  bigint      NOT NULL,
        method        text        NOT NULL,
        tender_id     uuid,
        -- As it was called then.
        tender_name   text,
        -- What there is more of it, negative for less.
        amount        bigint      NOT NULL CHECK (amount <> 0),
        payment_id    uuid,
        reason        text        NOT NULL,
        created_by    uuid        NOT NULL,
        created_at    timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, shift_id) REFERENCES shifts (outlet_id, id),
        CONSTRAINT shift_adjustments_after_its_report CHECK (after_number >= report_number)
      );
      CREATE INDEX shift_adjustments_to_tell ON shift_adjustments (outlet_id, after_number);
      CREATE TRIGGER shift_adjustments_are_final BEFORE UPDATE OR DELETE ON shift_adjustments
        FOR EACH ROW EXECUTE FUNCTION refuse_shift_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shift_adjustments');
  }
}
