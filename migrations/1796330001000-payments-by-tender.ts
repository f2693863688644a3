import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a payment keeps of the tender that it was made by. */
export class PaymentsByTender1796330001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments
        ADD COLUMN tender_id uuid,
        -- As they were when it was paid.
        ADD COLUMN tender_name text,
        ADD COLUMN tender_code text,
        -- The business date on which its reference counts once.
        ADD COLUMN tender_day date,
        ADD COLUMN last4 text,
        -- CREDIT or DEBIT.
        ADD COLUMN card_type text;

      CREATE OR REPLACE VIEW payments_money AS
        SELECT outlet_id, id, order_id, shift_id, method, currency, amount, rounding, refunded_amount,
               status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AS is_captured,
               coalesce(paid_at, created_at) AS taken_at,
               tender_id, tender_name
        FROM payments;
      COMMENT ON VIEW payments_money IS 'A row a payment, whatever became of it; amounts are in the smallest unit of its currency. is_captured: the money came, at taken_at, even if some or all of it went back (refunded_amount). rounding: what rounding to the smallest coin added to amount. tender_id: what it was paid by, where that is neither cash nor a gateway; tender_name: as it was called then.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW payments_money;
      CREATE VIEW payments_money AS
        SELECT outlet_id, id, order_id, shift_id, method, currency, amount, rounding, refunded_amount,
               status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AS is_captured,
               coalesce(paid_at, created_at) AS taken_at
        FROM payments;
      COMMENT ON VIEW payments_money IS 'A row a payment, whatever became of it; amounts are in the smallest unit of its currency. is_captured: the money came, at taken_at, even if some or all of it went back (refunded_amount). rounding: what rounding to the smallest coin added to amount.';
      ALTER TABLE payments DROP COLUMN tender_id, DROP COLUMN tender_name, DROP COLUMN tender_code, DROP COLUMN tender_day,
        DROP COLUMN last4, DROP COLUMN card_type`);
  }
}
