import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rollups that reports read. They are made of the event log, and made anew by `npm run rebuild-reports`. */
export class Reporting1795910417000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- business_date: the day that an instant's business belongs to. The outlet's wall clock is compared with its
      -- cutoff, whatever the clocks did that night.
      CREATE FUNCTION business_date(instant timestamptz, time_zone text, cutoff text) RETURNS date
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN ((instant AT TIME ZONE time_zone) - cutoff::interval)::date;

      -- report_cursor: the last seq of the event log that is in the rollups. Its only row is locked while they are
      -- brought up to date.
      CREATE TABLE report_cursor (
        id       smallint PRIMARY KEY CHECK (id = 1),
        last_seq bigint   NOT NULL
      );
      INSERT INTO report_cursor (id, last_seq) VALUES (1, 0);

      -- report_facts: what is in the rollups already: each payment, refund, sale and return counts once.
      CREATE TABLE report_facts (
        outlet_id uuid NOT NULL,
        kind      text NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN', 'ITEM_REFUND')),
        id        uuid NOT NULL,
        PRIMARY KEY (outlet_id, kind, id)
      );

      -- report_sales: bills that were paid in full, in the hour they were; refunds of them, in the hour they were
      -- given.
      CREATE TABLE report_sales (
        outlet_id      uuid     NOT NULL,
        business_date  date     NOT NULL,
        hour           smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
        currency       text     NOT NULL,
        orders_count   bigint   NOT NULL,
        items_count    bigint   NOT NULL,
        gross_sales    bigint   NOT NULL,
        discounts      bigint   NOT NULL,
        service_charge bigint   NOT NULL,
        tax            bigint   NOT NULL,
        shipping       bigint   NOT NULL,
        rounding       bigint   NOT NULL,
        billed         bigint   NOT NULL,
        refunds_count  bigint   NOT NULL,
        refunds        bigint   NOT NULL,
        PRIMARY KEY (outlet_id, business_date, hour, currency)
      );
      CREATE INDEX report_sales_by_date ON report_sales (business_date);

      -- report_product_sales: the lines of these bills, by product. Those of a bill that was voided after all, and
      -- those that were refunded by items, come off on the day of that.
      CREATE TABLE report_product_sales (
        outlet_id      uuid   NOT NULL,
        business_date  date   NOT NULL,
        product_id     uuid   NOT NULL,
        currency       text   NOT NULL,
        items_count    bigint NOT NULL,
        gross_sales    bigint NOT NULL,
        discounts      bigint NOT NULL,
        service_charge bigint NOT NULL,
        tax            bigint NOT NULL,
        billed         bigint NOT NULL,
        PRIMARY KEY (outlet_id, business_date, product_id, currency)
      );
      CREATE INDEX report_product_sales_by_date ON report_product_sales (business_date);

      -- report_payments: money in and out, by day, whatever it was for. What has no cashier was paid online.
      CREATE TABLE report_payments (
        outlet_id      uuid   NOT NULL,
        business_date  date   NOT NULL,
        method         text   NOT NULL,
        cashier_id     uuid,
        currency       text   NOT NULL,
        payments_count bigint NOT NULL,
        taken          bigint NOT NULL,
        rounding       bigint NOT NULL,
        refunds_count  bigint NOT NULL,
        refunds        bigint NOT NULL,
        CONSTRAINT report_payments_once UNIQUE NULLS NOT DISTINCT
          (outlet_id, business_date, method, cashier_id, currency)
      );
      CREATE INDEX report_payments_by_date ON report_payments (business_date);

      -- report_free_sales: sales of nothing, as the rollups counted them: such a bill may change, and is taken off
      -- again then.
      CREATE TABLE report_free_sales (
        outlet_id uuid  NOT NULL,
        order_id  uuid  NOT NULL,
        sale      jsonb NOT NULL,
        products  jsonb NOT NULL,
        PRIMARY KEY (outlet_id, order_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE report_free_sales, report_payments, report_product_sales, report_sales, report_facts, report_cursor;
      DROP FUNCTION business_date;
    `);
  }
}
