import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReportingRollups1763780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last seq of the event log that the rollups have followed. One row: its lock keeps whoever rolls up single-file.
      CREATE TABLE report_cursor (
        id smallint PRIMARY KEY CHECK (id = 1),
        last_seq bigint NOT NULL
      );
      INSERT INTO report_cursor (id, last_seq) VALUES (1, 0);

      -- What is in the rollups already: each payment, refund, sale and return counts once.
      CREATE TABLE report_facts (
        outlet_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN')),
        id uuid NOT NULL,
        PRIMARY KEY (outlet_id, kind, id)
      );

      -- Bills that were paid in full, on the hour they were; refunds of them, on the hour they were given.
      CREATE TABLE report_sales (
        outlet_id uuid NOT NULL,
        business_date date NOT NULL,
        hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
        currency text NOT NULL,
        orders_count bigint NOT NULL,
        items_count bigint NOT NULL,
        gross_sales bigint NOT NULL,
        discounts bigint NOT NULL,
        service_charge bigint NOT NULL,
        tax bigint NOT NULL,
        shipping bigint NOT NULL,
        rounding bigint NOT NULL,
        billed bigint NOT NULL,
        refunds_count bigint NOT NULL,
        refunds bigint NOT NULL,
        PRIMARY KEY (outlet_id, business_date, hour, currency)
      );
      CREATE INDEX report_sales_by_date ON report_sales (business_date);

      -- The lines of these bills, by product; those of a bill that was voided after all come off on the day of the void.
      CREATE TABLE report_product_sales (
        outlet_id uuid NOT NULL,
        business_date date NOT NULL,
        product_id uuid NOT NULL,
        currency text NOT NULL,
        items_count bigint NOT NULL,
        gross_sales bigint NOT NULL,
        discounts bigint NOT NULL,
        service_charge bigint NOT NULL,
        tax bigint NOT NULL,
        billed bigint NOT NULL,
        PRIMARY KEY (outlet_id, business_date, product_id, currency)
      );
      CREATE INDEX report_product_sales_by_date ON report_product_sales (business_date);

      -- Money in and out, whatever it was for: what shift reports add up, by day. Without a cashier: paid online.
      CREATE TABLE report_payments (
        outlet_id uuid NOT NULL,
        business_date date NOT NULL,
        method text NOT NULL,
        cashier_id uuid,
        currency text NOT NULL,
        payments_count bigint NOT NULL,
        taken bigint NOT NULL,
        rounding bigint NOT NULL,
        refunds_count bigint NOT NULL,
        refunds bigint NOT NULL,
        CONSTRAINT report_payments_once UNIQUE NULLS NOT DISTINCT (outlet_id, business_date, method, cashier_id, currency)
      );
      CREATE INDEX report_payments_by_date ON report_payments (business_date);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_payments, report_product_sales, report_sales, report_facts, report_cursor');
  }
}
