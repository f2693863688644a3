/**
 * Each statement takes orders (`$1` their outlets, `$2` their ids), finds what of them is not in the rollups yet, and adds it. They read
 * the orders' and payments' own rows, so it does not matter how many events told of a change, or in which order.
 */
const TOUCHED = 'unnest($1::uuid[], $2::uuid[]) AS touched (outlet_id, order_id)';

/** The day of business and the hour, on the clock of the outlet `place`. */
const dateOf = (at: string): string =>
  `((${at} - place.business_day_cutoff::interval) AT TIME ZONE place.time_zone)::date`;
const hourOf = (at: string): string => `extract(hour FROM ${at} AT TIME ZONE place.time_zone)::smallint`;

/** The rows of `source` that no earlier pass has counted, marked as counted. */
const onlyNew = (kind: string, source: string): string => `
  INSERT INTO report_facts (outlet_id, kind, id) SELECT outlet_id, '${kind}', id FROM ${source}
  ON CONFLICT DO NOTHING RETURNING outlet_id, id`;

interface Rollup {
  readonly table: string;
  readonly key: readonly string[];
  readonly measures: readonly string[];
}

const PAYMENTS: Rollup = {
  table: 'report_payments',
  key: ['outlet_id', 'business_date', 'method', 'cashier_id', 'currency'],
  measures: ['payments_count', 'taken', 'rounding', 'refunds_count', 'refunds'],
};
const PRODUCTS: Rollup = {
  table: 'report_product_sales',
  key: ['outlet_id', 'business_date', 'product_id', 'currency'],
  measures: ['items_count', 'gross_sales', 'discounts', 'service_charge', 'tax', 'billed'],
};
const BILL = ['gross_sales', 'discounts', 'service_charge', 'tax', 'shipping', 'rounding', 'billed'];
const SALES: Rollup = {
  table: 'report_sales',
  key: ['outlet_id', 'business_date', 'hour', 'currency'],
  measures: ['orders_count', 'items_count', ...BILL, 'refunds_count', 'refunds'],
};

/** Adds the sums of `source`'s measures, row by row of the rollup; measures that the source has not are 0. */
function add({ table, key, measures }: Rollup, source: string, sums: Readonly<Record<string, string>>): string {
  const values = measures.map((measure) => `${sums[measure] ?? '0'} AS ${measure}`);
  const updates = measures.map((measure) => `${measure} = r.${measure} + excluded.${measure}`);
  return `
    INSERT INTO ${table} AS r (${[...key, ...measures].join(', ')})
    SELECT ${[...key, ...values].join(', ')} FROM ${source} GROUP BY ${key.join(', ')} ORDER BY ${key.join(', ')}
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
}

const same = (measures: readonly string[]): Record<string, string> =>
  Object.fromEntries(measures.map((measure) => [measure, `sum(${measure})`]));
const negated = (measures: readonly string[]): Record<string, string> =>
  Object.fromEntries(measures.map((measure) => [measure, `-sum(${measure})`]));

/** Money that was captured. A payment counts on the day it came in: the order's history says when, the row only when it was begun. */
export const COUNT_PAYMENTS = `
  WITH captured AS (
    SELECT p.outlet_id, p.id, p.method, p.amount, p.rounding, p.currency, s.user_id AS cashier_id,
      coalesce((SELECT min(c.occurred_at) FROM order_changes c
                WHERE c.outlet_id = p.outlet_id AND c.order_id = p.order_id AND c.action = 'PAID'
                  AND c.details ->> 'payment_id' = p.id::text), p.created_at) AS at
    FROM ${TOUCHED} JOIN payments p USING (outlet_id, order_id)
    LEFT JOIN shifts s ON s.outlet_id = p.outlet_id AND s.id = p.shift_id
    WHERE p.status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')
  ), fresh AS (${onlyNew('PAYMENT', 'captured')}
  ), dated AS (
    SELECT captured.*, ${dateOf('at')} AS business_date
    FROM captured JOIN fresh USING (outlet_id, id) JOIN outlets place ON place.id = outlet_id
  )
  ${add(PAYMENTS, 'dated', { payments_count: 'count(*)', taken: 'sum(amount)', rounding: 'sum(rounding)' })}`;

/** Money that went back, on the day it did, out of the drawer of whoever gave it. */
export const COUNT_REFUNDS = `
  WITH given AS (
    SELECT f.outlet_id, f.id, f.method, f.amount, p.currency, s.user_id AS cashier_id, f.created_at AS at
    FROM ${TOUCHED} JOIN payments p USING (outlet_id, order_id)
    JOIN refunds f ON f.outlet_id = p.outlet_id AND f.payment_id = p.id
    LEFT JOIN shifts s ON s.outlet_id = f.outlet_id AND s.id = f.shift_id
  ), fresh AS (${onlyNew('REFUND', 'given')}
  ), dated AS (
    SELECT given.*, ${dateOf('at')} AS business_date
    FROM given JOIN fresh USING (outlet_id, id) JOIN outlets place ON place.id = outlet_id
  )
  ${add(PAYMENTS, 'dated', { refunds_count: 'count(*)', refunds: 'sum(amount)' })}`;

/** A bill is a sale once it is paid in full; from then on it never changes, whatever becomes of its order. */
const IS_SOLD = 'o.paid_amount > 0 AND o.paid_amount = o.total_amount';

/** A line that was on the bill when it was paid: a void of the whole order comes after that, a void of a line before. */
const WAS_SOLD = `(i.status <> 'VOIDED' OR (sale.status = 'VOIDED' AND NOT EXISTS (
    SELECT FROM order_changes c WHERE c.outlet_id = i.outlet_id AND c.order_id = i.order_id
      AND c.action = 'LINE_VOIDED' AND c.item_id = i.id)))`;

const linesOf = (sales: string): string => `
  SELECT sale.outlet_id, sale.id AS order_id, sale.business_date, sale.currency, i.product_id, sum(i.quantity) AS items_count,
    sum(i.subtotal) AS gross_sales, sum(i.discount) AS discounts, sum(i.service_charge) AS service_charge, sum(i.tax) AS tax,
    sum(i.total) AS billed
  FROM ${sales} sale JOIN order_items i ON i.outlet_id = sale.outlet_id AND i.order_id = sale.id
  WHERE ${WAS_SOLD} GROUP BY 1, 2, 3, 4, 5`;

const when = (action: string): string => `
  (SELECT max(c.occurred_at) FROM order_changes c
   WHERE c.outlet_id = o.outlet_id AND c.order_id = o.id AND c.action = '${action}')`;

/** Bills paid in full, on the day and hour of the payment that completed them. */
export const COUNT_SALES = `
  WITH sold AS (
    SELECT o.outlet_id, o.id, o.status, o.currency, o.subtotal AS gross_sales, o.discount_total AS discounts, o.service_charge,
      o.tax_total AS tax, o.shipping_total AS shipping, o.rounding, o.total_amount AS billed,
      coalesce(${when('PAID')}, o.updated_at) AS at
    FROM ${TOUCHED} JOIN orders o ON o.outlet_id = touched.outlet_id AND o.id = touched.order_id
    WHERE ${IS_SOLD}
  ), fresh AS (${onlyNew('SALE', 'sold')}
  ), dated AS (
    SELECT sold.*, ${dateOf('at')} AS business_date, ${hourOf('at')} AS hour
    FROM sold JOIN fresh USING (outlet_id, id) JOIN outlets place ON place.id = outlet_id
  ), lines AS (${linesOf('dated')}
  ), products AS (${add(PRODUCTS, 'lines', same(PRODUCTS.measures))}
  ), bills AS (
    SELECT dated.*, coalesce((SELECT sum(items_count) FROM lines WHERE lines.order_id = dated.id), 0) AS items_count FROM dated
  )
  ${add(SALES, 'bills', { orders_count: 'count(*)', items_count: 'sum(items_count)', ...same(BILL) })}`;

/** What was given back of sales, on the day and hour it was. */
export const COUNT_SALE_REFUNDS = `
  WITH given AS (
    SELECT c.outlet_id, c.id, o.currency, (c.details ->> 'amount')::bigint AS amount, c.occurred_at AS at
    FROM ${TOUCHED} JOIN orders o ON o.outlet_id = touched.outlet_id AND o.id = touched.order_id
    JOIN order_changes c ON c.outlet_id = o.outlet_id AND c.order_id = o.id AND c.action = 'REFUNDED'
    WHERE ${IS_SOLD}
  ), fresh AS (${onlyNew('SALE_REFUND', 'given')}
  ), dated AS (
    SELECT given.*, ${dateOf('at')} AS business_date, ${hourOf('at')} AS hour
    FROM given JOIN fresh USING (outlet_id, id) JOIN outlets place ON place.id = outlet_id
  )
  ${add(SALES, 'dated', { refunds_count: 'count(*)', refunds: 'sum(amount)' })}`;

/** Sales whose order was voided after all: their lines come off the products on the day of the void. */
export const COUNT_RETURNS = `
  WITH voided AS (
    SELECT o.outlet_id, o.id, o.status, o.currency, coalesce(${when('VOIDED')}, o.updated_at) AS at
    FROM ${TOUCHED} JOIN orders o ON o.outlet_id = touched.outlet_id AND o.id = touched.order_id
    WHERE ${IS_SOLD} AND o.status = 'VOIDED'
  ), fresh AS (${onlyNew('RETURN', 'voided')}
  ), dated AS (
    SELECT voided.*, ${dateOf('at')} AS business_date
    FROM voided JOIN fresh USING (outlet_id, id) JOIN outlets place ON place.id = outlet_id
  ), lines AS (${linesOf('dated')})
  ${add(PRODUCTS, 'lines', negated(PRODUCTS.measures))}`;
