import {
  add,
  BILL,
  dateOf,
  hourOf,
  isNew,
  mark,
  OUTLET,
  piecesGivenBack,
  PLACE,
  PRODUCTS,
  SALES,
  same,
  shareOf,
  TOUCHED,
} from './rollup-statements.js';

const SALE_FIGURES = BILL.map((figure) => `${figure} bigint`).join(', ');
const LINE_FIGURES = `id uuid, product_id uuid, quantity integer, subtotal bigint, discount bigint, line_discount bigint, comped bigint,
  comped_quantity integer, service_charge bigint, tax bigint, total bigint`;

/** Of which products are counted, of a part of a line. */
const GOODS = `gross_sales, discounts, line_discounts, comps, service_charge, tax`;

/** When a sale was counted as made, before it was reopened. */
const SOLD_AT = `CASE WHEN (sale ->> 'settlement')::integer > 1 THEN (sale ->> 'settled_at')::timestamptz
  ELSE coalesce((
    SELECT max(c.occurred_at) FROM ordering_history c
    WHERE c.outlet_id = ${OUTLET} AND c.order_id = gone.id AND c.action = 'PAID' AND c.occurred_at <= gone.reopened_at
  ), (sale ->> 'settled_at')::timestamptz, gone.reopened_at) END`;

/**
 * Takes off again what a bill counted as that was reopened since, as it was counted, with what had gone back of it: both are counted anew
 * once it is a sale again. A bill is reopened on its own business date, so that all of it comes off the day of the reopening. Of several
 * reopenings between two passes the first tells what was counted; those that a bill was sold at between them were never in the rollups.
 */
export const UNCOUNT_REOPENED = `
  WITH fresh AS MATERIALIZED (
    SELECT r.*, row_number() OVER (PARTITION BY r.order_id ORDER BY r.occurred_at, r.id) AS nth
    FROM ${TOUCHED} CROSS JOIN LATERAL (
      SELECT * FROM ordering_reopenings WHERE outlet_id = ${OUTLET} AND order_id = touched.order_id OFFSET 0) r
    WHERE ${isNew('REOPENING', 'r.id')}
  ), marked AS (${mark('REOPENING', 'fresh')}
  ), gone AS MATERIALIZED (
    DELETE FROM report_facts f USING fresh
    WHERE fresh.nth = 1 AND f.outlet_id = ${OUTLET} AND f.kind = 'SALE' AND f.id = fresh.order_id
    RETURNING f.outlet_id, f.id, fresh.occurred_at AS reopened_at, fresh.sale
  ), bills AS MATERIALIZED (
    SELECT gone.*, o.currency, (sale ->> 'tax_inclusive')::boolean AS tax_inclusive, ${SOLD_AT} AS at
    FROM gone CROSS JOIN LATERAL (
      SELECT currency FROM ordering_sales WHERE outlet_id = ${OUTLET} AND id = gone.id OFFSET 0) o
  ), sold AS (
    SELECT bills.*, ${dateOf('at')} AS business_date, ${hourOf('at')} AS hour FROM bills ${PLACE} outlet_id
  ), given_back AS (
    DELETE FROM report_facts f USING bills CROSS JOIN LATERAL (
      SELECT * FROM ordering_history
      WHERE outlet_id = ${OUTLET} AND order_id = bills.id AND refunded_amount IS NOT NULL OFFSET 0) r
    WHERE f.outlet_id = ${OUTLET} AND f.kind = 'SALE_REFUND' AND f.id = r.id
    RETURNING f.outlet_id, bills.currency, r.refunded_amount AS amount, r.occurred_at AS at
  ), dated_refunds AS (
    SELECT given_back.*, ${dateOf('at')} AS business_date, ${hourOf('at')} AS hour FROM given_back ${PLACE} outlet_id
  ), sales AS (
    SELECT outlet_id, business_date, hour, currency, -1 AS orders_count, -(sale ->> 'items_count')::bigint AS items_count,
      ${BILL.map((figure) => `-figures.${figure} AS ${figure}`).join(', ')}, 0 AS refunds_count, 0 AS refunds
    FROM sold, jsonb_to_record(sale) AS figures (${SALE_FIGURES})
    UNION ALL
    SELECT outlet_id, business_date, hour, currency, 0, 0, ${BILL.map(() => '0').join(', ')},
      CASE WHEN amount > 0 THEN -1 ELSE 0 END, -amount
    FROM dated_refunds
  ), given AS MATERIALIZED (
    SELECT bills.outlet_id, bills.currency, bills.tax_inclusive, bills.sale, r.id, r.at, (piece ->> 'lineId')::uuid AS line_id,
      (piece ->> 'quantity')::integer AS quantity,
      sum((piece ->> 'quantity')::integer) OVER (
        PARTITION BY bills.outlet_id, piece ->> 'lineId' ORDER BY r.at, r.id, part.place ROWS UNBOUNDED PRECEDING) AS so_far
    FROM bills CROSS JOIN LATERAL ${piecesGivenBack('bills', '')}
  ), forgotten AS (
    DELETE FROM report_facts f USING (SELECT DISTINCT id FROM given) r
    WHERE f.outlet_id = ${OUTLET} AND f.kind = 'ITEM_REFUND' AND f.id = r.id RETURNING f.id AS refund_id
  ), dated AS (
    SELECT given.*, ${dateOf('at')} AS business_date FROM given JOIN forgotten ON refund_id = given.id ${PLACE} given.outlet_id
  ), back AS (
    SELECT dated.*, line.product_id, ${shareOf('subtotal')} AS gross_sales, ${shareOf('discount')} AS discounts,
      ${shareOf('line_discount')} AS line_discounts, ${shareOf('comped')} AS comps,
      ${shareOf('service_charge')} AS service_charge, ${shareOf('tax')} AS tax
    FROM dated CROSS JOIN LATERAL (
      SELECT * FROM jsonb_to_recordset(dated.sale -> 'lines') AS l (${LINE_FIGURES}) WHERE l.id = dated.line_id) line
  ), products AS (
    SELECT sold.outlet_id, business_date, line.product_id, currency, -line.quantity AS items_count, -line.subtotal AS gross_sales,
      -line.discount AS discounts, -line.line_discount AS line_discounts, -line.comped AS comps,
      -line.service_charge AS service_charge, -line.tax AS tax, -line.total AS billed
    FROM sold CROSS JOIN LATERAL jsonb_to_recordset(sold.sale -> 'lines') AS line (${LINE_FIGURES})
    UNION ALL
    SELECT outlet_id, business_date, product_id, currency, quantity, ${GOODS},
      gross_sales - discounts + service_charge + CASE WHEN tax_inclusive THEN 0 ELSE tax END
    FROM back
  ), of_products AS (${add(PRODUCTS, 'products', same(PRODUCTS.measures))})
  ${add(SALES, 'sales', same(SALES.measures))}`;
