/**
 * Each statement takes orders of one outlet (`$1` the outlet, `$2` their ids), finds what of them is not in the rollups yet, and adds it. It
 * names the outlet for every table, so that one database of several has all that it looks at. They read
 * what ordering and payments have of the orders now (the views that these publish: `COMMENT ON VIEW` in their migrations says what each
 * column is), so it does not matter how many events told of a change, or in which order.
 *
 * PostgreSQL cannot know how many rows come out of a list or of a step before. `OFFSET 0` keeps it to looking each one up by its key, where
 * it would read whole tables; and no step is joined with another, which it would do row by row. {@link BY_KEY} does the same for tables
 * that were small when a plan was made.
 */
export const TOUCHED = 'unnest($2::uuid[]) AS touched (order_id)';
export const OUTLET = '$1::uuid';

const ordersThat = (condition: string): string => `
  ${TOUCHED} CROSS JOIN LATERAL (
    SELECT * FROM ordering_sales WHERE outlet_id = ${OUTLET} AND id = touched.order_id AND ${condition} OFFSET 0) o`;
const PAYMENTS_OF_THEM = `
  ${TOUCHED} CROSS JOIN LATERAL (
    SELECT * FROM payments_money WHERE outlet_id = ${OUTLET} AND order_id = touched.order_id OFFSET 0) p`;
export const PLACE = 'JOIN outlets_branches place ON place.id =';

/** The day of business and the hour, on the clock of the outlet `place`. */
export const dateOf = (at: string): string => `business_date(${at}, place.time_zone, place.business_day_cutoff)`;
export const hourOf = (at: string): string => `extract(hour FROM ${at} AT TIME ZONE place.time_zone)::smallint`;

/** Whether no earlier pass has counted it. */
export const isNew = (kind: string, id: string): string => `
  NOT EXISTS (SELECT FROM report_facts f WHERE f.outlet_id = ${OUTLET} AND f.kind = '${kind}' AND f.id = ${id} OFFSET 0)`;

/** Marks the rows of `source` as counted. Whoever rolls up is alone, and the primary key is there to say so. */
export const mark = (kind: string, source: string): string =>
  `INSERT INTO report_facts (outlet_id, kind, id) SELECT outlet_id, '${kind}', id FROM ${source}`;

/** For the rest of the transaction. */
export const BY_KEY = 'SET LOCAL enable_seqscan = off';

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
export const PRODUCTS: Rollup = {
  table: 'report_product_sales',
  key: ['outlet_id', 'business_date', 'product_id', 'currency'],
  measures: ['items_count', 'gross_sales', 'discounts', 'line_discounts', 'comps', 'service_charge', 'tax', 'billed'],
};
export const BILL = [
  'gross_sales',
  'discounts',
  'line_discounts',
  'comps',
  'service_charge',
  'tax',
  'shipping',
  'rounding',
  'billed',
];
export const SALES: Rollup = {
  table: 'report_sales',
  key: ['outlet_id', 'business_date', 'hour', 'currency'],
  measures: ['orders_count', 'items_count', ...BILL, 'refunds_count', 'refunds'],
};

/** Adds the sums of `source`'s measures, row by row of the rollup; measures that the source has not are 0. */
export function add({ table, key, measures }: Rollup, source: string, sums: Readonly<Record<string, string>>): string {
  const values = measures.map((measure) => `${sums[measure] ?? '0'} AS ${measure}`);
  const updates = measures.map((measure) => `${measure} = r.${measure} + excluded.${measure}`);
  return `
    INSERT INTO ${table} AS r (${[...key, ...measures].join(', ')})
    SELECT ${[...key, ...values].join(', ')} FROM ${source} GROUP BY ${key.join(', ')} ORDER BY ${key.join(', ')}
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
}

const KEY_TYPES: Readonly<Record<string, string>> = { business_date: 'date', hour: 'smallint', currency: 'text' };

/** A rollup's columns with their types: an id where {@link KEY_TYPES} says nothing else, and counts and money. */
const typed = ({ key, measures }: Rollup): string =>
  [...key.map((name) => `${name} ${KEY_TYPES[name] ?? 'uuid'}`), ...measures.map((name) => `${name} bigint`)].join(
    ', ',
  );

export const same = (measures: readonly string[]): Record<string, string> =>
  Object.fromEntries(measures.map((measure) => [measure, `sum(${measure})`]));
const negated = (measures: readonly string[]): Record<string, string> =>
  // What was counted before there was such a measure has none.
  Object.fromEntries(measures.map((measure) => [measure, `-coalesce(sum(${measure}), 0)`]));

const cashierOf = (row: string): string =>
  `(SELECT s.cashier_id FROM shifts_drawers s WHERE s.outlet_id = ${OUTLET} AND s.id = ${row}.shift_id)`;

/** What the first `pieces` of a line that are given back are of `figure`, in which all its pieces have a part. */
const ofAll = (figure: string, pieces: string): string => `round((${figure})::numeric * (${pieces}) / line.quantity)`;

/** The same of a figure in which those alone have a part that are paid for, where some are: they go back first. */
const ofPaid = (figure: string, pieces: string): string => {
  const most = `CASE WHEN line.comped_quantity < line.quantity THEN line.quantity - line.comped_quantity ELSE line.quantity END`;
  return `round((${figure})::numeric * least(${pieces}, ${most}) / ${most})`;
};

/** The same of a figure of those that are on the house. */
const ofComped = (figure: string, pieces: string): string =>
  `CASE WHEN line.comped_quantity = 0 THEN 0
     ELSE round((${figure})::numeric * greatest((${pieces}) - line.quantity + line.comped_quantity, 0) / line.comped_quantity) END`;

/** What the first `pieces` of a line that are given back are of each figure that products are counted by. */
const UP_TO: Readonly<Record<string, (pieces: string) => string>> = {
  subtotal: (pieces) => ofAll('line.subtotal', pieces),
  discount: (pieces) => `CASE WHEN line.comped_quantity = 0 THEN ${ofAll('line.discount', pieces)}
    ELSE ${ofAll('line.subtotal', pieces)} - ${ofPaid('line.subtotal - line.discount', pieces)} END`,
  line_discount: (pieces) => ofAll('line.line_discount', pieces),
  comped: (pieces) => ofComped('line.comped', pieces),
  service_charge: (pieces) => ofPaid('line.service_charge', pieces),
  tax: (pieces) => ofPaid('line.tax', pieces),
};
const upTo = (figure: string, pieces: string): string => {
  const first = UP_TO[figure];
  if (!first) throw new Error(`No share is known of ${figure}`);
  return `(${first(pieces)})`;
};

/** The share of `dated.quantity` pieces, the last of `dated.so_far` that were given back, in a figure of their line. */
export const shareOf = (figure: string): string =>
  `(${upTo(figure, 'dated.so_far')} - ${upTo(figure, 'dated.so_far - dated.quantity')})::bigint`;

/** What `back.pieces` that were given back leave of a figure of their line. */
const restOf = (figure: string): string => `(line.${figure} - ${upTo(figure, 'back.pieces')})::bigint`;

/** When something came to pass with an order, by its own history. */
const when = (action: string): string => `
  (SELECT max(c.occurred_at) FROM ordering_history c
   WHERE c.outlet_id = ${OUTLET} AND c.order_id = o.id AND c.action = '${action}')`;

/** What a payment was recorded as first: {@link COUNT_PAYMENTS} moves it from there. */
const FIRST_METHOD = `coalesce((
  SELECT t.from_method FROM payments_retenders t WHERE t.outlet_id = ${OUTLET} AND t.payment_id = p.id ORDER BY t.id LIMIT 1), p.method)`;

/**
 * Money that was captured, on the day it came in. What was recorded by the wrong method moves to the right one, on that day: a report says how its
 * money came, as far as it is known now.
 */
export const COUNT_PAYMENTS = `
  WITH captured AS MATERIALIZED (
    SELECT p.outlet_id, p.id, ${FIRST_METHOD} AS method, p.amount, p.rounding, p.currency, ${cashierOf('p')} AS cashier_id, p.taken_at AS at
    FROM ${PAYMENTS_OF_THEM}
    WHERE p.is_captured AND ${isNew('PAYMENT', 'p.id')}
  ), retendered AS MATERIALIZED (
    SELECT p.outlet_id, t.id, t.from_method, t.to_method, p.amount, p.rounding, p.currency, ${cashierOf('p')} AS cashier_id, p.taken_at AS at
    FROM ${PAYMENTS_OF_THEM} CROSS JOIN LATERAL (
      SELECT * FROM payments_retenders WHERE outlet_id = ${OUTLET} AND payment_id = p.id OFFSET 0) t
    WHERE p.is_captured AND ${isNew('RETENDER', 't.id')}
  ), marked AS (${mark('PAYMENT', 'captured')}
  ), marked_too AS (${mark('RETENDER', 'retendered')}
  ), counted AS (
    SELECT outlet_id, method, 1 AS times, currency, cashier_id, amount, rounding, at FROM captured
    UNION ALL
    SELECT outlet_id, from_method, -1, currency, cashier_id, -amount, -rounding, at FROM retendered
    UNION ALL
    SELECT outlet_id, to_method, 1, currency, cashier_id, amount, rounding, at FROM retendered
  ), dated AS (SELECT counted.*, ${dateOf('at')} AS business_date FROM counted ${PLACE} outlet_id)
  ${add(PAYMENTS, 'dated', { payments_count: 'sum(times)', taken: 'sum(amount)', rounding: 'sum(rounding)' })}`;

/** Money that went back, on the day it did, out of the drawer of whoever gave it. */
export const COUNT_REFUNDS = `
  WITH given AS MATERIALIZED (
    SELECT r.outlet_id, r.id, r.method, r.amount, p.currency, ${cashierOf('r')} AS cashier_id, r.given_at AS at
    FROM ${PAYMENTS_OF_THEM} CROSS JOIN LATERAL (
      SELECT * FROM payments_refunds WHERE outlet_id = ${OUTLET} AND payment_id = p.id OFFSET 0) r
    WHERE p.refunded_amount > 0 AND r.is_done AND r.amount > 0 AND ${isNew('REFUND', 'r.id')}
  ), marked AS (${mark('REFUND', 'given')}
  ), dated AS (SELECT given.*, ${dateOf('at')} AS business_date FROM given ${PLACE} outlet_id)
  ${add(PAYMENTS, 'dated', { refunds_count: 'count(*)', refunds: 'sum(amount)' })}`;

/** The lines that were on the bill when it was paid: a void of the whole order comes after that, a void of a line before. */
const linesOf = (sale: string): string => `
  ordering_sale_lines i WHERE i.outlet_id = ${OUTLET} AND i.order_id = ${sale}.id
    AND (NOT i.is_voided OR (${sale}.is_voided AND NOT EXISTS (
      SELECT FROM ordering_history c WHERE c.outlet_id = ${OUTLET} AND c.order_id = i.order_id
        AND c.action = 'LINE_VOIDED' AND c.item_id = i.id)))`;

const LINES_SOLD = `
  SELECT dated.outlet_id, dated.id AS order_id, dated.business_date, dated.currency, line.product_id, line.quantity AS items_count,
    line.subtotal AS gross_sales, line.discount AS discounts, line.line_discount AS line_discounts, line.comped AS comps,
    line.service_charge, line.tax, line.total AS billed
  FROM dated CROSS JOIN LATERAL (SELECT * FROM ${linesOf('dated')} OFFSET 0) line`;

/**
 * Takes off again what bills of nothing counted as, as it was counted: they are counted anew as they are now, if they are sales still. A
 * bill that had something to pay never changes once it is one.
 */
export const UNCOUNT_FREE_SALES = `
  WITH gone AS MATERIALIZED (
    DELETE FROM report_free_sales USING ${TOUCHED}
    WHERE report_free_sales.outlet_id = ${OUTLET} AND report_free_sales.order_id = touched.order_id
    RETURNING report_free_sales.outlet_id, report_free_sales.order_id, report_free_sales.sale, report_free_sales.products
  ), forgotten AS (
    DELETE FROM report_facts USING gone
    WHERE report_facts.outlet_id = ${OUTLET} AND report_facts.kind = 'SALE' AND report_facts.id = gone.order_id
  ), sales AS (SELECT counted.* FROM gone, jsonb_to_record(sale || '{"orders_count": 1}') AS counted (${typed(SALES)})
  ), lines AS (SELECT counted.* FROM gone, jsonb_to_recordset(products) AS counted (${typed(PRODUCTS)})
  ), products AS (${add(PRODUCTS, 'lines', negated(PRODUCTS.measures))})
  ${add(SALES, 'sales', negated(['orders_count', 'items_count', ...BILL]))}`;

/**
 * Bills paid in full, on the day and hour of the payment that completed them; one that was reopened when it was settled again. A bill of nothing is a sale as long as it is settled, and may
 * change: {@link UNCOUNT_FREE_SALES}.
 */
export const COUNT_SALES = `
  WITH sold AS MATERIALIZED (
    SELECT o.outlet_id, o.id, o.is_voided, o.currency, o.subtotal AS gross_sales, o.discount_total AS discounts, o.service_charge,
      o.tax_total AS tax, o.shipping_total AS shipping, o.rounding, o.total_amount AS billed,
      goods.items_count, goods.line_discounts, goods.comps,
      o.is_free, CASE WHEN o.settlement > 1 THEN o.settled_at ELSE coalesce(${when('PAID')}, o.settled_at, o.updated_at) END AS at
    FROM ${ordersThat('is_sold')} CROSS JOIN LATERAL (
      SELECT coalesce(sum(i.quantity), 0) AS items_count, coalesce(sum(i.line_discount), 0) AS line_discounts,
        coalesce(sum(i.comped), 0) AS comps
      FROM ${linesOf('o')} OFFSET 0) goods
    WHERE ${isNew('SALE', 'o.id')}
  ), marked AS (${mark('SALE', 'sold')}
  ), dated AS (
    SELECT sold.*, ${dateOf('at')} AS business_date, ${hourOf('at')} AS hour FROM sold ${PLACE} outlet_id
  ), lines AS (${LINES_SOLD}
  ), free AS (
    INSERT INTO report_free_sales (outlet_id, order_id, sale, products)
    SELECT dated.outlet_id, dated.id, to_jsonb(dated), coalesce((
      SELECT jsonb_agg(line) FROM lines line WHERE line.order_id = dated.id AND line.outlet_id = dated.outlet_id), '[]')
    FROM dated WHERE is_free
  ), products AS (${add(PRODUCTS, 'lines', same(PRODUCTS.measures))})
  ${add(SALES, 'dated', { orders_count: 'count(*)', ...same(['items_count', ...BILL]) })}`;

/** What was given back of sales, on the day and hour it was. */
export const COUNT_SALE_REFUNDS = `
  WITH given AS MATERIALIZED (
    SELECT r.outlet_id, r.id, o.currency, r.refunded_amount AS amount, r.occurred_at AS at
    FROM ${ordersThat('is_sold AND (refunded_amount > 0 OR settlement > 1)')} CROSS JOIN LATERAL (
      SELECT * FROM ordering_history
      WHERE outlet_id = ${OUTLET} AND order_id = o.id AND refunded_amount IS NOT NULL OFFSET 0) r
    WHERE ${isNew('SALE_REFUND', 'r.id')}
  ), marked AS (${mark('SALE_REFUND', 'given')}
  ), dated AS (
    SELECT given.*, ${dateOf('at')} AS business_date, ${hourOf('at')} AS hour FROM given ${PLACE} outlet_id
  )
  ${add(SALES, 'dated', { refunds_count: 'count(*) FILTER (WHERE amount > 0)', refunds: 'sum(amount)' })}`;

/** Refunds of an order's pieces that are back with the payer, oldest first; pieces of an order that was voided before came off with it. */
export const piecesGivenBack = (order: string, condition: string): string => `
  (SELECT * FROM payments_money WHERE outlet_id = ${OUTLET} AND order_id = ${order}.id OFFSET 0) p
  CROSS JOIN LATERAL (
    SELECT id, pieces, given_at AS at FROM payments_refunds
    WHERE outlet_id = ${OUTLET} AND payment_id = p.id AND is_done AND pieces IS NOT NULL OFFSET 0) r
  CROSS JOIN LATERAL jsonb_array_elements(r.pieces) WITH ORDINALITY AS part (piece, place)
  ${condition}`;

/**
 * Pieces of sales that were given back come off their products on the day of the refund. Of a line's figure, k of n pieces are k/n of it,
 * rounded, less what the pieces before them were: all of them together are the line. Pieces on the house go back last, as {@link UP_TO} has it.
 */
export const COUNT_ITEM_REFUNDS = `
  WITH given AS MATERIALIZED (
    SELECT o.outlet_id, o.currency, o.tax_inclusive, r.id, r.at, (piece ->> 'lineId')::uuid AS line_id,
      (piece ->> 'quantity')::integer AS quantity,
      sum((piece ->> 'quantity')::integer) OVER (
        PARTITION BY o.outlet_id, piece ->> 'lineId' ORDER BY r.at, r.id, part.place ROWS UNBOUNDED PRECEDING) AS so_far
    FROM ${ordersThat('is_sold AND refunded_amount > 0')} CROSS JOIN LATERAL
      ${piecesGivenBack('o', `WHERE NOT o.is_voided OR r.at <= coalesce(${when('VOIDED')}, o.updated_at)`)}
  ), fresh AS (SELECT * FROM given WHERE ${isNew('ITEM_REFUND', 'given.id')}
  ), refunds_of_them AS (SELECT DISTINCT outlet_id, id FROM fresh
  ), marked AS (${mark('ITEM_REFUND', 'refunds_of_them')}
  ), dated AS (SELECT fresh.*, ${dateOf('at')} AS business_date FROM fresh ${PLACE} outlet_id
  ), shares AS (
    SELECT dated.*, line.product_id, ${shareOf('subtotal')} AS gross_sales, ${shareOf('discount')} AS discounts,
      ${shareOf('line_discount')} AS line_discounts, ${shareOf('comped')} AS comps,
      ${shareOf('service_charge')} AS service_charge, ${shareOf('tax')} AS tax
    FROM dated CROSS JOIN LATERAL (
      SELECT * FROM ordering_sale_lines WHERE outlet_id = ${OUTLET} AND id = dated.line_id OFFSET 0) line
  ), lines AS (
    SELECT outlet_id, business_date, product_id, currency, quantity AS items_count, gross_sales, discounts, line_discounts, comps,
      service_charge, tax,
      gross_sales - discounts + service_charge + CASE WHEN tax_inclusive THEN 0 ELSE tax END AS billed
    FROM shares)
  ${add(PRODUCTS, 'lines', negated(PRODUCTS.measures))}`;

/** What was left of each line when its order was voided: pieces that were given back before came off then. */
const LINES_LEFT = `
  SELECT dated.outlet_id, dated.business_date, dated.currency, line.product_id, line.quantity - back.pieces AS items_count,
    ${restOf('subtotal')} AS gross_sales, ${restOf('discount')} AS discounts, ${restOf('line_discount')} AS line_discounts,
    ${restOf('comped')} AS comps, ${restOf('service_charge')} AS service_charge,
    ${restOf('tax')} AS tax,
    ${restOf('subtotal')} - ${restOf('discount')} + ${restOf('service_charge')}
      + CASE WHEN dated.tax_inclusive THEN 0 ELSE ${restOf('tax')} END AS billed
  FROM dated CROSS JOIN LATERAL (SELECT * FROM ${linesOf('dated')} OFFSET 0) line
  CROSS JOIN LATERAL (
    SELECT coalesce(sum((piece ->> 'quantity')::integer), 0) AS pieces FROM
      ${piecesGivenBack('dated', `WHERE r.at <= dated.at AND (piece ->> 'lineId')::uuid = line.id`)} OFFSET 0) back`;

/** Sales whose order was voided after all: their lines come off the products on the day of the void. */
export const COUNT_RETURNS = `
  WITH voided AS MATERIALIZED (
    SELECT o.outlet_id, o.id, o.is_voided, o.currency, o.tax_inclusive, coalesce(${when('VOIDED')}, o.updated_at) AS at
    FROM ${ordersThat('is_sold AND is_voided')} WHERE ${isNew('RETURN', 'o.id')}
  ), marked AS (${mark('RETURN', 'voided')}
  ), dated AS (SELECT voided.*, ${dateOf('at')} AS business_date FROM voided ${PLACE} outlet_id
  ), lines AS (${LINES_LEFT})
  ${add(PRODUCTS, 'lines', negated(PRODUCTS.measures))}`;
