import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lines had off by themselves, and what was on the house: parts of the discounts that reports tell. */
export class ReportingComps1796350002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT last_seq FROM report_cursor WHERE id = 1 FOR UPDATE;
      ALTER TABLE report_sales ADD COLUMN line_discounts bigint NOT NULL DEFAULT 0, ADD COLUMN comps bigint NOT NULL DEFAULT 0;
      ALTER TABLE report_product_sales ADD COLUMN line_discounts bigint NOT NULL DEFAULT 0, ADD COLUMN comps bigint NOT NULL DEFAULT 0;
      -- Where outlets are in several databases the sums are views, which the columns are added to.
      DO $$
      DECLARE
        goods text := 'sum(items_count)::bigint AS items_count, sum(gross_sales)::bigint AS gross_sales, sum(discounts)::bigint AS discounts, sum(service_charge)::bigint AS service_charge, sum(tax)::bigint AS tax, sum(billed)::bigint AS billed';
        bills text := 'sum(orders_count)::bigint AS orders_count, ' || goods || ', sum(shipping)::bigint AS shipping, sum(rounding)::bigint AS rounding, sum(refunds_count)::bigint AS refunds_count, sum(refunds)::bigint AS refunds';
        more text := ', sum(line_discounts)::bigint AS line_discounts, sum(comps)::bigint AS comps';
      BEGIN
        IF (SELECT relkind FROM pg_class WHERE oid = 'report_days'::regclass) = 'v' THEN
          EXECUTE 'CREATE OR REPLACE VIEW ' || 'report_days' || ' AS SELECT outlet_id, business_date, currency, count(*) AS parts, '
            || bills || more || ' FROM report_sales GROUP BY 1, 2, 3';
          EXECUTE 'CREATE OR REPLACE VIEW ' || 'report_hours_of_all' || ' AS SELECT business_date, hour, currency, count(*) AS parts, '
            || bills || more || ' FROM report_sales GROUP BY 1, 2, 3';
          EXECUTE 'CREATE OR REPLACE VIEW ' || 'report_product_months_of_all' || ' AS SELECT date_trunc(''month'', business_date)::date AS month, product_id, currency, count(*) AS parts, '
            || goods || more || ' FROM report_product_sales GROUP BY 1, 2, 3';
        ELSE
          ALTER TABLE report_days ADD COLUMN line_discounts bigint NOT NULL DEFAULT 0, ADD COLUMN comps bigint NOT NULL DEFAULT 0;
          ALTER TABLE report_hours_of_all ADD COLUMN line_discounts bigint NOT NULL DEFAULT 0, ADD COLUMN comps bigint NOT NULL DEFAULT 0;
          ALTER TABLE report_product_months_of_all ADD COLUMN line_discounts bigint NOT NULL DEFAULT 0, ADD COLUMN comps bigint NOT NULL DEFAULT 0;
        END IF;
      END $$;

      CREATE OR REPLACE FUNCTION sum_report_sales() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          INSERT INTO report_days AS s (
            outlet_id, business_date, currency, parts, orders_count, items_count, gross_sales, discounts,
            line_discounts, comps, service_charge, tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            outlet_id, business_date, currency, -count(*), -sum(orders_count), -sum(items_count), -sum(gross_sales),
            -sum(discounts), -sum(line_discounts), -sum(comps), -sum(service_charge), -sum(tax), -sum(shipping), -sum(rounding), -sum(billed),
            -sum(refunds_count), -sum(refunds)
          FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (outlet_id, business_date, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts,
            line_discounts = s.line_discounts + excluded.line_discounts, comps = s.comps + excluded.comps, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
          INSERT INTO report_hours_of_all AS s (
            business_date, hour, currency, parts, orders_count, items_count, gross_sales, discounts, line_discounts, comps, service_charge,
            tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            business_date, hour, currency, -count(*), -sum(orders_count), -sum(items_count), -sum(gross_sales),
            -sum(discounts), -sum(line_discounts), -sum(comps), -sum(service_charge), -sum(tax), -sum(shipping), -sum(rounding), -sum(billed),
            -sum(refunds_count), -sum(refunds)
          FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (business_date, hour, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts,
            line_discounts = s.line_discounts + excluded.line_discounts, comps = s.comps + excluded.comps, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO report_days AS s (
            outlet_id, business_date, currency, parts, orders_count, items_count, gross_sales, discounts,
            line_discounts, comps, service_charge, tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            outlet_id, business_date, currency, count(*), sum(orders_count), sum(items_count), sum(gross_sales),
            sum(discounts), sum(line_discounts), sum(comps), sum(service_charge), sum(tax), sum(shipping), sum(rounding), sum(billed),
            sum(refunds_count), sum(refunds)
          FROM made GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (outlet_id, business_date, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts,
            line_discounts = s.line_discounts + excluded.line_discounts, comps = s.comps + excluded.comps, service_charge = s.service_charge + excluded.service_charge,
            tax = s.tax + excluded.tax, shipping = s.shipping + excluded.shipping,
            rounding = s.rounding + excluded.rounding, billed = s.billed + excluded.billed,
            refunds_count = s.refunds_count + excluded.refunds_count, refunds = s.refunds + excluded.refunds;
          INSERT INTO report_hours_of_all AS s (
            business_date, hour, currency, parts, orders_count, items_count, gross_sales, discounts, line_discounts, comps, service_charge,
            tax, shipping, rounding, billed, refunds_count, refunds)
          SELECT
            business_date, hour, currency, count(*), sum(orders_count), sum(items_count), sum(gross_sales),
            sum(discounts), sum(line_discounts), sum(comps), sum(service_charge), sum(tax), sum(shipping), sum(rounding), sum(billed),
            sum(refunds_count), sum(refunds)
          FROM made GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (business_date, hour, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, orders_count = s.orders_count + excluded.orders_count,
            items_count = s.items_count + excluded.items_count, gross_sales = s.gross_sales + excluded.gross_sales,
            discounts = s.discounts + excluded.discounts,
            line_discounts = s.line_discounts + excluded.line_discounts, comps = s.comps + excluded.comps, service_charge = s.service_charge + excluded.service_charge,
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
      CREATE OR REPLACE FUNCTION sum_report_product_sales() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          INSERT INTO report_product_months_of_all AS s (
            month, product_id, currency, parts, items_count, gross_sales, discounts, line_discounts, comps, service_charge, tax, billed)
          SELECT
            date_trunc('month', business_date)::date, product_id, currency, -count(*), -sum(items_count),
            -sum(gross_sales), -sum(discounts), -sum(line_discounts), -sum(comps), -sum(service_charge), -sum(tax), -sum(billed)
          FROM gone GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (month, product_id, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, items_count = s.items_count + excluded.items_count,
            gross_sales = s.gross_sales + excluded.gross_sales, discounts = s.discounts + excluded.discounts,
            line_discounts = s.line_discounts + excluded.line_discounts, comps = s.comps + excluded.comps,
            service_charge = s.service_charge + excluded.service_charge, tax = s.tax + excluded.tax,
            billed = s.billed + excluded.billed;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO report_product_months_of_all AS s (
            month, product_id, currency, parts, items_count, gross_sales, discounts, line_discounts, comps, service_charge, tax, billed)
          SELECT
            date_trunc('month', business_date)::date, product_id, currency, count(*), sum(items_count),
            sum(gross_sales), sum(discounts), sum(line_discounts), sum(comps), sum(service_charge), sum(tax), sum(billed)
          FROM made GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
          ON CONFLICT (month, product_id, currency) DO UPDATE SET
            parts = s.parts + excluded.parts, items_count = s.items_count + excluded.items_count,
            gross_sales = s.gross_sales + excluded.gross_sales, discounts = s.discounts + excluded.discounts,
            line_discounts = s.line_discounts + excluded.line_discounts, comps = s.comps + excluded.comps,
            service_charge = s.service_charge + excluded.service_charge, tax = s.tax + excluded.tax,
            billed = s.billed + excluded.billed;
        END IF;
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM report_product_months_of_all s USING (SELECT DISTINCT date_trunc('month', business_date)::date AS month, product_id, currency FROM gone) g
          WHERE s.month = g.month AND s.product_id = g.product_id AND s.currency = g.currency AND s.parts = 0;
        END IF;
        RETURN NULL;
      END $$;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT last_seq FROM report_cursor WHERE id = 1 FOR UPDATE;
      CREATE OR REPLACE FUNCTION sum_report_sales() RETURNS trigger LANGUAGE plpgsql AS $$
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
      CREATE OR REPLACE FUNCTION sum_report_product_sales() RETURNS trigger LANGUAGE plpgsql AS $$
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
      ALTER TABLE report_sales DROP COLUMN line_discounts, DROP COLUMN comps;
      ALTER TABLE report_product_sales DROP COLUMN line_discounts, DROP COLUMN comps;
      ALTER TABLE report_days DROP COLUMN line_discounts, DROP COLUMN comps;
      ALTER TABLE report_hours_of_all DROP COLUMN line_discounts, DROP COLUMN comps;
      ALTER TABLE report_product_months_of_all DROP COLUMN line_discounts, DROP COLUMN comps;`);
  }
}
