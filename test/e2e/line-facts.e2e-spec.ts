import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Line {
  id: string;
  version: number;
  quantity: number;
  round: number | null;
  added_by: string | null;
  added_at: string | null;
  unit_cost?: number | null;
}
interface Order {
  id: string;
  version: number;
  items: Line[];
}
interface Refusal {
  code: string;
}

describe('what a line says of itself', () => {
  let database: TestDatabase;
  let api: Api;
  let other: Api;
  let shop: Shop;
  let soup: TestProduct;
  let water: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, api);
    soup = await shop.product('Soup', 20_000, { station: 'kitchen' });
    water = await shop.product('Water', 5_000, { station: null });
    expectStatus(200, await shop.admin.patch(`/products/${soup.id}`, { cost: 7_500 }));
  }, 240_000);

  const items = () => [
    { product_id: soup.id, quantity: 2 },
    { product_id: water.id, quantity: 1 },
  ];
  const place = async (): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', { outlet_id: shop.outletId, type: 'TAKEAWAY', items: items() }),
    );

  it('who added it, when, and with which round it went out', async () => {
    const order = await place();
    const [line] = order.items;
    expect(line).toMatchObject({ version: 1, round: 1, added_by: shop.accounts.waiter.id });
    expect(Math.abs(Date.parse(line!.added_at!) - Date.now())).toBeLessThan(60_000);
    const more = expectStatus(
      201,
      await shop.cashier.post<Order>(`/orders/${order.id}/items`, { items: [{ product_id: soup.id, quantity: 1 }] }),
    );
    expect(more.items.map(({ round, added_by }) => [round, added_by])).toEqual([
      [1, shop.accounts.waiter.id],
      [1, shop.accounts.waiter.id],
      [2, shop.accounts.cashier.id],
    ]);
    const quote = await shop.waiter.post<Order>('/orders/quote', { outlet_id: shop.outletId, items: items() });
    expect(expectStatus(200, quote).items[0]).toMatchObject({ round: null, added_by: null, added_at: null });
  });

  it('what it cost the business, as it was sold, and to supervisors and administrators alone', async () => {
    const order = await place();
    expectStatus(200, await shop.admin.patch(`/products/${soup.id}`, { cost: 9_000 }));
    for (const by of [shop.supervisor, shop.admin]) {
      const seen = expectStatus(200, await by.get<Order>(`/orders/${order.id}`));
      expect(seen.items.map(({ unit_cost: cost }) => cost)).toEqual([7_500, null]);
      const { data } = expectStatus(200, await by.get<{ data: Order[] }>(`/orders?outlet_id=${shop.outletId}&limit=1`));
      expect(data[0]!.items[0]!.unit_cost).toBe(7_500);
    }
    const buyer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const theirs = expectStatus(
      201,
      await buyer.post<Order>('/orders', { outlet_id: shop.outletId, type: 'TAKEAWAY', items: items() }),
    );
    const answers = [
      theirs,
      order,
      (await buyer.get<Order>(`/orders/${theirs.id}`)).body,
      ...(await Promise.all(
        [shop.waiter, shop.cashier, shop.kitchen].map(async (by) => (await by.get<Order>(`/orders/${order.id}`)).body),
      )),
    ];
    for (const { items: lines } of answers) for (const line of lines) expect(line).not.toHaveProperty('unit_cost');
    const [kept] = await database.query<{ unit_cost: string }>('SELECT unit_cost FROM order_items WHERE id = $1', [
      theirs.items[0]!.id,
    ]);
    expect(Number(kept!.unit_cost)).toBe(9_000);
  });

  it('how often it was changed: of two who count on the same version of a line one is refused, and other lines are nobody’s business', async () => {
    const elsewhere = client(other, shop.accounts.supervisor.token);
    for (let i = 0; i < 8; i++) {
      const order = await place();
      const [, bottle] = order.items;
      const path = (line: Line) => `/orders/${order.id}/items/${line.id}`;
      const set = (quantity: number, by = shop.waiter) =>
        by.patch<Order & Refusal>(path(bottle!), { quantity, item_version: bottle!.version });
      const [one, two, soupToo] = await Promise.all([
        set(3),
        set(5, elsewhere),
        shop.cashier.patch(path(order.items[0]!), { note: 'hot' }),
      ]);
      expect([one.status, two.status].sort()).toEqual([200, 409]);
      expect(soupToo.status).toBe(200);
      const won = one.status === 200 ? one : two;
      const lost = one.status === 200 ? two : one;
      expect(lost.body.code).toBe('VERSION_CONFLICT');
      const { items: now } = expectStatus(200, await shop.waiter.get<Order>(`/orders/${order.id}`));
      expect(now[1]).toMatchObject({ quantity: won === one ? 3 : 5, version: 2 });
    }
    const order = await place();
    const bare = await shop.waiter.patch<Refusal>(`/orders/${order.id}/items/${order.items[1]!.id}`, { quantity: 2 });
    expect([bare.status, bare.body.code]).toEqual([422, 'VERSION_REQUIRED']);
  });
});
