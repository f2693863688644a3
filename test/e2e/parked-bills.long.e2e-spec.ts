import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
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
}
interface Order {
  id: string;
  number: string;
  version: number;
  status: string;
  hold_reason: string | null;
  payment_status: string;
  total_amount: number;
  amount_due: number;
  coupon_code: string | null;
  business_date: string;
  items: Line[];
}
interface Paid {
  order: Order;
  change: number;
}
interface Refusal {
  code: string;
}

/** A barista with a queue parks a guest who forgot the wallet. Two processes on one database, as a shop in peak hours has them. */
describe('parked bills', () => {
  let database: TestDatabase;
  let api: Api;
  let other: Api;
  let shop: Shop;
  let latte: TestProduct;
  let cake: TestProduct;
  let water: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, api);
    latte = await shop.product('Latte', 30_000, { station: 'bar', stock: 5_000 });
    cake = await shop.product('Cake', 40_000, { station: null, stock: 5_000 });
    water = await shop.product('Water', 5_000, { station: null });
    for (const till of [shop.cashier, shop.supervisor]) {
      expectStatus(201, await till.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    }
  }, 240_000);

  /** Two lattes and a cake: 100,000. */
  const basket = () => ({
    outlet_id: shop.outletId,
    type: 'TAKEAWAY',
    items: [
      { product_id: latte.id, quantity: 2 },
      { product_id: cake.id, quantity: 1 },
    ],
  });
  const park = async (more: object = {}): Promise<Order> =>
    expectStatus(201, await shop.cashier.post<Order>('/orders', { ...basket(), hold: true, ...more }));
  const look = async ({ id }: Order) => expectStatus(200, await shop.supervisor.get<Order>(`/orders/${id}`));
  const parked = async () => {
    const path = `/orders?hold_reason=PARKED&outlet_id=${shop.outletId}`;
    const { data } = expectStatus(200, await shop.waiter.get<{ data: Order[] }>(path));
    return data.map(({ id }) => id);
  };
  const stockOf = async ({ id }: TestProduct) =>
    expectStatus(200, await shop.supervisor.get<{ stock: number }>(`/products/${id}?outlet_id=${shop.outletId}`)).stock;
  const ticketsOf = async ({ id }: Order) => {
    const { body } = await shop.kitchen.get<{ data: { order_id: string; lines: { quantity: number }[] }[] }>(
      '/kitchen/tickets',
    );
    return body.data
      .filter(({ order_id }) => order_id === id)
      .map(({ lines }) => lines.map(({ quantity }) => quantity).join());
  };
  const pay = ({ id }: Order, body: object = {}, by = shop.cashier) =>
    by.post<Paid & Refusal>(`/orders/${id}/pay`, { method: 'cash', ...body });

  it('wait with a number and a price; nobody makes them, and nothing is taken from stock, until they are paid', async () => {
    const before = [await stockOf(latte), await stockOf(cake)];
    const order = await park();
    expect(order).toMatchObject({
      status: 'HELD',
      hold_reason: 'PARKED',
      payment_status: 'PENDING',
      amount_due: 100_000,
    });
    expect(order.number).toMatch(/-\d{4}$/);
    expect(order.items.map(({ status, hold_reason }) => [status, hold_reason])).toEqual(
      Array(2).fill(['HELD', 'PARKED']),
    );
    expect(await parked()).toContain(order.id);
    expect(await ticketsOf(order)).toEqual([]);
    expect((await shop.kitchen.get(`/orders/${order.id}`)).status).toBe(404);
    expect((await shop.kitchen.post(`/orders/${order.id}/fire`, {})).status).toBe(404);
    expect([await stockOf(latte), await stockOf(cake)]).toEqual(before);

    const item = (i: number) => `/orders/${order.id}/items/${order.items[i]!.id}`;
    expectStatus(200, await shop.waiter.patch(item(0), { quantity_delta: 1, note: 'oat milk' }));
    expectStatus(200, await shop.waiter.delete(item(1), { reason: 'Not today' }));
    const more = { items: [{ product_id: water.id, quantity: 1 }] };
    const changed = expectStatus(201, await shop.waiter.post<Order>(`/orders/${order.id}/items`, more));
    expect(changed).toMatchObject({ status: 'HELD', amount_due: 95_000 });
    expect([await stockOf(latte), await stockOf(cake)]).toEqual(before);
    expect(await ticketsOf(order)).toEqual([]);

    const paid = expectStatus(201, await pay(order, { tendered: 100_000 }));
    expect(paid).toMatchObject({ change: 5_000, order: { status: 'NEW', hold_reason: null, payment_status: 'PAID' } });
    expect(await ticketsOf(order)).toEqual(['3']);
    expect([await stockOf(latte), await stockOf(cake)]).toEqual([before[0]! - 3, before[1]]);
    expect(await parked()).not.toContain(order.id);
  });

  it('go on unpaid as well, by being fired', async () => {
    const order = await park();
    const fired = expectStatus(
      200,
      await shop.waiter.post<Order>(`/orders/${order.id}/fire`, { version: order.version }),
    );
    expect(fired).toMatchObject({ status: 'NEW', hold_reason: null, amount_due: 100_000 });
    expect(await ticketsOf(order)).toEqual(['2']);
    const { data } = expectStatus(
      200,
      await shop.supervisor.get<{ data: { action: string; to_status: string | null }[] }>(
        `/orders/${order.id}/history`,
      ),
    );
    expect(data.map(({ action, to_status }) => [action, to_status])).toEqual([
      ['PLACED', 'HELD'],
      ['STATUS', 'NEW'],
    ]);
  });

  it('are there once, however often the network repeats the press', async () => {
    const body = { ...basket(), id: randomUUID(), hold: true };
    const key = { 'Idempotency-Key': randomUUID() };
    const tries = await Promise.all([
      shop.cashier.post<Order>('/orders', body, key),
      shop.cashier.post<Order>('/orders', body),
      client(other, shop.accounts.cashier.token).post<Order>('/orders', body),
    ]);
    expect(new Set(tries.map((answer) => expectStatus(201, answer).number)).size).toBe(1);
    const { hold: _, ...placed } = body;
    expect((await shop.cashier.post<Refusal>('/orders', placed)).body.code).toBe('ORDER_ID_TAKEN');

    const before = await stockOf(latte);
    const again = { 'Idempotency-Key': randomUUID() };
    const pressed = { method: 'cash' };
    const path = `/orders/${body.id}/pay`;
    const first = expectStatus(201, await shop.cashier.post<Paid>(path, pressed, again));
    expect(expectStatus(201, await shop.cashier.post<Paid>(path, pressed, again))).toEqual(first);
    expect(await stockOf(latte)).toBe(before - 2);
  });

  it.each(['pay', 'fire'])('taken up at two tills in the same second (%s), one of them is told so', async (how) => {
    const elsewhere = client(other, shop.accounts.supervisor.token);
    for (let i = 0; i < 10; i++) {
      const order = await park();
      const before = await stockOf(latte);
      const { version } = order;
      const take = (by: typeof elsewhere) =>
        how === 'pay' ? pay(order, { version }, by) : by.post<Refusal>(`/orders/${order.id}/fire`, { version });
      const answers = await Promise.all([take(shop.cashier), take(elsewhere)]);

      const [won, lost] = answers.sort((a, b) => a.status - b.status);
      expect([won.status, lost.status]).toEqual([how === 'pay' ? 201 : 200, 409]);
      expect(['VERSION_CONFLICT', 'ORDER_ALREADY_PAID']).toContain(lost.body.code);
      expect(await ticketsOf(order)).toEqual(['2']);
      expect(await stockOf(latte)).toBe(before - 2);
    }
  });

  it('taken up at one till and discarded at the other, it is one of the two', async () => {
    for (let i = 0; i < 10; i++) {
      const order = await park();
      const before = await stockOf(latte);
      const [paid, discarded] = await Promise.all([
        pay(order, { version: order.version }),
        shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'Never came back', version: order.version }),
      ]);
      expect([paid.status, discarded.status].sort()).toEqual(paid.status === 201 ? [201, 409] : [200, 409]);
      const { status } = await look(order);
      expect(status).toBe(paid.status === 201 ? 'NEW' : 'VOIDED');
      expect(await stockOf(latte)).toBe(paid.status === 201 ? before - 2 : before);
      expect(await ticketsOf(order)).toEqual(paid.status === 201 ? ['2'] : []);
    }
  });

  it('are discarded by anybody at a till, with no approval, and stock gets nothing that it never gave', async () => {
    const before = [await stockOf(latte), await stockOf(cake)];
    const order = await park();
    expect(
      expectStatus(200, await shop.waiter.post<Order>(`/orders/${order.id}/void`, { reason: 'Left' })).status,
    ).toBe('VOIDED');
    expect([await stockOf(latte), await stockOf(cake)]).toEqual(before);
    expect(await parked()).not.toContain(order.id);
    expect((await pay(order)).body.code).toBe('BILL_CLOSED');
  });

  it('are refused at their payment when the stock is gone by then, and stay parked and unpaid', async () => {
    const rare = await shop.product('Rare', 10_000, { station: null, stock: 1 });
    const items = [{ product_id: rare.id, quantity: 1 }];
    const order = await park({ items });
    expectStatus(201, await shop.cashier.post('/orders', { ...basket(), items }));
    const refused = await pay(order);
    expect([refused.status, refused.body.code]).toEqual([409, 'INSUFFICIENT_STOCK']);
    expect(await look(order)).toMatchObject({ status: 'HELD', payment_status: 'PENDING' });
    expectStatus(200, await shop.cashier.post(`/orders/${order.id}/void`, { reason: 'Gone' }));
  });

  it('use their coupon when they are paid, and not before', async () => {
    const code = `PARK${Date.now()}`;
    expectStatus(
      201,
      await shop.admin.post('/coupons', { code, currency: 'IDR', type: 'PERCENT', value: 10, max_uses: 1 }),
    );
    const [order, rival] = [await park({ coupon_code: code }), await park({ coupon_code: code })];
    expect(order).toMatchObject({ total_amount: 90_000, coupon_code: code });
    expect((await shop.cashier.post<Refusal>(`/orders/${order.id}/split`, { seats: [1] })).status).not.toBe(201);
    expect(expectStatus(201, await pay(order)).order.total_amount).toBe(90_000);
    const late = await pay(rival);
    expect([late.status, late.body.code]).toEqual([422, 'COUPON_USED_UP']);
    expect(await look(rival)).toMatchObject({ status: 'HELD', amount_due: 90_000 });
  });

  it('are the staff’s alone to park, and take no parcel and no other bill along', async () => {
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const theirs = await customer.post<Refusal>('/orders', { ...basket(), hold: true });
    expect([theirs.status, theirs.body.code]).toEqual([403, 'FORBIDDEN']);
    const joined = { ...basket(), type: undefined, table_id: shop.tableIds[0], join: 'OPEN_BILL', hold: true };
    expect((await shop.cashier.post('/orders', joined)).status).toBe(400);
    for (const hold of ['yes', 1]) {
      expect((await shop.cashier.post('/orders', { ...basket(), hold })).status).toBe(400);
    }
    // Said aloud that it is not parked, it is placed as ever.
    const placed = expectStatus(201, await shop.cashier.post<Order>('/orders', { ...basket(), hold: false }));
    expect(placed).toMatchObject({ status: 'NEW', hold_reason: null });
    expect((await shop.cashier.get('/orders?hold_reason=LUNCH')).status).toBe(400);
  });

  it('end after a day, by themselves', async () => {
    const order = await park();
    const job = await eventually(async () => {
      const [row] = await database.query<{ hours: number }>(
        `SELECT round(extract(epoch FROM run_at - now()) / 3600)::int AS hours FROM jobs
         WHERE kind = 'ordering.expire-order' AND key = $1`,
        [order.id],
      );
      if (!row) throw new Error('No job yet');
      return row;
    });
    expect(job.hours).toBe(24);
    await database.query(`UPDATE jobs SET run_at = now() WHERE kind = 'ordering.expire-order' AND key = $1`, [
      order.id,
    ]);
    const ended = await eventually(
      async () => {
        const seen = await look(order);
        expect(seen.status).toBe('VOIDED');
        return seen;
      },
      { timeoutMs: 60_000 },
    );
    expect(ended.amount_due).toBe(0);
  });

  it('keep nobody from closing their shift, whose Z tells of them as of other open bills', async () => {
    const order = await park();
    const till = client(api, (await createAccount(database, 'KASIR', [shop.outletId])).token);
    const opened = expectStatus(
      201,
      await till.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }),
    );
    const closing = await till.post<{ open_orders?: { id: string }[] }>('/shifts/close', {
      shift_id: opened.id,
      end_cash: 0,
    });
    expect(closing.status).toBe(200);
    expect(JSON.stringify(closing.body)).toContain(order.number);
  });
});
