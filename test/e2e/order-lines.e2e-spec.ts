import { beforeAll, describe, expect, it } from '@jest/globals';

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

interface Line {
  id: string;
  name: string;
  quantity: number;
  status: string;
  note: string | null;
}
interface Order {
  id: string;
  version: number;
  total_amount: number;
  items: Line[];
}
interface Ticket {
  number: string;
  marks: string[];
  lines: { item_id: string; quantity: number; note: string | null; status: string; was: { quantity: number } | null }[];
}

describe('changing a line of an open bill', () => {
  let database: TestDatabase;
  /** Two processes on one database, as a shop in peak hours has them. */
  let api: Api;
  let other: Api;
  let shop: Shop;
  let soto: TestProduct;
  let water: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, api);
    soto = await shop.product('Soto', 20_000, { station: 'kitchen', stock: 500 });
    water = await shop.product('Water', 5_000, { station: null });
  }, 240_000);

  const place = async (): Promise<Order> => {
    const placed = await shop.waiter.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [
        { product_id: soto.id, quantity: 2 },
        { product_id: water.id, quantity: 1 },
      ],
    });
    expectStatus(201, placed);
    return placed.body;
  };
  const change = (order: Order, line: number, body: object, headers: Record<string, string> = {}) =>
    shop.waiter.patch<Order>(`/orders/${order.id}/items/${order.items[line]!.id}`, body, headers);
  const stockOf = async () => (await shop.admin.get<{ stock: number }>(`/products/${soto.id}`)).body.stock;
  const ticketsOf = async (order: Order) => {
    const { body } = await shop.kitchen.get<{ data: (Ticket & { order_id: string })[] }>('/kitchen/tickets');
    return body.data.filter((ticket) => ticket.order_id === order.id);
  };
  const shown = ({ items }: Order) => items.map(({ name, quantity, status }) => `${quantity} ${name} ${status}`);

  it('the kitchen gets more as another round, fewer and a note as a change of the first', async () => {
    const order = await place();
    const before = await stockOf();

    const more = await change(order, 0, { quantity_delta: 3 });
    expectStatus(200, more);
    expect(shown(more.body)).toEqual(['2 Soto NEW', '1 Water NEW', '3 Soto NEW']);
    const fewer = await change(order, 0, { quantity_delta: -1, note: 'no onion' });
    expectStatus(200, fewer);
    expect(fewer.body).toMatchObject({ total_amount: 85_000, items: [{ quantity: 1, note: 'no onion' }, {}, {}] });

    const [first, second] = await ticketsOf(order);
    expect(first).toMatchObject({
      marks: ['CHANGED'],
      lines: [{ quantity: 1, note: 'no onion', was: { quantity: 2, note: null, modifiers: [] } }],
    });
    expect(second).toMatchObject({ number: expect.stringMatching(/-2$/), marks: [], lines: [{ quantity: 3 }] });
    expect(await stockOf()).toBe(before - 2);
  });

  it('two tills that count up and down 60 times, on two processes, are all counted', async () => {
    const order = await place();
    const second = client(other, shop.accounts.cashier.token);
    const path = `/orders/${order.id}/items/${order.items[1]!.id}`;

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        (i % 2 ? shop.waiter : second).patch(path, { quantity_delta: i % 6 === 5 ? -1 : 2 }),
      ),
    );

    expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body)).toEqual([]);
    const { body } = await shop.waiter.get<Order>(`/orders/${order.id}`);
    // One bottle, 50 times two more, 10 times one fewer.
    expect(shown(body)).toEqual(['2 Soto NEW', '91 Water NEW']);
    expect(body.total_amount).toBe(40_000 + 91 * 5_000);
  });

  it('is counted once when its answer was lost and it is sent again with its key', async () => {
    const order = await place();
    const key = { 'idempotency-key': crypto.randomUUID() };

    const [first, again] = [
      await change(order, 1, { quantity_delta: 1 }, key),
      await change(order, 1, { quantity_delta: 1 }, key),
    ];

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(shown((await shop.waiter.get<Order>(`/orders/${order.id}`)).body)).toEqual(['2 Soto NEW', '2 Water NEW']);
  });

  it('what the kitchen has begun is void for its pieces alone, with a supervisor', async () => {
    const order = await place();
    expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'COOKING' }));
    const before = await stockOf();

    const refused = await change(order, 0, { quantity_delta: -1, reason: 'Dropped' });
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'APPROVAL_REQUIRED' }]);
    const path = `/orders/${order.id}/items/${order.items[0]!.id}`;
    const done = await shop.supervisor.patch<Order>(path, { quantity_delta: -1, reason: 'Dropped' });
    expectStatus(200, done);

    expect(shown(done.body)).toEqual(['1 Soto COOKING', '1 Water COOKING', '1 Soto VOIDED']);
    const [ticket] = await ticketsOf(order);
    expect(ticket?.marks).toEqual(['VOID']);
    expect(ticket?.lines.map(({ quantity, status }) => `${quantity} ${status}`)).toEqual(['1 COOKING', '1 VOIDED']);
    expect(await stockOf()).toBe(before);
    expect(await change(order, 0, { note: 'pedas' })).toMatchObject({ status: 409, body: { code: 'LINE_BEGUN' } });
  });

  it.each([
    [{}, 400, 'CHANGE_WHAT'],
    [{ quantity: 1, quantity_delta: 1 }, 400, 'CHANGE_HOW'],
    [{ quantity: 1 }, 422, 'VERSION_REQUIRED'],
    [{ quantity: 1, version: 99 }, 409, 'VERSION_CONFLICT'],
    [{ quantity_delta: -3 }, 422, 'QUANTITY_TOO_SMALL'],
    [{ quantity_delta: 1.5 }, 400, 'VALIDATION_FAILED'],
    [{ price: 1 }, 400, 'VALIDATION_FAILED'],
    [{ modifiers: [{ option_id: crypto.randomUUID() }] }, 422, 'MODIFIERS_INVALID'],
  ])('refuses %j and changes nothing', async (body, status, code) => {
    const order = await place();

    expect(await change(order, 0, body)).toMatchObject({ status, body: { code } });
    expect((await shop.waiter.get<Order>(`/orders/${order.id}`)).body).toMatchObject({
      version: order.version,
      total_amount: order.total_amount,
    });
  });

  describe('sent with ids that the till made', () => {
    const send = (order: Order, items: readonly object[], by = shop.waiter) =>
      by.post<Order>(`/orders/${order.id}/items`, { items });
    const soups = (id: string, more: object = {}) => ({ id, product_id: soto.id, quantity: 2, ...more });

    it('is there once, however often it is sent, by whichever process, and also once the bill is paid', async () => {
      const order = await place();
      const before = await stockOf();
      const [id, later] = [newId(), newId()];
      const [here, there] = [shop.waiter, client(other, shop.accounts.waiter.token)];

      const tries = await Promise.all(
        Array.from({ length: 10 }, (_, i) => send(order, [soups(id)], i % 2 ? here : there)),
      );
      for (const one of tries) expectStatus(201, one);
      const both = expectStatus(201, await send(order, [soups(id.toUpperCase()), soups(later, { note: 'hot' })]));

      expect(shown(both)).toEqual(['2 Soto NEW', '1 Water NEW', '2 Soto NEW', '2 Soto NEW']);
      expect(both.items.map((line) => line.id).slice(2)).toEqual([id, later]);
      expect(await stockOf()).toBe(before - 4);
      expect((await ticketsOf(order)).flatMap(({ lines }) => lines).map((line) => line.quantity)).toEqual([2, 2, 2]);
      expectStatus(200, await shop.supervisor.delete(`/orders/${order.id}/items/${later}`, { reason: 'gone' }));
      expect(shown(expectStatus(201, await send(order, [soups(later, { note: 'hot' })])))[3]).toBe('2 Soto VOIDED');
      expect(await stockOf()).toBe(before - 2);
    });

    it('is refused with other content, and as a line of another bill, which stays as it is', async () => {
      const [order, elsewhere] = [await place(), await place()];
      const id = newId();
      expectStatus(201, await send(order, [soups(id)]));
      const before = await stockOf();
      const answers = [
        await send(order, [soups(id, { quantity: 3 })]),
        await send(elsewhere, [{ product_id: water.id, quantity: 1 }, soups(id)]),
        await shop.waiter.post('/orders', { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [soups(id)] }),
        await shop.waiter.post('/orders', {
          outlet_id: shop.outletId,
          type: 'TAKEAWAY',
          items: [soups(id), ...Array.from({ length: 12 }, () => ({ product_id: water.id, quantity: 1 }))],
        }),
      ];
      for (const { status, body } of answers) expect([status, body]).toMatchObject([409, { code: 'LINE_ID_TAKEN' }]);
      const bills = await Promise.all([order, elsewhere].map((one) => shop.waiter.get<Order>(`/orders/${one.id}`)));
      expect(bills.map(({ body }) => shown(body))).toEqual([
        ['2 Soto NEW', '1 Water NEW', '2 Soto NEW'],
        ['2 Soto NEW', '1 Water NEW'],
      ]);
      expect(await stockOf()).toBe(before);
    });

    it('is one of two bills when both send it at once', async () => {
      for (let round = 0; round < 5; round++) {
        const orders = [await place(), await place()];
        const id = newId();
        const there = client(other, shop.accounts.waiter.token);
        const answers = await Promise.all([send(orders[0]!, [soups(id)]), send(orders[1]!, [soups(id)], there)]);
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
        const bills = await Promise.all(orders.map((one) => shop.waiter.get<Order>(`/orders/${one.id}`)));
        expect(bills.flatMap(({ body }) => body.items).filter((line) => line.id === id)).toHaveLength(1);
      }
    });
  });
});
