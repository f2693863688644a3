import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many pieces of a line are on the house, for whoever counts what was given back. */
export class OrderingSaleLinesOnTheHouse1796380000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW ordering_sale_lines AS
        SELECT outlet_id, id, order_id, product_id, quantity, subtotal, discount, service_charge, tax, total,
               status = 'VOIDED' AS is_voided, coalesce(own_discount, 0) AS line_discount, coalesce(comped, 0) AS comped,
               least(coalesce((terms -> 'comp' ->> 'quantity')::integer, 0), quantity) AS comped_quantity
        FROM order_items;
      COMMENT ON VIEW ordering_sale_lines IS 'A row a line of a bill, with its shares of the bill. is_voided: by itself, which ordering_history tells as LINE_VOIDED, or with its order. line_discount and comped: the parts of discount that are the line''s own, and on the house. comped_quantity: how many of its pieces are on the house.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW ordering_sale_lines;
      CREATE VIEW ordering_sale_lines AS
        SELECT outlet_id, id, order_id, product_id, quantity, subtotal, discount, service_charge, tax, total,
               status = 'VOIDED' AS is_voided, coalesce(own_discount, 0) AS line_discount, coalesce(comped, 0) AS comped
        FROM order_items;
      COMMENT ON VIEW ordering_sale_lines IS 'A row a line of a bill, with its shares of the bill. is_voided: by itself, which ordering_history tells as LINE_VOIDED, or with its order. line_discount and comped: the parts of discount that are the line''s own, and on the house.'`);
  }
}
