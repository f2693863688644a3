import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Bill {
  id: string;
  status: string;
  payment_status: string;
  total_amount: number;
  paid_amount: number;
  refunded_amount: number;
  amount_due: number;
  exchange_of: string | null;
  version: number;
  items: { id: string; refunded_quantity: number }[];
}
interface Exchange {
  order: Bill;
  original: Bill;
  refund: { exchanged: number; refunded: number; refund_ids: string[] };
  due: number;
  refunded: number;
  change: number;
  code?: string;
}
const told = ({ status, body }: Answer<unknown>) =>
  `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`.trim();

/** A shirt M of 150,000 is exchanged for others on a busy Saturday. */
describe('an exchange', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let medium: TestProduct;
  let large: TestProduct;
  let socks: TestProduct;
  let shiftId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
  }, 240_000);

  beforeEach(async () => {
    shop = await createShop(database, api, { service_charge_rate: 0, cash_rounding: 500 });
    medium = await shop.product('Shirt M', 150_000, { stock: 10, station: null });
    large = await shop.product('Shirt L', 175_000, { stock: 10, station: null });
    socks = await shop.product('Socks', 40_250, { stock: 10, station: null });
    const float = { outlet_id: shop.outletId, start_cash: 1_000_000 };
    shiftId = expectStatus(201, await shop.cashier.post<{ id: string }>('/shifts/open', float)).id;
    expectStatus(200, await shop.admin.patch(`/users/${shop.accounts.supervisor.id}`, { pin: '2222' }));
    expectStatus(
      200,
      await shop.admin.put(`/permissions/rules?outlet_id=${shop.outletId}`, {
        version: 0,
        rules: [{ role: 'KASIR', key: 'return.exchange', effect: 'ALLOW', max_amount: 200_000 }],
      }),
    );
  });

  const read = async (id: string): Promise<Bill> => expectStatus(200, await shop.supervisor.get<Bill>(`/orders/${id}`));
  const sold = async (product = medium, quantity = 1, by: object = { method: 'cash' }): Promise<Bill> => {
    const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: product.id, quantity }], ...by };
    const { order } = expectStatus(201, await shop.cashier.post<{ order: Bill }>('/transactions', body));
    return read(order.id);
  };
  const wish = (bill: Bill, product: TestProduct, more: object = {}) => ({
    return: [{ item_id: bill.items[0]?.id, quantity: 1, restock: true }],
    items: [{ product_id: product.id, quantity: 1 }],
    reason: 'too small',
    ...more,
  });
  const exchange = (bill: Bill, product: TestProduct, more: object = {}, headers = {}, by = shop.cashier) =>
    by.post<Exchange>(`/orders/${bill.id}/exchange`, wish(bill, product, more), headers);
  const stockOf = async ({ id }: TestProduct): Promise<number> => {
    const path = `/stock-levels?outlet_id=${shop.outletId}&product_id=${id}`;
    return expectStatus(200, await shop.admin.get<{ data: { stock: number }[] }>(path)).data[0]?.stock ?? 0;
  };
  const cash = async (): Promise<number> =>
    expectStatus(200, await shop.supervisor.get<{ expected_cash: number }>(`/shifts/${shiftId}`)).expected_cash;
  const counts = async () =>
    (
      await database.query<Record<string, number>>(
        `SELECT (SELECT count(*)::int FROM orders WHERE outlet_id = $1) AS orders,
           (SELECT count(*)::int FROM payments WHERE outlet_id = $1) AS payments,
           (SELECT count(*)::int FROM refunds WHERE outlet_id = $1) AS refunds,
           (SELECT count(*)::int FROM stock_movements WHERE outlet_id = $1) AS stock,
           (SELECT count(*)::int FROM cash_movements WHERE outlet_id = $1) AS cash`,
        [shop.outletId],
      )
    )[0];

  it('for what costs more takes the difference alone, and nets to zero in the Z', async () => {
    const bill = await sold();
    const answer = expectStatus(201, await exchange(bill, large, { pay: { method: 'cash', tendered: 50_000 } }));

    expect(answer).toMatchObject({ due: 0, refunded: 0, change: 25_000, refund: { exchanged: 150_000, refunded: 0 } });
    expect(answer.order).toMatchObject({
      ...{ exchange_of: bill.id, payment_status: 'PAID', status: 'DONE', total_amount: 175_000, paid_amount: 175_000 },
    });
    expect(answer.original).toMatchObject({ payment_status: 'REFUNDED', refunded_amount: 150_000 });
    expect(await read(bill.id)).toMatchObject({ items: [{ refunded_quantity: 1 }] });
    expect(await Promise.all([stockOf(medium), stockOf(large), cash()])).toEqual([10, 9, 1_175_000]);

    expectStatus(200, await shop.cashier.post('/shifts/close', { shift_id: shiftId, end_cash: 1_175_000 }));
    const [sums] = await database.query<Record<string, number>>(
      `SELECT (SELECT sum(amount)::int FROM payments WHERE shift_id = $1 AND method = 'exchange') AS paid,
         (SELECT sum(amount)::int FROM refunds WHERE shift_id = $1 AND method = 'exchange') AS back`,
      [shiftId],
    );
    expect(sums).toEqual({ paid: 150_000, back: 150_000 });
    const report = await shop.supervisor.get<{ totals: object[] }>(
      `/reports/sales?group_by=day&outlet_id=${shop.outletId}`,
    );
    expect(expectStatus(200, report).totals[0]).toMatchObject({
      orders_count: 2,
      refunds: 150_000,
      net_sales: 175_000,
    });
  });

  it('for what costs less gives the difference back in coins, as it came', async () => {
    const bill = await sold();
    const answer = expectStatus(201, await exchange(bill, socks));
    // 109,750, as far as there are coins of 500.
    expect(answer).toMatchObject({ due: 0, refunded: 109_500, refund: { exchanged: 40_250, refunded: 109_500 } });
    expect(answer.order).toMatchObject({ payment_status: 'PAID', paid_amount: 40_250 });
    expect(await cash()).toBe(1_040_500);
  });

  it('leaves the difference due where nobody pays it yet', async () => {
    const bill = await sold();
    const { order, due } = expectStatus(201, await exchange(bill, large));
    expect([due, order.payment_status, order.amount_due]).toEqual([25_000, 'PARTIALLY_PAID', 25_000]);
    expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
    expect(await read(order.id)).toMatchObject({ payment_status: 'PAID', status: 'DONE' });
  });

  it('that the network repeats happens once', async () => {
    const bill = await sold();
    const key = { 'idempotency-key': newId() };
    const pay = { pay: { method: 'cash' } };
    const answers = await Promise.all([1, 2, 3, 4].map(() => exchange(bill, large, pay, key)));
    const again = await exchange(bill, large, pay, key);
    const made = answers.find(({ status }) => status === 201);
    expect(again).toMatchObject({ status: 201, body: { order: { id: made?.body.order.id } } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await counts()).toMatchObject({ orders: 2, payments: 3, refunds: 1 });
    expect(await Promise.all([stockOf(medium), stockOf(large), cash()])).toEqual([10, 9, 1_175_000]);
  });

  it('of one piece at two tills, or against its refund, happens once', async () => {
    for (const rival of ['exchange', 'refund'] as const) {
      const bill = await sold();
      const other =
        rival === 'exchange'
          ? exchange(bill, socks, {}, {}, shop.supervisor)
          : shop.supervisor.post(`/orders/${bill.id}/refunds`, {
              ...{ reason: 'too small', items: [{ item_id: bill.items[0]?.id, quantity: 1 }] },
            });
      const answers = await Promise.all([exchange(bill, socks), other]);
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      const { refunded_amount: back, items } = await read(bill.id);
      // In exchange for socks there are no coins for the last 250.
      expect([149_750, 150_000]).toContain(back);
      expect(items).toMatchObject([{ refunded_quantity: 1 }]);
    }
  });

  it('that is refused changes nothing', async () => {
    const bill = await sold(medium, 2);
    const before = [await counts(), await read(bill.id), await cash()];
    const twice = { return: [{ item_id: bill.items[0]?.id, quantity: 3 }] };
    expect(told(await exchange(bill, large, twice))).toBe('422 REFUND_TOO_MANY');
    expect(told(await exchange(bill, large, { pay: { method: 'cash', tendered: 10 } }))).toBe(
      '422 TENDERED_TOO_LITTLE',
    );
    expect(told(await exchange(bill, large, { version: bill.version - 1 }))).toBe('409 VERSION_CONFLICT');
    expect(told(await exchange(bill, { ...large, id: newId() }))).toMatch(/^(404|422) /);
    const many = { items: [{ product_id: large.id, quantity: 11 }] };
    expect(told(await exchange(bill, large, many))).toBe('409 INSUFFICIENT_STOCK');
    const all = { return: [{ item_id: bill.items[0]?.id, quantity: 2 }] };
    expect(told(await exchange(bill, large, all))).toBe('403 APPROVAL_REQUIRED');
    expect(told(await exchange(bill, large, { refund_to: { method: 'cash' } }))).toBe('403 FORBIDDEN');
    expect(told(await exchange(bill, large, {}, {}, shop.waiter))).toBe('403 FORBIDDEN');
    expect([await counts(), await read(bill.id), await cash()]).toEqual(before);
  });

  it('of what was exchanged goes on; its money has to be told where to go', async () => {
    const bill = await sold();
    const { order: first } = expectStatus(201, await exchange(bill, large, { pay: { method: 'cash' } }));
    // 175,000 of which 150,000 were goods: those pay first.
    const { order: second } = expectStatus(201, await exchange(await read(first.id), medium));
    expect(second).toMatchObject({ payment_status: 'PAID', paid_amount: 150_000 });
    expect(await cash()).toBe(1_150_000);

    const items = [{ item_id: second.items[0]?.id, quantity: 1, restock: true }];
    const refund = (more: object) =>
      shop.admin.post(`/orders/${second.id}/refunds`, { reason: 'no shirt', items, ...more });
    expect(told(await refund({}))).toBe('422 REFUND_TO_REQUIRED');
    expect(told(await shop.supervisor.post(`/orders/${second.id}/void`, { reason: 'no shirt' }))).toBe(
      '422 REFUND_TO_REQUIRED',
    );
    expectStatus(201, await shop.admin.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 500_000 }));
    expectStatus(201, await refund({ refund_to: { method: 'cash' } }));
    expect(await Promise.all([stockOf(medium), stockOf(large)])).toEqual([10, 10]);
    const [sum] = await database.query<{ kept: number }>(
      'SELECT sum(paid_amount - refunded_amount)::int AS kept FROM orders WHERE outlet_id = $1',
      [shop.outletId],
    );
    expect(sum?.kept).toBe(0);
  });
});
