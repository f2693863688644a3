import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { dice } from '../support/busy-shop.js';
import {
  type Answer,
  type Api,
  connectSocket,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  TEST_JWT_SECRET,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Line {
  id: string;
  product_id: string;
  quantity: number;
  refunded_quantity: number;
  status: string;
}
interface Bill {
  id: string;
  number: string;
  status: string;
  payment_status: string;
  total_amount: number;
  paid_amount: number;
  refunded_amount: number;
  amount_due: number;
  settlement: number;
  settled_at: string | null;
  version: number;
  items: Line[];
  code?: string;
}
type Sums = Record<string, unknown>;
interface Report {
  data: Sums[];
  totals: Sums[];
}

const ROLLUPS = ['report_facts', 'report_sales', 'report_product_sales', 'report_payments'];
const SEED = Number(process.env['SEED'] ?? 70);
const told = ({ status, body }: Answer<unknown>) =>
  `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`.trim();

describe('a settled bill that is opened again', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let soup: TestProduct;
  let water: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
  }, 240_000);

  beforeEach(async () => {
    shop = await createShop(database, api, { service_charge_rate: 0, cash_rounding: 1 });
    soup = await shop.product('Soto', 20_000, { stock: 100 });
    water = await shop.product('Air', 5_000, { stock: 100, station: null });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 1_000_000 }));
    expectStatus(200, await shop.admin.patch(`/users/${shop.accounts.supervisor.id}`, { pin: '2222' }));
  });

  const lines = (...items: readonly (readonly [TestProduct, number])[]) =>
    items.map(([{ id }, quantity]) => ({ product_id: id, quantity }));
  const read = async (id: string): Promise<Bill> => expectStatus(200, await shop.waiter.get<Bill>(`/orders/${id}`));
  const pay = async (id: string, more: object = {}) =>
    expectStatus(201, await shop.cashier.post<{ payment_id: string }>(`/orders/${id}/pay`, { method: 'cash', ...more }))
      .payment_id;
  const sold = async (items = lines([soup, 1], [water, 2])): Promise<Bill> => {
    const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items };
    const { id } = expectStatus(201, await shop.waiter.post<Bill>('/orders', body));
    await pay(id);
    return read(id);
  };
  const reopen = (bill: { id: string }, by = shop.supervisor, more: object = {}) =>
    by.post<Bill>(`/orders/${bill.id}/reopen`, { reason: 'The soup was cold', ...more });
  const reopened = async (bill: { id: string }): Promise<Bill> => expectStatus(200, await reopen(bill));
  const lineOf = ({ items }: Bill, { id }: TestProduct) => items.find(({ product_id }) => product_id === id)?.id ?? '';
  const report = async (): Promise<Sums> => {
    const query = `group_by=day&outlet_id=${shop.outletId}`;
    return expectStatus(200, await shop.supervisor.get<Report>(`/reports/sales?${query}`)).totals[0] ?? {};
  };
  const stockOf = async ({ id }: TestProduct): Promise<number> => {
    const path = `/stock-levels?outlet_id=${shop.outletId}&product_id=${id}`;
    return expectStatus(200, await shop.admin.get<{ data: { stock: number }[] }>(path)).data[0]?.stock ?? 0;
  };
  const refund = async (paymentId: string, what: object) =>
    expectStatus(201, await shop.supervisor.post(`/payments/${paymentId}/refunds`, { reason: 'cold', ...what }));

  it('takes another dish, which is cooked and paid, and is one sale of what it is then', async () => {
    const bill = await sold();
    expectStatus(200, await shop.kitchen.patch(`/orders/${bill.id}/status`, { status: 'DONE' }));
    expect(await report()).toMatchObject({ orders_count: 1, net_sales: 30_000 });
    const tablet = await connectSocket(api, { token: shop.accounts.kitchen.token });

    expect(await reopened(bill)).toMatchObject({
      ...{ payment_status: 'PARTIALLY_PAID', status: 'DONE', amount_due: 0, settlement: 2, settled_at: null },
    });
    expect((await report())['orders_count'] ?? 0).toBe(0);

    expectStatus(201, await shop.waiter.post(`/orders/${bill.id}/items`, { items: lines([soup, 2]) }));
    const asked = await tablet.waitFor(
      ({ type, payload }) => type === 'ORDER_UPDATED' && (payload as { change?: string }).change === 'LINES_ADDED',
    );
    expect((asked.payload as { items: { quantity: number }[] }).items).toMatchObject([{ quantity: 2 }]);
    tablet.close();
    expect(await read(bill.id)).toMatchObject({ status: 'COOKING', amount_due: 40_000 });
    await pay(bill.id);

    expect(await read(bill.id)).toMatchObject({ payment_status: 'PAID', total_amount: 70_000, settlement: 2 });
    expect(await report()).toMatchObject({ orders_count: 1, net_sales: 70_000, items_count: 5 });
    expect(await stockOf(soup)).toBe(97);
  });

  it('loses a dish after its refund, whether it was refunded before it was opened or after', async () => {
    for (const first of [true, false]) {
      const bill = await sold();
      const payments = expectStatus(
        200,
        await shop.supervisor.get<{ data: { id: string }[] }>(`/payments?order_id=${bill.id}`),
      );
      const giveBack = () => refund(payments.data[0]?.id ?? '', { amount: 20_000 });
      if (first) await giveBack();
      const open = await reopened(bill);
      const takeOff = () =>
        shop.supervisor.delete<Bill>(`/orders/${bill.id}/items/${lineOf(open, soup)}`, {
          reason: 'cold',
        });
      if (!first) {
        expect(told(await takeOff())).toBe('409 ORDER_HAS_PAYMENTS');
        await giveBack();
        expect(await read(bill.id)).toMatchObject({ amount_due: 20_000, paid_amount: 10_000, refunded_amount: 0 });
      }

      expect(expectStatus(200, await takeOff())).toMatchObject({
        ...{ payment_status: 'PAID', total_amount: 10_000, paid_amount: 10_000, refunded_amount: 0, amount_due: 0 },
      });
    }
    expect(await report()).toMatchObject({ orders_count: 2, net_sales: 20_000, refunds: 0, gross_sales: 20_000 });
  });

  it('is opened by a supervisor of today, by a cashier with an approval, by nobody else', async () => {
    const bill = await sold();
    expect(told(await reopen(bill, shop.waiter))).toBe('403 FORBIDDEN');
    expect(told(await reopen(bill, shop.cashier))).toBe('403 APPROVAL_REQUIRED');
    expect(told(await shop.supervisor.post(`/orders/${bill.id}/reopen`, {}))).toBe('400 VALIDATION_FAILED');
    expect(told(await reopen(bill, shop.supervisor, { version: bill.version - 1 }))).toBe('409 VERSION_CONFLICT');
    expect(await read(bill.id)).toEqual(bill);

    const approval = { user_id: shop.accounts.supervisor.id, pin: '2222' };
    expectStatus(200, await reopen(bill, shop.cashier, { approval, version: bill.version }));
    expect(told(await reopen(bill))).toBe('409 BILL_OPEN');

    const [entry] = await database.query<{ approved_by: string; reason: string; details: object }>(
      `SELECT approved_by, reason, details FROM audit_log WHERE action = 'order.reopened' AND subject_id = $1`,
      [bill.id],
    );
    expect(entry).toMatchObject({
      approved_by: shop.accounts.supervisor.id,
      reason: 'The soup was cold',
      details: { number: bill.number, settlement: 2, total_amount: 30_000 },
    });
    const history = await shop.waiter.get<{ data: { action: string; details: object }[] }>(
      `/orders/${bill.id}/history`,
    );
    const entryOfBill = expectStatus(200, history).data.find(({ action }) => action === 'REOPENED');
    expect(entryOfBill?.details).toEqual({ settlement: 2 });
  });

  it('takes an approval two hours after it was settled, and is closed for good the day after', async () => {
    const bill = await sold();
    const age = (minutes: number) =>
      database.query(`UPDATE orders SET settled_at = now() - make_interval(mins => $2) WHERE id = $1`, [
        bill.id,
        minutes,
      ]);
    await age(121);
    expect(told(await reopen(bill))).toBe('403 APPROVAL_REQUIRED');
    await age(119);
    await database.query(`UPDATE orders SET business_date = business_date - 1 WHERE id = $1`, [bill.id]);
    expect(told(await reopen(bill))).toBe('409 REOPEN_TOO_LATE');
    await database.query(`UPDATE orders SET business_date = business_date + 1 WHERE id = $1`, [bill.id]);
    expectStatus(200, await reopen(bill));
  });

  it('is settled again as it is, and repeated requests do it once', async () => {
    const bill = await sold();
    const again = { 'idempotency-key': newId() };
    const body = { reason: 'a mistake' };
    const tries = await Promise.all(
      [1, 2, 3].map(() => shop.supervisor.post<Bill>(`/orders/${bill.id}/reopen`, body, again)),
    );
    expect(tries.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(await read(bill.id)).toMatchObject({ settlement: 2, settled_at: null });

    const settled = expectStatus(200, await shop.waiter.post<Bill>(`/orders/${bill.id}/settle`, {}));
    expect(settled).toMatchObject({ payment_status: 'PAID', amount_due: 0, settlement: 2 });
    expect(told(await shop.waiter.post(`/orders/${bill.id}/settle`, {}))).toBe('409 BILL_CLOSED');
    expect(await report()).toMatchObject({ orders_count: 1, net_sales: 30_000 });
  });

  it('is listed at the close of a shift until it is settled, also where nothing is due', async () => {
    const listed = async () => {
      const { id } = expectStatus(
        200,
        await shop.cashier.get<{ id: string }>(`/shifts/current?outlet_id=${shop.outletId}`),
      );
      const x = await shop.supervisor.get<{ open_orders: { id: string; payment_status: string }[] }>(
        `/shifts/${id}/report`,
      );
      return expectStatus(200, x).open_orders.map((order) => [order.id, order.payment_status]);
    };
    const bill = await sold();
    expect(await listed()).toEqual([]);
    await reopened(bill);
    expect(await listed()).toEqual([[bill.id, 'PARTIALLY_PAID']]);
    // Something is due now: it is one bill all the same.
    expectStatus(201, await shop.waiter.post(`/orders/${bill.id}/items`, { items: lines([water, 1]) }));
    expect(await listed()).toEqual([[bill.id, 'PARTIALLY_PAID']]);
    await pay(bill.id);
    expect(await listed()).toEqual([]);
  });

  it('loses what is left of a line of which pieces came back, once that was given back too', async () => {
    const bill = await sold(lines([water, 3]));
    const line = lineOf(bill, water);
    const give = async (what: object) =>
      expectStatus(201, await shop.supervisor.post(`/orders/${bill.id}/refunds`, { reason: 'warm', ...what }));
    await give({ items: [{ item_id: line, quantity: 1, restock: false }] });
    await reopened(bill);
    const strike = () => shop.supervisor.delete(`/orders/${bill.id}/items/${line}`, { reason: 'warm' });
    expect(told(await strike())).toBe('409 ORDER_HAS_PAYMENTS');
    const noted = await shop.supervisor.patch(`/orders/${bill.id}/items/${line}`, { note: 'cold' });
    expect(told(noted)).toBe('409 LINE_REFUNDED');
    await give({ amount: 10_000 });

    expectStatus(200, await strike());

    const after = await read(bill.id);
    expect(after).toMatchObject({ total_amount: 5_000, paid_amount: 5_000, refunded_amount: 5_000, amount_due: 0 });
    expect(after.items.find(({ id }) => id === line)).toMatchObject({ quantity: 1, refunded_quantity: 1 });
    expect(told(await strike())).toBe('409 LINE_REFUNDED');
  });

  it('is paid or opened when both happen at once, never neither', async () => {
    for (let round = 0; round < 5; round++) {
      const bill = await sold();
      await reopened(bill);
      expectStatus(201, await shop.waiter.post(`/orders/${bill.id}/items`, { items: lines([water, 1]) }));
      const [paid, open] = await Promise.all([
        shop.cashier.post(`/orders/${bill.id}/pay`, { method: 'cash' }),
        reopen(bill),
      ]);
      expect(paid.status).toBe(201);
      expect(['200', '409 BILL_OPEN']).toContain(told(open));
      expect(await read(bill.id)).toMatchObject({ paid_amount: 35_000, settlement: open.status === 200 ? 3 : 2 });
    }
  });

  it('keeps the drawer: what it takes and gives is in the shift as money, and nothing else is', async () => {
    const bill = await sold();
    await reopened(bill);
    const [drawer] = await database.query<{ cash: number }>(
      'SELECT sum(amount)::int AS cash FROM cash_movements WHERE outlet_id = $1',
      [shop.outletId],
    );
    expect(drawer?.cash).toBe(1_030_000);
  });

  it(`is in reports what it is, however often it was opened, changed and given back (seed ${SEED})`, async () => {
    const pick = dice(SEED);
    const bills: string[] = [];
    for (let act = 0; act < 90; act++) {
      const id = bills[pick(bills.length)];
      if (id === undefined || pick(5) === 0) {
        bills.push((await sold(lines([soup, 1 + pick(3)], [water, 1 + pick(3)]))).id);
        continue;
      }
      const bill = await read(id);
      const line = bill.items[pick(bill.items.length)];
      const what = pick(8);
      if (what === 0) await reopen(bill);
      if (what === 1) await shop.waiter.post(`/orders/${id}/items`, { items: lines([water, 1]) });
      if (what === 2) await shop.cashier.post(`/orders/${id}/pay`, { method: 'cash' });
      if (what === 3) await shop.supervisor.delete(`/orders/${id}/items/${line?.id}`, { reason: 'cold' });
      if (what === 4)
        await shop.supervisor.post(`/orders/${id}/refunds`, {
          ...{ reason: 'cold', items: [{ item_id: line?.id, quantity: 1 }] },
        });
      if (what === 5) await shop.supervisor.post(`/orders/${id}/refunds`, { reason: 'slow', amount: 1_000 * pick(9) });
      if (what === 6)
        await shop.supervisor.post(`/orders/${id}/discount`, { type: 'PERCENT', value: pick(30), reason: 'regular' });
      if (what === 7) await (pick(3) === 0 ? shop.supervisor.post(`/orders/${id}/void`, { reason: 'left' }) : report());
    }
    const [stand] = await database.query<Record<string, number>>(
      `SELECT count(*)::int AS orders, coalesce(sum(total_amount), 0)::int AS billed, coalesce(sum(refunded_amount), 0)::int AS refunds
       FROM ordering_sales WHERE outlet_id = $1 AND is_sold`,
      [shop.outletId],
    );
    const [flow] = await database.query<Record<string, number>>(
      `SELECT (SELECT sum(paid_amount - refunded_amount)::int FROM orders WHERE outlet_id = $1) AS kept,
         (SELECT sum(amount)::int - 1000000 FROM cash_movements WHERE outlet_id = $1) AS cash,
         (SELECT count(*)::int FROM orders WHERE outlet_id = $1 AND settlement > 1) AS reopened`,
      [shop.outletId],
    );
    expect(await report()).toMatchObject({
      orders_count: stand?.['orders'],
      refunds: stand?.['refunds'],
      net_sales: Number(stand?.['billed']) - Number(stand?.['refunds']),
    });
    expect(flow?.['cash']).toBe(flow?.['kept']);
    expect(flow?.['reopened']).toBeGreaterThan(3);

    const followed = await rollups();
    await promisify(execFile)(process.execPath, ['dist/apps/console/src/main.js', 'rebuild-reports'], {
      env: { ...process.env, DATABASE_URL: database.url, JWT_SECRET: TEST_JWT_SECRET, NODE_OPTIONS: '' },
    });
    expect(await rollups()).toEqual(followed);
  }, 300_000);

  /** Without rows of nothing. */
  async function rollups() {
    const content: Record<string, string[]> = {};
    for (const table of ROLLUPS) {
      const rows = await database.query<{ row: string }>(
        `SELECT x::text AS row FROM ${table} x WHERE outlet_id = $1 ORDER BY 1`,
        [shop.outletId],
      );
      content[table] = rows.map(({ row }) => row).filter((row) => !/,[A-Z]{3}(,0)+\)$/.test(row));
    }
    return content;
  }
});
