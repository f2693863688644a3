import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of the rollups, for reports over years of many outlets. Triggers keep them, so that they are right whichever version of the program
 * writes the rollups. The row of report_cursor is locked meanwhile: whoever rolls up waits for its turn, and nobody else.
 */
export class ReportingSums1795988110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT last_seq FROM report_cursor WHERE id = 1 FOR UPDATE;

      -- report_days: report_sales without the hours. parts: how many rows it is the sum of, here and below; a sum of none is removed.
      CREATE TABLE report_days (
        outlet_id      uuid   NOT NULL,
        business_date  date   NOT NULL,
        currency       text   NOT NULL,
        parts          bigint NOT NULL,
        orders_count   bigint NOT NULL,
        items_count    bigint NOT NULL,
        gross_sales    bigint NOT NULL,
        discounts      bigint NOT NULL,
        service_charge bigint NOT NULL,
        tax            bigint NOT NULL,
        shipping       bigint NOT NULL,
        rounding       bigint NOT NULL,
        billed         bigint NOT NULL,
        refunds_count  bigint NOT NULL,
        refunds        bigint NOT NULL,
        PRIMARY KEY (outlet_id, business_date, currency)
      );
      CREATE INDEX report_days_by_date ON report_days (business_date);

      -- report_hours_of_all: report_sales of all outlets together, for who sees all of them.
      CREATE TABLE report_hours_of_all (
        business_date  date     NOT NULL,
        hour           smallint NOT NULL,
        currency       text     NOT NULL,
        parts          bigint NOT NULL,
        orders_count   bigint NOT NULL,
        items_count    bigint NOT NULL,
        gross_sales    bigint NOT NULL,
        discounts      bigint NOT NULL,
        service_charge bigint NOT NULL,
        tax            bigint NOT NULL,
        shipping       bigint NOT NULL,
        rounding       bigint NOT NULL,
        billed         bigint NOT NULL,
        refunds_count  bigint NOT NULL,
        refunds        bigint NOT NULL,
        PRIMARY KEY (business_date, hour, currency)
      );

      -- report_product_months_of_all: report_product_sales of all outlets together, by calendar month; month is its first day.
      CREATE TABLE report_product_months_of_all (
        month          date   NOT NULL,
        product_id     uuid   NOT NULL,
        currency       text   NOT NULL,
        parts          bigint NOT NULL,
        items_count    bigint NOT NULL,
        gross_sales    bigint NOT NULL,
        discounts      bigint NOT NULL,
        service_charge bigint NOT NULL,
        tax            bigint NOT NULL,
        billed         bigint NOT NULL,
        PRIMARY KEY (month, product_id, currency)
      );

      INSERT INTO report_days (
        outlet_id, business_date, currency, parts, orders_count, items_count, gross_sales, discounts, service_charge,
        tax, shipping, rounding, billed, refunds_count, refunds)
      SELECT outlet_id, business_date, currency, count(*), sum(orders_count), sum(items_count), sum(gross_sales),
        sum(discounts), sum(service_charge), sum(tax), sum(shipping), sum(rounding), sum(billed), sum(refunds_count),
        sum(refunds)
      FROM report_sales GROUP BY 1, 2, 3;
      INSERT INTO report_hours_of_all (
        business_date, hour, currency, parts, orders_count, items_count, gross_sales, discounts, service_charge, tax,
        shipping, rounding, billed, refunds_count, refunds)
      SELECT business_date, hour, currency, count(*), sum(orders_count), sum(items_count), sum(gross_sales), sum(discounts),
        sum(service_charge), sum(tax), sum(shipping), sum(rounding), sum(billed), sum(refunds_count), sum(refunds)
      FROM report_sales GROUP BY 1, 2, 3;
      INSERT INTO report_product_months_of_all (
        month, product_id, currency, parts, items_count, gross_sales, discounts, service_charge, tax, billed)
      SELECT date_trunc('month', business_date)::date, product_id, currency, count(*), sum(items_count), sum(gross_sales),
        sum(discounts), sum(service_charge), sum(tax), sum(billed)
      FROM report_product_sales GROUP BY 1, 2, 3;

      -- sum_report_sales: adds what a statement changed in report_sales to its sums.
      CREATE FUNCTION sum_report_sales() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          INSERT INTO report_days AS s (
            outlet_id, business_date, currency, parts, orders_count, items_count, gross_sales, discounts,
            service_charge, tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            outlet_id, business_date, currency, -count(*), -sum(orders_count), -sum(items_count), -sum(gross_sales),
            -sum(discounts), -sum(service_charge), -sum(tax), -sum(shipping), -sum(rounding), -sum(billed),
            -sum(refunds_count), -sum(refunds)
          FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (outlet_id, business_date, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
          INSERT INTO report_hours_of_all AS s (
            business_date, hour, currency, parts, orders_count, items_count, gross_sales, discounts, service_charge,
            tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            business_date, hour, currency, -count(*), -sum(orders_count), -sum(items_count), -sum(gross_sales),
            -sum(discounts), -sum(service_charge), -sum(tax), -sum(shipping), -sum(rounding), -sum(billed),
            -sum(refunds_count), -sum(refunds)
          FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (business_date, hour, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO report_days AS s (
            outlet_id, business_date, currency, parts, orders_count, items_count, gross_sales, discounts,
            service_charge, tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            outlet_id, business_date, currency, count(*), sum(orders_count), sum(items_count), sum(gross_sales),
            sum(discounts), sum(service_charge), sum(tax), sum(shipping), sum(rounding), sum(billed),
            sum(refunds_count), sum(refunds)
          FROM made GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (outlet_id, business_date, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
          INSERT INTO report_hours_of_all AS s (
            business_date, hour, currency, parts, orders_count, items_count, gross_sales, discounts, service_charge,
            tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            business_date, hour, currency, count(*), sum(orders_count), sum(items_count), sum(gross_sales),
            sum(discounts), sum(service_charge), sum(tax), sum(shipping), sum(rounding), sum(billed),
            sum(refunds_count), sum(refunds)
          FROM made GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (business_date, hour, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
        END IF;
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM report_days s USING (SELECT DISTINCT outlet_id, business_date, currency FROM gone) g
          WHERE s.outlet_id = g.outlet_id AND s.business_date = g.business_date AND s.currency = g.currency AND s.parts = 0;
          DELETE FROM report_hours_of_all s USING (SELECT DISTINCT business_date, hour, currency FROM gone) g
          WHERE s.business_date = g.business_date AND s.hour = g.hour AND s.currency = g.currency AND s.parts = 0;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER report_sales_made AFTER INSERT ON report_sales REFERENCING NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION sum_report_sales();
      CREATE TRIGGER report_sales_changed AFTER UPDATE ON report_sales REFERENCING OLD TABLE AS gone NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION sum_report_sales();
      CREATE TRIGGER report_sales_gone AFTER DELETE ON report_sales REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION sum_report_sales();

      -- sum_report_product_sales: adds what a statement changed in report_product_sales to its sums.
      CREATE FUNCTION sum_report_product_sales() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          INSERT INTO report_product_months_of_all AS s (
            month, product_id, currency, parts, items_count, gross_sales, discounts, service_charge, tax, billed)
          SELECT
            date_trunc('month', business_date)::date, product_id, currency, -count(*), -sum(items_count),
            -sum(gross_sales), -sum(discounts), -sum(service_charge), -sum(tax), -sum(billed)
          FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (month, product_id, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, items_count = s.items_count + excluded.items_count,
            gross_sales = s.gross_sales + excluded.gross_sales, discounts = s.discounts + excluded.discounts,
            service_charge = s.service_charge + excluded.service_charge, tax = s.tax + excluded.tax,
            billed = s.billed + excluded.billed;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO report_product_months_of_all AS s (
            month, product_id, currency, parts, items_count, gross_sales, discounts, service_charge, tax, billed)
          SELECT
            date_trunc('month', business_date)::date, product_id, currency, count(*), sum(items_count),
            sum(gross_sales), sum(discounts), sum(service_charge), sum(tax), sum(billed)
          FROM made GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (month, product_id, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, items_count = s.items_count + excluded.items_count,
            gross_sales = s.gross_sales + excluded.gross_sales, discounts = s.discounts + excluded.discounts,
            service_charge = s.service_charge + excluded.service_charge, tax = s.tax + excluded.tax,
            billed = s.billed + excluded.billed;
        END IF;
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM report_product_months_of_all s USING (SELECT DISTINCT date_trunc('month', business_date)::date AS month, product_id, currency FROM gone) g
          WHERE s.month = g.month AND s.product_id = g.product_id AND s.currency = g.currency AND s.parts = 0;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER report_product_sales_made AFTER INSERT ON report_product_sales REFERENCING NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION sum_report_product_sales();
      CREATE TRIGGER report_product_sales_changed AFTER UPDATE ON report_product_sales REFERENCING OLD TABLE AS gone NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION sum_report_product_sales();
      CREATE TRIGGER report_product_sales_gone AFTER DELETE ON report_product_sales REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION sum_report_product_sales();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT last_seq FROM report_cursor WHERE id = 1 FOR UPDATE;
      DROP TRIGGER report_product_sales_made ON report_product_sales;
      DROP TRIGGER report_product_sales_changed ON report_product_sales;
      DROP TRIGGER report_product_sales_gone ON report_product_sales;
      DROP TRIGGER report_sales_made ON report_sales;
      DROP TRIGGER report_sales_changed ON report_sales;
      DROP TRIGGER report_sales_gone ON report_sales;
      DROP FUNCTION sum_report_product_sales, sum_report_sales;
      DROP TABLE report_product_months_of_all, report_hours_of_all, report_days;
    `);
  }
}
