import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Spread {
  median: number;
  p90: number;
}

interface Figures {
  lines: number;
  wait: Spread | null;
  cook: Spread | null;
  pass: Spread | null;
  total: Spread | null;
  late_lines: number;
  recalled: number;
  remade: number;
  voided_after_start: number;
}

interface Report {
  from: string;
  to: string;
  data: (Figures & { key: string; name: string | null })[];
  totals: Figures;
}

interface Load {
  data: { station: string; backlog_seconds: number; pace_percent: number }[];
  quotes: { order_type: string; quote_seconds: number }[];
}

const NOTHING = {
  lines: 0,
  wait: null,
  cook: null,
  pass: null,
  total: null,
  late_lines: 0,
  recalled: 0,
  remade: 0,
  voided_after_start: 0,
};

describe('figures of the kitchen', () => {
  let database: TestDatabase;
  let api: Api;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
  }, 120_000);

  async function place(shop: Shop, product: TestProduct, quantity = 1, type = 'TAKEAWAY'): Promise<string> {
    const items = [{ product_id: product.id, quantity }];
    const { status, body } = await shop.waiter.post<{ id: string }>('/orders', {
      outlet_id: shop.outletId,
      type,
      items,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body.id;
  }

  const lineOf = async (orderId: string): Promise<string> =>
    (await database.query<{ id: string }>('SELECT id FROM kitchen_lines WHERE order_id = $1', [orderId]))[0]!.id;

  /** As if it had been fired so many seconds ago, begun, and so on. Null for what did not happen. */
  async function took(
    orderId: string,
    ago: number,
    started: number | null,
    ready: number | null,
    served: number | null,
  ) {
    await database.query(
      `WITH t AS (
         UPDATE kitchen_tickets SET fired_at = now() - $2 * interval '1 s', late_at = now() - $2 * interval '1 s' + interval '900 s'
         WHERE order_id = $1 RETURNING fired_at
       )
       UPDATE kitchen_lines SET fired_at = (SELECT fired_at FROM t), started_at = (SELECT fired_at FROM t) + $3 * interval '1 s',
         ready_at = (SELECT fired_at FROM t) + $4 * interval '1 s', served_at = (SELECT fired_at FROM t) + $5 * interval '1 s'
       WHERE order_id = $1`,
      [orderId, ago, started, ready, served],
    );
  }

  it('promises one more steak behind six in 35 minutes, and by how quick the grill was at this hour', async () => {
    const shop = await createShop(database, api);
    const steak = await shop.product('Steak', 120_000, { station: 'grill', prep_seconds: 600 });
    const beer = await shop.product('Beer', 45_000, { station: 'bar' });
    const put = (path: string, body: object) => shop.supervisor.put(`/kitchen/stations/${path}`, body);
    expect(await put('grill', { name: 'Grill', parallel: 2, prep_seconds: 600, version: 0 })).toMatchObject({
      status: 200,
    });
    expect(await put('bar', { name: 'Bar', parallel: 1, prep_seconds: 60, version: 0 })).toMatchObject({ status: 200 });
    for (let i = 0; i < 6; i++) await place(shop, steak, 1, 'DINE_IN');
    await place(shop, beer, 3);

    const load = async () => (await shop.waiter.get<Load>('/kitchen/load')).body;
    expect(await load()).toMatchObject({
      data: [
        { station: 'bar', waiting: 1, backlog_seconds: 120, pace_percent: 100 },
        { station: 'grill', waiting: 6, backlog_seconds: 1800, pace_percent: 100 },
      ],
      // Only the bar makes anything for those who take away, only the grill for tables; the others are promised what the slowest does.
      quotes: [
        { order_type: 'DINE_IN', quote_seconds: 35 * 60 },
        { order_type: 'TAKEAWAY', quote_seconds: 180 },
        { order_type: 'DELIVERY', quote_seconds: 35 * 60 },
        { order_type: 'ONLINE', quote_seconds: 35 * 60 },
      ],
    });

    // 21 steaks that took twice their 600 s, a day ago at this hour, and as many at the next one, should it begin meanwhile.
    for (const hours of [24, 23]) {
      const past: string[] = [];
      for (let i = 0; i < 21; i++) past.push(await place(shop, steak, 1, 'DINE_IN'));
      // First of all, or else the kitchen might be told that nothing of it is ready.
      await database.query(`UPDATE order_items SET status = 'DONE' WHERE order_id = ANY($1::uuid[])`, [past]);
      await database.query(
        `UPDATE kitchen_tickets SET fired_at = now() - $2 * interval '1 hour', bumped_at = now() - interval '22 hours', state = 'SERVED',
           closed_at = now()
         WHERE order_id = ANY($1::uuid[])`,
        [past, hours],
      );
      await database.query(
        `UPDATE kitchen_lines SET status = 'DONE', fired_at = now() - $2 * interval '1 hour',
           ready_at = now() - $2 * interval '1 hour' + interval '1200 s'
         WHERE order_id = ANY($1::uuid[])`,
        [past, hours],
      );
    }
    // What a process knows of the past it knows for a while; another one begins anew.
    const another = await startApi({ database });
    const { body } = await client(another, shop.accounts.waiter.token).get<Load>('/kitchen/load');
    expect(body.data).toMatchObject([{ pace_percent: 100 }, { station: 'grill', pace_percent: 200 }]);
    expect(body.quotes[0]).toEqual({ order_type: 'DINE_IN', quote_seconds: 70 * 60 });
  });

  it('reports half of the lines, and nine of ten, as they were', async () => {
    const shop = await createShop(database, api);
    const steak = await shop.product('Steak', 120_000, { station: 'grill' });
    const beer = await shop.product('Beer', 45_000, { station: 'bar' });
    const report = async (query = '') => {
      const { status, body } = await shop.supervisor.get<Report>(`/reports/kitchen?outlet_id=${shop.outletId}${query}`);
      expect({ status, body }).toMatchObject({ status: 200 });
      return body;
    };
    expect(await report()).toMatchObject({ data: [], totals: NOTHING });

    // 60, 120, … 600 s from the kitchen's hearing of it until it was served: a sixth each to begin and at the pass, the rest to cook.
    for (let i = 1; i <= 10; i++) {
      await took(await place(shop, steak), 700, 10 * i, 50 * i, 60 * i);
    }
    const steaks = {
      lines: 10,
      wait: { median: 50, p90: 90 },
      cook: { median: 200, p90: 360 },
      pass: { median: 50, p90: 90 },
      total: { median: 300, p90: 540 },
      late_lines: 0,
      recalled: 0,
      remade: 0,
      voided_after_start: 0,
    };
    expect(await report()).toMatchObject({ data: [{ key: 'grill', name: null, ...steaks }], totals: steaks });
    expect((await report('&group_by=product')).data).toEqual([{ key: steak.id, name: 'Steak', ...steaks }]);
    expect((await report('&group_by=order_type')).data).toEqual([{ key: 'TAKEAWAY', name: null, ...steaks }]);

    // Held for 20 minutes, and then made within 30 s: the 20 minutes are nobody's.
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const held = await customer.post<{ id: string; status: string }>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [{ product_id: beer.id, quantity: 1 }],
    });
    expect(held.body.status).toBe('HELD');
    expect((await report()).data.map(({ key }) => key)).toEqual(['grill']);
    await database.query(`UPDATE kitchen_tickets SET created_at = now() - interval '20 minutes' WHERE order_id = $1`, [
      held.body.id,
    ]);
    await shop.waiter.post(`/orders/${held.body.id}/fire`, {});
    await shop.kitchen.post('/kitchen/bump', { line_ids: [await lineOf(held.body.id)], status: 'DONE' });
    const beers = (await report()).data.find(({ key }) => key === 'bar')!;
    expect(beers).toMatchObject({ lines: 1, late_lines: 0 });
    expect(beers.total!.p90).toBeLessThan(600);
  });

  it('counts what came back, was made again, was wasted and was late, as the ledger has it', async () => {
    const shop = await createShop(database, api);
    const steak = await shop.product('=Steak', 120_000, { station: 'grill' });
    const [late, open, again, wasted, early] = await Promise.all(Array.from({ length: 5 }, () => place(shop, steak)));
    const act = (path: string, body: object) => shop.kitchen.post(`/kitchen/${path}`, body);
    const lines = await Promise.all([again!, wasted!].map(lineOf));
    await act('bump', { line_ids: [lines[0]] });
    await act('recall', { line_ids: [lines[0]] });
    await act('bump', { line_ids: [lines[0]] });
    await act('recall', { line_ids: [lines[0]] });
    expect((await act('remake', { line_ids: [lines[0]], reason: 'Dropped' })).status).toBe(201);
    await act('bump', { line_ids: [lines[1]], status: 'COOKING' });
    await shop.supervisor.post(`/orders/${wasted}/void`, { reason: 'They left' });
    await shop.supervisor.post(`/orders/${early}/void`, { reason: 'They left' });
    await took(late!, 2000, 1000, 1500, null);
    await took(open!, 1000, null, null, null);

    const { body } = await shop.supervisor.get<Report>(`/reports/kitchen?outlet_id=${shop.outletId}`);
    expect(body.data).toHaveLength(1);
    expect(body.totals).toMatchObject({ lines: 4, late_lines: 2, recalled: 1, remade: 1, voided_after_start: 1 });
    expect(body.totals).toMatchObject({ pass: null, total: null });
    const [ledger] = await database.query(
      `SELECT (SELECT count(*)::int FROM kitchen_lines WHERE outlet_id = $1 AND status <> 'VOIDED') AS lines,
              (SELECT count(DISTINCT line_id)::int FROM kitchen_moves WHERE outlet_id = $1 AND act = 'RECALLED') AS recalled,
              (SELECT count(*)::int FROM kitchen_moves WHERE outlet_id = $1 AND act = 'REMADE') AS remade,
              (SELECT count(*)::int FROM kitchen_moves WHERE outlet_id = $1 AND act = 'VOIDED' AND from_status = 'COOKING')
                AS voided_after_start`,
      [shop.outletId],
    );
    expect(body.totals).toMatchObject(ledger!);

    const csv = await shop.supervisor.get<string>(
      `/reports/kitchen?outlet_id=${shop.outletId}&group_by=product&format=csv`,
    );
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const [head, row] = csv.body.replace(/^\uFEFF/, '').split('\r\n');
    expect(head).toBe(
      'product_id,name,lines,wait_median,wait_p90,cook_median,cook_p90,pass_median,pass_p90,total_median,total_p90,late_lines,recalled,remade,voided_after_start',
    );
    expect(row).toMatch(new RegExp(`^${steak.id},'=Steak,4,.*,2,1,1,1$`));
  });

  it('goes by the outlet’s days of business and hours', async () => {
    const shop = await createShop(database, api);
    const steak = await shop.product('Steak', 120_000, { station: 'grill' });
    // One is still open, as in a shop without a display; the others have left the screens.
    const times = ['2026-02-28T20:59:00Z', '2026-02-28T21:00:00Z', '2026-02-28T22:30:00Z', '2026-03-01T21:00:00Z'];
    for (const [i, time] of times.entries()) {
      const orderId = await place(shop, steak);
      await database.query('UPDATE kitchen_lines SET fired_at = $2, ready_at = NULL WHERE order_id = $1', [
        orderId,
        time,
      ]);
      await database.query(
        `UPDATE kitchen_tickets SET fired_at = $2, created_at = $2::timestamptz - interval '1 hour', closed_at = CASE WHEN $3 THEN now() END
         WHERE order_id = $1`,
        [orderId, time, i !== 2],
      );
    }
    const keysOf = async (query: string) => {
      const { body } = await shop.admin.get<Report>(`/reports/kitchen?outlet_id=${shop.outletId}&${query}`);
      return body.data.map(({ key, lines }) => [key, lines]);
    };
    // Jakarta is seven hours ahead, and the day begins at four.
    expect(await keysOf('from=2026-02-28&to=2026-03-02&group_by=day')).toEqual([
      ['2026-02-28', 1],
      ['2026-03-01', 2],
      ['2026-03-02', 1],
    ]);
    expect(await keysOf('from=2026-03-01&to=2026-03-01&group_by=hour')).toEqual([
      ['2026-03-01T04', 1],
      ['2026-03-01T05', 1],
    ]);
  });

  it('is for those who lead, of 92 days at most', async () => {
    const shop = await createShop(database, api);
    const ask = (query: string) =>
      shop.supervisor.get<{ code: string }>(`/reports/kitchen?outlet_id=${shop.outletId}&${query}`);
    expect((await ask('from=2026-01-01&to=2026-04-02')).status).toBe(200);
    expect(await ask('from=2026-01-01&to=2026-04-03')).toMatchObject({
      status: 400,
      body: { code: 'PERIOD_TOO_LONG' },
    });
    expect(await ask('from=2026-02-01&to=2026-01-01')).toMatchObject({
      status: 400,
      body: { code: 'PERIOD_BACKWARDS' },
    });
    expect((await ask('group_by=cook')).status).toBe(400);
    expect((await shop.kitchen.get('/reports/kitchen')).status).toBe(403);
    const elsewhere = await createShop(database, api);
    expect((await elsewhere.supervisor.get(`/reports/kitchen?outlet_id=${shop.outletId}`)).status).toBe(404);
  });
});
