import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type OutletScope } from '#libs/kernel';

import { SqlStockQueries } from '../../../libs/inventory/typeorm/sql-stock.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('the movements of a period', () => {
  const [jakarta, bandung] = [newId(), newId()];
  let store: TestDatabase;
  let queries: SqlStockQueries;

  const positionAt = async (instant: string): Promise<number> => {
    const [row] = await store.query<{ at: string }>('SELECT stock_position_at($1) AS at', [instant]);
    return Number(row?.at);
  };

  const quantitiesOf = async (from: string | undefined, to: string | undefined, scope: OutletScope = 'all') => {
    const whole = {
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    };
    const page = await queries.movements({ scope, period: { whole, apart: [] } }, { limit: 100, offset: 0 });
    expect(page.total).toBe(page.data.length);
    return page.data.map(({ quantity }) => quantity);
  };

  beforeAll(async () => {
    store = await createTestDatabase();
    queries = new SqlStockQueries(await connect(store, []));
    expect(await positionAt('2026-01-01T00:00:00Z')).toBe(0);
    // One a day at noon from the 1st to the 60th day, two outlets in turns; the number of the day is what moved. Positions have gaps.
    await store.query(
      `INSERT INTO stock_movements (position, id, outlet_id, product_id, type, quantity, balance_after, actor_kind, occurred_at)
       OVERRIDING SYSTEM VALUE
       SELECT 100 + n * 7, gen_random_uuid(), CASE n % 2 WHEN 0 THEN $1::uuid ELSE $2::uuid END, gen_random_uuid(), 'PURCHASE', n, n, 'system',
         '2026-01-01T12:00:00Z'::timestamptz + (n - 1) * interval '1 day'
       FROM generate_series(1, 60) n`,
      [jakarta, bandung],
    );
    // On the evening of the 20th two transactions begin, and take their places the other way round.
    await store.query(`UPDATE stock_movements SET occurred_at = '2026-01-21T11:59:58Z' WHERE quantity = 21`);
    await store.query(`UPDATE stock_movements SET occurred_at = '2026-01-21T11:59:59Z' WHERE quantity = 20`);
  });

  it.each([
    ['2025-01-01T00:00:00Z', 0],
    ['2026-01-01T12:00:00Z', 0],
    ['2026-01-01T12:00:00.001Z', 1],
    ['2026-02-10T00:00:00Z', 40],
    ['2026-03-01T12:00:00Z', 59],
    ['2026-03-01T12:00:00.001Z', 60],
    ['2030-01-01T00:00:00Z', 60],
  ])('begin at %s behind %i others', async (instant, before) => {
    const position = await positionAt(instant);
    const [row] = await store.query<{ below: number }>(
      'SELECT count(*)::int AS below FROM stock_movements WHERE position < $1',
      [position],
    );
    expect(row?.below).toBe(before);
  });

  it('are those within it, whichever end is open', async () => {
    expect(await quantitiesOf('2026-01-10T12:00:00Z', '2026-01-13T12:00:00Z')).toEqual([12, 11, 10]);
    expect(await quantitiesOf('2026-02-27T00:00:00Z', undefined)).toEqual([60, 59, 58]);
    expect(await quantitiesOf(undefined, '2026-01-04T00:00:00Z')).toEqual([3, 2, 1]);
    expect(await quantitiesOf('2026-03-02T00:00:00Z', undefined)).toEqual([]);
    expect(await quantitiesOf(undefined, '2025-12-31T00:00:00Z')).toEqual([]);
    expect(await quantitiesOf(undefined, undefined)).toHaveLength(60);
  });

  it('are one outlet’s, or several ones’', async () => {
    const [from, to] = ['2026-01-10T00:00:00Z', '2026-01-14T00:00:00Z'];
    expect(await quantitiesOf(from, to, [jakarta])).toEqual([12, 10]);
    expect(await quantitiesOf(from, to, [jakarta, bandung])).toEqual([13, 12, 11, 10]);
  });

  it('are whole where transactions took their places in another order than they began in', async () => {
    expect(await quantitiesOf('2026-01-21T11:59:58Z', '2026-01-21T11:59:59Z')).toEqual([21]);
    expect(await quantitiesOf('2026-01-21T11:59:59Z', '2026-01-21T12:00:00Z')).toEqual([20]);
    expect(await quantitiesOf('2026-01-21T00:00:00Z', '2026-01-22T00:00:00Z')).toEqual([21, 20]);
  });
});
