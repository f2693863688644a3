import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  connectSocket,
  createAccount,
  createShop,
  createTestDatabase,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Line {
  id: string;
  item_id: string;
  order_id: string;
  component: number | null;
  name: string;
  quantity: number;
  status: string;
}

interface Ticket {
  id: string;
  station: string;
  state: string;
  fired_at: string | null;
  due_at: string | null;
  late_at: string | null;
  also_at: { station: string; open: number; ready: number }[];
  version: number;
  lines: Line[];
}

interface Order {
  id: string;
  status: string;
  items: { id: string; name: string; status: string; station: string | null }[];
}

describe('a product that several stations make', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let burger: TestProduct;
  let beer: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    burger = await shop.product('Burger', 90_000, {
      station: 'grill',
      prep_seconds: 600,
      components: [
        { station: 'grill', name: 'Patty' },
        { station: 'fryer', name: 'Fries', prep_seconds: 180 },
      ],
    });
    beer = await shop.product('Beer', 45_000, { station: 'bar' });
  }, 120_000);

  async function place(quantity = 1, more: object = {}): Promise<Order> {
    const { status, body } = await shop.waiter.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [
        { product_id: burger.id, quantity },
        { product_id: beer.id, quantity: 1 },
      ],
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  }

  async function ticketsOf({ id }: Order): Promise<{ grill: Ticket; fryer: Ticket; bar: Ticket }> {
    const { body } = await shop.kitchen.get<{ data: Ticket[] }>('/kitchen/tickets?recent=30m');
    const own = body.data.filter(({ lines }) => lines.some(({ order_id }) => order_id === id));
    expect(own.map(({ station }) => station).sort()).toEqual(['bar', 'fryer', 'grill']);
    const at = (name: string) => own.find(({ station }) => station === name)!;
    return { grill: at('grill'), fryer: at('fryer'), bar: at('bar') };
  }
  const orderOf = async ({ id }: Order) => (await shop.waiter.get<Order>(`/orders/${id}`)).body;
  const bump = (body: object) => shop.kitchen.post<{ tickets: Ticket[] }>('/kitchen/bump', body);
  const statusesOf = async (order: Order) => {
    const { grill, fryer } = await ticketsOf(order);
    return [grill, fryer].map(({ lines: [line] }) => line!.status);
  };

  it('is on a ticket of each, and ready when both are', async () => {
    const order = await place(2);
    expect(order.items[0]).toMatchObject({ name: 'Burger', station: 'grill', status: 'NEW' });
    const { grill, fryer } = await ticketsOf(order);
    expect(grill.lines).toMatchObject([
      { component: 1, name: 'Burger: Patty', quantity: 2, item_id: order.items[0]!.id },
    ]);
    expect(fryer.lines).toMatchObject([
      { component: 2, name: 'Burger: Fries', quantity: 2, item_id: order.items[0]!.id },
    ]);
    const seconds = ({ fired_at, due_at, late_at }: Ticket) =>
      [due_at, late_at].map((time) => (Date.parse(time!) - Date.parse(fired_at!)) / 1000);
    expect([grill, fryer].map(seconds)).toEqual([
      [600, 900],
      [180, 270],
    ]);

    const screens = await connectSocket(api, { token: shop.accounts.kitchen.token });
    await bump({ ticket_id: fryer.id, version: 1 });
    const told = await screens.waitFor(
      ({ type, payload }) =>
        type === 'TICKETS_CHANGED' && (payload['tickets'] as Ticket[]).some(({ id }) => id === fryer.id),
    );
    const byStation = Object.fromEntries(
      (told.payload['tickets'] as Ticket[]).map((ticket) => [ticket.station, ticket]),
    );
    expect(byStation).toMatchObject({
      grill: { version: 2, also_at: [{ station: 'bar' }, { station: 'fryer', open: 0, ready: 1 }] },
      fryer: { version: 2, state: 'READY', also_at: [{ station: 'bar' }, { station: 'grill', open: 1, ready: 0 }] },
      bar: { version: 2 },
    });
    expect((await orderOf(order)).items[0]).toMatchObject({ status: 'COOKING' });

    await bump({ ticket_id: grill.id });
    expect((await orderOf(order)).items[0]).toMatchObject({ status: 'READY' });
    const itemIds = [order.items[0]!.id];
    await shop.kitchen.post('/kitchen/recall', { item_ids: itemIds });
    expect(await statusesOf(order)).toEqual(['COOKING', 'COOKING']);
    expect((await orderOf(order)).items[0]).toMatchObject({ status: 'COOKING' });
    await bump({ item_ids: itemIds, status: 'DONE' });
    expect(await statusesOf(order)).toEqual(['DONE', 'DONE']);
    expect((await orderOf(order)).items[0]).toMatchObject({ status: 'DONE' });
  });

  it('is moved whole by the routes of old tablets', async () => {
    const order = await place();
    const path = `/orders/${order.id}/items/${order.items[0]!.id}/status`;
    await shop.kitchen.patch(path, { status: 'COOKING' });
    expect(await statusesOf(order)).toEqual(['COOKING', 'COOKING']);
    await bump({ line_ids: [(await ticketsOf(order)).fryer.lines[0]!.id] });
    await shop.kitchen.patch(path, { status: 'READY' });
    expect(await statusesOf(order)).toEqual(['READY', 'READY']);
    await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'DONE' });
    expect(await statusesOf(order)).toEqual(['DONE', 'DONE']);
  });

  it('is split, merged, moved and struck at both stations, and cooked once', async () => {
    const [tableA, tableB] = shop.tableIds;
    const order = await place(3, { type: 'DINE_IN', table_id: tableA });
    const { grill, fryer } = await ticketsOf(order);
    await bump({ ticket_id: grill.id });
    const { body: split } = await shop.waiter.post<Order[]>(`/orders/${order.id}/split`, {
      items: [{ item_id: order.items[0]!.id, quantity: 1 }],
    });
    expect(JSON.stringify(split)).toContain(order.id);
    const parts = async () => {
      const { body } = await shop.kitchen.get<{ data: Ticket[] }>('/kitchen/tickets?recent=30m');
      return [grill, fryer].map(({ id }) =>
        body.data
          .find((ticket) => ticket.id === id)!
          .lines.map(({ quantity, status, order_id }) => [quantity, status, order_id]),
      );
    };
    const [[, [, , other]]] = (await parts()) as [[unknown[], [number, string, string]]];
    expect(await parts()).toEqual([
      [
        [2, 'READY', order.id],
        [1, 'READY', other],
      ],
      [
        [2, 'NEW', order.id],
        [1, 'NEW', other],
      ],
    ]);
    expect((await orderOf({ ...order, id: other })).items[0]).toMatchObject({ status: 'COOKING' });
    await shop.waiter.post(`/orders/${order.id}/merge`, { order_ids: [other] });
    await shop.waiter.post(`/orders/${order.id}/transfer`, { table_id: tableB });
    expect((await parts()).flat().map(([, , on]) => on)).toEqual(Array(4).fill(order.id));
    const fired = await database.query(
      `SELECT component, sum(fired)::int AS fired FROM kitchen_lines WHERE ticket_id = ANY($1::uuid[]) GROUP BY 1 ORDER BY 1`,
      [[grill.id, fryer.id]],
    );
    expect(fired).toEqual([
      { component: 1, fired: 3 },
      { component: 2, fired: 3 },
    ]);
    await shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'They left' });
    expect((await parts()).flat().map(([, status]) => status)).toEqual(Array(4).fill('VOIDED'));
  });

  it('waits whole until it is fired, and costs no statement more than any other', async () => {
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const { body: held } = await customer.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [
        { product_id: burger.id, quantity: 1 },
        { product_id: beer.id, quantity: 1 },
      ],
    });
    expect(await statusesOf(held)).toEqual(['HELD', 'HELD']);
    expect((await bump({ ticket_id: (await ticketsOf(held)).fryer.id })).status).toBe(409);
    expect((await shop.kitchen.post(`/orders/${held.id}/fire`, {})).status).toBe(200);
    expect(await statusesOf(held)).toEqual(['NEW', 'NEW']);

    const written = async () => {
      const [row] = await database.query<{ calls: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query LIKE '%kitchen_%' AND query NOT LIKE '%pg_stat%'
           -- What looks after kitchens four times a minute is no part of it.
           AND query NOT LIKE '%ordering_demand%' AND query NOT LIKE '%late_told_at = %'`,
      );
      return row!.calls;
    };
    const before = await written();
    await place();
    expect((await written()) - before).toBe(1);
  });

  it('is known to other processes as it is, and told anew where it is not', async () => {
    const [order, moved, lost] = [await place(), await place(), await place()];
    await bump({ ticket_id: (await ticketsOf(order)).fryer.id });
    await database.query(`UPDATE order_items SET status = 'READY' WHERE order_id = $1`, [moved.id]);
    await database.query(`UPDATE orders SET status = 'READY' WHERE id = $1`, [moved.id]);
    await database.query('DELETE FROM kitchen_lines WHERE order_id = $1', [lost.id]);
    await database.query('DELETE FROM kitchen_tickets WHERE order_id = $1', [lost.id]);
    const { version } = (await ticketsOf(order)).grill;

    const another = await startApi({ database });
    const tablet = client(another, shop.accounts.kitchen.token);
    const first = await tablet.get<{ data: Ticket[] }>('/kitchen/tickets');
    expect((await ticketsOf(order)).grill.version).toBe(version);
    expect(await statusesOf(order)).toEqual(['NEW', 'READY']);
    expect(await statusesOf(moved)).toEqual(['READY', 'READY']);
    expect(await statusesOf(lost)).toEqual(['NEW', 'NEW']);
    const third = await startApi({ database });
    const again = await client(third, shop.accounts.kitchen.token).get<{ data: Ticket[] }>('/kitchen/tickets');
    expect(again.body.data).toEqual(first.body.data);
  });
});
