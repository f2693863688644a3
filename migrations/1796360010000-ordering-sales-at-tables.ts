import type { MigrationInterface, QueryRunner } from 'typeorm';

/** At which table a bill is, for whoever reads sales. */
export class OrderingSalesAtTables1796360010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW ordering_sales AS
        SELECT outlet_id, id, currency, tax_inclusive, subtotal, discount_total, service_charge, tax_total,
               shipping_total, rounding, total_amount, refunded_amount, total_amount - paid_amount AS amount_due,
               status = 'VOIDED' AS is_voided,
               status <> 'VOIDED' AND total_amount > paid_amount AS is_due,
               paid_amount = total_amount AND (paid_amount > 0 OR settled_at IS NOT NULL) AS is_sold,
               settled_at IS NOT NULL AND paid_amount = 0 AS is_free,
               settled_at, updated_at, table_id, table_name
        FROM orders;
      COMMENT ON VIEW ordering_sales IS 'A row a bill, of every order; amounts are in the smallest unit of its currency. is_due: there is something to pay. is_sold: it was paid in full, or there was nothing to pay, which settled_at says; once something was paid, a sold bill never changes, even if its order is voided. is_free: settled without a payment. table_id, table_name: where it was served; null elsewhere than at a table.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW ordering_sales;
      CREATE VIEW ordering_sales AS
        SELECT outlet_id, id, currency, tax_inclusive, subtotal, discount_total, service_charge, tax_total,
               shipping_total, rounding, total_amount, refunded_amount, total_amount - paid_amount AS amount_due,
               status = 'VOIDED' AS is_voided,
               status <> 'VOIDED' AND total_amount > paid_amount AS is_due,
               paid_amount = total_amount AND (paid_amount > 0 OR settled_at IS NOT NULL) AS is_sold,
               settled_at IS NOT NULL AND paid_amount = 0 AS is_free,
               settled_at, updated_at
        FROM orders;
      COMMENT ON VIEW ordering_sales IS 'A row a bill, of every order; amounts are in the smallest unit of its currency. is_due: there is something to pay. is_sold: it was paid in full, or there was nothing to pay, which settled_at says; once something was paid, a sold bill never changes, even if its order is voided. is_free: settled without a payment.'`);
  }
}
