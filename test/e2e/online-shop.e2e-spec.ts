import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface CartBody {
  id: string | null;
  outlet_id: string | null;
  currency: string | null;
  items: {
    id: string;
    product_id: string;
    quantity: number;
    unit_price: number | null;
    subtotal: number | null;
    available: boolean;
    problem: string | null;
    modifiers: { name: string | null; quantity: number }[];
  }[];
  coupon_code: string | null;
  coupon_problem: string | null;
  subtotal: number;
  discount_total: number;
  total: number;
  cart_token?: string;
}
interface OrderBody {
  id: string;
  number: string;
  type: string;
  status: string;
  items: { product_id: string; quantity: number; discount: number; total: number }[];
  coupon_code: string | null;
  subtotal: number;
  discount_total: number;
  coupon_discount: number;
  shipping_total: number;
  total_amount: number;
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[told(answer)] = (counts[told(answer)] ?? 0) + 1;
  return counts;
};

describe('the online shop', () => {
  let database: TestDatabase;
  let apis: readonly [Api, Api];
  let shop: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]);
  }, 120_000);

  const customer = async () => client(apis[0], (await createAccount(database, 'CUSTOMER')).token);
  const cartOf = async (by: Client) => expectStatus(200, await by.get<CartBody>('/cart'));
  const add = (by: Client, product: { id: string }, quantity = 1, more: object = {}) =>
    by.post<CartBody>('/cart/items', { product_id: product.id, quantity, ...more });
  const coupon = async (body: object) =>
    expectStatus(
      201,
      await shop.admin.post<{ id: string; code: string; version: number }>('/coupons', {
        code: `C${newId().slice(-12)}`,
        type: 'PERCENT',
        value: 10,
        outlet_id: shop.outletId,
        ...body,
      }),
    );
  const usedOf = async ({ id }: { id: string }) =>
    expectStatus(200, await shop.admin.get<{ used: number }>(`/coupons/${id}`)).used;
  const stockOf = async ({ id }: { id: string }) =>
    (await shop.waiter.get<{ stock: number }>(`/products/${id}`)).body.stock;
  /** A cart without a login, and its token. */
  const anonymous = async (product: { id: string }, quantity = 1) => {
    const answer = await add(client(apis[0]), product, quantity);
    const { cart_token: token = '' } = expectStatus(201, answer);
    expect(answer.headers.get('x-cart-token')).toBe(token);
    return { token, headers: { 'x-cart-token': token } };
  };

  it('takes a customer from registering to an order at the price that the quote said', async () => {
    const guest = client(apis[0]);
    const username = `ana-${newId().slice(-12)}`;
    const password = 'feijoada-2026!';
    expectStatus(201, await guest.post('/auth/register', { username, password }));
    const { access_token } = expectStatus(
      200,
      await guest.post<{ access_token: string }>('/auth/login', { username, password }),
    );
    const ana = client(apis[0], access_token);
    const [soto, tea] = [
      await shop.product('Soto', 33_333, { stock: 10 }),
      await shop.product('Es Teh', 5_000, { stock: 5 }),
    ];
    const { code } = await coupon({ value: 12.5, minimum_subtotal: 50_000, max_uses_per_customer: 1 });
    expect(await cartOf(ana)).toMatchObject({ items: [], subtotal: 0, outlet_id: null });

    expectStatus(201, await add(ana, soto));
    expectStatus(201, await add(ana, tea, 2));
    expectStatus(201, await add(ana, soto));
    const shown = expectStatus(200, await ana.post<CartBody>('/cart/coupon', { code: code.toLowerCase() }));
    const quote = expectStatus(200, await ana.post<OrderBody>('/orders/quote', {}));
    const order = expectStatus(201, await ana.post<OrderBody>('/orders', {}));

    expect(shown).toMatchObject({
      outlet_id: shop.outletId,
      currency: 'IDR',
      coupon_code: code.toUpperCase(),
      subtotal: 76_666,
      discount_total: 9_583,
      total: 67_083,
    });
    expect(shown.items.map(({ quantity, subtotal }) => [quantity, subtotal])).toEqual([
      [2, 66_666],
      [2, 10_000],
    ]);
    expect(order).toMatchObject({
      type: 'ONLINE',
      status: 'HELD',
      hold_reason: 'PAYMENT',
      coupon_code: code.toUpperCase(),
      discount_total: 9_583,
      coupon_discount: 9_583,
      total_amount: 67_083,
    });
    expect(order.items.reduce((total, item) => total + item.discount, 0)).toBe(9_583);
    for (const field of ['subtotal', 'discount_total', 'coupon_code', 'total_amount'] as const) {
      expect(quote[field]).toBe(order[field]);
    }
    const receipt = expectStatus(200, await ana.get<OrderBody>(`/orders/${order.id}/receipt?format=json`));
    expect(receipt).toMatchObject({ discount_total: 9_583, coupon_discount: 9_583, total_amount: 67_083 });
    expect(await cartOf(ana)).toMatchObject({ items: [], coupon_code: null });
    expect([await stockOf(soto), await stockOf(tea)]).toEqual([8, 3]);
    expect(told(await ana.post('/orders', {}))).toBe('422 CART_EMPTY');
    expectStatus(201, await add(ana, soto, 2));
    expect(told(await ana.post('/cart/coupon', { code }))).toBe('422 COUPON_ALREADY_USED');
  });

  describe('a cart', () => {
    it('adds up what is the same, keeps other choices apart, and holds no more than there is', async () => {
      const by = await customer();
      const groups = [{ name: 'Size', min: 0, max: 1, options: [{ name: 'Large', price_delta: 2_000 }] }];
      const kopi = await shop.product('Kopi', 10_000, { stock: 5, modifier_groups: groups });
      const large = { modifiers: [{ option_id: kopi.options[0]?.id }] };

      expectStatus(201, await add(by, kopi, 2));
      expectStatus(201, await add(by, kopi, 1, large));
      const { items, subtotal } = expectStatus(201, await add(by, kopi, 1, large));

      expect(items.map(({ quantity, subtotal: each }) => [quantity, each])).toEqual([
        [2, 20_000],
        [2, 24_000],
      ]);
      expect(subtotal).toBe(44_000);
      const over = await add(by, kopi, 2);
      expect(over.status).toBe(409);
      expect(over.body).toMatchObject({
        code: 'INSUFFICIENT_STOCK',
        items: [{ product_id: kopi.id, requested: 6, available: 5 }],
      });
      expect(told(await by.put(`/cart/items/${kopi.id}`, { quantity: 1 }))).toBe('409 CART_LINE_AMBIGUOUS');
      expect(told(await by.put(`/cart/items/${items[0]!.id}`, { quantity: 4 }))).toBe('409 INSUFFICIENT_STOCK');
      const set = await by.put<CartBody>(`/cart/items/${items[0]!.id}`, { quantity: 3 });
      expect(expectStatus(200, set).items[0]?.quantity).toBe(3);
      const gone = await by.put<CartBody>(`/cart/items/${items[0]!.id}`, { quantity: 0 });
      expect(expectStatus(200, gone).items).toHaveLength(1);
      expect((await by.delete(`/cart/items/${kopi.id}`)).status).toBe(204);
      expect(told(await by.delete(`/cart/items/${kopi.id}`))).toBe('404 CART_ITEM_NOT_FOUND');
      expect((await by.delete('/cart')).status).toBe(204);
      expect(await cartOf(by)).toMatchObject({ items: [], outlet_id: null, total: 0 });
    });

    it('shows the price of now, and marks what cannot be had any more', async () => {
      const by = await customer();
      const [rawon, sate] = [await shop.product('Rawon', 20_000, { stock: 3 }), await shop.product('Sate', 10_000)];
      await add(by, rawon, 3);
      await add(by, sate);

      expectStatus(200, await shop.admin.patch(`/products/${sate.id}`, { price: 12_000 }));
      expectStatus(
        200,
        await shop.admin.patch(`/products/${rawon.id}/stock`, { quantity: 2, outlet_id: shop.outletId }),
      );
      const cart = await eventually(async () => {
        const seen = await cartOf(by);
        if (seen.subtotal !== 12_000) throw new Error(`Still ${seen.subtotal}`);
        return seen;
      });

      expect(cart.items).toMatchObject([
        { available: false, problem: 'INSUFFICIENT_STOCK' },
        { available: true, unit_price: 12_000 },
      ]);
      expect(told(await by.post('/orders', {}))).toBe('409 INSUFFICIENT_STOCK');
      expectStatus(200, await by.put(`/cart/items/${rawon.id}`, { quantity: 2 }));
      expect(expectStatus(201, await by.post<OrderBody>('/orders', {})).total_amount).toBe(52_000);
    });

    it('is of one outlet: the first item, or whoever fills it, says which', async () => {
      const other = await createShop(database, apis[0]);
      const [mine, theirs] = [await shop.product('Bakso', 9_000), await other.product('Pempek', 8_000)];
      const shared = expectStatus(
        201,
        await shop.admin.post<{ id: string }>('/products', { name: 'Water', price: 4_000, currency: 'IDR' }),
      );
      const by = await customer();

      const unsure = await add(by, shared);
      expect(told(unsure)).toBe('400 OUTLET_REQUIRED');
      expect((unsure.body as unknown as { outlet_ids: string[] }).outlet_ids).toEqual(
        expect.arrayContaining([shop.outletId, other.outletId]),
      );
      expectStatus(201, await add(by, shared, 1, { outlet_id: other.outletId }));
      expectStatus(201, await add(by, theirs));
      expectStatus(201, await add(by, shared));
      const foreign = await add(by, mine);

      expect(foreign.body).toMatchObject({ code: 'CART_OF_ANOTHER_OUTLET', outlet_id: other.outletId });
      expect(told(await add(by, { id: newId() }))).toBe('404 PRODUCT_NOT_FOUND');
      expect(told(await by.post('/orders', { outlet_id: shop.outletId }))).toBe('400 OUTLET_MISMATCH');
      expect((await cartOf(by)).items.map(({ quantity }) => quantity)).toEqual([2, 1]);
    });

    it('has room for all that is put in at once', async () => {
      const by = await customer();
      const rice = await shop.product('Rice', 1_000, { stock: 50 });

      const answers = await Promise.all(times(60, () => add(by, rice)));

      expect(tally(answers)).toEqual({ 201: 50, '409 INSUFFICIENT_STOCK': 10 });
      expect((await cartOf(by)).items).toMatchObject([{ quantity: 50 }]);
    });

    it('is a customer’s: staff and guests have none, nobody sees another’s', async () => {
      const by = await customer();
      await add(by, await shop.product('Lontong', 1_000));

      expect(told(await shop.waiter.get('/cart'))).toBe('403 FORBIDDEN');
      expect(told(await shop.waiter.post('/cart/items', { product_id: newId(), quantity: 1 }))).toBe('403 FORBIDDEN');
      expect(told(await client(apis[0]).get('/cart'))).toBe('401 TOKEN_MISSING');
      expect(told(await client(apis[0], 'not-a-token').get('/cart'))).toBe('401 TOKEN_INVALID');
      expect((await cartOf(await customer())).items).toEqual([]);
    });

    it('is forgotten after its time, by one worker or two', async () => {
      const by = await customer();
      const product = await shop.product('Old', 1_000);
      await add(by, product);
      const { token } = await anonymous(product);
      await database.query(`UPDATE carts SET expires_at = now() - interval '1 second'`);

      expect((await cartOf(by)).items).toEqual([]);
      expect(told(await client(apis[0]).get('/cart', { 'x-cart-token': token }))).toBe('404 CART_NOT_FOUND');
      await database.query(
        `INSERT INTO jobs (id, kind, key, payload, run_at, max_attempts) SELECT gen_random_uuid(), 'cart.expire-carts', k, '{}', now(), 5
         FROM unnest(ARRAY['a', 'b']) AS k`,
      );
      await eventually(async () => {
        const [row] = await database.query<{ n: number }>(
          'SELECT count(*)::int AS n FROM carts WHERE expires_at < now()',
        );
        if (row?.n !== 0) throw new Error('Not gone yet');
      });
      expectStatus(201, await add(by, product));
    });
  });

  describe('a cart without a login', () => {
    it('is whoever’s who has its token, kept as a hash, and merges into the customer’s at login', async () => {
      const [bread, jam] = [await shop.product('Bread', 7_000, { stock: 5 }), await shop.product('Jam', 9_000)];
      const { token, headers } = await anonymous(bread, 3);
      const stranger = client(apis[0]);
      expectStatus(201, await stranger.post('/cart/items', { product_id: jam.id, quantity: 1 }, headers));
      const by = await customer();
      await add(by, bread, 4);

      const kept = await database.query<{ text: string }>('SELECT c::text AS text FROM carts c');
      expect(kept.some(({ text }) => text.includes(token))).toBe(false);
      expect((await stranger.get<CartBody>('/cart', headers)).body.items).toHaveLength(2);
      const merged = expectStatus(200, await by.get<CartBody>('/cart', headers));

      expect(merged.items.map(({ product_id, quantity }) => [product_id, quantity])).toEqual([
        [bread.id, 5],
        [jam.id, 1],
      ]);
      expect(told(await stranger.get('/cart', headers))).toBe('404 CART_NOT_FOUND');
      expect(told(await stranger.post('/cart/items', { product_id: jam.id, quantity: 1 }, headers))).toBe(
        '404 CART_NOT_FOUND',
      );
      expect(expectStatus(200, await by.get<CartBody>('/cart', headers)).items).toHaveLength(2);
      expect(told(await stranger.get('/cart', { 'x-cart-token': 'ct_guess' }))).toBe('404 CART_NOT_FOUND');
    });

    it('merges once, however often it is sent at once', async () => {
      const nuts = await shop.product('Nuts', 2_000);
      const { headers } = await anonymous(nuts, 7);
      const by = await customer();

      await Promise.all(times(20, () => by.get('/cart', headers)));

      expect((await cartOf(by)).items).toMatchObject([{ quantity: 7 }]);
    });

    it('stays apart from a cart of another outlet, and nothing is lost', async () => {
      const other = await createShop(database, apis[0]);
      const by = await customer();
      await add(by, await other.product('Gudeg', 8_000));
      const { headers } = await anonymous(await shop.product('Tempe', 3_000), 2);

      const mine = expectStatus(200, await by.get<CartBody>('/cart', headers));

      expect(mine.outlet_id).toBe(other.outletId);
      expect((await client(apis[0]).get<CartBody>('/cart', headers)).body.items).toMatchObject([{ quantity: 2 }]);
      expect((await by.delete('/cart')).status).toBe(204);
      expect(expectStatus(200, await by.get<CartBody>('/cart', headers)).items).toMatchObject([{ quantity: 2 }]);
    });
  });

  describe('checking out', () => {
    it('makes one order of a cart that is ordered many times at once', async () => {
      const by = await customer();
      const product = await shop.product('Kerupuk', 2_000, { stock: 100 });
      const once = await coupon({ max_uses_per_customer: 1 });
      await add(by, product, 3);
      expectStatus(200, await by.post('/cart/coupon', { code: once.code }));

      const answers = await Promise.all(times(10, (i) => by.post<OrderBody>(`${apis[i % 2]!.url}/api/v1/orders`, {})));

      expect(tally(answers)['201']).toBe(1);
      expect(answers.every((answer) => [201, 422].includes(answer.status))).toBe(true);
      expect(tally(answers)['422 CART_EMPTY'] ?? 0).toBeGreaterThan(0);
      expect(await stockOf(product)).toBe(97);
      expect(await usedOf(once)).toBe(1);
    });

    it('answers the same order to the same Idempotency-Key, twice at once or after', async () => {
      const by = await customer();
      await add(by, await shop.product('Cendol', 4_000), 2);
      const headers = { 'idempotency-key': newId() };

      const answers = await Promise.all(times(5, () => by.post<OrderBody>('/orders', {}, headers)));
      const again = expectStatus(201, await by.post<OrderBody>('/orders', {}, headers));

      const placed = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
      expect(new Set([...placed, again.id]).size).toBe(1);
      expect(answers.every((answer) => ['201', '409 IDEMPOTENCY_KEY_IN_USE'].includes(told(answer)))).toBe(true);
    });

    it("answers the same order to the order's own id, twice at once, without a word of a busy database", async () => {
      const account = await createAccount(database, 'CUSTOMER');
      const by = client(apis[0], account.token);
      const product = await shop.product('Dawet', 3_500, { stock: 50 });
      for (let round = 0; round < 10; round++) {
        await add(by, product, 2);
        const body = JSON.stringify({ id: newId(), outlet_id: shop.outletId, type: 'TAKEAWAY' });
        const headers = { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' };
        // Sent by hand: the tests' own client repeats what was told that the database is busy.
        const answers = await Promise.all(
          times(2, () => fetch(`${apis[0].url}/api/v1/orders`, { method: 'POST', headers, body })),
        );

        expect(answers.map(({ status }) => status)).toEqual([201, 201]);
        expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(1);
      }
      expect(await stockOf(product)).toBe(30);
    });

    it('takes items or the cart, not both, and the cart from a customer alone', async () => {
      const by = await customer();
      const product = await shop.product('Pecel', 4_000);
      await add(by, product, 2);
      const items = [{ product_id: product.id, quantity: 1 }];

      expect(told(await by.post('/orders', { outlet_id: shop.outletId, items, cart: true }))).toBe(
        '400 ITEMS_AND_CART',
      );
      expect(told(await shop.waiter.post('/orders', { outlet_id: shop.outletId, cart: true }))).toBe(
        '400 ITEMS_AND_CART',
      );
      expect(told(await shop.waiter.post('/orders', { outlet_id: shop.outletId }))).toBe('422 CART_EMPTY');
      expectStatus(201, await by.post('/orders', { outlet_id: shop.outletId, items }));
      expect((await cartOf(by)).items).toMatchObject([{ quantity: 2 }]);
      expectStatus(201, await by.post('/orders', { cart: true }));
      expect((await cartOf(by)).items).toEqual([]);
    });

    it('leaves order, stock, coupon and cart as they were when the stock is gone', async () => {
      const [first, second] = [await customer(), await customer()];
      const last = await shop.product('Last', 10_000, { stock: 1 });
      const off = await coupon({ max_uses: 1 });
      for (const by of [first, second]) {
        expectStatus(201, await add(by, last));
        expectStatus(200, await by.post('/cart/coupon', { code: off.code }));
      }
      expectStatus(
        200,
        await shop.admin.patch(`/products/${last.id}/stock`, { quantity: 0, outlet_id: shop.outletId }),
      );
      expect(told(await first.post('/orders', {}))).toBe('409 INSUFFICIENT_STOCK');
      expect(await usedOf(off)).toBe(0);
      expect(await cartOf(first)).toMatchObject({ coupon_code: off.code.toUpperCase(), items: [{ quantity: 1 }] });
      expectStatus(
        200,
        await shop.admin.patch(`/products/${last.id}/stock`, { quantity: 1, outlet_id: shop.outletId }),
      );

      const answers = await Promise.all([first.post('/orders', {}), second.post('/orders', {})]);

      expect(answers.map(({ status }) => status).sort()).toEqual([201, expect.any(Number)]);
      expect(tally(answers)['201']).toBe(1);
      expect(await stockOf(last)).toBe(0);
      expect(await usedOf(off)).toBe(1);
    });

    it('gives a coupon to as many orders as it has uses, one a customer, over two processes', async () => {
      const product = await shop.product('Popular', 10_000);
      const off = await coupon({ type: 'FIXED', value: 3_000, max_uses: 20, max_uses_per_customer: 1 });
      const customers = await Promise.all(times(60, () => createAccount(database, 'CUSTOMER')));
      const body = {
        outlet_id: shop.outletId,
        items: [{ product_id: product.id, quantity: 1 }],
        coupon_code: off.code,
      };
      const wanted = [...customers, ...times(20, () => customers[0]!)];

      const answers: Answer<OrderBody>[] = [];
      const queue = wanted.map((account, i) => client(apis[i % 2 === 0 ? 0 : 1], account.token));
      await Promise.all(
        times(16, async () => {
          for (let by = queue.shift(); by; by = queue.shift()) answers.push(await by.post<OrderBody>('/orders', body));
        }),
      );

      expect(tally(answers)['201']).toBe(20);
      const placed = answers.filter(({ status }) => status === 201);
      expect(placed.every(({ body: order }) => order.total_amount === 7_000)).toBe(true);
      expect(await usedOf(off)).toBe(20);
      const [row] = await database.query<{ customers: number }>(
        'SELECT count(DISTINCT customer_id)::int AS customers FROM orders WHERE coupon_code = $1',
        [off.code.toUpperCase()],
      );
      expect(row?.customers).toBe(20);
    }, 60_000);
  });

  describe('a coupon', () => {
    it('comes back once when its order is cancelled or voided, and stays with the bill that its order is merged into', async () => {
      const product = await shop.product('Refundable', 10_000);
      const off = await coupon({ max_uses: 2, max_uses_per_customer: 1 });
      const by = await customer();
      const body = {
        outlet_id: shop.outletId,
        items: [{ product_id: product.id, quantity: 1 }],
        coupon_code: off.code,
      };
      const order = expectStatus(201, await by.post<OrderBody>('/orders', body));
      expect(told(await by.post('/orders', body))).toBe('422 COUPON_ALREADY_USED');

      const cancels = await Promise.all(times(5, () => by.patch(`/orders/${order.id}/cancel`, {})));

      expect(tally(cancels)).toEqual({ 200: 5 });
      expect(await usedOf(off)).toBe(0);
      const second = expectStatus(201, await by.post<OrderBody>('/orders', body));
      expectStatus(200, await shop.supervisor.post(`/orders/${second.id}/void`, { reason: 'mistake' }));
      expect(await usedOf(off)).toBe(0);
      const third = expectStatus(201, await by.post<OrderBody>('/orders', body));
      const target = expectStatus(
        201,
        await shop.waiter.post<OrderBody>('/orders', { outlet_id: shop.outletId, items: body.items }),
      );
      const join = () => shop.waiter.post<OrderBody>(`/orders/${target.id}/merge`, { order_ids: [third.id] });
      expect(told(await join())).toBe('409 ORDER_HELD');
      expectStatus(200, await shop.waiter.post(`/orders/${third.id}/accept`));
      expect(expectStatus(200, await join()).total_amount).toBe(19_000);
      expect(await usedOf(off)).toBe(1);
      expectStatus(200, await shop.supervisor.post(`/orders/${target.id}/void`, { reason: 'mistake' }));
      expect(await usedOf(off)).toBe(0);
    });

    it('is taken off and given back when lines that its minimum needs leave the bill, and can be used again', async () => {
      const [feast, tea] = [await shop.product('Feast', 90_000, { stock: 9 }), await shop.product('Tea', 10_000)];
      const off = await coupon({ minimum_subtotal: 100_000, max_uses: 1, max_uses_per_customer: 1 });
      const by = await customer();
      const body = {
        outlet_id: shop.outletId,
        items: [feast, tea].map(({ id }) => ({ product_id: id, quantity: 1 })),
        coupon_code: off.code,
      };
      type Lines = OrderBody & { items: { id: string }[] };
      const order = expectStatus(201, await by.post<Lines>('/orders', body));
      expect(order).toMatchObject({ coupon_discount: 10_000, total_amount: 90_000 });

      const left = await shop.supervisor.delete<OrderBody>(`/orders/${order.id}/items/${order.items[1]?.id}`);

      expect(expectStatus(200, left)).toMatchObject({ coupon_code: null, discount_total: 0, total_amount: 90_000 });
      expect(await usedOf(off)).toBe(0);
      const history = await shop.waiter.get<{ data: { action: string }[] }>(`/orders/${order.id}/history`);
      expect(history.body.data.map(({ action }) => action)).toContain('COUPON_ENDED');
      expectStatus(201, await by.post('/orders', body));
      expect(await usedOf(off)).toBe(1);
      expectStatus(200, await shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'mistake' }));
      expect(await usedOf(off)).toBe(1);
    });

    it('stays used while any bill that its order was split into has its part of it', async () => {
      const [soto, tea] = [await shop.product('Soto S', 60_000), await shop.product('Tea S', 40_000)];
      const items = [soto, tea].map(({ id }) => ({ product_id: id, quantity: 1 }));
      const splitOff = async (off: { code: string }, by: Client) => {
        type Lines = OrderBody & { items: { id: string }[] };
        const body = { outlet_id: shop.outletId, items, coupon_code: off.code };
        const order = expectStatus(201, await by.post<Lines>('/orders', body));
        const split = await shop.waiter.post<{ order: OrderBody; new_order: OrderBody }>(`/orders/${order.id}/split`, {
          items: [{ item_id: order.items[1]?.id }],
        });
        return expectStatus(200, split);
      };
      const end = async ({ id }: OrderBody) =>
        expectStatus(200, await shop.supervisor.post(`/orders/${id}/void`, { reason: 'mistake' }));
      const merge = async (into: OrderBody, from: OrderBody) =>
        expectStatus(200, await shop.waiter.post<OrderBody>(`/orders/${into.id}/merge`, { order_ids: [from.id] }));

      const tenth = await coupon({ max_uses: 3 });
      const apart = await splitOff(tenth, await customer());
      expect([apart.order, apart.new_order]).toMatchObject([{ coupon_discount: 6_000 }, { coupon_discount: 4_000 }]);
      await end(apart.order);
      expect(await usedOf(tenth)).toBe(1);
      await end(apart.new_order);
      expect(await usedOf(tenth)).toBe(0);

      const fixed = await coupon({ type: 'FIXED', value: 10_000, minimum_subtotal: 100_000 });
      const again = await splitOff(fixed, await customer());
      const whole = await merge(again.order, again.new_order);
      expect(whole).toMatchObject({ coupon_discount: 10_000, total_amount: 90_000 });
      expect(await usedOf(fixed)).toBe(1);
      const other = await splitOff(fixed, await customer());
      expect(await merge(other.new_order, other.order)).toMatchObject({
        coupon_discount: 10_000,
        total_amount: 90_000,
      });
      expect(await usedOf(fixed)).toBe(2);
      await end(other.new_order);
      await end(whole);
      expect(await usedOf(fixed)).toBe(0);
    });

    it('and a manual discount both count, the coupon first, and stay with the bill as it changes', async () => {
      const product = await shop.product('Discounted', 50_000);
      const off = await coupon({});
      const items = [{ product_id: product.id, quantity: 2 }];
      const order = expectStatus(
        201,
        await shop.waiter.post<OrderBody>('/orders', { outlet_id: shop.outletId, items, coupon_code: off.code }),
      );
      expect(order).toMatchObject({ discount_total: 10_000, total_amount: 90_000 });

      const discounted = expectStatus(
        200,
        await shop.supervisor.post<OrderBody>(`/orders/${order.id}/discount`, {
          type: 'PERCENT',
          value: 10,
          reason: 'regular',
        }),
      );
      const more = await shop.waiter.post<OrderBody>(`/orders/${order.id}/items`, { items });

      expect(discounted).toMatchObject({ coupon_discount: 10_000, discount_total: 19_000, total_amount: 81_000 });
      expect(more.body).toMatchObject({ coupon_discount: 20_000, discount_total: 38_000, total_amount: 162_000 });
    });

    it('is the admin’s to make, change and end, with every fault named', async () => {
      const off = await coupon({ type: 'FIXED', value: 5_000, ends_at: '2099-01-01T00:00:00Z' });
      const change = (body: object) => shop.admin.patch<{ version: number }>(`/coupons/${off.id}`, body);

      expect(expectStatus(200, await change({ value: 7.5, type: 'PERCENT', version: 1 }))).toMatchObject({
        type: 'PERCENT',
        value: 7.5,
        version: 2,
      });
      expect(told(await change({ active: false, version: 1 }))).toBe('409 VERSION_CONFLICT');
      expect(told(await change({ value: 5 }))).toBe('400 VALIDATION_FAILED');
      expect(told(await change({ type: 'PERCENT', value: 101 }))).toBe('400 VALIDATION_FAILED');
      expect(told(await change({ type: 'FIXED', value: 1.5 }))).toBe('400 VALIDATION_FAILED');
      expect(told(await change({ starts_at: '2099-01-02T00:00:00Z' }))).toBe('400 VALIDATION_FAILED');
      expect(
        told(await shop.admin.post('/coupons', { code: off.code, type: 'FIXED', value: 1, currency: 'IDR' })),
      ).toBe('409 COUPON_CODE_TAKEN');
      expect(told(await shop.admin.post('/coupons', { code: 'NOCURRENCY', type: 'FIXED', value: 1 }))).toBe(
        '400 VALIDATION_FAILED',
      );
      expect(told(await shop.supervisor.get('/coupons'))).toBe('403 FORBIDDEN');
      expect((await shop.admin.delete(`/coupons/${off.id}`)).status).toBe(204);
      expect(told(await shop.admin.get(`/coupons/${off.id}`))).toBe('404 COUPON_NOT_FOUND');
    });

    it('is refused with its reason by quote and order alike', async () => {
      const by = await customer();
      const product = await shop.product('Plain', 10_000);
      const refusals = async (code: string) => {
        const body = { outlet_id: shop.outletId, items: [{ product_id: product.id, quantity: 1 }], coupon_code: code };
        return [told(await by.post('/orders/quote', body)), told(await by.post('/orders', body))];
      };
      const both = (code: string) => [`422 ${code}`, `422 ${code}`];

      expect(await refusals('NO-SUCH')).toEqual(both('COUPON_INVALID'));
      expect(await refusals((await coupon({ active: false })).code)).toEqual(both('COUPON_INVALID'));
      expect(await refusals((await coupon({ starts_at: '2099-01-01T00:00:00Z' })).code)).toEqual(
        both('COUPON_NOT_STARTED'),
      );
      expect(await refusals((await coupon({ ends_at: '2020-01-01T00:00:00Z' })).code)).toEqual(both('COUPON_EXPIRED'));
      expect(await refusals((await coupon({ minimum_subtotal: 10_001 })).code)).toEqual(both('COUPON_MINIMUM_NOT_MET'));
      const elsewhere = await createShop(database, apis[0]);
      const foreign = await coupon({ outlet_id: elsewhere.outletId });
      expect(await refusals(foreign.code)).toEqual(both('COUPON_INVALID'));
    });
  });

  describe('a parcel', () => {
    let sampa: Shop;
    let pack: { id: string };
    const address = { street: 'Avenida Paulista', number: '1578', city: 'São Paulo', state: 'SP', cep: '01310-200' };

    beforeAll(async () => {
      sampa = await createShop(database, apis[0], { currency: 'BRL', tax_inclusive: true });
      pack = await sampa.product('Café 500 g', 3_990, { stock: 100 });
      const rate = {
        outlet_id: sampa.outletId,
        carrier: 'Motoboy',
        service: 'Same day',
        cep_from: '01000000',
        cep_to: '05999999',
        max_weight_grams: 30_000,
        price: 1_500,
        days: 1,
      };
      expectStatus(201, await sampa.admin.post('/shipping/rates', rate));
    });

    const buyer = async () => {
      const account = await createAccount(database, 'CUSTOMER');
      await database.query(`UPDATE users SET cpf = '52998224725' WHERE id = $1`, [account.id]);
      return { account, by: client(apis[0], account.token) };
    };
    const order = (more: object = {}) => ({
      outlet_id: sampa.outletId,
      items: [{ product_id: pack.id, quantity: 2 }],
      shipping: { address, service: 'Same day' },
      ...more,
    });

    it('is priced by the server, is part of the total, and is owed with the order', async () => {
      const { account, by } = await buyer();
      const kept = expectStatus(
        201,
        await by.post<{ id: string }>(`/users/${account.id}/addresses`, {
          street: 'Rua Augusta',
          number: '10',
          city: 'São Paulo',
          state: 'SP',
          postal_code: '01305-000',
          country: 'BR',
        }),
      );
      const headers = { 'idempotency-key': newId() };
      const body = order({ shipping: { address_id: kept.id, service: 'Same day', carrier: 'Motoboy' } });

      const quote = expectStatus(200, await by.post<OrderBody & { shipping: object }>('/orders/quote', body));
      const placed = expectStatus(201, await by.post<OrderBody>('/orders', body, headers));
      const again = await by.post<OrderBody>('/orders', body, headers);

      expect(quote).toMatchObject({
        shipping_total: 1_500,
        total_amount: 9_480,
        shipping: { carrier: 'Motoboy', price: 1_500 },
      });
      expect(placed).toMatchObject({ shipping_total: 1_500, total_amount: 9_480 });
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.body.id).toBe(placed.id);
      const parcels = await database.query('SELECT 1 FROM shipments WHERE order_id = $1', [placed.id]);
      expect(parcels).toHaveLength(1);
    });

    it('is owed once by an order whose process died after it was placed and before it said so', async () => {
      const { account, by } = await buyer();
      const key = newId();
      const send = () => by.post<OrderBody>('/orders', order(), { 'idempotency-key': key });
      const placed = expectStatus(201, await send());
      await database.query(
        `UPDATE idempotency_keys SET status = NULL, body = NULL, running_until = now() - interval '1 second' WHERE caller = $1`,
        [`user:${account.id}`],
      );

      const again = expectStatus(201, await send());

      expect(again.id).toBe(placed.id);
      const orders = await database.query('SELECT 1 FROM orders WHERE customer_id = $1', [account.id]);
      expect(orders).toHaveLength(1);
    });

    it('goes where there is a way, for orders that are sent, to addresses of one’s own', async () => {
      const [{ by }, other] = [await buyer(), await buyer()];
      const theirs = expectStatus(
        201,
        await other.by.post<{ id: string }>(`/users/${other.account.id}/addresses`, {
          street: 'Rua B',
          city: 'São Paulo',
          state: 'SP',
          postal_code: '01305-000',
        }),
      );
      const refusal = async (shipping: object, more: object = {}) =>
        told(await by.post('/orders', order({ shipping, ...more })));

      expect(await refusal({ address, service: 'Drone' })).toBe('422 SHIPPING_OPTION_UNAVAILABLE');
      expect(await refusal({ address: { ...address, cep: '69900-000' }, service: 'Same day' })).toBe(
        '422 SHIPPING_OPTION_UNAVAILABLE',
      );
      expect(await refusal({ address: { ...address, cep: 'abc' }, service: 'Same day' })).toBe('422 INVALID_CEP');
      expect(await refusal({ address_id: theirs.id, service: 'Same day' })).toBe('404 ADDRESS_NOT_FOUND');
      expect(await refusal({ address, service: 'Same day' }, { type: 'TAKEAWAY' })).toBe('422 SHIPPING_NOT_FOR_TYPE');
      expect(await refusal({ service: 'Same day' })).toBe('400 VALIDATION_FAILED');
      expect(await refusal({ address_id: theirs.id, address, service: 'Same day' })).toBe('400 VALIDATION_FAILED');
      expect(await refusal({ address, service: 'Same day', price: 1 })).toBe('400 VALIDATION_FAILED');
      expect(
        await database.query('SELECT 1 FROM orders WHERE outlet_id = $1 AND shipping_total = 0', [sampa.outletId]),
      ).toEqual([]);
    });

    it('that is under way is not called off any more, by its customer, the staff or the clock; it takes a void', async () => {
      const { by } = await buyer();
      const placed = expectStatus(201, await by.post<OrderBody>('/orders', order()));
      const stock = await sampa.waiter.get<{ stock: number }>(`/products/${pack.id}`);
      const number = { tracking_number: `QC${newId().slice(-9).toUpperCase()}` };
      expectStatus(200, await sampa.admin.patch(`/orders/${placed.id}/tracking`, number));

      for (const who of [by, sampa.waiter]) {
        const refused = await who.patch(`/orders/${placed.id}/cancel`, { reason: 'changed my mind' });
        expect([told(refused), refused.body]).toEqual([
          '409 ORDER_SHIPPED',
          expect.objectContaining({ current_status: 'HELD', parcel_state: 'POSTED' }),
        ]);
      }

      const expiry = `kind = 'ordering.expire-order' AND key = $1`;
      await database.query(`UPDATE jobs SET run_at = now() WHERE ${expiry}`, [placed.id]);
      await eventually(async () =>
        expect(await database.query(`SELECT status FROM jobs WHERE ${expiry}`, [placed.id])).toEqual([
          { status: 'DONE' },
        ]),
      );
      expect((await by.get<OrderBody>(`/orders/${placed.id}`)).body.status).toBe('HELD');
      expect((await sampa.waiter.get<{ stock: number }>(`/products/${pack.id}`)).body).toEqual(stock.body);
      expectStatus(200, await sampa.supervisor.post(`/orders/${placed.id}/void`, { reason: 'lost on its way' }));
    });

    it('stays with its order: that one takes other bills over, and ends in none', async () => {
      const sent = expectStatus(201, await (await buyer()).by.post<OrderBody>('/orders', order()));
      const plain = { outlet_id: sampa.outletId, items: [{ product_id: pack.id, quantity: 1 }] };
      const other = expectStatus(201, await sampa.waiter.post<OrderBody>('/orders', plain));
      const merge = (into: OrderBody, from: OrderBody) =>
        sampa.waiter.post<OrderBody>(`/orders/${into.id}/merge`, { order_ids: [from.id] });

      const refused = await merge(other, sent);

      expect([told(refused), refused.body]).toEqual([
        '422 ORDER_HAS_PARCEL',
        expect.objectContaining({ order_id: sent.id }),
      ]);
      const seen = async ({ id }: OrderBody) => (await sampa.waiter.get<OrderBody>(`/orders/${id}`)).body;
      expect(await seen(sent)).toMatchObject({ status: 'HELD', shipping_total: 1_500, total_amount: 9_480 });
      expect(await seen(other)).toMatchObject({ status: 'NEW', total_amount: 3_990 });
      expect(told(await merge(sent, other))).toBe('409 ORDER_HELD');
      expectStatus(200, await sampa.waiter.post(`/orders/${sent.id}/accept`));
      const merged = expectStatus(200, await merge(sent, other));
      expect(merged).toMatchObject({ shipping_total: 1_500, total_amount: 13_470 });
    });
  });

  it('gives a customer what it holds on them, and forgets it when they leave', async () => {
    const account = await createAccount(database, 'CUSTOMER');
    const by = client(apis[0], account.token);
    const product = await shop.product('Memory', 10_000);
    const off = await coupon({ max_uses_per_customer: 1 });
    await add(by, product);
    expectStatus(200, await by.post('/cart/coupon', { code: off.code }));
    const order = expectStatus(201, await by.post<OrderBody>('/orders', {}));
    await add(by, product, 2);

    const held = expectStatus(200, await by.get<Record<string, unknown>>('/users/me/export'));
    const text = JSON.stringify(held);
    expect(text).toContain(off.code.toUpperCase());
    expect(text).toContain(order.id);
    expect((await by.delete('/users/me')).status).toBe(204);

    const [left] = await database.query<{ carts: number; uses: number }>(
      `SELECT (SELECT count(*)::int FROM carts WHERE customer_id = $1) AS carts,
              (SELECT count(*)::int FROM coupon_uses WHERE customer_id = $1) AS uses`,
      [account.id],
    );
    expect(left).toEqual({ carts: 0, uses: 0 });
    expect(await usedOf(off)).toBe(1);
  });
});
