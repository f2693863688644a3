import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
} from '../support/index.js';
import type { TestDatabase } from '../support/index.js';

interface Item {
  id: string;
  status: string;
  quantity: number;
  total: number;
  discount: number;
  split_from: string | null;
}
interface OrderBody {
  id: string;
  number: string;
  status: string;
  payment_status: string;
  items: Item[];
  subtotal: number;
  discount_total: number;
  service_charge: number;
  tax_total: number;
  rounding: number;
  total_amount: number;
  paid_amount: number;
  amount_due: number;
  version: number;
}
interface PayBody {
  payment_id: string;
  status: string;
  change: number;
  order: OrderBody;
  payment: { amount: number; rounding: number };
}

const codeOf = (answer: Answer) => (answer.body as { code?: string }).code;

describe('ordering', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
  });

  const place = async (items: object[], more: object = {}, by: Client = shop.waiter): Promise<OrderBody> =>
    expectStatus(201, await by.post<OrderBody>('/orders', { outlet_id: shop.outletId, items, ...more }));

  const line = (product: { id: string }, quantity = 1, more: object = {}) => ({
    product_id: product.id,
    quantity,
    ...more,
  });

  const stockOf = async (id: string) => (await shop.waiter.get<{ stock: number }>(`/products/${id}`)).body.stock;

  const openShift = async () => {
    const current = await shop.cashier.get('/shifts/current');
    if (current.status === 404)
      expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 500_000 }));
  };

  describe('placing an order', () => {
    it('prices it from the catalogue, takes the stock and starts it as NEW', async () => {
      const soto = await shop.product('Soto', 50_000, { stock: 10 });

      const order = await place([line(soto, 3, { note: 'no celery' })], { note: 'birthday' });

      expect(order).toMatchObject({
        status: 'NEW',
        payment_status: 'PENDING',
        total_amount: 150_000,
        currency: 'IDR',
        note: 'birthday',
      });
      expect(order.items).toMatchObject([{ quantity: 3, note: 'no celery', total: 150_000 }]);
      expect(await stockOf(soto.id)).toBe(7);
    });

    it('adds the prices of modifiers, and refuses choices that the groups do not allow', async () => {
      const groups = [
        {
          name: 'Milk',
          min: 1,
          max: 1,
          options: [
            { name: 'Cow', price_delta: 0 },
            { name: 'Oat', price_delta: 6_000 },
          ],
        },
      ];
      const latte = await shop.product('Latte', 30_000, { station: 'bar', modifier_groups: groups });
      const oat = latte.options.find(({ name }) => name === 'Oat')?.id;

      const order = await place([line(latte, 2, { modifiers: [{ option_id: oat }] })]);
      const without = await shop.waiter.post('/orders', { outlet_id: shop.outletId, items: [line(latte)] });

      expect(order.total_amount).toBe(72_000);
      expect([without.status, codeOf(without)]).toEqual([422, 'MODIFIERS_INVALID']);
      expect(without.body).toMatchObject({ errors: [{ pointer: '/items/0/modifiers', code: 'TOO_FEW_OPTIONS' }] });
    });

    it('quotes to the unit what the order then is, and keeps nothing', async () => {
      const rawon = await shop.product('Rawon', 33_333, { stock: 5 });
      const body = { outlet_id: shop.outletId, items: [line(rawon, 3)] };

      const quote = expectStatus(200, await shop.waiter.post<OrderBody>('/orders/quote', body));
      expect(await stockOf(rawon.id)).toBe(5);
      const order = expectStatus(201, await shop.waiter.post<OrderBody>('/orders', body));

      for (const key of [
        'subtotal',
        'discount_total',
        'service_charge',
        'tax_total',
        'rounding',
        'total_amount',
      ] as const) {
        expect([key, quote[key]]).toEqual([key, order[key]]);
      }
    });

    it('refuses what is short, tells how much is left, and takes nothing', async () => {
      const scarce = await shop.product('Scarce', 10_000, { stock: 2 });
      const plenty = await shop.product('Plenty', 10_000, { stock: 9 });

      const answer = await shop.waiter.post('/orders', {
        outlet_id: shop.outletId,
        items: [line(plenty), line(scarce, 3)],
      });

      expect([answer.status, codeOf(answer)]).toEqual([409, 'INSUFFICIENT_STOCK']);
      expect(answer.body).toMatchObject({ items: [{ product_id: scarce.id, requested: 3, available: 2 }] });
      expect([await stockOf(scarce.id), await stockOf(plenty.id)]).toEqual([2, 9]);
    });

    it("refuses what is 86'd, at once", async () => {
      const gone = await shop.product('Gone', 10_000);
      expectStatus(
        200,
        await shop.supervisor.patch(`/products/${gone.id}/availability`, {
          available: false,
          outlet_id: shop.outletId,
        }),
      );

      const answer = await shop.waiter.post('/orders', { outlet_id: shop.outletId, items: [line(gone)] });

      expect([answer.status, codeOf(answer)]).toEqual([409, 'PRODUCT_UNAVAILABLE']);
    });

    it("is the same order when a till repeats it with the order's own id", async () => {
      const teh = await shop.product('Teh', 8_000, { stock: 10 });
      const body = { id: crypto.randomUUID(), outlet_id: shop.outletId, items: [line(teh, 2)] };

      const first = expectStatus(201, await shop.waiter.post<OrderBody>('/orders', body));
      const again = await shop.waiter.post<OrderBody>('/orders', body);
      const other = await shop.waiter.post('/orders', { ...body, items: [line(teh, 5)] });

      expect(again.body).toEqual(first);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect([other.status, codeOf(other)]).toEqual([409, 'ORDER_ID_TAKEN']);
      expect(await stockOf(teh.id)).toBe(8);
    });

    it('answers the first result again for the same key, and refuses another body under it', async () => {
      const teh = await shop.product('Teh Tarik', 9_000, { stock: 10 });
      const body = { outlet_id: shop.outletId, items: [line(teh)] };
      const key = { 'idempotency-key': crypto.randomUUID() };

      const first = await shop.waiter.post<OrderBody>('/orders', body, key);
      const again = await shop.waiter.post<OrderBody>('/orders', body, key);
      const other = await shop.waiter.post('/orders', { ...body, note: 'x' }, key);

      expect(again.body).toEqual(first.body);
      expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
      expect([other.status, codeOf(other)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
      expect(await stockOf(teh.id)).toBe(9);
    });

    it('takes a price from nobody but the catalogue', async () => {
      const teh = await shop.product('Teh Poci', 9_000);

      const answer = await shop.waiter.post('/orders', {
        outlet_id: shop.outletId,
        items: [line(teh, 1, { price: 1 })],
      });

      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ errors: [{ pointer: '/items/0/price', code: 'UNKNOWN_FIELD' }] });
    });
  });

  describe('a table', () => {
    it('orders from its phones, which see their own session alone', async () => {
      const soto = await shop.product('Soto Meja', 25_000);
      const [first, second] = shop.tableIds;
      const open = async (table_id?: string) =>
        expectStatus(201, await shop.waiter.post<{ id: string; token: string }>('/table-sessions', { table_id }));
      const [here, there] = [await open(first), await open(second)];
      const phone = client(api, here.token);

      const order = expectStatus(201, await phone.post<OrderBody>('/orders', { items: [line(soto)] }));

      expect(order).toMatchObject({ type: 'DINE_IN', table_id: first, table_session_id: here.id });
      expect((await phone.get<{ total: number }>('/orders')).body.total).toBe(1);
      expect((await client(api, there.token).get(`/orders/${order.id}`)).status).toBe(404);
      expectStatus(200, await shop.waiter.post(`/table-sessions/${here.id}/close`));
      expect((await phone.post('/orders', { items: [line(soto)] })).status).toBe(401);
    });

    it('moves with its bill, and the kitchen is not asked again', async () => {
      const soto = await shop.product('Soto Pindah', 25_000);
      const [from, to] = [shop.tableIds[2], shop.tableIds[3]];
      const order = await place([line(soto)], { table_id: from });

      const moved = expectStatus(
        200,
        await shop.waiter.post<OrderBody>(`/orders/${order.id}/transfer`, { table_id: to }),
      );

      expect(moved).toMatchObject({ table_id: to, table_name: '4' });
      const events = await database.query<{ type: string }>(
        "SELECT type FROM events WHERE payload->>'order_id' = $1 ORDER BY position",
        [order.id],
      );
      expect(events.map(({ type }) => type)).toEqual(['NEW_ORDER', 'ORDER_UPDATED']);
    });
  });

  describe('the kitchen', () => {
    it('bumps lines apart, and the order follows', async () => {
      const [soto, es] = [await shop.product('Soto K', 25_000), await shop.product('Es K', 8_000, { station: 'bar' })];
      const order = await place([line(soto), line(es)]);
      const [first, second] = order.items;

      const bump = (item: Item | undefined, status: string) =>
        shop.kitchen.patch<OrderBody>(`/orders/${order.id}/items/${item?.id}/status`, { status });
      expect((await bump(second, 'READY')).body.status).toBe('COOKING');
      expect((await bump(first, 'READY')).body.status).toBe('READY');
      expect((await bump(first, 'READY')).status).toBe(200);
      const back = await bump(first, 'COOKING');

      expect([back.status, codeOf(back)]).toEqual([409, 'INVALID_TRANSITION']);
      expect(back.body).toMatchObject({ current_status: 'READY', allowed_statuses: ['DONE', 'VOIDED'] });
    });

    it('does not void, and open to none who is not staff', async () => {
      const soto = await shop.product('Soto V', 25_000);
      const order = await place([line(soto)]);

      expect((await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'VOIDED' })).status).toBe(403);
      expect((await client(api).patch(`/orders/${order.id}/status`, { status: 'DONE' })).status).toBe(401);
    });
  });

  describe('voiding', () => {
    it("a line that the kitchen began takes a reason and a supervisor's PIN, and wastes the stock", async () => {
      const sate = await shop.product('Sate', 30_000, { stock: 10 });
      const nasi = await shop.product('Nasi', 5_000, { stock: 10 });
      const order = await place([line(sate, 2), line(nasi)]);
      const { supervisor } = shop.accounts;
      expectStatus(200, await shop.supervisor.put('/users/me', { pin: '2468' }));
      expectStatus(
        200,
        await shop.kitchen.patch(`/orders/${order.id}/items/${order.items[0]?.id}/status`, { status: 'COOKING' }),
      );
      const path = `/orders/${order.id}/items/${order.items[0]?.id}`;

      const alone = await shop.waiter.delete(path, { reason: 'wrong dish' });
      const wrong = await shop.waiter.delete(path, {
        reason: 'wrong dish',
        approval: { user_id: supervisor.id, pin: '0000' },
      });
      const right = await shop.waiter.delete<OrderBody>(path, {
        reason: 'wrong dish',
        approval: { user_id: supervisor.id, pin: '2468' },
      });

      expect([alone.status, codeOf(alone)]).toEqual([403, 'APPROVAL_REQUIRED']);
      expect([wrong.status, codeOf(wrong)]).toEqual([403, 'APPROVAL_DENIED']);
      expect(right.body).toMatchObject({ total_amount: 5_000 });
      expect(await stockOf(sate.id)).toBe(8);
      const movements = await database.query<{ type: string; quantity: string }>(
        'SELECT type, quantity FROM stock_movements WHERE product_id = $1 ORDER BY id',
        [sate.id],
      );
      expect(movements.map(({ type, quantity }) => `${type} ${quantity}`).slice(1)).toEqual([
        'SALE -2',
        'RETURN 2',
        'WASTE -2',
      ]);
    });

    it('a fresh order gives its stock back once, however often it is cancelled', async () => {
      const sate = await shop.product('Sate C', 30_000, { stock: 10 });
      const order = await place([line(sate, 4)]);

      const answers = await Promise.all(
        Array.from({ length: 5 }, () => shop.waiter.patch(`/orders/${order.id}/cancel`, {})),
      );

      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(await stockOf(sate.id)).toBe(10);
    });

    it('a paid order refunds it from the drawer', async () => {
      await openShift();
      const sate = await shop.product('Sate R', 30_000, { stock: 10 });
      const order = await place([line(sate)]);
      expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', tendered: 50_000 }));

      const approval = { user_id: shop.accounts.supervisor.id, pin: '2468' };
      const voided = await shop.cashier.post<OrderBody>(`/orders/${order.id}/void`, { reason: 'cold', approval });

      expect(voided.body).toMatchObject({ status: 'VOIDED', payment_status: 'REFUNDED', refunded_amount: 30_000 });
      expect(await stockOf(sate.id)).toBe(10);
    });
  });

  describe('the bill', () => {
    it('splits evenly into shares that are paid in cash one by one, rounded to the coin once', async () => {
      await openShift();
      const paket = await shop.product('Paket', 100_000);
      const order = await place([line(paket)]);

      const { shares } = expectStatus(
        200,
        await shop.cashier.post<{ shares: { amount: number }[] }>(`/orders/${order.id}/split`, { ways: 3 }),
      );
      expect(shares.map(({ amount }) => amount)).toEqual([33_334, 33_333, 33_333]);
      const paid: PayBody[] = [];
      for (const { amount } of shares) {
        paid.push(
          expectStatus(
            201,
            await shop.cashier.post<PayBody>(`/orders/${order.id}/pay`, { method: 'cash', amount, tendered: 50_000 }),
          ),
        );
      }

      expect(paid.map(({ payment, change }) => [payment.amount, payment.rounding, change])).toEqual([
        [33_300, -34, 16_700],
        [33_400, 67, 16_600],
        [33_300, -33, 16_700],
      ]);
      expect(paid.at(-1)?.order).toMatchObject({
        payment_status: 'PAID',
        total_amount: 100_000,
        rounding: 0,
        amount_due: 0,
      });
      const more = await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' });
      expect([more.status, codeOf(more)]).toEqual([409, 'ORDER_ALREADY_PAID']);
    });

    it('splits by lines into two bills and merges them again without a new demand on the kitchen', async () => {
      const [soto, sate] = [await shop.product('Soto S', 25_000), await shop.product('Sate S', 5_000)];
      const order = await place([line(soto), line(sate, 10)]);

      const split = expectStatus(
        200,
        await shop.waiter.post<{ order: OrderBody; new_order: OrderBody }>(`/orders/${order.id}/split`, {
          items: [{ item_id: order.items[1]?.id, quantity: 4 }],
        }),
      );
      expect([split.order.total_amount, split.new_order.total_amount]).toEqual([55_000, 20_000]);
      const merged = await shop.waiter.post<OrderBody>(`/orders/${order.id}/merge`, {
        order_ids: [split.new_order.id],
      });

      expect(merged.body).toMatchObject({ total_amount: 75_000 });
      const [demands] = await database.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM events WHERE type = 'NEW_ORDER' AND payload->>'order_id' = ANY($1)",
        [[order.id, split.new_order.id]],
      );
      expect(demands?.n).toBe(1);
      expect((await shop.waiter.get<OrderBody>(`/orders/${split.new_order.id}`)).body).toMatchObject({
        status: 'VOIDED',
        merged_into: order.id,
      });
    });

    it("is discounted by a supervisor, with the lines' shares summing to it", async () => {
      const [a, b, c] = await Promise.all([1, 2, 3].map((n) => shop.product(`Third ${n}`, 33_333)));
      const order = await place([line(a!), line(b!), line(c!)]);

      const refused = await shop.waiter.post(`/orders/${order.id}/discount`, {
        type: 'PERCENT',
        value: 10,
        reason: 'regular',
      });
      const answer = await shop.supervisor.post<OrderBody>(`/orders/${order.id}/discount`, {
        type: 'PERCENT',
        value: 10,
        reason: 'regular',
      });

      expect(refused.status).toBe(403);
      expect(answer.body).toMatchObject({ discount_total: 10_000, total_amount: 89_999 });
      expect(answer.body.items.reduce((sum, item) => sum + item.discount, 0)).toBe(10_000);
    });

    it('refunds parts of a payment and never more than it', async () => {
      await openShift();
      const paket = await shop.product('Paket R', 60_000);
      const order = await place([line(paket)]);
      const { payment_id } = expectStatus(
        201,
        await shop.cashier.post<PayBody>(`/orders/${order.id}/pay`, { method: 'cash' }),
      );

      const refund = (amount: number) =>
        shop.supervisor.post(`/payments/${payment_id}/refunds`, { amount, reason: 'cold' });
      expect((await shop.cashier.post(`/payments/${payment_id}/refunds`, { amount: 1, reason: 'x' })).status).toBe(403);
      expect((await refund(20_000)).status).toBe(201);
      const over = await refund(40_001);
      expect([over.status, codeOf(over)]).toEqual([422, 'REFUND_TOO_LARGE']);
      expect((await refund(40_000)).status).toBe(201);
      expect((await shop.cashier.get<OrderBody>(`/orders/${order.id}`)).body.payment_status).toBe('REFUNDED');
      expect((await shop.cashier.get<{ refunds: object[] }>(`/payments/${payment_id}`)).body.refunds).toHaveLength(2);
    });

    it('refunds items at their share of the bill, each once, and to the last unit in the end', async () => {
      await openShift();
      const [trio, tea] = [await shop.product('Trio', 33_337), await shop.product('Tea R', 5_003)];
      const { id } = await place([line(trio, 3), line(tea)]);
      const off = { type: 'FIXED', value: 10_001, reason: 'regular' };
      const { items } = expectStatus(200, await shop.supervisor.post<OrderBody>(`/orders/${id}/discount`, off));
      const paid = await shop.cashier.post<PayBody>(`/orders/${id}/pay`, { method: 'cash' });
      const { payment_id, order } = expectStatus(201, paid);
      const [trios, teas] = items as [Item, Item];
      interface Refund {
        amount: number;
        items: { item_id: string; quantity: number }[] | null;
      }
      const refund = (wanted: Item, quantity: number, more: object = {}) =>
        shop.supervisor.post<Refund>(`/payments/${payment_id}/refunds`, {
          items: [{ item_id: wanted.id, quantity }],
          reason: 'cold',
          ...more,
        });
      const told = (answer: Answer) => [answer.status, codeOf(answer)];

      const first = expectStatus(201, await refund(trios, 1));
      expect(first.items).toEqual([{ item_id: trios.id, quantity: 1 }]);
      expect(Math.abs(first.amount - trios.total / 3)).toBeLessThan(50);
      const both = await Promise.all([refund(trios, 2), refund(trios, 2)]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
      expect(both.find(({ status }) => status === 422)?.body).toMatchObject({
        code: 'REFUND_TOO_MANY',
        item_id: trios.id,
        refundable_quantity: 0,
      });
      expect(told(await refund({ ...teas, id: trios.id.replace(/^./, 'f') }, 1))).toEqual([
        404,
        'ORDER_ITEM_NOT_FOUND',
      ]);
      expect(told(await refund(teas, 1, { amount: 1 }))).toEqual([400, 'REFUND_HOW']);
      expect(told(await refund(teas, 0))).toEqual([400, 'VALIDATION_FAILED']);
      expectStatus(201, await refund(teas, 1));

      const { refunds } = expectStatus(200, await shop.cashier.get<{ refunds: Refund[] }>(`/payments/${payment_id}`));
      expect(refunds.reduce((total, { amount }) => total + amount, 0)).toBe(order.total_amount);
      const after = expectStatus(200, await shop.cashier.get<OrderBody>(`/orders/${id}`));
      expect(after.payment_status).toBe('REFUNDED');
    });

    it('needs an open shift and enough cash', async () => {
      const paket = await shop.product('Paket N', 60_000);
      const order = await place([line(paket)]);
      await openShift();

      const noShift = await shop.waiter.post(`/orders/${order.id}/pay`, { method: 'cash' });
      const tooLittle = await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', tendered: 50_000 });
      const tooMuch = await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 60_001 });

      expect([noShift.status, codeOf(noShift)]).toEqual([409, 'NO_OPEN_SHIFT']);
      expect([tooLittle.status, codeOf(tooLittle)]).toEqual([422, 'TENDERED_TOO_LITTLE']);
      expect([tooMuch.status, codeOf(tooMuch)]).toEqual([422, 'AMOUNT_OVER_DUE']);
    });

    it('keeps its history: who, when, why and who approved', async () => {
      const soto = await shop.product('Soto H', 25_000);
      const order = await place([line(soto)]);
      expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'COOKING' }));
      const approval = { user_id: shop.accounts.supervisor.id, pin: '2468' };
      expectStatus(200, await shop.cashier.post(`/orders/${order.id}/void`, { reason: 'walked out', approval }));

      const { data } = expectStatus(200, await shop.cashier.get<{ data: object[] }>(`/orders/${order.id}/history`));

      expect(data).toMatchObject([
        { action: 'PLACED', actor: { role: 'WAITER' } },
        { action: 'STATUS', from_status: 'NEW', to_status: 'COOKING', actor: { role: 'KITCHEN' } },
        { action: 'VOIDED', reason: 'walked out', approved_by: shop.accounts.supervisor.id },
      ]);
    });
  });
});
