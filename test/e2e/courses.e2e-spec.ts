import { beforeAll, describe, expect, it } from '@jest/globals';

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

interface Line {
  id: string;
  name: string;
  quantity: number;
  status: string;
  hold_reason: string | null;
  fired_at: string | null;
  seat: number | null;
  course: number | null;
}
interface Order {
  id: string;
  version: number;
  status: string;
  hold_reason: string | null;
  total_amount: number;
  items: Line[];
}
interface Ticket {
  order_id: string;
  number: string;
  state: string;
  lines: { item_id: string; quantity: number; status: string }[];
}

describe('seats and courses', () => {
  let database: TestDatabase;
  /** Two processes on one database, as a shop in peak hours has them. */
  let api: Api;
  let other: Api;
  let shop: Shop;
  let soup: TestProduct;
  let steak: TestProduct;
  let cake: TestProduct;
  let water: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, api);
    soup = await shop.product('Soup', 20_000, { station: 'kitchen' });
    steak = await shop.product('Steak', 90_000, { station: 'kitchen', stock: 5_000 });
    cake = await shop.product('Cake', 30_000, { station: 'bar' });
    water = await shop.product('Water', 5_000, { station: null });
  }, 240_000);

  /** Soup first, steak second, cake third; water with the steak. */
  const dine = async (): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [
          { product_id: soup.id, quantity: 2, course: 1, seat: 1 },
          { product_id: steak.id, quantity: 1, course: 2, seat: 1 },
          { product_id: cake.id, quantity: 1, course: 3, seat: 2 },
          { product_id: water.id, quantity: 1, course: 2, seat: 2 },
        ],
      }),
    );
  const look = async ({ id }: Order) => expectStatus(200, await shop.supervisor.get<Order>(`/orders/${id}`));
  const shown = ({ items }: Order) => items.map(({ name, status, hold_reason }) => `${name} ${hold_reason ?? status}`);
  const fire = (order: Order, body: object = {}, by = shop.waiter) => by.post<Order>(`/orders/${order.id}/fire`, body);
  const ticketsOf = async ({ id }: Order) => {
    const { body } = await shop.kitchen.get<{ data: Ticket[] }>('/kitchen/tickets');
    return body.data
      .filter(({ order_id }) => order_id === id)
      .map(({ state, lines }) => `${state}: ${lines.map(({ quantity, status }) => `${quantity} ${status}`).join()}`);
  };

  it('the lowest course goes out with the order; each later one is a round of its own once it is fired, by any till', async () => {
    const order = await dine();
    expect(order).toMatchObject({ status: 'NEW', hold_reason: null, total_amount: 165_000 });
    expect(shown(order)).toEqual(['Soup NEW', 'Steak COURSE', 'Cake COURSE', 'Water NEW']);
    expect(order.items.map(({ seat, course }) => [seat, course])).toEqual([
      [1, 1],
      [1, 2],
      [2, 3],
      [2, 2],
    ]);
    expect(order.items.map(({ fired_at }) => fired_at !== null)).toEqual([true, false, false, true]);
    expect(await ticketsOf(order)).toEqual(['OPEN: 2 NEW']);

    const second = expectStatus(200, await fire(order, { course: 2 }));
    expect(shown(second)).toEqual(['Soup NEW', 'Steak NEW', 'Cake COURSE', 'Water NEW']);
    expect(await ticketsOf(order)).toEqual(['OPEN: 2 NEW', 'OPEN: 1 NEW']);
    const again = expectStatus(200, await fire(order, { course: 2 }));
    expect(again.version).toBe(second.version);
    const byLine = expectStatus(200, await fire(order, { item_ids: [order.items[2]!.id] }, shop.cashier));
    expect(shown(byLine)).toEqual(['Soup NEW', 'Steak NEW', 'Cake NEW', 'Water NEW']);
    expect(await ticketsOf(order)).toHaveLength(3);
    expect(expectStatus(200, await fire(order)).version).toBe(byLine.version);
  });

  it('fired by two tills on two processes at once, a course is made once', async () => {
    const elsewhere = client(other, shop.accounts.supervisor.token);
    for (let i = 0; i < 12; i++) {
      const order = await dine();
      const answers = await Promise.all([
        fire(order, { course: 2 }),
        fire(order, { course: 2 }, elsewhere),
        fire(order, { item_ids: [order.items[1]!.id] }, shop.cashier),
      ]);

      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await look(order)).version).toBe(order.version + 1);
      expect(await ticketsOf(order)).toEqual(['OPEN: 2 NEW', 'OPEN: 1 NEW']);
      const [demand] = await database.query<{ fired: number; lines: number }>(
        `SELECT count(*)::int AS lines, coalesce(sum(fired), 0)::int AS fired FROM kitchen_lines WHERE outlet_id = $1 AND item_id = $2`,
        [shop.outletId, order.items[1]!.id],
      );
      expect(demand).toEqual({ lines: 1, fired: 1 });
    }
  });

  it('what waits is no work: it cannot be bumped, holds the order open, and is voided without an approval, its stock back', async () => {
    const stockOf = async () => (await shop.admin.get<{ stock: number }>(`/products/${steak.id}`)).body.stock;
    const before = await stockOf();
    const order = await dine();
    expect(await stockOf()).toBe(before - 1);
    const path = `/orders/${order.id}/items/${order.items[1]!.id}`;

    const bumped = await shop.kitchen.patch(`${path}/status`, { status: 'COOKING' });
    expect(bumped).toMatchObject({ status: 409, body: { code: 'LINE_HELD' } });
    const done = await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'DONE' });
    expect(done).toMatchObject({ status: 409, body: { code: 'LINES_HELD' } });
    expectStatus(200, await shop.waiter.delete(path));
    expect(await stockOf()).toBe(before);
    expect(await ticketsOf(order)).toEqual(['OPEN: 2 NEW']);
    const gone = await fire(order, { item_ids: [order.items[1]!.id] });
    expect(gone).toMatchObject({ status: 409, body: { code: 'LINE_VOIDED' } });
  });

  it('stations hear of a course when it is fired, of their own lines alone', async () => {
    const order = await dine();
    expectStatus(200, await fire(order, { course: 3 }));
    const events = await database.query<{ change: string | null; items: { name: string }[] }>(
      `SELECT payload ->> 'change' AS change, payload -> 'items' AS items FROM events
       WHERE outlet_id = $1 AND payload ->> 'order_id' = $2 AND type IN ('NEW_ORDER', 'ORDER_UPDATED') ORDER BY id`,
      [shop.outletId, order.id],
    );
    expect(events.map(({ change, items }) => [change, items.map(({ name }) => name)])).toEqual([
      [null, ['Soup', 'Water']],
      ['FIRED', ['Cake']],
    ]);
    expect(await ticketsOf(order)).toHaveLength(2);
  });

  it('a seat’s lines go to a bill of their own, waiting as they did, and seats change', async () => {
    const order = await dine();
    const path = `/orders/${order.id}/items/${order.items[0]!.id}`;
    const moved = expectStatus(200, await shop.waiter.patch<Order>(path, { seat: 2, course: null }));
    expect(moved.items[0]).toMatchObject({ seat: 2, course: null, status: 'NEW' });
    const split = await shop.waiter.post<{ order: Order; new_order: Order }>(`/orders/${order.id}/split`, {
      seats: [1],
    });
    const { order: rest, new_order: theirs } = expectStatus(200, split);
    expect(shown(rest)).toEqual(['Soup NEW', 'Cake COURSE', 'Water NEW']);
    expect(shown(theirs)).toEqual(['Steak COURSE']);
    expect(theirs.status).toBe('NEW');
    expect(shown(expectStatus(200, await fire(theirs, { course: 2 })))).toEqual(['Steak NEW']);
    expect(await ticketsOf(theirs)).toEqual(['OPEN: 1 NEW']);
  });

  it.each([
    ['fire', { course: 0 }, 400, 'VALIDATION_FAILED'],
    ['fire', { item_ids: ['x'] }, 400, 'VALIDATION_FAILED'],
    ['fire', { item_ids: [crypto.randomUUID()] }, 404, 'ORDER_ITEM_NOT_FOUND'],
    ['split', { seats: [9] }, 422, 'SEATS_EMPTY'],
    ['split', { seats: [1], ways: 2 }, 400, 'SPLIT_HOW'],
    ['items', { items: [{ product_id: crypto.randomUUID(), quantity: 1, seat: 100 }] }, 400, 'VALIDATION_FAILED'],
  ])('refuses %s %j and changes nothing', async (what, body, status, code) => {
    const order = await dine();

    expect(await shop.waiter.post(`/orders/${order.id}/${what}`, body)).toMatchObject({ status, body: { code } });
    expect((await look(order)).version).toBe(order.version);
  });
});
