import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Grouping, Period } from '../../../libs/reporting/core/model/sales-report.js';
import { SqlSalesQueries } from '../../../libs/reporting/typeorm/sql-sales.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const BILLS =
  'orders_count, items_count, gross_sales, discounts, service_charge, tax, shipping, rounding, billed, refunds_count, refunds, line_discounts, comps';
const LINES = 'items_count, gross_sales, discounts, service_charge, tax, billed, line_discounts, comps';
const sumsOf = (measures: string): string =>
  ['count(*) AS parts', ...measures.split(', ').map((measure) => `sum(${measure})::bigint AS ${measure}`)].join(', ');

/** Each sum, and the same made anew of the rows that it is a sum of. */
const SUMS = [
  ['report_days', `SELECT outlet_id, business_date, currency, ${sumsOf(BILLS)} FROM report_sales GROUP BY 1, 2, 3`],
  ['report_hours_of_all', `SELECT business_date, hour, currency, ${sumsOf(BILLS)} FROM report_sales GROUP BY 1, 2, 3`],
  [
    'report_product_months_of_all',
    `SELECT to_char(business_date, 'YYYY-MM-01')::date AS month, product_id, currency, ${sumsOf(LINES)}
     FROM report_product_sales GROUP BY 1, 2, 3`,
  ],
] as const;

describe('the sums of the rollups', () => {
  const outlets = [newId(), newId(), newId()];
  const products = [newId(), newId(), newId(), newId()];
  let store: TestDatabase;
  let figures: SqlSalesQueries;

  beforeAll(async () => {
    store = await createTestDatabase({ eventsAreMadeUp: true });
    figures = new SqlSalesQueries(await connect(store, []));
  });

  /** What the rollups do: rows that are there already are added to. Two days in three, from mid January to mid April. */
  const count = (n: number, sign: 1 | -1 = 1) =>
    store.query(
      `WITH days AS (SELECT '2026-01-15'::date + d AS day, d FROM generate_series(0, 89) d WHERE (d + $3::int) % 3 <> 0), given AS (SELECT $4::bigint AS times),
       bills AS (
         INSERT INTO report_sales AS r (outlet_id, business_date, hour, currency, ${BILLS})
         SELECT outlet, day, (d * 7 + $3::int) % 24, CASE d % 10 WHEN 0 THEN 'BRL' ELSE 'IDR' END, times, 3 * times, 3000 * times, 100 * times, 50 * times, 20 * times, 10 * times,
           -5 * times, 2975 * times, times, 500 * times, 40 * times, 25 * times
         FROM days CROSS JOIN given CROSS JOIN unnest($1::uuid[]) AS outlet
         ON CONFLICT (outlet_id, business_date, hour, currency) DO UPDATE SET (${BILLS}) = ROW(
           ${BILLS.split(', ')
             .map((measure) => `r.${measure} + excluded.${measure}`)
             .join(', ')})
       )
       INSERT INTO report_product_sales AS r (outlet_id, business_date, product_id, currency, ${LINES})
       SELECT outlet, day, product, CASE d % 10 WHEN 0 THEN 'BRL' ELSE 'IDR' END, times, 1000 * times, 30 * times, 15 * times, 7 * times, 985 * times, 11 * times, 6 * times
       FROM days CROSS JOIN given CROSS JOIN unnest($1::uuid[]) AS outlet CROSS JOIN unnest($2::uuid[]) AS product
       ON CONFLICT (outlet_id, business_date, product_id, currency) DO UPDATE SET (${LINES}) = ROW(
         ${LINES.split(', ')
           .map((measure) => `r.${measure} + excluded.${measure}`)
           .join(', ')})`,
      [outlets.slice(0, 1 + (n % 3)), products.slice(n % 2), n, sign * (n + 1)],
    );

  async function expectSums(): Promise<void> {
    for (const [table, anew] of SUMS) {
      const [different] = await store.query(
        `(SELECT '${table} has' AS what, kept.* FROM (TABLE ${table} EXCEPT (${anew})) kept)
         UNION ALL (SELECT '${table} lacks', made.* FROM ((${anew}) EXCEPT TABLE ${table}) made) LIMIT 1`,
      );
      expect(different).toBeUndefined();
    }
  }

  it('follow what is counted, taken off again and made anew', async () => {
    for (let n = 0; n < 7; n++) await count(n);
    await expectSums();
    await count(3, -1);
    await expectSums();
    await store.query('DELETE FROM report_sales WHERE outlet_id = $1', [outlets[0]]);
    await store.query('DELETE FROM report_product_sales WHERE outlet_id = $1', [outlets[0]]);
    await expectSums();
    await count(4);
    await store.query(`UPDATE report_product_sales SET business_date = business_date + 120 WHERE product_id = $1`, [
      products[1],
    ]);
    await expectSums();
    expect(await store.query('SELECT FROM report_hours_of_all WHERE parts <= 0')).toEqual([]);
  });

  /** Named one by one, the outlets are read where the rollups are; all of them together, in sums. */
  const GROUPINGS: readonly Grouping[] = ['hour', 'day', 'week', 'month', 'outlet', 'product', 'category'];
  const PERIODS: readonly Period[] = [
    { from: '2026-01-01', to: '2026-12-31' },
    { from: '2026-01-20', to: '2026-04-02' },
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2026-02-02', to: '2026-03-30' },
    { from: '2026-01-31', to: '2026-03-01' },
    { from: '2026-03-03', to: '2026-03-03' },
  ];

  it.each(PERIODS)('say of all outlets what these say one by one, from $from to $to', async (period) => {
    const page = { limit: 1_000, offset: 0 };
    const byName = [...outlets, newId()];
    for (const grouping of GROUPINGS) {
      const [ofAll, ofEach] = [
        await figures.by(grouping, 'all', period, page),
        await figures.by(grouping, byName, period, page),
      ];
      expect([grouping, ofAll]).toEqual([grouping, ofEach]);
      expect(ofAll.rows.length).toBeGreaterThan(0);
    }
    for (const ranking of ['quantity', 'revenue'] as const) {
      expect(await figures.ranked(ranking, 'all', period, page)).toEqual(
        await figures.ranked(ranking, byName, period, page),
      );
    }
  });
});
