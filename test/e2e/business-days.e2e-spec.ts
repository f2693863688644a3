import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  client,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Listed {
  data: { id: string; outlet_id?: string; number?: string; type?: string }[];
  total: number;
}

/** Every list that takes `from` and `to`, and the table and column that it reads. */
const LISTS = [
  ['/orders', 'orders', 'created_at'],
  ['/transactions', 'orders', 'created_at'],
  ['/payments', 'payments', 'created_at'],
  ['/stock-movements', 'stock_movements', 'occurred_at'],
  ['/audit-log', 'audit_log', 'occurred_at'],
] as const;

describe('lists by date', () => {
  let database: TestDatabase;
  let api: Api;
  let jakarta: Shop;
  let saoPaulo: Shop;
  let admin: Client;

  async function openShop(timeZone: string, cutoff: string, at: string): Promise<Shop> {
    const shop = await createShop(database, api, { time_zone: timeZone } as object);
    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { business_day_cutoff: cutoff }));
    const tea = await shop.product('Teh', 10_000, { stock: 50 });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    const sale = { outlet_id: shop.outletId, items: [{ product_id: tea.id, quantity: 1 }] };
    expectStatus(201, await shop.cashier.post('/transactions', sale));
    for (const [, table, column] of LISTS) {
      // Nobody may change the log but a migration, or a test that moves the clock.
      await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      // Ids that are given out in the order of time have it in them.
      const id = table === 'audit_log' ? 'id = uuidv7($1::timestamptz - now()), ' : '';
      await database.query(`UPDATE ${table} SET ${id}${column} = $1 WHERE outlet_id = $2`, [at, shop.outletId]);
      await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    }
    return shop;
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
    // 04:33 on the 10th in Jakarta, still the 9th in UTC; 23:30 on the 9th in São Paulo, the 10th in UTC.
    jakarta = await openShop('Asia/Jakarta', '04:00', '2026-03-09T21:33:00Z');
    saoPaulo = await openShop('America/Sao_Paulo', '00:00', '2026-03-10T02:30:00Z');
    admin = client(api, (await createAccount(database, 'ADMIN')).token);
  }, 240_000);

  const outletsOf = async (who: Client, path: string, query: string): Promise<Set<string | undefined>> => {
    const { data } = expectStatus(200, await who.get<Listed>(`${path}?limit=100&${query}`));
    return new Set(data.map((row) => row.outlet_id));
  };

  it.each(LISTS.map(([path]) => path))("%s takes a date as the outlet's day of business", async (path) => {
    const of = (shop: Shop, day: string) =>
      outletsOf(shop.admin, path, `outlet_id=${shop.outletId}&from=${day}&to=${day}`);
    expect((await of(jakarta, '2026-03-09')).size).toBe(0);
    expect([...(await of(jakarta, '2026-03-10'))]).toEqual([jakarta.outletId]);
    expect((await of(jakarta, '2026-03-11')).size).toBe(0);
    expect([...(await of(saoPaulo, '2026-03-09'))]).toEqual([saoPaulo.outletId]);
    expect((await of(saoPaulo, '2026-03-10')).size).toBe(0);
  });

  it.each(LISTS.map(([path]) => path))("%s takes each outlet's own day when there are several", async (path) => {
    const seen = async (query: string) => {
      const found = await outletsOf(admin, path, query);
      return [found.has(jakarta.outletId), found.has(saoPaulo.outletId)];
    };
    expect(await seen('from=2026-03-10&to=2026-03-10')).toEqual([true, false]);
    expect(await seen('from=2026-03-09&to=2026-03-09')).toEqual([false, true]);
    expect(await seen('from=2026-03-09&to=2026-03-10')).toEqual([true, true]);
    expect(await seen('from=2026-03-10')).toEqual([true, false]);
    expect(await seen('to=2026-03-09')).toEqual([false, true]);
  });

  it.each(LISTS.map(([path]) => path))('%s takes an instant as one', async (path) => {
    const query = (from: string, to: string) => `from=${from}&to=${to}`;
    const seen = async (text: string) => {
      const found = await outletsOf(admin, path, text);
      return [found.has(jakarta.outletId), found.has(saoPaulo.outletId)];
    };
    expect(await seen(query('2026-03-09T21:33:00Z', '2026-03-10T02:30:00Z'))).toEqual([true, false]);
    expect(await seen(query('2026-03-10T04:33:00%2B07:00', '2026-03-10T02:30:00.001Z'))).toEqual([true, true]);
    expect(await seen(query('2026-03-09T21:33:00.001Z', '2026-03-10'))).toEqual([false, true]);
    expect(await admin.get(`${path}?from=2026-02-30`)).toMatchObject({ status: 400 });
    expect(await admin.get(`${path}?to=9999-12-31`)).toMatchObject({ status: 400 });
  });

  it('transactions are those of the view: whatever was not ordered online', async () => {
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const coffee = await jakarta.product('Kopi', 18_000);
    const order = (type: string, who: Client) =>
      who.post<{ id: string }>('/orders', {
        outlet_id: jakarta.outletId,
        type,
        items: [{ product_id: coffee.id, quantity: 1 }],
        ...(type === 'DINE_IN' && { table_id: jakarta.tableIds[0] }),
      });
    const online = expectStatus(201, await order('ONLINE', customer)).id;
    for (const type of ['TAKEAWAY', 'DINE_IN']) expectStatus(201, await order(type, jakarta.waiter));

    const listed = async (path: string) => {
      const { data, total } = expectStatus(200, await admin.get<Listed>(`${path}&limit=100`));
      expect(data.length).toBe(total);
      return data.map(({ id }) => id).sort();
    };
    const inView = await database.query<{ id: string }>(
      'SELECT id FROM transactions WHERE outlet_id = $1 ORDER BY id',
      [jakarta.outletId],
    );
    const transactions = await listed(`/transactions?outlet_id=${jakarta.outletId}`);
    expect(transactions).toEqual(inView.map(({ id }) => id));
    expect(transactions).toHaveLength(3);
    expect(transactions).not.toContain(online);
    expect(await listed(`/orders?outlet_id=${jakarta.outletId}`)).toEqual([...transactions, online].sort());
    expect(await listed('/transactions?type=ONLINE')).toEqual([]);
    expect(await admin.get(`/transactions/${online}`)).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_FOUND' },
    });
    expect(await admin.get(`/transactions/${String(transactions[0])}`)).toMatchObject({ status: 200 });
    expect(await admin.get(`/transactions/${String(transactions[0])}/receipt`)).toMatchObject({ status: 200 });
  });
});
