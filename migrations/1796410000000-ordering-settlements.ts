import type { MigrationInterface, QueryRunner } from 'typeorm';

const SALES = `
        SELECT outlet_id, id, currency, tax_inclusive, subtotal, discount_total, service_charge, tax_total,
               shipping_total, rounding, total_amount, refunded_amount, total_amount - paid_amount AS amount_due,
               status = 'VOIDED' AS is_voided,
               status <> 'VOIDED' AND total_amount > paid_amount AS is_due,
               IS_SOLD AS is_sold,
               settled_at IS NOT NULL AND paid_amount = 0 AS is_free,
               settled_at, updated_at, table_id, table_name`;
const SOLD_ONCE = 'paid_amount = total_amount AND (paid_amount > 0 OR settled_at IS NOT NULL)';
const SOLD_BEFORE =
  'A row a bill, of every order; amounts are in the smallest unit of its currency. is_due: there is something to pay. is_sold: it was paid in full, or there was nothing to pay, which settled_at says; once something was paid, a sold bill never changes, even if its order is voided. is_free: settled without a payment. table_id, table_name: where it was served; null elsewhere than at a table.';

/** A settled bill may be opened again, and what is given back may be exchanged for another order. */
export class OrderingSettlements1796410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders ADD COLUMN settlement integer, ADD COLUMN exchange_of uuid;
      COMMENT ON COLUMN orders.settlement IS 'which settlement of the bill this is: one more each time that it was reopened; null is 1';
      COMMENT ON COLUMN orders.exchange_of IS 'the order of which goods were given back in exchange for this one';

      CREATE OR REPLACE VIEW ordering_sales AS ${SALES.replace(
        'IS_SOLD',
        'paid_amount = total_amount AND (settled_at IS NOT NULL OR (paid_amount > 0 AND settlement IS NULL))',
      )}, coalesce(settlement, 1) AS settlement
        FROM orders;
      COMMENT ON VIEW ordering_sales IS 'A row a bill, of every order; amounts are in the smallest unit of its currency. is_due: there is something to pay. is_sold: it was paid in full, or there was nothing to pay, which settled_at says; once something was paid, a sold bill never changes, even if its order is voided, unless it is reopened. is_free: settled without a payment. table_id, table_name: where it was served; null elsewhere than at a table. settlement: 1, and one more each time that it was reopened.';

      CREATE OR REPLACE VIEW ordering_history AS
        SELECT outlet_id, order_id, id, action, item_id, occurred_at,
               CASE action WHEN 'REFUNDED' THEN (details ->> 'amount')::bigint
                           WHEN 'REFUND_ABSORBED' THEN -(details ->> 'amount')::bigint END AS refunded_amount
        FROM order_changes;
      COMMENT ON VIEW ordering_history IS 'A row a change of an order. Of the actions, PAID is a payment (the last one completed a sold bill), VOIDED the end of the order, LINE_VOIDED that of one line (item_id), REFUNDED money that went back (refunded_amount), REFUND_ABSORBED a refund that turned out to be for lines that were taken off a bill after it was reopened (refunded_amount, below 0).';

      CREATE VIEW ordering_reopenings AS
        SELECT outlet_id, order_id, id, occurred_at, details -> 'sale' AS sale
        FROM order_changes WHERE action = 'REOPENED' AND details ? 'sale';
      COMMENT ON VIEW ordering_reopenings IS 'A row each time that a settled bill was opened again. sale: what it was until then: settlement, settled_at, its figures, and lines as ordering_sale_lines has them.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW ordering_reopenings;
      CREATE OR REPLACE VIEW ordering_history AS
        SELECT outlet_id, order_id, id, action, item_id, occurred_at,
               CASE WHEN action = 'REFUNDED' THEN (details ->> 'amount')::bigint END AS refunded_amount
        FROM order_changes;
      COMMENT ON VIEW ordering_history IS 'A row a change of an order. Of the actions, PAID is a payment (the last one completed a sold bill), VOIDED the end of the order, LINE_VOIDED that of one line (item_id), REFUNDED money that went back (refunded_amount).';
      DROP VIEW ordering_sales;
      CREATE VIEW ordering_sales AS ${SALES.replace('IS_SOLD', SOLD_ONCE)}
        FROM orders;
      COMMENT ON VIEW ordering_sales IS '${SOLD_BEFORE}';
      ALTER TABLE orders DROP COLUMN settlement, DROP COLUMN exchange_of`);
  }
}
