import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shifts, the cash in their drawers, and their final reports. */
export class Shifts1795910416000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- shifts: a cashier at a drawer, from its opening to its count.
      CREATE TABLE shifts (
        outlet_id     uuid        NOT NULL,
        id            uuid        NOT NULL CONSTRAINT shifts_id_is_unique UNIQUE,
        user_id       uuid        NOT NULL,
        status        text        NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED')),
        currency      text        NOT NULL,
        time_zone     text        NOT NULL,
        business_date date        NOT NULL,
        start_cash    bigint      NOT NULL CHECK (start_cash BETWEEN 0 AND 1000000000000),
        opened_at     timestamptz NOT NULL,
        opened_by     uuid        NOT NULL,
        closed_at     timestamptz,
        closed_by     uuid,
        end_cash      bigint      CHECK (end_cash BETWEEN 0 AND 1000000000000),
        note          text,
        approved_by   uuid,
        -- What the Z report must know of the moment of the close: the outlet's name and language, the bills still open.
        closing       jsonb,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT shifts_closed_means_counted CHECK (
          CASE status
            WHEN 'OPEN' THEN num_nonnulls(closed_at, closed_by, end_cash, note, approved_by, closing) = 0
            ELSE num_nulls(closed_at, closed_by, end_cash, closing) = 0
          END
        )
      );
      CREATE UNIQUE INDEX shifts_one_open_per_cashier ON shifts (outlet_id, user_id) WHERE status = 'OPEN';
      CREATE INDEX shifts_by_opening ON shifts (outlet_id, opened_at DESC, id DESC);
      CREATE INDEX shifts_by_cashier ON shifts (user_id, opened_at DESC);

      CREATE VIEW shifts_drawers AS SELECT outlet_id, id, user_id AS cashier_id, status = 'OPEN' AS is_open FROM shifts;
      COMMENT ON VIEW shifts_drawers IS 'A row a shift: whose drawer it is, and whether it is open.';

      -- cash_movements: the drawer's ledger. Expected cash is the sum of a shift's amounts, and is kept nowhere else.
      CREATE TABLE cash_movements (
        outlet_id   uuid        NOT NULL,
        id          uuid        NOT NULL,
        shift_id    uuid        NOT NULL,
        type        text        NOT NULL,
        amount      bigint      NOT NULL,
        reason      text,
        payment_id  uuid,
        refund_id   uuid,
        created_by  uuid        NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, shift_id) REFERENCES shifts (outlet_id, id),
        CONSTRAINT cash_movements_sign CHECK (
          CASE type
            WHEN 'FLOAT' THEN amount >= 0
            WHEN 'SALE' THEN amount > 0
            WHEN 'PAY_IN' THEN amount > 0
            WHEN 'REFUND' THEN amount < 0
            WHEN 'PAY_OUT' THEN amount < 0
            WHEN 'DROP' THEN amount < 0
            ELSE false
          END
        ),
        CONSTRAINT cash_movements_cause CHECK (
          CASE type
            WHEN 'SALE' THEN payment_id IS NOT NULL AND refund_id IS NULL
            WHEN 'REFUND' THEN payment_id IS NOT NULL AND refund_id IS NOT NULL
            WHEN 'FLOAT' THEN num_nonnulls(payment_id, refund_id) = 0
            ELSE num_nonnulls(payment_id, refund_id) = 0 AND reason IS NOT NULL
          END
        )
      );
      CREATE INDEX cash_movements_by_shift ON cash_movements (outlet_id, shift_id, id) INCLUDE (type, amount);
      CREATE UNIQUE INDEX cash_movements_one_float ON cash_movements (outlet_id, shift_id) WHERE type = 'FLOAT';
      CREATE UNIQUE INDEX cash_movements_one_per_payment ON cash_movements (outlet_id, payment_id) WHERE type = 'SALE';
      CREATE UNIQUE INDEX cash_movements_one_per_refund ON cash_movements (outlet_id, refund_id) WHERE type = 'REFUND';

      -- shift_report_counters: one row an outlet. It is locked while a report is numbered, so there are no gaps.
      CREATE TABLE shift_report_counters (
        outlet_id   uuid   PRIMARY KEY,
        last_number bigint NOT NULL CHECK (last_number >= 0)
      );

      -- shift_reports: the Z reports, each with the hash of the one before it.
      CREATE TABLE shift_reports (
        outlet_id     uuid        NOT NULL,
        number        bigint      NOT NULL CHECK (number > 0),
        shift_id      uuid        NOT NULL,
        previous_hash text,
        hash          text        NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
        body          jsonb       NOT NULL,
        created_at    timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, number),
        CONSTRAINT shift_reports_one_per_shift UNIQUE (shift_id),
        FOREIGN KEY (outlet_id, shift_id) REFERENCES shifts (outlet_id, id),
        CONSTRAINT shift_reports_first_has_none_before CHECK ((number = 1) = (previous_hash IS NULL))
      );

      -- refuse_shift_change: keeps the rows of the ledger and of the reports as they were written.
      CREATE FUNCTION refuse_shift_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END
      $$;
      CREATE TRIGGER shift_reports_are_final BEFORE UPDATE OR DELETE ON shift_reports
        FOR EACH ROW EXECUTE FUNCTION refuse_shift_change();
      CREATE TRIGGER shift_reports_stay BEFORE TRUNCATE ON shift_reports
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_shift_change();
      CREATE TRIGGER cash_movements_are_final BEFORE UPDATE OR DELETE ON cash_movements
        FOR EACH ROW EXECUTE FUNCTION refuse_shift_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW shifts_drawers;
      DROP TABLE shift_reports, shift_report_counters, cash_movements, shifts;
      DROP FUNCTION refuse_shift_change;
    `);
  }
}
