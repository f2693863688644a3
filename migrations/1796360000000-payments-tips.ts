import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What guests give on top of what they pay. */
export class PaymentsTips1796360000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments
        -- Charged on top of amount, and no part of it.
        ADD COLUMN tip bigint NOT NULL DEFAULT 0,
        -- Whose the tip is; null: the pool's.
        ADD COLUMN tip_to uuid,
        ADD COLUMN refunded_tip bigint NOT NULL DEFAULT 0,
        -- Refunds of it that are under way.
        ADD COLUMN tip_pending bigint NOT NULL DEFAULT 0;

      CREATE OR REPLACE VIEW payments_money AS
        SELECT outlet_id, id, order_id, shift_id, method, currency, amount, rounding, refunded_amount,
               status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AS is_captured,
               coalesce(paid_at, created_at) AS taken_at,
               tender_id, tender_name, tip, refunded_tip
        FROM payments;
      COMMENT ON VIEW payments_money IS 'A row a payment, whatever became of it; amounts are in the smallest unit of its currency. is_captured: the money came, at taken_at, even if some or all of it went back (refunded_amount). rounding: what rounding to the smallest coin added to amount. tender_id: what it was paid by, where that is neither cash nor a gateway; tender_name: as it was called then. tip: what came on top of amount, and refunded_tip what went back of that.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW payments_money;
      CREATE VIEW payments_money AS
        SELECT outlet_id, id, order_id, shift_id, method, currency, amount, rounding, refunded_amount,
               status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AS is_captured,
               coalesce(paid_at, created_at) AS taken_at,
               tender_id, tender_name
        FROM payments;
      COMMENT ON VIEW payments_money IS 'A row a payment, whatever became of it; amounts are in the smallest unit of its currency. is_captured: the money came, at taken_at, even if some or all of it went back (refunded_amount). rounding: what rounding to the smallest coin added to amount. tender_id: what it was paid by, where that is neither cash nor a gateway; tender_name: as it was called then.';
      ALTER TABLE payments DROP COLUMN tip, DROP COLUMN tip_to, DROP COLUMN refunded_tip, DROP COLUMN tip_pending`);
  }
}
