import { beforeAll, describe, expect, it } from '@jest/globals';

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

interface Line {
  id: string;
  product_id: string;
  quantity: number;
  refunded_quantity: number;
  status: string;
}
interface OrderBody {
  id: string;
  status: string;
  payment_status: string;
  total_amount: number;
  paid_amount: number;
  refunded_amount: number;
  items: Line[];
}
interface Refund {
  id: string;
  amount: number;
  rounding: number;
}
interface Problem {
  code: string;
  held?: number;
}
interface Report {
  data: { key: string | null; name: string | null; net_sales: number; not_by_item?: boolean }[];
  totals: { net_sales: number }[];
}

describe('refunds', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let shiftId: string;
  let coffee: TestProduct;
  let cake: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
  }, 240_000);

  async function openShop(step = 100, float = 0): Promise<void> {
    shop = await createShop(database, api, { cash_rounding: step });
    coffee = await shop.product('Kopi', 15_000, { stock: 100 });
    cake = await shop.product('Kue', 7_777, { stock: 100, station: 'bar' });
    const shift = { outlet_id: shop.outletId, start_cash: float };
    shiftId = expectStatus(201, await shop.cashier.post<{ id: string }>('/shifts/open', shift)).id;
  }

  async function sell(items: readonly { product: TestProduct; quantity: number }[]) {
    const lines = items.map(({ product, quantity }) => ({ product_id: product.id, quantity }));
    const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: lines };
    const { id } = expectStatus(201, await shop.waiter.post<OrderBody>('/orders', body));
    const pay = await shop.cashier.post<{ payment_id: string }>(`/orders/${id}/pay`, { method: 'cash' });
    const { payment_id: paymentId } = expectStatus(201, pay);
    return { order: await read(id), paymentId };
  }

  const read = async (id: string): Promise<OrderBody> =>
    expectStatus(200, await shop.supervisor.get<OrderBody>(`/orders/${id}`));
  const refund = (paymentId: string, what: object): Promise<Answer<Refund>> =>
    shop.supervisor.post<Refund>(`/payments/${paymentId}/refunds`, { reason: 'cold', ...what });
  const stockOf = async ({ id }: TestProduct): Promise<number> => {
    const path = `/stock-levels?outlet_id=${shop.outletId}&product_id=${id}`;
    return expectStatus(200, await shop.admin.get<{ data: { stock: number }[] }>(path)).data[0]?.stock ?? 0;
  };
  const drawer = async (): Promise<number> =>
    expectStatus(200, await shop.supervisor.get<{ expected_cash: number }>(`/shifts/${shiftId}`)).expected_cash;
  const ledger = async (): Promise<number> => {
    const text = 'SELECT coalesce(sum(amount), 0)::int AS sum FROM cash_movements WHERE shift_id = $1';
    return (await database.query<{ sum: number }>(text, [shiftId]))[0]?.sum ?? 0;
  };
  const lineOf = (order: OrderBody, { id }: TestProduct): Line => {
    const line = order.items.find(({ product_id }) => product_id === id);
    if (!line) throw new Error('No such line');
    return line;
  };
  const report = async (grouping: string, language = 'en'): Promise<Report> =>
    expectStatus(
      200,
      await shop.supervisor.get<Report>(`/reports/sales?group_by=${grouping}&outlet_id=${shop.outletId}`, {
        'accept-language': language,
      }),
    );

  describe('by item', () => {
    it('are in every grouping: 15 000 after two of three pieces, best seller one piece', async () => {
      await openShop();
      const { order, paymentId } = await sell([{ product: coffee, quantity: 3 }]);
      const two = { items: [{ item_id: lineOf(order, coffee).id, quantity: 2 }] };
      expect(expectStatus(201, await refund(paymentId, two)).amount).toBe(30_000);

      const groupings = ['hour', 'day', 'week', 'month', 'product', 'category', 'cashier', 'payment_method', 'outlet'];
      for (const grouping of groupings) {
        expect([grouping, (await report(grouping)).totals]).toMatchObject([grouping, [{ net_sales: 15_000 }]]);
      }
      const best = await shop.supervisor.get(`/reports/best-sellers?outlet_id=${shop.outletId}`);
      expect(best.body).toMatchObject({ total: 1, data: [{ product_id: coffee.id, quantity: 1, net_sales: 15_000 }] });
    });

    it('and refunds of an amount are a row of their own, in the reader’s language', async () => {
      await openShop();
      const { paymentId } = await sell([{ product: coffee, quantity: 3 }]);
      expectStatus(201, await refund(paymentId, { amount: 5_000 }));

      for (const [language, name] of [
        ['en', 'Not by item'],
        ['id', 'Tidak per barang'],
        ['pt-BR', 'Sem item'],
      ] as const) {
        for (const grouping of ['product', 'category']) {
          const { data, totals } = await report(grouping, language);
          expect(data).toContainEqual(
            expect.objectContaining({ key: null, name, not_by_item: true, net_sales: -5_000 }),
          );
          expect(totals).toMatchObject([{ net_sales: 40_000 }]);
        }
      }
    });

    it('give what nobody has begun back to the stock, and the rest when it is said', async () => {
      await openShop();
      const { order, paymentId } = await sell([
        { product: coffee, quantity: 3 },
        { product: cake, quantity: 2 },
      ]);
      expect([await stockOf(coffee), await stockOf(cake)]).toEqual([97, 98]);
      const one = (product: TestProduct, more: object = {}) => ({
        items: [{ item_id: lineOf(order, product).id, quantity: 1, ...more }],
      });

      expectStatus(201, await refund(paymentId, one(coffee)));
      expect(await stockOf(coffee)).toBe(98);
      expectStatus(201, await refund(paymentId, one(coffee, { restock: false })));
      expect(await stockOf(coffee)).toBe(98);

      const bump = { status: 'COOKING' };
      expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/items/${lineOf(order, cake).id}/status`, bump));
      expectStatus(201, await refund(paymentId, one(cake)));
      expect(await stockOf(cake)).toBe(98);
      expectStatus(201, await refund(paymentId, one(cake, { restock: true })));
      expect(await stockOf(cake)).toBe(99);

      // A void gives back what is left, and nothing twice.
      expectStatus(200, await shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'left' }));
      expect([await stockOf(coffee), await stockOf(cake)]).toEqual([99, 99]);
      const after = await read(order.id);
      expect(after.refunded_amount).toBe(after.paid_amount);
    });

    it('take what nobody has begun off the kitchen, and end there what has nothing else', async () => {
      await openShop();
      const { order, paymentId } = await sell([
        { product: coffee, quantity: 3 },
        { product: cake, quantity: 1 },
      ]);
      const [coffees, cakes] = [lineOf(order, coffee), lineOf(order, cake)];
      expectStatus(201, await refund(paymentId, { items: [{ item_id: coffees.id, quantity: 2 }] }));
      const told = await database.query<{ payload: Record<string, unknown> }>(
        `SELECT payload FROM events WHERE type = 'ORDER_UPDATED' AND payload ->> 'change' = 'REFUNDED'
           AND payload ->> 'order_id' = $1`,
        [order.id],
      );
      expect(told.map(({ payload }) => payload['items'])).toMatchObject([
        [{ id: coffees.id, station: 'kitchen', quantity_delta: -2, remaining_quantity: 1, refunded_quantity: 2 }],
      ]);
      expect(lineOf(await read(order.id), coffee)).toMatchObject({ quantity: 3, refunded_quantity: 2, status: 'NEW' });

      expectStatus(201, await refund(paymentId, { items: [{ item_id: coffees.id, quantity: 1 }] }));
      const list = `/orders?outlet_id=${shop.outletId}&status=NEW,ACCEPTED,COOKING,READY`;
      const seen = expectStatus(200, await shop.kitchen.get<{ data: OrderBody[] }>(list)).data;
      expect(seen.map(({ items }) => items.map(({ id }) => id))).toEqual([[cakes.id]]);
      const bump = await shop.kitchen.patch(`/orders/${order.id}/items/${coffees.id}/status`, { status: 'COOKING' });
      expect(bump).toMatchObject({ status: 409, body: { code: 'LINE_REFUNDED' } });
      // Nobody waits for what is not made: the rest is all there is.
      const ready = { status: 'READY' };
      expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/items/${cakes.id}/status`, ready));
      expect(await read(order.id)).toMatchObject({ status: 'READY', payment_status: 'PARTIALLY_REFUNDED' });

      const other = await sell([{ product: coffee, quantity: 2 }]);
      const whole = { items: [{ item_id: lineOf(other.order, coffee).id, quantity: 2 }] };
      expectStatus(201, await refund(other.paymentId, whole));
      expect(await read(other.order.id)).toMatchObject({ status: 'VOIDED', payment_status: 'REFUNDED' });
      expect(expectStatus(200, await shop.kitchen.get<{ data: OrderBody[] }>(list)).data).toHaveLength(1);
      // The sale and its refund stay in the reports.
      expect((await report('day')).data).toMatchObject([{ orders_count: 2, refunds_count: 3, net_sales: 7_800 }]);
      expect((await report('product')).totals).toMatchObject([{ net_sales: 7_800 }]);
    });

    it('of one piece by two at once are one, and one 422', async () => {
      await openShop();
      const { order, paymentId } = await sell([
        { product: coffee, quantity: 1 },
        { product: cake, quantity: 1 },
      ]);
      const piece = { items: [{ item_id: lineOf(order, coffee).id, quantity: 1 }] };
      const answers = await Promise.all([1, 2, 3].map(() => refund(paymentId, piece)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
      expect(answers.filter(({ status }) => status === 422)).toMatchObject([
        { body: { code: 'REFUND_TOO_MANY' } },
        { body: { code: 'REFUND_TOO_MANY' } },
      ]);
      expect(await stockOf(coffee)).toBe(100);
    });
  });

  describe('in cash', () => {
    it('are never more than the drawer holds, and change nothing then', async () => {
      await openShop();
      const { order, paymentId } = await sell([{ product: coffee, quantity: 3 }]);
      const drop = { type: 'DROP', amount: 40_000, reason: 'safe' };
      expectStatus(201, await shop.cashier.post(`/shifts/${shiftId}/cash-movements`, drop));

      const refused = await refund(paymentId, { items: [{ item_id: lineOf(order, coffee).id, quantity: 1 }] });
      expect(refused).toMatchObject({ status: 409, body: { code: 'DRAWER_TOO_LOW', held: 5_000 } });
      const voided = await shop.supervisor.post<Problem>(`/orders/${order.id}/void`, { reason: 'left' });
      expect(voided).toMatchObject({ status: 409, body: { code: 'DRAWER_TOO_LOW', held: 5_000 } });
      expect(await read(order.id)).toEqual(order);
      expect([await drawer(), await stockOf(coffee)]).toEqual([5_000, 97]);

      // The count stays blind: who counts the drawer is not told what is in it.
      const blind = await shop.cashier.patch<Problem>(`/orders/${order.id}/cancel`, { reason: 'left' });
      expect([blind.status, blind.body.code]).toEqual([409, 'DRAWER_TOO_LOW']);
      expect(blind.body).not.toHaveProperty('held');

      const at = { items: [{ item_id: lineOf(order, coffee).id, quantity: 1 }] };
      expectStatus(201, await shop.cashier.post(`/shifts/${shiftId}/cash-movements`, { ...drop, type: 'PAY_IN' }));
      expectStatus(201, await refund(paymentId, at));
      expect([await drawer(), await ledger()]).toEqual([30_000, 30_000]);
    });

    it('of two at once never take more than there is', async () => {
      await openShop();
      const sales = [await sell([{ product: coffee, quantity: 2 }]), await sell([{ product: coffee, quantity: 2 }])];
      const drop = { type: 'DROP', amount: 30_000, reason: 'safe' };
      expectStatus(201, await shop.cashier.post(`/shifts/${shiftId}/cash-movements`, drop));
      const answers = await Promise.all(sales.map(({ paymentId }) => refund(paymentId, {})));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect([await drawer(), await ledger()]).toEqual([0, 0]);
    });

    it('are made of the coins there are, and the last takes the remainder', async () => {
      await openShop(500, 50_000);
      const { order, paymentId } = await sell([
        { product: coffee, quantity: 3 },
        { product: cake, quantity: 3 },
      ]);
      // 45 000 + 23 331, rounded to 68 500.
      expect(order.total_amount).toBe(68_500);
      const piece = async (product: TestProduct) => {
        const items = [{ item_id: lineOf(order, product).id, quantity: 1 }];
        return expectStatus(201, await refund(paymentId, { items }));
      };
      const given: Refund[] = [];
      for (const product of [cake, coffee, cake, coffee, coffee, cake]) given.push(await piece(product));
      for (const { amount } of given) expect(amount % 500).toBe(0);
      expect(given.reduce((sum, { amount }) => sum + amount, 0)).toBe(68_500);
      expect(await read(order.id)).toMatchObject({ refunded_amount: 68_500, payment_status: 'REFUNDED' });
      expect([await drawer(), await ledger()]).toEqual([50_000, 50_000]);

      const second = await sell([{ product: coffee, quantity: 1 }]);
      expect(await refund(second.paymentId, { amount: 249 })).toMatchObject({
        status: 422,
        body: { code: 'CASH_REFUND_TOO_SMALL', smallest_coin: 500 },
      });
      expect(expectStatus(201, await refund(second.paymentId, { amount: 3_333 }))).toMatchObject({
        amount: 3_500,
        rounding: 167,
      });
      expect(expectStatus(201, await refund(second.paymentId, {}))).toMatchObject({ amount: 11_500, rounding: 0 });
      expect(await refund(second.paymentId, {})).toMatchObject({ status: 422, body: { code: 'REFUND_TOO_LARGE' } });
    });
  });
});
