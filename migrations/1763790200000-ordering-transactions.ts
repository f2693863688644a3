import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the web POS (S2) calls its tables: orders that were not made online, and their lines, for whoever reads the database. */
export class OrderingTransactions1763790200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW transactions AS
        SELECT outlet_id, id, number, type, status, payment_status, placed_by_id, customer_id, currency, subtotal, discount_total,
               service_charge, tax_total, rounding, total_amount, paid_amount, refunded_amount, business_date, created_at
        FROM orders WHERE type <> 'ONLINE';
      CREATE VIEW transaction_items AS
        SELECT i.outlet_id, i.id, i.order_id AS transaction_id, i.product_id, i.name, i.quantity, i.unit_price, i.modifiers_total,
               i.subtotal, i.discount, i.service_charge, i.tax, i.total, i.status
        FROM order_items i JOIN orders o ON o.outlet_id = i.outlet_id AND o.id = i.order_id WHERE o.type <> 'ONLINE';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW transaction_items, transactions');
  }
}
