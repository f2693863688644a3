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

const PIN = '2468';

interface Line {
  id: string;
  name: string;
  quantity: number;
  status: string;
  unit_price: number;
  discount: number;
  total: number;
  comped_quantity: number;
  pricing: string;
  discounts: { source: string; name: string | null; amount: number }[];
}
interface Order {
  id: string;
  version: number;
  status: string;
  payment_status: string;
  total_amount: number;
  paid_amount: number;
  discount_total: number;
  items: Line[];
}
interface Receipt {
  line_discounts: number;
  comps: number;
  discount_total: number;
  items: { comped: number; comped_quantity: number; discount: number }[];
}

describe('what is agreed to for a line', () => {
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
    soto = await shop.product('Soto', 20_000, { station: 'kitchen', stock: 5_000 });
    water = await shop.product('Water', 5_000, { station: null });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    expectStatus(200, await shop.supervisor.put('/users/me', { pin: PIN }));
  }, 240_000);

  /** Two Soto and a bottle: 45,000. */
  const place = async (): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [
          { product_id: soto.id, quantity: 2 },
          { product_id: water.id, quantity: 1 },
        ],
      }),
    );
  const path = (order: Order, what: string, line = 0) => `/orders/${order.id}/items/${order.items[line]!.id}/${what}`;
  const look = async ({ id }: Order) => expectStatus(200, await shop.supervisor.get<Order>(`/orders/${id}`));
  const off = ({ items }: Order) =>
    items.map(({ quantity, name, discounts, total }) => [
      `${quantity} ${name}`,
      ...discounts.map(({ source, amount }) => `${source} ${amount}`),
      total,
    ]);
  const stockOf = async () => (await shop.admin.get<{ stock: number }>(`/products/${soto.id}`)).body.stock;
  const tickets = async (order: Order) => {
    const { body } = await shop.kitchen.get<{ data: { order_id: string; marks: string[]; lines: unknown[] }[] }>(
      '/kitchen/tickets',
    );
    return body.data.filter(({ order_id }) => order_id === order.id);
  };

  it('a cashier takes a tenth off a line alone, and more with an approval', async () => {
    const order = await place();
    const tenth = { type: 'PERCENT', value: 10, reason: 'waited' };
    expectStatus(200, await shop.cashier.post(path(order, 'discount'), tenth));
    const refused = await shop.cashier.post(path(order, 'discount'), { type: 'FIXED', value: 4_001, reason: 'waited' });
    expect([refused.status, refused.body]).toMatchObject([
      403,
      { code: 'APPROVAL_REQUIRED', permission: 'line.discount', limit: { max_percent: 10 }, value: 10.01 },
    ]);
    const byWaiter = await shop.waiter.post(path(order, 'discount'), tenth);
    expect(byWaiter).toMatchObject({ status: 403, body: { code: 'APPROVAL_REQUIRED' } });

    const bill = await look(order);
    expect(bill.total_amount).toBe(41_000);
    expect(off(bill)).toEqual([
      ['2 Soto', 'LINE 4000', 36_000],
      ['1 Water', 5_000],
    ]);

    const request = {
      method: 'POST',
      path: path(order, 'discount'),
      body: { type: 'PERCENT', value: 50, reason: 'w' },
    };
    const approver = { user_id: shop.accounts.supervisor.id, pin: PIN };
    const approved = await shop.cashier.post<{ grant: string }>('/approvals', {
      outlet_id: shop.outletId,
      request: { ...request, path: `/api/v1${request.path}` },
      approver,
    });
    const { grant } = expectStatus(201, approved);
    const half = await shop.cashier.post<Order>(request.path, request.body, { 'x-approval-grant': grant });
    expect(expectStatus(200, half).total_amount).toBe(25_000);
    expectStatus(200, await shop.cashier.post(path(order, 'discount'), { type: 'PERCENT', value: 0, reason: 'w' }));
    expect((await look(order)).total_amount).toBe(45_000);
  });

  it('pieces on the house stay in the kitchen, in the stock, on the receipt and in the history', async () => {
    const order = await place();
    const [before, had] = [await stockOf(), await tickets(order)];
    const reason = expectStatus(
      201,
      await shop.admin.post<{ id: string }>('/reasons', { outlet_id: shop.outletId, kind: 'COMP', label: 'Hair' }),
    );

    const one = await shop.supervisor.post<Order>(path(order, 'comp'), { quantity: 1, reason_id: reason.id });
    expect(expectStatus(200, one)).toMatchObject({ total_amount: 25_000, discount_total: 20_000 });
    expect(one.body.items[0]).toMatchObject({ comped_quantity: 1, pricing: 'UNIT', discounts: [{ name: 'Hair' }] });
    expect([await stockOf(), await tickets(order)]).toEqual([before, had]);
    const receipt = expectStatus(200, await shop.cashier.get<Receipt>(`/orders/${order.id}/receipt`));
    expect(receipt).toMatchObject({ comps: 20_000, line_discounts: 0, discount_total: 20_000 });
    expect(receipt.items[0]).toMatchObject({ comped: 20_000, comped_quantity: 1, discount: 0 });
    const printed = await shop.cashier.get<string>(`/orders/${order.id}/receipt?format=txt&lang=en`);
    expect(String(printed.body)).toMatch(/On the house 1 x -20,000[^]*On the house +-20,000[^]*TOTAL +IDR 25,000/);

    expectStatus(204, await shop.admin.delete(`/reasons/${reason.id}`));
    const { body } = await shop.supervisor.get<{ data: { action: string; reason: string; details: object }[] }>(
      `/orders/${order.id}/history`,
    );
    expect(body.data.find(({ action }) => action === 'COMPED')).toMatchObject({
      reason: 'Hair',
      details: { comped: 20_000, comped_quantity: 1, reason_id: reason.id },
    });
    const gone = await shop.supervisor.post(path(order, 'comp'), { reason_id: reason.id });
    expect(gone).toMatchObject({ status: 404, body: { code: 'REASON_NOT_FOUND' } });

    const back = await shop.supervisor.delete<Order>(path(order, 'comp'), { reason: 'mistake' });
    expect(expectStatus(200, back)).toMatchObject({ total_amount: 45_000, payment_status: 'PENDING' });
  });

  it('a bill that comes to nothing is paid, and due again with a line that costs something', async () => {
    const order = await place();
    for (const line of [0, 1]) {
      expectStatus(200, await shop.supervisor.post(path(order, 'comp', line), { reason: 'birthday' }));
    }
    expect(await look(order)).toMatchObject({ total_amount: 0, payment_status: 'PAID', status: 'NEW' });
    const items = [{ product_id: water.id, quantity: 1 }];
    const more = await shop.waiter.post<Order>(`/orders/${order.id}/items`, { items });
    expect(expectStatus(201, more)).toMatchObject({ total_amount: 5_000, payment_status: 'PENDING' });
  });

  it('a price by hand is for the line alone, and goes when it is that of the menu', async () => {
    const order = await place();
    const priced = await shop.supervisor.post<Order>(path(order, 'price'), { unit_price: 15_000, reason: 'old menu' });
    expect(expectStatus(200, priced).items[0]).toMatchObject({ unit_price: 15_000, pricing: 'MANUAL', total: 30_000 });
    const more = { quantity_delta: 1 };
    const grown = await shop.waiter.patch<Order>(`/orders/${order.id}/items/${order.items[0]!.id}`, more);
    expect(expectStatus(200, grown).items.map(({ unit_price, pricing }) => [unit_price, pricing])).toEqual([
      [15_000, 'MANUAL'],
      [5_000, 'UNIT'],
      [20_000, 'UNIT'],
    ]);
    const menu = { unit_price: 20_000, reason: 'mistake' };
    expect(expectStatus(200, await shop.supervisor.post<Order>(path(order, 'price'), menu)).items[0]).toMatchObject({
      pricing: 'UNIT',
      total: 40_000,
    });
    expect(await shop.waiter.post(path(order, 'price'), menu)).toMatchObject({ status: 403 });
  });

  it.each([
    ['comp', {}, 400, 'VALIDATION_FAILED'],
    ['comp', { quantity: 3, reason: 'r' }, 422, 'COMP_TOO_MANY'],
    ['comp', { quantity: 0, reason: 'r' }, 400, 'VALIDATION_FAILED'],
    ['comp', { reason: 'r', version: 99 }, 409, 'VERSION_CONFLICT'],
    ['comp', { reason_id: crypto.randomUUID() }, 404, 'REASON_NOT_FOUND'],
    ['discount', { type: 'PERCENT', value: 101, reason: 'r' }, 422, 'DISCOUNT_TOO_LARGE'],
    ['discount', { type: 'FIXED', value: 1.5, reason: 'r' }, 400, 'VALIDATION_FAILED'],
    ['discount', { type: 'PERCENT', value: 10 }, 400, 'VALIDATION_FAILED'],
    ['price', { unit_price: -1, reason: 'r' }, 400, 'VALIDATION_FAILED'],
    ['price', { unit_price: 1_000_000_000_000, reason: 'r' }, 422, 'AMOUNT_TOO_LARGE'],
  ])('refuses %s %j and changes nothing', async (what, body, status, code) => {
    const order = await place();

    expect(await shop.supervisor.post(path(order, what), body)).toMatchObject({ status, body: { code } });
    expect(await look(order)).toMatchObject({ version: order.version, total_amount: 45_000 });
  });

  it('says nothing of a customer who is erased: what was agreed to stays, why does not', async () => {
    const customer = await createAccount(database, 'CUSTOMER');
    const items = [{ product_id: soto.id, quantity: 2 }];
    const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', customer_id: customer.id, items };
    const order = expectStatus(201, await shop.waiter.post<Order>('/orders', body));
    const reason = 'Bu Dewi complained about the soup';
    expectStatus(200, await shop.supervisor.post(path(order, 'discount'), { type: 'PERCENT', value: 10, reason }));
    expectStatus(200, await shop.supervisor.post(path(order, 'comp'), { quantity: 1, reason }));

    expectStatus(204, await client(api, customer.token).delete('/users/me'));
    await eventually(async () => {
      const [line] = await database.query<{ terms: object }>('SELECT terms FROM order_items WHERE order_id = $1', [
        order.id,
      ]);
      expect(line?.terms).toEqual({
        discount: { type: 'PERCENT', rate: 1_000, reason: '' },
        comp: { quantity: 1, reason: '' },
        price: null,
      });
    });
    expect((await look(order)).total_amount).toBe(18_000);
  });

  it('is never below what was paid', async () => {
    const order = await place();
    expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 30_000 }));
    for (const [what, body] of [
      ['comp', {}],
      ['discount', { type: 'PERCENT', value: 50 }],
      ['price', { unit_price: 1 }],
    ] as const) {
      const refused = await shop.supervisor.post(path(order, what), { ...body, reason: 'r' });
      expect(refused).toMatchObject({ status: 409, body: { code: 'ORDER_HAS_PAYMENTS', paid_amount: 30_000 } });
    }
    expect(await look(order)).toMatchObject({ total_amount: 45_000, paid_amount: 30_000 });
    expectStatus(200, await shop.supervisor.post(path(order, 'comp', 1), { reason: 'r' }));
    expect(await look(order)).toMatchObject({ total_amount: 40_000 });
  });

  it('a comp and a payment at once, on two processes: one comes first, and the bill is what was paid', async () => {
    const elsewhere = client(other, shop.accounts.supervisor.token);
    let compedFirst = 0;
    for (let i = 0; i < 16; i++) {
      const order = await place();
      const paying = () => shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' });
      const comping = () => elsewhere.post(path(order, 'comp'), { reason: 'r' });
      const [one, two] = await Promise.all(i % 2 ? [paying(), comping()] : [comping(), paying()]);
      const [paid, comped] = i % 2 ? [one, two] : [two, one];

      const bill = await look(order);
      expect(paid.status).toBe(201);
      expect([200, 409]).toContain(comped.status);
      compedFirst += Number(comped.status === 200);
      expect(bill).toMatchObject({ payment_status: 'PAID', paid_amount: comped.status === 200 ? 5_000 : 45_000 });
      expect(bill.total_amount).toBe(bill.paid_amount);
    }
    process.stdout.write(`comped first: ${compedFirst} of 16\n`);
  });
});
