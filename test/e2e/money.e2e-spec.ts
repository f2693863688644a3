import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import {
  type Answer,
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Item {
  id: string;
  name: string;
  quantity: number;
  status: string;
  total: number;
}
interface OrderBody {
  id: string;
  status: string;
  payment_status: string;
  settled_at: string | null;
  coupon_code: string | null;
  items: Item[];
  subtotal: number;
  discount_total: number;
  coupon_discount: number;
  service_charge: number;
  tax_total: number;
  shipping_total: number;
  rounding: number;
  total_amount: number;
  paid_amount: number;
  refunded_amount: number;
  amount_due: number;
  business_date: string;
  version: number;
}
interface PayBody {
  payment_id: string | null;
  status: string;
  change: number;
  order: OrderBody;
  payment: { id: string; amount: number; rounding: number } | null;
}
interface SplitBody {
  order: OrderBody;
  new_order: OrderBody;
}
interface Sales {
  totals: { orders_count: number; gross_sales: number; discounts: number; net_sales: number }[];
}

const told = (answer: Answer) => `${answer.status} ${(answer.body as { code?: string }).code ?? ''}`.trim();
const COMPONENTS = [
  'subtotal',
  'discount_total',
  'coupon_discount',
  'service_charge',
  'tax_total',
  'shipping_total',
  'total_amount',
] as const;
const sums = (orders: readonly OrderBody[]) =>
  COMPONENTS.map((name) => orders.reduce((total, order) => total + order[name], 0));

describe('the money of bills', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let big: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
    shop = await createShop(database, api);
    big = await createShop(database, api, { cash_rounding: 500, cash_difference_limit: 1_000_000 });
    for (const { cashier, outletId } of [shop, big]) {
      expectStatus(201, await cashier.post('/shifts/open', { outlet_id: outletId, start_cash: 500_000 }));
    }
  }, 120_000);

  const place = async (at: Shop, items: readonly (readonly [{ id: string }, number?])[], more: object = {}) =>
    expectStatus(
      201,
      await at.waiter.post<OrderBody>('/orders', {
        outlet_id: at.outletId,
        items: items.map(([{ id }, quantity = 1]) => ({ product_id: id, quantity })),
        ...more,
      }),
    );
  const read = async (at: Shop, id: string) => expectStatus(200, await at.waiter.get<OrderBody>(`/orders/${id}`));
  const all = { type: 'PERCENT', value: 100, reason: 'birthday' };
  const openIn = async (at: Shop) => {
    const shift = expectStatus(200, await at.cashier.get<{ id: string }>('/shifts/current'));
    const report = await at.supervisor.get<{ open_orders: { id: string }[] }>(`/shifts/${shift.id}/report`);
    return expectStatus(200, report).open_orders.map(({ id }) => id);
  };
  const salesOf = async (at: Shop) => {
    const query = `outlet_id=${at.outletId}&from=2024-01-01&to=2099-12-31&group_by=day`;
    const [totals] = expectStatus(200, await at.supervisor.get<Sales>(`/reports/sales?${query}`)).totals;
    return totals && [totals.orders_count, totals.gross_sales, totals.discounts, totals.net_sales];
  };

  describe('a bill of nothing', () => {
    it('is PAID as it comes to that, in no list of open bills, and counted once with its discount', async () => {
      const own = await createShop(database, api);
      expectStatus(201, await own.cashier.post('/shifts/open', { outlet_id: own.outletId, start_cash: 0 }));
      const soto = await own.product('Soto', 20_000);
      const order = await place(own, [[soto]]);
      expect(await openIn(own)).toEqual([order.id]);

      const free = expectStatus(200, await own.supervisor.post<OrderBody>(`/orders/${order.id}/discount`, all));

      expect(free).toMatchObject({ payment_status: 'PAID', total_amount: 0, amount_due: 0, status: 'NEW' });
      expect(free.settled_at).not.toBeNull();
      expect(told(await own.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }))).toBe(
        '409 ORDER_ALREADY_PAID',
      );
      expect(await openIn(own)).toEqual([]);
      expect(await salesOf(own)).toEqual([1, 20_000, 20_000, 0]);

      const more = await own.waiter.post<OrderBody>(`/orders/${order.id}/items`, {
        items: [{ product_id: soto.id, quantity: 1 }],
      });
      expect(expectStatus(201, more)).toMatchObject({ payment_status: 'PAID', subtotal: 40_000, total_amount: 0 });
      expect(await salesOf(own)).toEqual([1, 40_000, 40_000, 0]);
      const none = { ...all, value: 0 };
      const due = expectStatus(200, await own.supervisor.post<OrderBody>(`/orders/${order.id}/discount`, none));
      expect(due).toMatchObject({ payment_status: 'PENDING', settled_at: null, amount_due: 40_000 });
      expect((await salesOf(own)) ?? [0, 0, 0, 0]).toEqual([0, 0, 0, 0]);
      expectStatus(201, await own.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
      expect(await salesOf(own)).toEqual([1, 40_000, 0, 40_000]);
    });

    it('is counted by its pieces, also when some of them, that cost nothing, are split off and joined again', async () => {
      const own = await createShop(database, api, { currency: 'USD', cash_rounding: 5 });
      const water = await own.product('Water', 0);
      const pieces = async () => {
        const path = `/reports/sales?outlet_id=${own.outletId}&group_by=product`;
        const { data } = expectStatus(200, await own.supervisor.get<{ data: { items_count: number }[] }>(path));
        return data.map(({ items_count }) => items_count);
      };
      const order = await place(own, [[water, 5]]);
      expect(await pieces()).toEqual([5]);

      const items = [{ item_id: order.items[0]?.id, quantity: 2 }];
      const cut = expectStatus(200, await own.waiter.post<SplitBody>(`/orders/${order.id}/split`, { items }));
      expect(await pieces()).toEqual([5]);
      expectStatus(200, await own.waiter.post(`/orders/${cut.new_order.id}/merge`, { order_ids: [order.id] }));
      expect(await pieces()).toEqual([5]);
    });

    it('gives back whatever a till says was handed over for it', async () => {
      const sample = await shop.product('Sample for the till', 0, { station: null });
      const sale = { outlet_id: shop.outletId, items: [{ product_id: sample.id, quantity: 1 }] };
      for (const tendered of [0, 5_000]) {
        const answer = await shop.cashier.post<PayBody>('/transactions', { ...sale, tendered });
        expect(expectStatus(201, answer)).toMatchObject({ payment: null, change: tendered });
      }
    });

    it('takes no barcode for cash either, unless somebody looked again', async () => {
      const sample = await shop.product('Sample, scanned', 0, { station: null, stock: 3 });
      const sale = {
        outlet_id: shop.outletId,
        items: [{ product_id: sample.id, quantity: 1 }],
        tendered: 899_100_031_550,
      };
      expect(told(await shop.cashier.post('/transactions', sale))).toBe('422 TENDERED_UNLIKELY');
      expect((await shop.waiter.get<{ stock: number }>(`/products/${sample.id}`)).body.stock).toBe(3);
      expectStatus(201, await shop.cashier.post('/transactions', { ...sale, tendered_confirmed: true }));
    });

    it('is sold over the counter without a payment, and again under the same id', async () => {
      const sample = await shop.product('Sample', 0, { station: null });
      const body = {
        id: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b',
        outlet_id: shop.outletId,
        items: [{ product_id: sample.id, quantity: 1 }],
      };
      for (const answer of [
        await shop.cashier.post<PayBody>('/transactions', body),
        await shop.cashier.post<PayBody>('/transactions', body),
      ]) {
        expect(expectStatus(201, answer)).toMatchObject({
          payment_id: null,
          payment: null,
          change: 0,
          status: 'PAID',
          order: { status: 'DONE', payment_status: 'PAID', total_amount: 0 },
        });
      }
    });

    it('of a coupon keeps its use, online as well, until it is voided', async () => {
      const tea = await shop.product('Tea', 5_000);
      const coupon = { code: `ALL${Date.now()}`, type: 'PERCENT', value: 100, currency: 'IDR' };
      const { id } = expectStatus(201, await shop.admin.post<{ id: string }>('/coupons', coupon));
      const used = async () => (await shop.admin.get<{ used: number }>(`/coupons/${id}`)).body.used;

      const order = await place(shop, [[tea]], { coupon_code: coupon.code, type: 'ONLINE' });
      expect(order).toMatchObject({ payment_status: 'PAID', status: 'NEW', coupon_discount: 5_000 });
      expect(await used()).toBe(1);
      const voided = await shop.supervisor.post<OrderBody>(`/orders/${order.id}/void`, { reason: 'mistake' });
      expect(expectStatus(200, voided)).toMatchObject({
        status: 'VOIDED',
        payment_status: 'PENDING',
        settled_at: null,
      });
      expect(await used()).toBe(0);
    });
  });

  describe('cash where the smallest coin is 500', () => {
    it('takes 10 500 for 10 300 in two even shares', async () => {
      const set = await big.product('Set', 10_300);
      const order = await place(big, [[set]]);
      const shares = [];
      for (const amount of [5_150, 5_150]) {
        const answer = await big.cashier.post<PayBody>(`/orders/${order.id}/pay`, { method: 'cash', amount });
        shares.push(expectStatus(201, answer));
      }
      expect(shares.map(({ payment }) => payment?.amount)).toEqual([5_000, 5_500]);
      expect(shares[1]?.order).toMatchObject({ payment_status: 'PAID', total_amount: 10_500, rounding: 200 });
    });

    it('refuses shares that round to nothing, and the drawer and the bill stay as they were', async () => {
      const set = await big.product('Set', 10_000);
      const order = await place(big, [[set]]);
      for (let i = 0; i < 41; i++) {
        const answer = await big.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 249 });
        expect(told(answer)).toBe('422 CASH_SHARE_TOO_SMALL');
      }
      expect(await read(big, order.id)).toMatchObject({ payment_status: 'PENDING', paid_amount: 0, version: 1 });
      const cheap = await big.product('Sugar', 249);
      const sale = { outlet_id: big.outletId, items: [{ product_id: cheap.id, quantity: 1 }] };
      expect(told(await big.cashier.post('/transactions', sale))).toBe('422 CASH_SHARE_TOO_SMALL');
    });
  });

  describe('the last cent of a bill, where the smallest coin is 5', () => {
    let own: Shop;
    let shiftId: string;
    const payFor = (id: string, more: object = {}) =>
      own.cashier.post<PayBody>(`/orders/${id}/pay`, { method: 'cash', ...more });
    beforeAll(async () => {
      const rules = { currency: 'USD', cash_rounding: 5, tax_rate: 0, payment_methods: ['cash'] };
      own = await createShop(database, api, rules);
      const opened = await own.cashier.post<{ id: string }>('/shifts/open', { outlet_id: own.outletId, start_cash: 0 });
      shiftId = expectStatus(201, opened).id;
    });

    it.each([{}, { amount: 1 }, { tendered: 100 }])(
      'is paid by what was rounded up before it, with %j',
      async (how) => {
        const order = await place(own, [[await own.product('Pie', 2_059)]]);
        expect(expectStatus(201, await payFor(order.id, { amount: 2_058 })).payment).toMatchObject({ amount: 2_060 });

        const last = expectStatus(201, await payFor(order.id, how));

        expect(last).toMatchObject({ status: 'PAID', payment: { amount: 0, rounding: -1 } });
        expect(last.change).toBe('tendered' in how ? 100 : 0);
        const settled = { payment_status: 'PAID', total_amount: 2_060, paid_amount: 2_060, rounding: 1, amount_due: 0 };
        expect(last.order).toMatchObject(settled);
        expect(last.order.settled_at).not.toBeNull();
        const [{ taken, lines } = {}] = await database.query<{ taken: number; lines: number }>(
          `SELECT sum(m.amount)::int AS taken, count(*)::int AS lines FROM cash_movements m
           JOIN payments p ON p.outlet_id = m.outlet_id AND p.id = m.payment_id WHERE p.order_id = $1`,
          [order.id],
        );
        expect([taken, lines]).toEqual([2_060, 1]);
        const refund = { reason: 'cold' };
        expect((await own.supervisor.post(`/payments/${last.payment_id}/refunds`, refund)).status).toBe(422);
        const voided = expectStatus(200, await own.supervisor.post<OrderBody>(`/orders/${order.id}/void`, refund));
        expect(voided.refunded_amount).toBe(2_060);
      },
    );

    it('is refused while it settles nothing, or when no cash came before it', async () => {
      const order = await place(own, [[await own.product('Pie', 2_059)]]);
      expectStatus(201, await payFor(order.id, { amount: 2_056 }));
      expect(told(await payFor(order.id, { amount: 1 }))).toBe('422 CASH_SHARE_TOO_SMALL');
      expect(await read(own, order.id)).toMatchObject({ paid_amount: 2_055, amount_due: 3, version: 2 });
      expect(expectStatus(201, await payFor(order.id)).payment).toMatchObject({ amount: 5, rounding: 2 });
      const mint = await place(own, [[await own.product('Mint', 2)]]);
      for (const how of [{}, { amount: 2 }]) {
        expect(told(await payFor(mint.id, how))).toBe('422 CASH_SHARE_TOO_SMALL');
      }
      const report = await own.supervisor.get<{ expected_cash: number }>(`/shifts/${shiftId}/report`);
      expect(expectStatus(200, report).expected_cash).toBe(2_060);
    });
  });

  describe('bills that are merged', () => {
    it('keep a supervisor’s discount: 10 000 and 18 000 are 28 000', async () => {
      const [soto, rawon] = [await shop.product('Soto', 10_000), await shop.product('Rawon', 20_000)];
      const [target, source] = [await place(shop, [[soto]]), await place(shop, [[rawon]])];
      const tenth = { type: 'PERCENT', value: 10, reason: 'waited' };
      expectStatus(200, await shop.supervisor.post(`/orders/${source.id}/discount`, tenth));

      const merged = await shop.waiter.post<OrderBody>(`/orders/${target.id}/merge`, { order_ids: [source.id] });

      expect(expectStatus(200, merged)).toMatchObject({ discount_total: 2_000, total_amount: 28_000 });
      const pieces = merged.body.items.map(({ id, quantity }) => ({ item_id: id, quantity }));
      const paid = await shop.cashier.post<PayBody>(`/orders/${target.id}/pay`, { method: 'cash' });
      const refund = await shop.supervisor.post<{ amount: number }>(
        `/payments/${expectStatus(201, paid).payment_id}/refunds`,
        { items: [pieces[1]], reason: 'cold' },
      );
      expect(expectStatus(201, refund).amount).toBe(18_000);
    });

    it('with two coupons are refused by name and stay as they were; with one it stays used', async () => {
      const dish = await shop.product('Dish', 10_000);
      const coupon = async (code: string) =>
        expectStatus(
          201,
          await shop.admin.post<{ id: string; code: string }>('/coupons', {
            code,
            type: 'FIXED',
            value: 1_000,
            currency: 'IDR',
          }),
        );
      const [one, two] = [await coupon(`ONE${Date.now()}`), await coupon(`TWO${Date.now()}`)];
      const used = async (id: string) => (await shop.admin.get<{ used: number }>(`/coupons/${id}`)).body.used;
      const first = await place(shop, [[dish]], { coupon_code: one.code });
      const second = await place(shop, [[dish]], { coupon_code: two.code });
      const plain = await place(shop, [[dish]]);

      const clash = await shop.waiter.post(`/orders/${first.id}/merge`, { order_ids: [plain.id, second.id] });
      expect(told(clash)).toBe('409 MERGE_DISCOUNTS_CLASH');
      expect(clash.body).toMatchObject({ bills: [{ coupon_code: one.code }, { coupon_code: two.code }] });
      for (const order of [first, second, plain]) expect(await read(shop, order.id)).toEqual(order);

      const merged = await shop.waiter.post<OrderBody>(`/orders/${plain.id}/merge`, { order_ids: [first.id] });
      expect(expectStatus(200, merged)).toMatchObject({ coupon_code: one.code, total_amount: 19_000 });
      expect([await used(one.id), await used(two.id)]).toEqual([1, 1]);
      expectStatus(200, await shop.supervisor.post(`/orders/${plain.id}/void`, { reason: 'mistake' }));
      expect(await used(one.id)).toBe(0);
    });
  });

  describe('bills that are split', () => {
    it('sum to the bill in every component, chain after chain, and are it again joined', async () => {
      const odd = await createShop(database, api, {
        tax_rate: 11,
        tax_inclusive: false,
        service_charge_rate: 5,
        cash_rounding: 1,
      });
      const dishes = await Promise.all([33_331, 20_002, 7_777].map((price, i) => odd.product(`D${i}`, price)));
      const order = await place(
        odd,
        dishes.map((dish, i) => [dish, i + 1] as const),
      );
      const third = { type: 'FIXED', value: 7_001, reason: 'regular' };
      const whole = expectStatus(200, await odd.supervisor.post<OrderBody>(`/orders/${order.id}/discount`, third));
      const cut = async ({ id, items }: OrderBody, index: number, quantity: number) =>
        expectStatus(
          200,
          await odd.waiter.post<SplitBody>(`/orders/${id}/split`, { items: [{ item_id: items[index]?.id, quantity }] }),
        );

      const one = await cut(whole, 2, 2);
      const two = await cut(one.order, 1, 1);
      const three = await cut(one.new_order, 0, 1);
      const parts = [two.order, two.new_order, three.order, three.new_order];

      expect(sums(parts)).toEqual(sums([whole]));
      const [stays, ...others] = parts;
      const joined = await odd.waiter.post<OrderBody>(`/orders/${stays?.id}/merge`, {
        order_ids: others.map(({ id }) => id),
      });
      expect(sums([expectStatus(200, joined)])).toEqual(sums([whole]));
    });
  });

  describe('a sale of goods that no station makes', () => {
    it('is done with its payment, open nowhere, and may be voided on its day', async () => {
      const bottle = await shop.product('Bottle', 8_000, { station: null, stock: 10 });
      const sale = { outlet_id: shop.outletId, items: [{ product_id: bottle.id, quantity: 2 }] };

      const { order } = expectStatus(201, await shop.cashier.post<PayBody>('/transactions', sale));

      expect(order).toMatchObject({ status: 'DONE', payment_status: 'PAID', items: [{ status: 'DONE' }] });
      expect(await openIn(shop)).not.toContain(order.id);
      expect(told(await shop.cashier.post(`/orders/${order.id}/void`, { reason: 'returned' }))).toMatch(/^403/);
      const voided = await shop.supervisor.post<OrderBody>(`/orders/${order.id}/void`, { reason: 'returned' });
      expect(expectStatus(200, voided)).toMatchObject({ status: 'VOIDED', payment_status: 'REFUNDED' });
      expect((await shop.waiter.get<{ stock: number }>(`/products/${bottle.id}`)).body.stock).toBe(10);
    });

    it('is done as well when what a station would have made is given back', async () => {
      const [soto, bottle] = [await shop.product('Soto', 17_350), await shop.product('Aqua', 4_125, { station: null })];
      const order = await place(shop, [[soto], [bottle]], { type: 'TAKEAWAY' });
      const paid = await shop.cashier.post<PayBody>(`/orders/${order.id}/pay`, { method: 'cash' });
      const back = { items: [{ item_id: order.items[0]?.id, quantity: 1 }], reason: 'sold out' };
      const path = `/payments/${expectStatus(201, paid).payment_id}/refunds`;
      expectStatus(201, await shop.supervisor.post(path, back));

      const now = await read(shop, order.id);
      expect([now.status, now.payment_status]).toEqual(['DONE', 'PARTIALLY_REFUNDED']);
    });

    it('is listed as open while it is not paid, also when it is done', async () => {
      const soto = await shop.product('Soto', 20_000);
      const order = await place(shop, [[soto]]);
      expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'DONE' }));

      expect(await openIn(shop)).toContain(order.id);
    });
  });

  describe('guests who walked out', () => {
    it('leave a loss: with approval and a reason, told with its amount, and by no other way', async () => {
      const steak = await shop.product('Steak', 90_000, { stock: 5 });
      const order = await place(shop, [[steak, 2]]);
      expectStatus(200, await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'DONE' }));
      const line = order.items[0]?.id;

      expect(told(await shop.cashier.post(`/orders/${order.id}/void`, { reason: 'gone' }))).toMatch(/^403/);
      expect(told(await shop.cashier.delete(`/orders/${order.id}/items/${line}`, { reason: 'gone' }))).toMatch(/^403/);
      const silent = await shop.supervisor.patch(`/orders/${order.id}/status`, { status: 'VOIDED' });
      expect(told(silent)).toBe('422 REASON_REQUIRED');
      expect(told(await shop.waiter.patch(`/orders/${order.id}/cancel`, {}))).toBe('409 INVALID_TRANSITION');
      const voided = await shop.supervisor.post<OrderBody>(`/orders/${order.id}/void`, { reason: 'walked out' });

      expect(expectStatus(200, voided)).toMatchObject({ status: 'VOIDED', refunded_amount: 0 });
      expect((await shop.waiter.get<{ stock: number }>(`/products/${steak.id}`)).body.stock).toBe(3);
      const audit = await shop.admin.get<{ data: { subject_id: string; details: object }[] }>(
        `/audit-log?outlet_id=${shop.outletId}&limit=100`,
      );
      const entry = audit.body.data.find(({ subject_id }) => subject_id === order.id);
      expect(entry?.details).toMatchObject({ loss: true, amount: 180_000 });
    });
  });

  describe('versions', () => {
    it('are the ETag of what has one, and taken back as If-Match by every command of a bill', async () => {
      const soto = await shop.product('Soto', 20_000);
      const order = await place(shop, [[soto, 2]]);
      const path = `/orders/${order.id}`;
      const first = await shop.waiter.get<OrderBody>(path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toBe(`"${order.version}"`);
      expect((await shop.waiter.get(path, { 'if-none-match': etag })).status).toBe(304);
      expectStatus(200, await shop.waiter.patch(`${path}/status`, { status: 'ACCEPTED' }, { 'if-match': etag }));
      expect((await shop.waiter.get(path, { 'if-none-match': etag })).status).toBe(200);

      const item = order.items[0]?.id;
      const other = await place(shop, [[soto]]);
      const old = { 'if-match': etag };
      const commands: [string, string, object][] = [
        ['post', '/split', { items: [{ item_id: item, quantity: 1 }] }],
        ['post', '/split', { ways: 2 }],
        ['post', '/merge', { order_ids: [other.id] }],
        ['post', '/transfer', { table_id: shop.tableIds[0] }],
        ['post', '/void', { reason: 'x' }],
        ['post', '/pay', { method: 'cash' }],
        ['post', '/discount', { type: 'PERCENT', value: 10, reason: 'x' }],
        ['post', '/items', { items: [{ product_id: soto.id, quantity: 1 }] }],
        ['delete', `/items/${item}`, { reason: 'x' }],
        ['patch', '/cancel', {}],
        ['patch', '/status', { status: 'READY' }],
        ['patch', `/items/${item}/status`, { status: 'READY' }],
      ];
      const by = shop.admin;
      const cash = shop.cashier;
      for (const [method, tail, body] of commands) {
        const who = tail === '/pay' ? cash : by;
        const send = who[method as 'post' | 'patch' | 'delete'];
        expect([tail, told(await send(path + tail, body, old))]).toEqual([tail, '409 VERSION_CONFLICT']);
        expect([tail, told(await send(path + tail, { ...body, version: order.version }))]).toEqual([
          tail,
          '409 VERSION_CONFLICT',
        ]);
      }
      const now = await read(shop, order.id);
      expect(now).toMatchObject({ version: order.version + 1, status: 'ACCEPTED', total_amount: 40_000 });
      const split = await by.post<SplitBody>(`${path}/split`, { ...commands[0]?.[2], version: now.version });
      expect(expectStatus(200, split).order.total_amount).toBe(20_000);
    });

    it('rise with a line that is voided: a second till with the old bill is shown the new one, and takes no old sum', async () => {
      const [soto, tea] = [await shop.product('Soto', 20_000), await shop.product('Tea', 5_000)];
      const order = await place(shop, [[soto], [tea]]);
      const path = `/orders/${order.id}`;
      const here = (await shop.waiter.get<OrderBody>(path)).headers.get('etag') ?? '';

      expectStatus(200, await shop.admin.delete(`${path}/items/${order.items[0]?.id}`, { reason: 'wrong table' }));

      const again = await shop.waiter.get<OrderBody>(path, { 'if-none-match': here });
      expect([again.status, again.body.version, again.body.total_amount]).toEqual([200, order.version + 1, 5_000]);
      const paid = await shop.cashier.post(`${path}/pay`, { method: 'cash' }, { 'if-match': here });
      expect(told(paid)).toBe('409 VERSION_CONFLICT');
    });

    it('of products, categories, tables, outlets, coupons and addresses too; lists keep theirs', async () => {
      const tea = await shop.product('Tea', 5_000);
      const table = `/tables/${shop.tableIds[1]}`;
      for (const path of [`/products/${tea.id}`, table, `/outlets/${shop.outletId}`]) {
        const seen = await shop.admin.get<{ version: number; name: string }>(path);
        const etag = seen.headers.get('etag') ?? '';
        expect([path, etag]).toEqual([path, `"${seen.body.version}"`]);
        const { name } = seen.body;
        const changed = await shop.admin.patch<{ version: number }>(path, { name: `${name} 2` }, { 'if-match': etag });
        expect([path, changed.status, changed.headers.get('etag')]).toEqual([path, 200, `"${changed.body.version}"`]);
        const late = await shop.admin.patch(path, { name: `${name} 3` }, { 'if-match': etag });
        expect([path, told(late)]).toEqual([path, '409 VERSION_CONFLICT']);
      }
      const list = await shop.admin.get(`/products?outlet_id=${shop.outletId}`);
      // A list is sent packed to whoever takes it so, under an ETag of that encoding.
      expect(list.headers.get('etag')).toMatch(/^"[\w-]{43}-gzip"$/);

      const home = { street: 'Jl. Melati', city: 'Jakarta', postal_code: '10110', country: 'ID' };
      const me = (await shop.admin.get<{ id: string }>('/users/me')).body.id;
      const made = await shop.admin.post<{ id: string; version: number }>(`/users/${me}/addresses`, home);
      const etag = made.headers.get('etag') ?? '';
      expect(etag).toBe(`"${expectStatus(201, made).version}"`);
      const path = `/users/${me}/addresses/${made.body.id}`;
      expectStatus(200, await shop.admin.put(path, { ...home, city: 'Depok' }, { 'if-match': etag }));
      expect(told(await shop.admin.put(path, home, { 'if-match': etag }))).toBe('409 VERSION_CONFLICT');
      expect(told(await shop.admin.delete(path, undefined, { 'if-match': etag }))).toBe('409 VERSION_CONFLICT');
    });
  });

  describe('versions, too,', () => {
    it('are asked by whatever takes something away, and by the number of a parcel', async () => {
      const stale = { 'if-match': '"41"' };
      const { outletId } = shop;
      const rate = {
        carrier: 'Kurir',
        service: 'Kilat',
        cep_from: '02000000',
        cep_to: '02999999',
        days: 3,
        price: 900,
      };
      const made: [string, object][] = [
        ['/products', { outlet_id: outletId, name: 'Kolak', price: 7_000 }],
        ['/categories', { outlet_id: outletId, name: 'Manis' }],
        ['/tables', { outlet_id: outletId, name: 'Teras 9' }],
        ['/coupons', { outlet_id: outletId, code: 'VERSI-41', type: 'PERCENT', value: 7 }],
        ['/shipping/rates', { outlet_id: outletId, max_weight_grams: 800, ...rate }],
        ['/users', { username: 'pelayan-41', password: 'kopi-dan-teh-41', role: 'WAITER', outlet_ids: [outletId] }],
        ['/outlets', { name: 'Kedai 41', currency: 'JPY', time_zone: 'Asia/Tokyo', order_number_prefix: 'KD41' }],
      ];
      for (const [list, body] of made) {
        const path = `${list}/${expectStatus(201, await shop.admin.post<{ id: string }>(list, body)).id}`;
        const fresh = (await shop.admin.get(path)).headers.get('etag') ?? '';

        expect([list, told(await shop.admin.delete(path, undefined, stale))]).toEqual([list, '409 VERSION_CONFLICT']);
        expect([list, told(await shop.admin.delete(path, undefined, { 'if-match': 'x' }))]).toEqual([
          list,
          '400 IF_MATCH_MALFORMED',
        ]);
        expect([list, fresh, (await shop.admin.delete(path, undefined, { 'if-match': fresh })).status]).toEqual([
          list,
          '"1"',
          204,
        ]);
      }
      const order = await place(shop, [[await shop.product('Dodol', 9_000)]]);
      const sent = { tracking_number: 'JNE0041', carrier: 'JNE' };
      const path = `/orders/${order.id}/tracking`;
      expect(told(await shop.admin.patch(path, sent, stale))).toBe('409 VERSION_CONFLICT');
      expectStatus(200, await shop.admin.patch(path, sent, { 'if-match': `"${order.version}"` }));
    });

    it('never answer 304 to who has a cart, a product or a category as it was', async () => {
      const es = await shop.product('Es Campur', 11_000);
      const account = await createAccount(database, 'CUSTOMER');
      const buyer = client(api, account.token);
      const group = { outlet_id: shop.outletId, name: 'Dingin' };
      const { id } = expectStatus(201, await shop.admin.post<{ id: string }>('/categories', group));
      expectStatus(201, await buyer.post('/cart/items', { product_id: es.id, quantity: 2 }));
      const changes: [string, Client, () => Promise<Answer>][] = [
        ['/cart', buyer, () => shop.admin.patch(`/products/${es.id}`, { price: 12_500 })],
        ['/cart', buyer, () => shop.admin.patch(`/products/${es.id}/availability`, { available: false })],
        [
          `/products/${es.id}`,
          client(api),
          () => shop.admin.patch(`/products/${es.id}/availability`, { available: true }),
        ],
        [`/products/${es.id}`, buyer, () => shop.admin.patch(`/products/${es.id}/availability`, { available: false })],
        [
          `/categories/${id}`,
          client(api),
          () => shop.admin.patch(`/categories/${id}/availability`, { available: false }),
        ],
        [
          `/categories/${id}`,
          client(api),
          () => shop.admin.patch(`/categories/${id}/availability`, { available: true }),
        ],
      ];
      for (const [path, by, change] of changes) {
        const before = await by.get(path);
        const etag = before.headers.get('etag') ?? '';
        if (path !== '/cart')
          expect([path, (await by.get(path, { 'if-none-match': etag })).status]).toEqual([path, 304]);
        expectStatus(200, await change());

        const after = await by.get(path, { 'if-none-match': etag });
        expect([path, after.status, after.body]).not.toEqual([path, 200, before.body]);
        expect([path, after.status]).toEqual([path, 200]);
      }
      const stopped = (await shop.admin.get(`/products/${es.id}`)).headers.get('etag') ?? '';
      expect(stopped).toMatch(/^"2\.[0-9a-f]{8}"$/);
      expectStatus(200, await shop.admin.patch(`/products/${es.id}`, { name: 'Es Teler' }, { 'if-match': stopped }));
    });
  });

  describe('any sequence of acts', () => {
    it.each([
      { cash_rounding: 1, tax_rate: 11, tax_inclusive: false, service_charge_rate: 5 },
      { cash_rounding: 50, tax_rate: 10, tax_inclusive: true, service_charge_rate: 0 },
      { cash_rounding: 500, tax_rate: 10, tax_inclusive: false, service_charge_rate: 12.5 },
      { cash_rounding: 1_000, tax_rate: 8, tax_inclusive: true, service_charge_rate: 5 },
    ])(
      'keeps parts = bill, drawer = ledger and given back ≤ taken with $cash_rounding',
      async (rules) => {
        const own = await createShop(database, api, { ...rules, cash_difference_limit: 9_000_000 });
        const start = 5_000_000;
        expectStatus(201, await own.cashier.post('/shifts/open', { outlet_id: own.outletId, start_cash: start }));
        const dishes = await Promise.all(
          [1_999, 7_777, 12_500, 33_333].map((price, i) =>
            own.product(`P${i}`, price, { station: i % 2 ? null : 'bar' }),
          ),
        );
        let seed = 7 + rules.cash_rounding;
        const die = (sides: number) => {
          seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
          return Math.floor((seed / 2_147_483_648) * sides);
        };
        const live: OrderBody[] = [];
        const keep = (...orders: OrderBody[]) => {
          for (const order of orders) {
            const at = live.findIndex(({ id }) => id === order.id);
            if (at >= 0) live.splice(at, 1);
            if (order.status !== 'VOIDED') live.push(order);
          }
        };
        const pick = () => {
          const open = live.filter(({ amount_due }) => amount_due > 0);
          const from = open.length > 2 && die(5) > 0 ? open : live;
          return from[die(from.length)];
        };
        const payments: { id: string; order: OrderBody; taken: number; back: number }[] = [];
        let drawer = start;

        for (let act = 0; act < 70; act++) {
          if (live.filter(({ amount_due }) => amount_due > 0).length < 3) {
            const wanted = dishes.slice(0, 2 + die(3)).map((dish) => [dish, 1 + die(4)] as const);
            keep(await place(own, wanted));
            continue;
          }
          const order = pick()!;
          const path = `/orders/${order.id}`;
          const kind = die(7);
          if (kind === 0) {
            const value = die(2) ? { type: 'PERCENT', value: 1 + die(100) } : { type: 'FIXED', value: die(40_000) };
            const answer = await own.supervisor.post<OrderBody>(`${path}/discount`, { ...value, reason: 'r' });
            if (answer.status === 200) keep(answer.body);
          } else if (kind === 1) {
            const item = order.items.filter(({ status }) => status !== 'VOIDED')[0];
            const items = [{ item_id: item?.id, quantity: 1 }];
            const answer = await own.waiter.post<SplitBody>(`${path}/split`, { items });
            if (answer.status === 200) {
              expect(sums([answer.body.order, answer.body.new_order])).toEqual(sums([order]));
              keep(answer.body.order, answer.body.new_order);
            }
          } else if (kind === 2) {
            const other = live.find(({ id }) => id !== order.id)!;
            const answer = await own.waiter.post<OrderBody>(`${path}/merge`, { order_ids: [other.id] });
            if (answer.status === 200) {
              expect(sums([answer.body])).toEqual(sums([order, other]));
              live.splice(live.indexOf(other), 1);
              keep(answer.body);
            }
          } else if (kind === 3 || kind === 4) {
            const amount = die(2) ? undefined : 1 + die(Math.max(1, order.amount_due));
            const answer = await own.cashier.post<PayBody>(`${path}/pay`, { method: 'cash', amount });
            if (answer.status === 201) {
              const taken = answer.body.payment!.amount;
              drawer += taken;
              payments.push({ id: answer.body.payment_id!, order: answer.body.order, taken, back: 0 });
              keep(answer.body.order);
            } else expect(told(answer)).toMatch(/^(409 ORDER_ALREADY_PAID|422 CASH_SHARE_TOO_SMALL|409 BILL_CLOSED)$/);
          } else if (kind === 5 && payments.length > 0) {
            const payment = payments[die(payments.length)]!;
            const item = payment.order.items[0];
            const wish = die(2) ? { amount: 1 + die(payment.taken) } : { items: [{ item_id: item?.id, quantity: 1 }] };
            const answer = await own.supervisor.post<{ amount: number }>(`/payments/${payment.id}/refunds`, {
              ...wish,
              reason: 'cold',
            });
            if (answer.status === 201) {
              drawer -= answer.body.amount;
              payment.back += answer.body.amount;
              keep(await read(own, payment.order.id));
            } else expect(answer.status).toBeLessThan(500);
          } else {
            const answer = await own.supervisor.post<OrderBody>(`${path}/void`, { reason: 'mistake' });
            if (answer.status === 200) {
              drawer -= answer.body.refunded_amount - order.refunded_amount;
              for (const payment of payments) if (payment.order.id === order.id) payment.back = payment.taken;
              keep(answer.body);
            }
          }
          expect(payments.every(({ back, taken }) => back <= taken)).toBe(true);
        }

        const pool = new pg.Client({ connectionString: database.url });
        await pool.connect();
        const { rows } = await pool.query<Record<string, string>>(
          `SELECT (SELECT sum(amount) FROM cash_movements WHERE outlet_id = $1) AS ledger,
             (SELECT count(*) FROM orders WHERE outlet_id = $1 AND refunded_amount > paid_amount) AS over,
             (SELECT count(*) FROM orders o WHERE outlet_id = $1 AND status <> 'VOIDED' AND o.total_amount <> o.shipping_total + o.rounding + (
                SELECT sum(total) FROM order_items i WHERE i.outlet_id = o.outlet_id AND i.order_id = o.id AND i.status <> 'VOIDED')) AS torn,
             (SELECT count(*) FROM orders WHERE outlet_id = $1 AND status <> 'VOIDED'
                AND (settled_at IS NOT NULL) <> (total_amount = paid_amount)) AS unsettled`,
          [own.outletId],
        );
        await pool.end();
        expect(rows[0]).toMatchObject({ ledger: String(drawer), over: '0', torn: '0', unsettled: '0' });
        const shift = expectStatus(200, await own.cashier.get<{ id: string }>('/shifts/current'));
        const report = await own.supervisor.get<{ cash: { expected: number } }>(`/shifts/${shift.id}/report`);
        expect(JSON.stringify(expectStatus(200, report))).toContain(String(drawer));
      },
      120_000,
    );
  });
});
