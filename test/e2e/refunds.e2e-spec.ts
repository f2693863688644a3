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

  describe('of pieces', () => {
    it('that no station makes go into stock again when that is said, and never more than were given back', async () => {
      await openShop();
      const bottle = await shop.product('Air', 5_000, { stock: 10, station: null });
      const { order, paymentId } = await sell([{ product: bottle, quantity: 4 }]);
      const back = (more: object) => refund(paymentId, { items: [{ item_id: lineOf(order, bottle).id, ...more }] });
      expectStatus(201, await back({ quantity: 1 }));
      expect(await stockOf(bottle)).toBe(6);
      expectStatus(201, await back({ quantity: 1, restock: true }));
      expect(await stockOf(bottle)).toBe(7);
      // All that are left of the line.
      expect(expectStatus(201, await back({ restock: true }))).toMatchObject({
        amount: 10_000,
        items: [{ item_id: lineOf(order, bottle).id, quantity: 2, restock: true }],
      });
      expect(await stockOf(bottle)).toBe(9);
      expect(await back({ restock: true })).toMatchObject({ status: 422, body: { code: 'REFUND_TOO_MANY' } });
      const moves = await database.query<{ sum: number }>(
        `SELECT sum(quantity)::int AS sum FROM stock_movements WHERE outlet_id = $1 AND product_id = $2 AND type = 'RETURN'`,
        [shop.outletId, bottle.id],
      );
      expect(moves[0]?.sum).toBe(3);
    });

    it('of which some are on the house give back what was paid for, and reports say the same', async () => {
      await openShop(1);
      const lines = [{ product_id: coffee.id, quantity: 3 }];
      const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: lines };
      const { id } = expectStatus(201, await shop.waiter.post<OrderBody>('/orders', body));
      const line = lineOf(await read(id), coffee).id;
      expectStatus(
        200,
        await shop.supervisor.post(`/orders/${id}/items/${line}/comp`, { quantity: 1, reason: 'hair' }),
      );
      const pay = await shop.cashier.post<{ payment_id: string }>(`/orders/${id}/pay`, { method: 'cash' });
      const { payment_id: paymentId } = expectStatus(201, pay);
      const one = { items: [{ item_id: line, quantity: 1, restock: false }] };
      expect(expectStatus(201, await refund(paymentId, one)).amount).toBe(15_000);
      expect(await report('product')).toMatchObject({ totals: [{ net_sales: 15_000 }] });
      expect(expectStatus(201, await refund(paymentId, one)).amount).toBe(15_000);
      expect(await refund(paymentId, one)).toMatchObject({ status: 422, body: { code: 'NOTHING_TO_REFUND' } });
      for (const grouping of ['day', 'product']) {
        expect(await report(grouping)).toMatchObject({ totals: [{ net_sales: 0 }] });
      }
    });
  });

  describe('elsewhere than it came from', () => {
    const tender = async (body: object): Promise<{ id: string }> =>
      expectStatus(201, await shop.admin.post<{ id: string }>('/tenders', { outlet_id: shop.outletId, ...body }));
    const byAdmin = (paymentId: string, what: object): Promise<Answer<Refund>> =>
      shop.admin.post<Refund>(`/payments/${paymentId}/refunds`, { reason: 'cold', ...what });
    const figures = async () =>
      expectStatus(
        200,
        await shop.supervisor.get<{ refunds: object[]; tenders: object[] }>(`/shifts/${shiftId}/report?type=X`),
      );

    it('is out of the drawer or tender that gave it, by whoever may', async () => {
      await openShop(100, 100_000);
      const edc = await tender({ name: 'EDC', method: 'card_terminal' });
      const gone = await tender({ name: 'Voucher', method: 'voucher', refundable: false });
      const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: coffee.id, quantity: 2 }] };
      const { id } = expectStatus(201, await shop.waiter.post<OrderBody>('/orders', body));
      const paid = await shop.cashier.post<{ payment_id: string }>(`/orders/${id}/pay`, { method: 'card_terminal' });
      const { payment_id: paymentId } = expectStatus(201, paid);

      const inCash = { amount: 10_000, refund_to: { method: 'cash' } };
      const refused = await refund(paymentId, inCash);
      expect(refused).toMatchObject({
        status: 403,
        body: { code: 'APPROVAL_REQUIRED', permission: 'payment.refund_other' },
      });
      const closed = await byAdmin(paymentId, { refund_to: { method: 'voucher', tender_id: gone.id } });
      expect(closed).toMatchObject({ status: 422, body: { code: 'REFUND_TENDER_CLOSED' } });
      expect(await byAdmin(paymentId, { refund_to: { method: 'pix' } })).toMatchObject({ status: 400 });
      expect(await drawer()).toBe(100_000);

      expect(expectStatus(201, await byAdmin(paymentId, inCash))).toMatchObject({ method: 'cash', tender_id: null });
      expect([await drawer(), await ledger()]).toEqual([90_000, 90_000]);
      const cash = await sell([{ product: coffee, quantity: 1 }]);
      const byCard = { amount: 5_000, refund_to: { method: 'card_terminal', tender_id: edc.id }, reference: 'R1' };
      expect(expectStatus(201, await byAdmin(cash.paymentId, byCard))).toMatchObject({ tender_id: edc.id });
      expect([await drawer(), await ledger()]).toEqual([105_000, 105_000]);

      const { refunds, tenders } = await figures();
      expect(refunds).toMatchObject([
        { method: 'card_terminal', amount: 5_000 },
        { method: 'cash', amount: 10_000 },
      ]);
      expect(tenders).toContainEqual(expect.objectContaining({ tender_id: edc.id, expected: 25_000 }));
    });

    it('takes an approval of its own, for exactly that request', async () => {
      await openShop(100, 100_000);
      const { paymentId } = await sell([{ product: coffee, quantity: 1 }]);
      await tender({ name: 'EDC', method: 'card_terminal' });
      const path = `/payments/${paymentId}/refunds`;
      const body = { reason: 'cold', amount: 5_000, refund_to: { method: 'card_terminal' } };
      const pin = '471100';
      const { supervisor, admin } = shop.accounts;
      for (const { id } of [supervisor, admin]) expectStatus(200, await shop.admin.patch(`/users/${id}`, { pin }));
      const request = { method: 'POST', path: `/api/v1${path}`, body };
      const approve = (approver: { id: string }) =>
        shop.supervisor.post<{ grant: string }>('/approvals', {
          outlet_id: shop.outletId,
          request,
          approver: { user_id: approver.id, pin },
        });
      // Nobody approves what they may not do alone, and nobody their own request.
      expect(await approve(supervisor)).toMatchObject({ status: 403, body: { code: 'APPROVAL_DENIED' } });
      const { grant } = expectStatus(201, await approve(admin));
      const send = (more: object = {}) =>
        shop.supervisor.post<Refund>(path, { ...body, ...more }, { 'x-approval-grant': grant });
      expect(await send({ amount: 5_100 })).toMatchObject({ status: 403, body: { code: 'GRANT_MISMATCH' } });
      expectStatus(201, await send());
      expect(await send()).toMatchObject({ status: 409, body: { code: 'GRANT_USED' } });
    });
  });

  describe('of an order', () => {
    const payPart = async (id: string, amount?: number) =>
      expectStatus(
        201,
        await shop.cashier.post<{ payment_id: string }>(`/orders/${id}/pay`, { method: 'cash', amount }),
      ).payment_id;
    const ofOrder = (id: string, what: object = {}) =>
      shop.supervisor.post<{ amount: number; refunds: (Refund & { payment_id: string })[] }>(`/orders/${id}/refunds`, {
        reason: 'cold',
        ...what,
      });
    const bought = async (quantity: number) => {
      const items = [{ product_id: coffee.id, quantity }];
      const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items };
      return expectStatus(201, await shop.waiter.post<OrderBody>('/orders', body));
    };

    it('comes from its payments, the newest first, and is never more than they took', async () => {
      await openShop();
      const order = await bought(3);
      const [first, second] = [await payPart(order.id, 20_000), await payPart(order.id)];
      const two = { items: [{ item_id: lineOf(order, coffee).id, quantity: 2 }] };
      const given = expectStatus(201, await ofOrder(order.id, two));
      expect(given.refunds.map(({ payment_id: id, amount }) => [id, amount])).toEqual([
        [second, 25_000],
        [first, 5_000],
      ]);
      expect(given.amount).toBe(30_000);
      expect(await read(order.id)).toMatchObject({ refunded_amount: 30_000, payment_status: 'PARTIALLY_REFUNDED' });
      expect([await drawer(), await ledger(), await stockOf(coffee)]).toEqual([15_000, 15_000, 99]);
      expect(await ofOrder(order.id, two)).toMatchObject({ status: 422, body: { code: 'REFUND_TOO_MANY' } });
      expect(await ofOrder(order.id, { amount: 15_001 })).toMatchObject({
        status: 422,
        body: { code: 'REFUND_TOO_LARGE', refundable_amount: 15_000 },
      });
      expect(expectStatus(201, await ofOrder(order.id)).amount).toBe(15_000);
      expect(await read(order.id)).toMatchObject({ refunded_amount: 45_000, payment_status: 'REFUNDED' });
      expect((await report('product')).totals).toMatchObject([{ net_sales: 0 }]);
    });

    it('by two at once, and of one of its payments meanwhile, is all there is and no more', async () => {
      await openShop();
      const order = await bought(3);
      const [first] = [await payPart(order.id, 20_000), await payPart(order.id)];
      const piece = { items: [{ item_id: lineOf(order, coffee).id, quantity: 2 }] };
      const answers = await Promise.all([ofOrder(order.id, piece), refund(first, piece), ofOrder(order.id, piece)]);
      const done = answers.filter(({ status }) => status === 201);
      expect(done.length).toBeLessThanOrEqual(1);
      for (const { status, body } of answers) {
        const { code } = body as unknown as Problem;
        if (status !== 201) expect(['REFUND_TOO_MANY', 'REFUND_TOO_LARGE']).toContain(code);
      }
      const { refunded_amount: back } = await read(order.id);
      expect([await drawer(), await ledger()]).toEqual([45_000 - back, 45_000 - back]);
      expect(back).toBe(done.length * 30_000);
      expect(await stockOf(coffee)).toBe(97 + 2 * done.length);
    });

    it('changes nothing where the drawer has too little', async () => {
      await openShop();
      const order = await bought(3);
      for (const amount of [20_000, undefined]) await payPart(order.id, amount);
      const drop = { type: 'DROP', amount: 40_000, reason: 'safe' };
      expectStatus(201, await shop.cashier.post(`/shifts/${shiftId}/cash-movements`, drop));
      const before = await read(order.id);
      expect(await ofOrder(order.id)).toMatchObject({ status: 409, body: { code: 'DRAWER_TOO_LOW' } });
      expect(await read(order.id)).toEqual(before);
      expect([await drawer(), await ledger()]).toEqual([5_000, 5_000]);
    });
  });
});
