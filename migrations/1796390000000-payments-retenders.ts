import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments that were recorded by the wrong means, and put right. */
export class PaymentsRetenders1796390000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- payment_retenders: each correction of what a payment was paid by; its own row says what holds now.
      CREATE TABLE payment_retenders (
        outlet_id      uuid        NOT NULL,
        id             uuid        NOT NULL,
        payment_id     uuid        NOT NULL,
        from_method    text        NOT NULL,
        from_tender_id uuid,
        to_method      text        NOT NULL,
        to_tender_id   uuid,
        reason         text        NOT NULL,
        created_by     uuid        NOT NULL,
        created_at     timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT payment_retenders_change_something CHECK (
          (from_method, from_tender_id) IS DISTINCT FROM (to_method, to_tender_id))
      );
      CREATE INDEX payment_retenders_by_payment ON payment_retenders (outlet_id, payment_id, id);

      CREATE FUNCTION refuse_retender_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Corrections of payments are never changed' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER payment_retenders_are_final BEFORE UPDATE OR DELETE ON payment_retenders
        FOR EACH ROW EXECUTE FUNCTION refuse_retender_change();

      CREATE VIEW payments_retenders AS
        SELECT outlet_id, id, payment_id, from_method, to_method FROM payment_retenders;
      COMMENT ON VIEW payments_retenders IS 'A row a correction of what a payment was paid by, in the order of their ids. payments_money has the payment as it is now: by to_method of the last.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP VIEW payments_retenders; DROP TABLE payment_retenders; DROP FUNCTION refuse_retender_change',
    );
  }
}
