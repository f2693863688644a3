import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Api,
  client,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Order {
  id: string;
  version: number;
  total_amount: number;
  items: { id: string; name: string; quantity: number }[];
  placed_item_ids?: string[];
}

const shown = ({ items }: Order) => items.map(({ name, quantity }) => `${quantity} ${name}`);

describe('lines that are sent again because their answer was lost', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let water: TestProduct;
  let soto: TestProduct;
  let made = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    water = await shop.product('Water', 5_000);
  }, 120_000);

  beforeEach(async () => void (soto = await shop.product(`Soto ${++made}`, 20_000, { stock: 50 })));

  const place = async (body: object = {}) =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: water.id, quantity: 1 }],
        ...body,
      }),
    );
  const add = (order: Order, body: object, by = shop.waiter) => by.post<Order>(`/orders/${order.id}/items`, body);
  const soups = (more: object = {}) => ({ id: newId(), product_id: soto.id, quantity: 2, ...more });
  const stockOf = async () => (await shop.admin.get<{ stock: number }>(`/products/${soto.id}`)).body.stock;
  const soldOut = async () =>
    void expectStatus(
      200,
      await shop.supervisor.patch(`/products/${soto.id}/availability`, { available: false, outlet_id: shop.outletId }),
    );
  const removed = async () => void expectStatus(204, await shop.admin.delete(`/products/${soto.id}`));

  it.each([
    ['sold out', soldOut, 'PRODUCT_UNAVAILABLE'],
    ['off the menu for good', removed, 'PRODUCT_NOT_FOUND'],
  ])('are answered with the bill when the product is %s since', async (_, happens, code) => {
    const order = await place();
    const sent = { version: order.version, expected_total: 45_000, items: [soups()] };
    const first = expectStatus(201, await add(order, sent));
    await happens();

    const again = expectStatus(201, await add(order, sent));

    expect(again).toEqual(first);
    expect(shown(again)).toEqual(['1 Water', `2 Soto ${made}`]);
    // Another line of it is refused, at its place in the request, beside one that is there.
    const refused = await add(order, { items: [...sent.items, soups()] });
    expect(refused.body).toMatchObject({ code });
    expect((await shop.waiter.get<Order>(`/orders/${order.id}`)).body.version).toBe(first.version);
  });

  it('are there beside new ones, which alone are looked up for sale', async () => {
    const order = await place();
    const items = [soups()];
    expectStatus(201, await add(order, { items }));
    await soldOut();
    const glass = { id: newId(), product_id: water.id, quantity: 3 };

    expect(shown(expectStatus(201, await add(order, { items: [...items, glass] })))).toEqual([
      '1 Water',
      `2 Soto ${made}`,
      '3 Water',
    ]);
    const refused = await add(order, { items: [...items, { product_id: newId(), quantity: 1 }] });
    expect(refused.body).toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
      errors: [{ pointer: '/items/1/product_id' }],
    });
  });

  it('are answered whatever version of the bill they were meant for; with a new line the version counts', async () => {
    const order = await place();
    const sent = { version: order.version, items: [soups()] };
    expectStatus(201, await add(order, sent));
    const later = expectStatus(201, await add(order, { items: [{ product_id: water.id, quantity: 1 }] }));
    const before = await stockOf();

    const again = await shop.waiter.post<Order>(
      `/orders/${order.id}/items`,
      { items: sent.items },
      { 'if-match': `"${order.version}"` },
    );

    expect(expectStatus(201, again)).toEqual(later);
    expect(expectStatus(201, await add(order, sent))).toEqual(later);
    const more = await add(order, { ...sent, items: [...sent.items, soups()] });
    expect([more.status, more.body]).toMatchObject([409, { code: 'VERSION_CONFLICT' }]);
    const other = await add(order, { ...sent, items: [{ ...sent.items[0], quantity: 3 }] });
    expect([other.status, other.body]).toMatchObject([409, { code: 'LINE_ID_TAKEN' }]);
    expect((await shop.waiter.get<Order>(`/orders/${order.id}`)).body.version).toBe(later.version);
    expect(await stockOf()).toBe(before);
  });

  it('are one line for ten tries at once that all mean the first version, of the last pieces', async () => {
    const last = await shop.product(`Last ${made}`, 20_000, { stock: 2 });
    const order = await place();
    const sent = { version: order.version, items: [{ id: newId(), product_id: last.id, quantity: 2 }] };

    const tries = await Promise.all(Array.from({ length: 10 }, () => add(order, sent)));

    for (const one of tries) expect(shown(expectStatus(201, one))).toEqual(['1 Water', `2 Last ${made}`]);
  });

  it('are answered when all of their bill is sent again, and when a phone at a table sends them', async () => {
    const table = expectStatus(
      201,
      await shop.admin.post<{ id: string }>('/tables', { outlet_id: shop.outletId, name: `Again ${made}` }),
    );
    const sat = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: table.id });
    const phone = client(api, expectStatus(201, sat).token);
    const bill = { id: newId(), items: [soups()] };
    const round = { id: newId(), join: 'OPEN_BILL', items: [soups()] };
    const placed = await place(bill);
    const joined = expectStatus(201, await phone.post<Order>('/orders', round));
    const sent = { version: joined.version, items: [soups()] };
    const added = expectStatus(201, await add(joined, sent, phone));
    await soldOut();

    expect(await place(bill)).toEqual(placed);
    const answer = expectStatus(201, await phone.post<Order>('/orders', round));
    expect([answer.id, answer.placed_item_ids]).toEqual([joined.id, joined.placed_item_ids]);
    expect(expectStatus(201, await add(joined, sent, phone))).toEqual(added);
  });
});
