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
  expectStatus,
  FakeCarriers,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

type Body = Record<string, unknown>;
interface Line {
  readonly id: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly unit_price: number | null;
  readonly price_changed: boolean;
  readonly previous_unit_price: number | null;
  readonly previous_subtotal: number | null;
  readonly stock_level: string | null;
}
interface Cart {
  readonly items: readonly Line[];
  readonly cart_token?: string;
}
interface Order extends Body {
  readonly id: string;
  readonly type: string;
  readonly service_charge: number;
  readonly total_amount: number;
  readonly version: number;
  readonly items: readonly (Body & { readonly id: string; readonly image_url?: string | null })[];
  readonly shipping: Body | null;
  readonly payments: readonly Body[];
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);

/** Scanned into the field of the cash. */
const BARCODE = 891_000_315_507;
const CEP = '20040-002';

describe('what shoppers and tills are told', () => {
  let database: TestDatabase;
  let api: Api;
  let cafe: Shop;
  let store: Shop;
  let anyone: Client;

  beforeAll(async () => {
    const [db, carriers] = await Promise.all([createTestDatabase(), FakeCarriers.start()]);
    database = db;
    api = await startApi({
      database,
      env: {
        SHIPPING_PROVIDER: 'melhorenvio',
        SHIPPING_BASE_URL: carriers.url,
        SHIPPING_API_KEY: 'a-token-of-the-carrier',
        SHIPPING_SENDER_CEP: '01001-000',
        MIDTRANS_SERVER_KEY: 'SB-Mid-server-canary',
        MIDTRANS_CLIENT_KEY: 'SB-Mid-client-public',
        STRIPE_SECRET_KEY: 'sk_test_canary',
        STRIPE_WEBHOOK_SECRET: 'whsec_canary',
        STRIPE_PUBLISHABLE_KEY: 'pk_test_public',
      },
    });
    anyone = client(api);
    cafe = await createShop(database, api, { name: 'Kopi' });
    store = await createShop(database, api, { name: 'Loja', currency: 'BRL' });
    const [outlet] = await Promise.all([
      cafe.admin.patch(`/outlets/${cafe.outletId}`, { payment_methods: ['cash', 'midtrans', 'pix'] }),
      store.admin.patch(`/outlets/${store.outletId}`, { payment_methods: ['cash', 'pix', 'credit_card'] }),
    ]);
    expectStatus(200, outlet);
    expectStatus(201, await cafe.cashier.post('/shifts/open', { outlet_id: cafe.outletId, start_cash: 500_000 }));
  }, 240_000);

  const customer = async () => client(api, (await createAccount(database, 'CUSTOMER')).token);
  const cartOf = async (by: Client) => expectStatus(200, await by.get<Cart>('/cart'));
  const basket = (product: { id: string }, quantity = 1, more: object = {}) => ({
    outlet_id: cafe.outletId,
    items: [{ product_id: product.id, quantity }],
    ...more,
  });
  const reprice = async (shop: Shop, { id }: { id: string }, price: number) =>
    expectStatus(200, await shop.admin.patch(`/products/${id}`, { price }));
  const stockOf = async ({ id }: { id: string }) =>
    (await cafe.waiter.get<{ stock: number }>(`/products/${id}`)).body.stock;

  describe('a price that rises between the quote and the order', () => {
    it('is refused with the new quote, and nothing has happened: no stock, no cart, no coupon, no number', async () => {
      const rendang = await cafe.product('Rendang', 40_000, { stock: 9 });
      const by = await customer();
      const coupon = expectStatus(
        201,
        await cafe.admin.post<{ id: string; code: string }>('/coupons', {
          code: `R${newId().slice(-12)}`,
          type: 'PERCENT',
          value: 10,
          outlet_id: cafe.outletId,
        }),
      );
      expectStatus(201, await by.post('/cart/items', { product_id: rendang.id, quantity: 2 }));
      expectStatus(200, await by.post('/cart/coupon', { code: coupon.code }));
      const quote = expectStatus(200, await by.post<Order>('/orders/quote', {}));
      // 2 × 40,000 less 10 %; the prices include the tax.
      expect(quote.total_amount).toBe(72_000);

      await reprice(cafe, rendang, 45_000);
      const refused = await by.post<Body>('/orders', { expected_total: 72_000 });

      expect(told(refused)).toBe('409 PRICE_CHANGED');
      expect(refused.body).toMatchObject({
        expected_total: 72_000,
        total_amount: 81_000,
        quote: { total_amount: 81_000, items: [{ product_id: rendang.id, unit_price: 45_000 }] },
      });
      expect(await stockOf(rendang)).toBe(9);
      expect((await cartOf(by)).items).toHaveLength(1);
      expect((await cafe.admin.get<{ used: number }>(`/coupons/${coupon.id}`)).body.used).toBe(0);
      expect((await by.get<{ total: number }>('/orders')).body.total).toBe(0);
      expectStatus(201, await by.post('/orders', { expected_total: 81_000 }));
      expect(await stockOf(rendang)).toBe(7);
    });

    it('is refused at the counter, and for another round on a bill', async () => {
      const gado = await cafe.product('Gado-gado', 20_000, { stock: 5 });
      await reprice(cafe, gado, 21_000);
      const cash = { ...basket(gado), expected_total: 20_000, tendered: 50_000 };
      expect(told(await cafe.cashier.post('/transactions', cash))).toBe('409 PRICE_CHANGED');
      const order = expectStatus(201, await cafe.waiter.post<Order>('/orders', basket(gado)));
      const round = { items: [{ product_id: gado.id, quantity: 1 }] };
      const path = `/orders/${order.id}/items`;

      const refused = await cafe.waiter.post<Body>(path, { ...round, expected_total: 41_000 });
      expect(told(refused)).toBe('409 PRICE_CHANGED');
      expect(refused.body).toMatchObject({ total_amount: 42_000, quote: { total_amount: 42_000 } });
      expect((await cafe.waiter.get<Order>(`/orders/${order.id}`)).body).toMatchObject({
        total_amount: 21_000,
        version: order.version,
      });
      expect(await stockOf(gado)).toBe(4);
      expectStatus(201, await cafe.waiter.post(path, { ...round, expected_total: 42_000 }));
      expectStatus(201, await cafe.cashier.post('/transactions', { ...cash, expected_total: 21_000 }));
      expect(await stockOf(gado)).toBe(2);
    });

    it('marks the line in the cart until its buyer sets it, or says that they have seen it', async () => {
      const options = [{ name: 'Besar', price_delta: 3_000 }];
      const modifier_groups = [{ name: 'Ukuran', min: 0, max: 1, options }];
      const [teh, jus] = [await cafe.product('Teh', 8_000, { modifier_groups }), await cafe.product('Jus', 15_000)];
      const by = await customer();
      const large = [{ option_id: teh.options[0]?.id }];
      expectStatus(201, await by.post('/cart/items', { product_id: teh.id, quantity: 2, modifiers: large }));
      const { items } = expectStatus(201, await by.post<Cart>('/cart/items', { product_id: jus.id, quantity: 1 }));
      expect(items.map(({ price_changed }) => price_changed)).toEqual([false, false]);

      await reprice(cafe, teh, 9_000);
      await reprice(cafe, jus, 12_000);
      const [first, second] = (await cartOf(by)).items;
      expect(first).toMatchObject({
        price_changed: true,
        unit_price: 9_000,
        previous_unit_price: 8_000,
        previous_subtotal: 22_000,
      });
      expect(second).toMatchObject({ price_changed: true, unit_price: 12_000, previous_unit_price: 15_000 });
      const set = expectStatus(200, await by.put<Cart>(`/cart/items/${first!.id}`, { quantity: 2 }));
      expect(set.items.map(({ price_changed }) => price_changed)).toEqual([false, true]);
      const seen = expectStatus(200, await by.post<Cart>('/cart/refresh'));
      expect(seen.items.map((line) => [line.price_changed, line.previous_unit_price])).toEqual([
        [false, null],
        [false, null],
      ]);
      await reprice(cafe, jus, 12_500);
      expect((await cartOf(by)).items[1]).toMatchObject({ price_changed: true, previous_unit_price: 12_000 });
    });
  });

  describe('cash', () => {
    it('that is a barcode is refused until somebody has looked again', async () => {
      const kopi = await cafe.product('Kopi', 10_000);
      const order = expectStatus(201, await cafe.waiter.post<Order>('/orders', basket(kopi)));
      const pay = (body: object) => cafe.cashier.post<Body>(`/orders/${order.id}/pay`, { method: 'cash', ...body });

      expect(told(await pay({ tendered: BARCODE }))).toBe('422 TENDERED_UNLIKELY');
      // The bill, and 20,000, 50,000 and 100,000 above it.
      expect(told(await pay({ tendered: 180_001 }))).toBe('422 TENDERED_UNLIKELY');
      expect(told(await pay({ tendered: 9_999 }))).toBe('422 TENDERED_TOO_LITTLE');
      expect((await cafe.waiter.get<Order>(`/orders/${order.id}`)).body).toMatchObject({
        paid_amount: 0,
        payments: [],
      });
      expect(expectStatus(201, await pay({ tendered: 180_000 }))).toMatchObject({ change: 170_000 });
      expect(told(await cafe.cashier.post('/transactions', { ...basket(kopi), tendered: BARCODE }))).toBe(
        '422 TENDERED_UNLIKELY',
      );
      const sold = { ...basket(kopi), tendered: 1_000_000, tendered_confirmed: true };
      expect(expectStatus(201, await cafe.cashier.post('/transactions', sold))).toMatchObject({ change: 990_000 });
    });

    it('is no barcode in a drawer either: not as its float, nor brought to it, nor as its count', async () => {
      const float = { outlet_id: cafe.outletId, start_cash: BARCODE };
      const by = cafe.supervisor;
      expect(told(await by.post('/shifts/open', float))).toBe('422 START_CASH_UNLIKELY');
      const { id } = expectStatus(
        201,
        await by.post<{ id: string }>('/shifts/open', { ...float, start_cash: 100_000 }),
      );
      const payIn = { type: 'PAY_IN', amount: BARCODE, reason: 'Change' };
      const movements = `/shifts/${id}/cash-movements`;
      expect(told(await by.post(movements, payIn))).toBe('422 AMOUNT_UNLIKELY');
      const close = { shift_id: id, end_cash: BARCODE };
      expect(told(await by.post('/shifts/close', close))).toBe('422 END_CASH_UNLIKELY');
      expectStatus(201, await by.post(movements, { ...payIn, amount: 30_000_000, amount_confirmed: true }));
      expectStatus(200, await by.post('/shifts/close', { shift_id: id, end_cash: 30_100_000 }));
      const large = { ...float, start_cash: 25_000_000, start_cash_confirmed: true };
      const again = expectStatus(201, await by.post<{ id: string }>('/shifts/open', large));
      expectStatus(200, await by.post('/shifts/close', { shift_id: again.id, end_cash: 25_000_000 }));
    });
  });

  describe('the service charge', () => {
    it('is taken at the table alone unless the outlet says otherwise, frozen on each order', async () => {
      const created = await cafe.admin.post<Body & { id: string }>('/outlets', {
        name: 'Warung',
        currency: 'IDR',
        time_zone: 'Asia/Jakarta',
        service_charge_rate: 5,
      });
      const { id: outlet_id, ...outlet } = expectStatus(201, created);
      // One coin of 1,000.
      expect(outlet).toMatchObject({ service_charge_types: ['DINE_IN'], cash_difference_limit: 1_000 });
      const body = { outlet_id, name: 'Bakso', price: 20_000 };
      const { id: product_id } = expectStatus(201, await cafe.admin.post<{ id: string }>('/products', body));
      const items = [{ product_id, quantity: 1 }];
      const charged = async (type: string, path = '/orders') =>
        (await cafe.admin.post<Order>(path, { outlet_id, type, items })).body.service_charge;

      const types = ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'];
      const quoted: number[] = [];
      for (const type of types) quoted.push(await charged(type, '/orders/quote'));
      expect(quoted).toEqual([1_000, 0, 0, 0]);
      const order = expectStatus(201, await cafe.admin.post<Order>('/orders', { outlet_id, type: 'TAKEAWAY', items }));
      expectStatus(
        200,
        await cafe.admin.patch(`/outlets/${outlet_id}`, { service_charge_types: ['TAKEAWAY', 'DELIVERY'] }),
      );
      expect([await charged('DINE_IN'), await charged('TAKEAWAY'), await charged('DELIVERY')]).toEqual([
        0, 1_000, 1_000,
      ]);
      const more = expectStatus(200, await cafe.admin.post<Order>(`/orders/${order.id}/items`, { items }).then(ok));
      expect(more).toMatchObject({ service_charge: 0, total_amount: 40_000 });
      const wrong = await cafe.admin.patch(`/outlets/${outlet_id}`, { service_charge_types: ['TABLE'] });
      expect(wrong.status).toBe(400);
      const zero = { name: 'Nol', currency: 'BRL', time_zone: 'America/Sao_Paulo', cash_difference_limit: 0 };
      expect((await cafe.admin.post<Body>('/outlets', zero)).body).toMatchObject({ cash_difference_limit: 0 });
    });

    const ok = <T>(answer: Answer<T>): Answer<T> => ({
      ...answer,
      status: answer.status === 201 ? 200 : answer.status,
    });
  });

  describe('a cart', () => {
    it('loses the line that is named, and no other choice of the same product', async () => {
      const options = [{ name: 'Pedas', price_delta: 0 }];
      const modifier_groups = [{ name: 'Rasa', min: 0, max: 1, options }];
      const mie = await cafe.product('Mie', 10_000, { modifier_groups });
      const by = await customer();
      expectStatus(201, await by.post('/cart/items', { product_id: mie.id, quantity: 1 }));
      const hot = { product_id: mie.id, quantity: 2, modifiers: [{ option_id: mie.options[0]?.id }] };
      const { items } = expectStatus(201, await by.post<Cart>('/cart/items', hot));
      const [plain, spicy] = items.map(({ id }) => id);

      const refused = await by.delete<Body>(`/cart/items/${mie.id}`);
      expect(told(refused)).toBe('409 CART_LINE_AMBIGUOUS');
      expect(refused.body).toMatchObject({ item_ids: [plain, spicy] });
      expect(told(await by.put(`/cart/items/${mie.id}`, { quantity: 0 }))).toBe('409 CART_LINE_AMBIGUOUS');
      expect((await cartOf(by)).items).toHaveLength(2);
      expect((await by.delete(`/cart/items/${plain}`)).status).toBe(204);
      expect((await cartOf(by)).items.map(({ id, quantity }) => [id, quantity])).toEqual([[spicy, 2]]);
      expect((await by.delete(`/cart/items/${mie.id}`)).status).toBe(204);
    });

    it('is quoted before its owner has a login, and by whoever sends items', async () => {
      const pisang = await cafe.product('Pisang', 12_000);
      const { cart_token = '' } = expectStatus(
        201,
        await anyone.post<Cart>('/cart/items', { product_id: pisang.id, quantity: 3 }),
      );
      const named = { 'x-cart-token': cart_token };
      const quote = expectStatus(200, await anyone.post<Order>('/orders/quote', {}, named));
      expect(quote).toMatchObject({ outlet_id: cafe.outletId, type: 'ONLINE', total_amount: 36_000 });
      expect(expectStatus(200, await anyone.post<Order>('/orders/quote', basket(pisang)))).toMatchObject({
        total_amount: 12_000,
      });
      expect(told(await anyone.post('/orders/quote', {}))).toBe('422 CART_EMPTY');
      expect(told(await anyone.post('/orders/quote', {}, { 'x-cart-token': 'ct_unknown' }))).toBe('404 CART_NOT_FOUND');
      expect(told(await anyone.post('/orders', basket(pisang)))).toBe('401 TOKEN_MISSING');
      expect((await client(api, 'a.b.c').post('/orders/quote', basket(pisang))).status).toBe(401);
      const dine = basket(pisang, 1, { type: 'DINE_IN' });
      expect(told(await anyone.post('/orders/quote', dine))).toBe('422 TABLE_SESSION_REQUIRED');
      const forAna = basket(pisang, 1, { customer_id: newId() });
      expect(told(await anyone.post('/orders/quote', forAna))).toBe('400 CUSTOMER_NOT_YOURS');
    });
  });

  describe('a shop', () => {
    it('tells anybody its currency, language and the ways to pay that work, with their public keys', async () => {
      const answer = await anyone.get<Body>(`/shops/${cafe.outletId}`);
      expect(expectStatus(200, answer)).toMatchObject({
        id: cafe.outletId,
        name: 'Kopi',
        currency: 'IDR',
        currency_decimals: 0,
        locale: 'id',
        time_zone: 'Asia/Jakarta',
        cpf_required: false,
        payment_methods: [
          { method: 'cash', gateway: null, publishable_key: null },
          // PIX is offered, but nobody here takes it.
          { method: 'midtrans', gateway: 'midtrans', publishable_key: 'SB-Mid-client-public' },
        ],
      });
      const brazilian = expectStatus(200, await anyone.get<Body>(`/shops/${store.outletId}`));
      expect(brazilian).toMatchObject({
        cpf_required: true,
        payment_methods: [{ method: 'cash' }, { method: 'credit_card', publishable_key: 'pk_test_public' }],
      });
      expect(JSON.stringify([answer.body, brazilian])).not.toMatch(/canary/);
      expect(told(await anyone.get(`/shops/${newId()}`))).toBe('404 OUTLET_NOT_FOUND');
    });

    it('shows the public how much there is in three words, and staff the number, whoever asked before', async () => {
      const fields = { ncm: '21069090', cfop: '5102', cost: 900, low_stock_threshold: 5 };
      const levels: [string, number][] = [
        ['IN', 6],
        ['LOW', 5],
        ['OUT', 0],
      ];
      const category = await cafe.admin.post<{ id: string }>('/categories', { outlet_id: cafe.outletId, name: 'Kue' });
      const category_id = expectStatus(201, category).id;
      const ids = new Map<string, string>();
      for (const [level, stock] of levels) {
        const more = { stock, featured: true, category_id, ...fields };
        ids.set((await cafe.product(`Kue ${level}`, 1_000, more)).id, level);
      }
      const secret = ['cost', 'stock', 'low_stock_threshold', 'ncm', 'cfop'];
      const outlet = `outlet_id=${cafe.outletId}`;
      const lists = [
        `/products?${outlet}&limit=100`,
        `/products/search?q=kue&${outlet}`,
        `/products/featured?${outlet}`,
        `/products/category/${category_id}?${outlet}`,
        `/menu?${outlet}`,
        ...[...ids.keys()].map((id) => `/products/${id}?${outlet}`),
      ];
      const by = await customer();
      const guest = expectStatus(
        201,
        await cafe.waiter.post<{ token: string }>('/table-sessions', { table_id: cafe.tableIds[0] }),
      );

      for (const path of lists) {
        expect(await productsAt(cafe.cashier, path, ids)).toMatchObject({ secrets: secret });
        for (const reader of [anyone, by, client(api, guest.token)]) {
          const { secrets, shown } = await productsAt(reader, path, ids);
          expect([path, secrets]).toEqual([path, []]);
          expect(shown.length).toBeGreaterThan(0);
          for (const product of shown) expect(product['stock_level']).toBe(ids.get(String(product['id'])));
        }
      }
    });

    /** Those of our products that a reader sees at a path, and which of their secrets. */
    async function productsAt(reader: Client, path: string, ids: ReadonlyMap<string, string>) {
      const body = expectStatus(200, await reader.get<Body>(path));
      const all = [body, ...((body['data'] ?? []) as Body[])].concat(
        ((body['categories'] ?? []) as { products: Body[] }[]).flatMap(({ products }) => products),
      );
      const shown = all.filter((one) => ids.has(String(one['id'])));
      const names = ['cost', 'stock', 'low_stock_threshold', 'ncm', 'cfop'];
      return { shown, secrets: names.filter((name) => shown.some((one) => name in one)) };
    }

    it('logs whoever registers in at once, but nobody whom an administrator writes down', async () => {
      const username = `ana-${newId().slice(-12)}`;
      const password = 'feijoada-2026!';
      const answer = await anyone.post<Body>('/auth/register', { username, password });
      const registered = expectStatus(201, answer);
      expect(registered).toMatchObject({ username, role: 'CUSTOMER', token_type: 'Bearer', user: { username } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const ana = client(api, String(registered['access_token']));
      expect((await ana.get<Body>('/users/me')).body).toMatchObject({ id: registered['id'] });
      const fresh = await anyone.post<Body>('/auth/refresh', { refresh_token: registered['refresh_token'] });
      expect(fresh.status).toBe(200);
      const other = await cafe.admin.post<Body>('/auth/register', { username: `b-${username}`, password });
      expect(Object.keys(expectStatus(201, other)).sort()).toEqual(
        ['email', 'id', 'name', 'outlet_ids', 'role', 'username'].sort(),
      );
    });
  });

  it('replaces a profile by PUT and changes it by PATCH, and neither takes a login away', async () => {
    const email = `c-${newId().slice(-12)}@example.com`;
    const by = await customer();
    const full = { name: 'Ana', phone: '+5511912345678', cpf: '529.982.247-25', locale: 'pt-BR' };
    expectStatus(200, await by.patch('/users/me', full));
    expect(expectStatus(200, await by.patch<Body>('/users/me', { name: 'Ana Souza' }))).toMatchObject({
      name: 'Ana Souza',
      phone: '+5511912345678',
      cpf: '52998224725',
      locale: 'pt-BR',
    });
    const before = (await by.get<Body>('/users/me')).body;
    const replaced = expectStatus(200, await by.put<Body>('/users/me', { name: 'Beto' }));
    expect(replaced).toMatchObject({
      name: 'Beto',
      phone: null,
      cpf: null,
      locale: 'en',
      email: before['email'],
      username: before['username'],
    });
    expect(email).not.toBe(before['email']);
  });

  describe('an order', () => {
    const address = { street: 'Rua A', number: '1', city: 'Rio', state: 'RJ' };

    it('tells whoever ordered it where its parcel is, what was paid, until when to pay, and shows pictures', async () => {
      const image_url = 'https://img.example/cafe.jpg';
      const grao = await store.product('Grão', 4_990, { image_url, weight_grams: 500 });
      const account = await createAccount(database, 'CUSTOMER');
      const ana = client(api, account.token);
      const book = `/users/${account.id}/addresses`;
      const kept = expectStatus(201, await ana.post<Body & { id: string }>(book, { ...address, cep: CEP }));
      expect(kept).toMatchObject({ postal_code: '20040002', cep: '20040002' });
      expect((await ana.post(book, address)).status).toBe(400);
      const items = [{ product_id: grao.id, quantity: 1 }];
      const wish = { outlet_id: store.outletId, items, shipping: { service: 'PAC', address_id: kept.id } };

      expect(told(await ana.post('/orders', wish))).toBe('422 CPF_REQUIRED');
      const quote = expectStatus(200, await ana.post<Order>('/orders/quote', wish));
      expectStatus(200, await ana.patch('/users/me', { cpf: '529.982.247-25', name: 'Ana Souza' }));
      const named = { ...wish, shipping: { service: 'PAC', address: { ...address, postal_code: CEP } } };
      expect(expectStatus(200, await ana.post<Order>('/orders/quote', named)).total_amount).toBe(quote.total_amount);
      const placed = expectStatus(201, await ana.post<Order & { created_at: string }>('/orders', named));

      const shipping = {
        address: { ...address, recipient: 'Ana Souza', postal_code: '20040002', cep: '20040002' },
        carrier: 'Correios PAC',
        service: 'PAC',
        days: 7,
        state: 'PENDING',
        tracking_number: null,
        timeline: [],
      };
      const facts = {
        items: [{ image_url }],
        shipping,
        payments: [],
        can_cancel: true,
        // An hour, PAYMENT_TTL's default.
        expires_at: new Date(Date.parse(placed.created_at) + 3_600_000).toISOString(),
      };
      expect(placed).toMatchObject(facts);
      expect(expectStatus(200, await ana.get<Order>(`/orders/${placed.id}`))).toMatchObject(facts);
      expect(expectStatus(200, await store.cashier.get<Order>(`/orders/${placed.id}`))).toMatchObject(facts);

      const tracking_number = `AA${newId().replace(/\D/g, '').slice(0, 9).padEnd(9, '1')}BR`;
      expectStatus(200, await store.admin.patch(`/orders/${placed.id}/tracking`, { tracking_number }));
      const sent = expectStatus(200, await ana.get<Order>(`/orders/${placed.id}`));
      expect(sent).toMatchObject({
        can_cancel: false,
        shipping: { state: 'POSTED', tracking_number, timeline: [{ state: 'POSTED' }] },
      });
      const open = expectStatus(200, await anyone.get<Body>(`/orders/tracking/${tracking_number}`));
      expect(Object.keys(open).sort()).toEqual(
        ['carrier', 'shipped_at', 'state', 'status', 'timeline', 'tracking_number', 'updated_at'].sort(),
      );
      const { data } = (await ana.get<{ data: Body[] }>('/orders')).body;
      expect(data[0]).not.toHaveProperty('payments');
    });

    it('tells its payments without a secret, and that a paid one does not expire', async () => {
      const kopi = await cafe.product('Kopi tubruk', 9_000);
      const order = expectStatus(201, await cafe.waiter.post<Order>('/orders', basket(kopi)));
      expect(order).toMatchObject({ shipping: null, payments: [], expires_at: null, can_cancel: true });
      expectStatus(201, await cafe.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 4_000 }));
      const paid = expectStatus(200, await cafe.cashier.get<Order>(`/orders/${order.id}`));
      expect(paid.payments).toEqual([
        expect.objectContaining({
          method: 'cash',
          status: 'PAID',
          amount: 4_000,
          refunded_amount: 0,
          expires_at: null,
        }),
      ]);
      expectStatus(200, await cafe.kitchen.patch(`/orders/${order.id}/status`, { status: 'COOKING' }));
      expect((await cafe.waiter.get<Order>(`/orders/${order.id}`)).body).toMatchObject({ can_cancel: false });
      expect((await cafe.kitchen.get<Order>(`/orders/${order.id}`)).body).toMatchObject({ can_cancel: false });
    });
  });
});
