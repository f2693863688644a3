import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose the tips are: a ledger, of which each balance is the sum. */
export class PaymentsTipEntries1796360004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tip_entries (
        outlet_id       uuid        NOT NULL,
        id              uuid        NOT NULL,
        kind            text        NOT NULL CHECK (kind IN ('EARNED', 'REFUNDED', 'POOLED', 'SHARED', 'PAID_OUT', 'MOVED')),
        -- Whose; null is the pool.
        user_id         uuid,
        -- What the balance gained.
        amount          bigint      NOT NULL CHECK (amount <> 0),
        currency        text        NOT NULL,
        -- What the pool gave is on the days that it was given of.
        business_date   date        NOT NULL,
        payment_id      uuid,
        order_id        uuid,
        refund_id       uuid,
        shift_id        uuid,
        -- The line of the drawer's ledger.
        movement_id     uuid,
        distribution_id uuid,
        created_by_kind text        NOT NULL,
        created_by      uuid,
        created_at      timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT tip_entries_cause CHECK (
          CASE kind
            WHEN 'EARNED' THEN payment_id IS NOT NULL AND user_id IS NOT NULL
            WHEN 'POOLED' THEN payment_id IS NOT NULL AND user_id IS NULL
            WHEN 'MOVED' THEN payment_id IS NOT NULL
            WHEN 'REFUNDED' THEN payment_id IS NOT NULL AND refund_id IS NOT NULL AND amount < 0
            WHEN 'SHARED' THEN distribution_id IS NOT NULL
            WHEN 'PAID_OUT' THEN movement_id IS NOT NULL AND user_id IS NOT NULL AND amount < 0
          END
        )
      );
      CREATE INDEX tip_entries_by_day ON tip_entries (outlet_id, business_date);
      CREATE INDEX tip_entries_by_person ON tip_entries (outlet_id, user_id) INCLUDE (amount);
      CREATE UNIQUE INDEX tip_entries_once_a_refund ON tip_entries (outlet_id, refund_id) WHERE refund_id IS NOT NULL;
      CREATE UNIQUE INDEX tip_entries_once_a_movement ON tip_entries (outlet_id, movement_id) WHERE movement_id IS NOT NULL;

      CREATE FUNCTION refuse_tip_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Entries of tips are never changed' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER tip_entries_are_final BEFORE UPDATE OR DELETE ON tip_entries
        FOR EACH ROW EXECUTE FUNCTION refuse_tip_change();

      CREATE VIEW payments_tips AS
        SELECT outlet_id, id, kind, user_id, amount, currency, business_date, payment_id, order_id FROM tip_entries;
      COMMENT ON VIEW payments_tips IS 'A row an entry in the ledger of tips; the sum of a person''s rows is what they are owed, user_id null is the pool. kind: EARNED and POOLED came with a payment, REFUNDED went back, MOVED is another''s now, SHARED left the pool or came from it, PAID_OUT was paid in cash. amount is signed, in the smallest unit of its currency.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW payments_tips; DROP TABLE tip_entries; DROP FUNCTION refuse_tip_change');
  }
}
