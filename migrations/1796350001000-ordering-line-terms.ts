import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody agreed to for one line: a discount, pieces on the house, a price by hand. */
export class OrderingLineTerms1796350001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE order_items ADD COLUMN terms jsonb, ADD COLUMN own_discount bigint, ADD COLUMN comped bigint;
      COMMENT ON COLUMN order_items.terms IS '{ discount, comp: { quantity, reason }, price: { menuPrice, reason } }; null for a line like any';
      COMMENT ON COLUMN order_items.own_discount IS 'the part of discount that is the line''s own; null is 0';
      COMMENT ON COLUMN order_items.comped IS 'the part of discount that is on the house; null is 0';

      CREATE OR REPLACE VIEW ordering_sale_lines AS
        SELECT outlet_id, id, order_id, product_id, quantity, subtotal, discount, service_charge, tax, total,
               status = 'VOIDED' AS is_voided, coalesce(own_discount, 0) AS line_discount, coalesce(comped, 0) AS comped
        FROM order_items;
      COMMENT ON VIEW ordering_sale_lines IS 'A row a line of a bill, with its shares of the bill. is_voided: by itself, which ordering_history tells as LINE_VOIDED, or with its order. line_discount and comped: the parts of discount that are the line''s own, and on the house.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW ordering_sale_lines;
      CREATE VIEW ordering_sale_lines AS
        SELECT outlet_id, id, order_id, product_id, quantity, subtotal, discount, service_charge, tax, total,
               status = 'VOIDED' AS is_voided
        FROM order_items;
      COMMENT ON VIEW ordering_sale_lines IS 'A row a line of a bill, with its shares of the bill. is_voided: by itself, which ordering_history tells as LINE_VOIDED, or with its order.';
      ALTER TABLE order_items DROP COLUMN terms, DROP COLUMN own_discount, DROP COLUMN comped`);
  }
}
