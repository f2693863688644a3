import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a refund gives back of a tip, on top of what it gives back of the bill. */
export class PaymentsRefundsWithTips1796360002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE refunds ADD COLUMN tip bigint NOT NULL DEFAULT 0;

      CREATE OR REPLACE VIEW payments_refunds AS
        SELECT outlet_id, id, payment_id, shift_id, method, amount, pieces, status = 'DONE' AS is_done,
               coalesce(settled_at, created_at) AS given_at,
               tender_id, tip
        FROM refunds;
      COMMENT ON VIEW payments_refunds IS 'A row a refund of a payment, in the currency of that. is_done: the money is back, since given_at. shift_id: the drawer that cash came out of. pieces: [{"lineId", "quantity"}] of a refund that was asked for by lines of the bill. tender_id: of the payment. tip: what went back of the tip, on top of amount.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW payments_refunds;
      CREATE VIEW payments_refunds AS
        SELECT outlet_id, id, payment_id, shift_id, method, amount, pieces, status = 'DONE' AS is_done,
               coalesce(settled_at, created_at) AS given_at,
               tender_id
        FROM refunds;
      COMMENT ON VIEW payments_refunds IS 'A row a refund of a payment, in the currency of that. is_done: the money is back, since given_at. shift_id: the drawer that cash came out of. pieces: [{"lineId", "quantity"}] of a refund that was asked for by lines of the bill. tender_id: of the payment.';
      ALTER TABLE refunds DROP COLUMN tip`);
  }
}
