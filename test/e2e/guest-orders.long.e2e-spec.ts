import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  type Channel,
  client,
  type Client,
  connectSocket,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface OrderBody {
  readonly id: string;
  readonly status: string;
  readonly hold_reason: string | null;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly version: number;
  readonly items: readonly { readonly id: string; readonly status: string; readonly hold_reason: string | null }[];
}
type Page = { readonly data: readonly OrderBody[] };

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[told(answer)] = (counts[told(answer)] ?? 0) + 1;
  return counts;
};
const about = (id: string) => (message: Message) => message.payload['order_id'] === id;
const typesOf = (channel: Channel, id: string) =>
  channel.messages.filter(about(id)).map(({ type, payload }) => `${type} ${String(payload['status'])}`);

/** What an outlet has that says nothing of these settings. */
const DEFAULTS = { max_unpaid_orders: 3, held_stock_percent: 50 };
const PAYMENT_TTL = '2s';

describe('orders of people whom the kitchen does not know', () => {
  let database: TestDatabase;
  let api: Api;
  let hasty: Api;
  let shop: Shop;
  let rice: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, hasty] = await Promise.all([startApi({ database }), startApi({ database, env: { PAYMENT_TTL } })]);
    shop = await createShop(database, api, { ...DEFAULTS, max_unpaid_orders: 1_000 });
    rice = await shop.product('Nasi Goreng', 20_000);
  }, 120_000);

  const customer = async (at: Api = api) => client(at, (await createAccount(database, 'CUSTOMER')).token);
  const order = (by: Client, at: Shop, product: { id: string }, quantity = 1, more: object = {}) =>
    by.post<OrderBody>('/orders', {
      outlet_id: at.outletId,
      type: 'TAKEAWAY',
      items: [{ product_id: product.id, quantity }],
      ...more,
    });
  const placed = async (by: Client, more: object = {}, at = shop, product = rice) =>
    expectStatus(201, await order(by, at, product, 1, more));
  const stockOf = async (product: { id: string }, at = shop) =>
    (await at.admin.get<{ stock: number }>(`/products/${product.id}`)).body.stock;
  const tablets = async (at = shop) => ({
    station: await connectSocket(api, { token: at.accounts.kitchen.token, station: 'kitchen' }),
    whole: await connectSocket(api, { token: at.accounts.kitchen.token }),
    waiterAtStation: await connectSocket(api, { token: at.accounts.waiter.token, station: 'kitchen' }),
  });
  const open = async (by: Client, at = shop) =>
    expectStatus(201, await by.post('/shifts/open', { outlet_id: at.outletId, start_cash: 0 }));

  describe('wait until they are paid', () => {
    it.each(['TAKEAWAY', 'DELIVERY', 'ONLINE'])('%s: told to staff and customer, and to no kitchen', async (type) => {
      const account = await createAccount(database, 'CUSTOMER');
      const buyer = client(api, account.token);
      const kitchen = await tablets();
      const till = await connectSocket(api, { token: shop.accounts.cashier.token });
      const phone = await connectSocket(api, { token: account.token });

      const { id, ...mine } = await placed(buyer, { type });

      expect(mine).toMatchObject({ status: 'HELD', hold_reason: 'PAYMENT', payment_status: 'PENDING' });
      expect(mine.items).toMatchObject([{ status: 'HELD', hold_reason: 'PAYMENT' }]);
      for (const channel of [till, phone]) {
        await channel.waitFor((message) => about(id)(message) && message.type === 'NEW_ORDER');
        expect(typesOf(channel, id)).toEqual(['NEW_ORDER HELD']);
      }
      expect((await shop.cashier.get<OrderBody>(`/orders/${id}`)).body.status).toBe('HELD');
      expect(told(await shop.kitchen.get(`/orders/${id}`))).toBe('404 ORDER_NOT_FOUND');
      const seen = await shop.kitchen.get<Page>('/orders?limit=100');
      expect(seen.body.data.map((one) => one.id)).not.toContain(id);
      expect(told(await shop.kitchen.patch(`/orders/${id}/status`, { status: 'COOKING' }))).toBe('404 ORDER_NOT_FOUND');
      expect(told(await shop.waiter.patch(`/orders/${id}/status`, { status: 'COOKING' }))).toBe(
        '409 INVALID_TRANSITION',
      );
      const line = mine.items[0]?.id;
      expect(told(await shop.waiter.patch(`/orders/${id}/items/${line}/status`, { status: 'READY' }))).toBe(
        '409 LINE_HELD',
      );
      const after = await placed(shop.waiter, { type: 'TAKEAWAY' });
      for (const channel of Object.values(kitchen)) {
        await channel.waitFor(about(after.id));
        expect(typesOf(channel, id)).toEqual([]);
      }
      for (const channel of [...Object.values(kitchen), till, phone]) channel.close();
    });

    it('the payment that completes it fires it, once; a part does not', async () => {
      await open(shop.supervisor);
      const buyer = await customer();
      const kitchen = await tablets();
      const till = await connectSocket(api, { token: shop.accounts.cashier.token });
      const { id } = await placed(buyer);

      expectStatus(201, await shop.supervisor.post(`/orders/${id}/pay`, { method: 'cash', amount: 5_000 }));
      expect((await buyer.get<OrderBody>(`/orders/${id}`)).body.status).toBe('HELD');
      const paid = await shop.supervisor.post<{ order: OrderBody }>(`/orders/${id}/pay`, { method: 'cash' });

      expect(expectStatus(201, paid).order).toMatchObject({ status: 'NEW', hold_reason: null, payment_status: 'PAID' });
      expect(paid.body.order.items).toMatchObject([{ status: 'NEW', hold_reason: null }]);
      for (const channel of Object.values(kitchen)) {
        await channel.waitFor((message) => about(id)(message) && message.type === 'NEW_ORDER');
        expect(typesOf(channel, id)).toEqual(['NEW_ORDER NEW']);
      }
      await till.waitFor((message) => about(id)(message) && message.type === 'ORDER_STATUS_CHANGED');
      expect(typesOf(till, id).filter((one) => one.startsWith('NEW_ORDER'))).toEqual(['NEW_ORDER HELD']);
      const told = await shop.kitchen.get<{ data: Message[] }>('/events?after=0&limit=100');
      expect(told.body.data.filter(about(id)).map(({ type }) => type)).toEqual(['NEW_ORDER']);
      expect((await shop.kitchen.get<Page>('/orders?limit=100')).body.data.map((one) => one.id)).toContain(id);
      for (const channel of [...Object.values(kitchen), till]) channel.close();
    });

    it('staff accept it unpaid, by the route or as an older till does', async () => {
      const buyer = await customer();
      const byRoute = await placed(buyer);
      const byStatus = await placed(buyer);
      const kitchen = await tablets();

      expect(told(await shop.kitchen.post(`/orders/${byRoute.id}/accept`))).toBe('403 FORBIDDEN');
      expect(told(await buyer.post(`/orders/${byRoute.id}/accept`))).toBe('403 FORBIDDEN');
      const answers = [
        await shop.waiter.post<OrderBody>(`/orders/${byRoute.id}/accept`),
        await shop.cashier.patch<OrderBody>(`/orders/${byStatus.id}/status`, { status: 'ACCEPTED' }),
      ];

      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 200, body: { status: 'ACCEPTED', hold_reason: null } });
        await kitchen.station.waitFor((message) => about(answer.body.id)(message) && message.type === 'NEW_ORDER');
      }
      const again = await shop.waiter.post<OrderBody>(`/orders/${byRoute.id}/accept`);
      expect([again.status, again.body.version]).toEqual([200, answers[0]?.body.version]);
      for (const channel of Object.values(kitchen)) channel.close();
    });

    it('staff reject it with a reason: stock comes back, and the kitchen never hears of it', async () => {
      const tea = await shop.product('Teh Botol', 5_000, { stock: 40 });
      const kitchen = await tablets();
      const buyer = await customer();
      const { id } = expectStatus(201, await order(buyer, shop, tea, 4));
      expect(await stockOf(tea)).toBe(36);

      expect((await shop.waiter.post(`/orders/${id}/reject`, {})).status).toBe(400);
      const rejected = await shop.waiter.post<OrderBody>(`/orders/${id}/reject`, { reason: 'We close' });

      expect(rejected).toMatchObject({ status: 200, body: { status: 'VOIDED' } });
      expect(await stockOf(tea)).toBe(40);
      expect((await shop.waiter.post(`/orders/${id}/reject`, { reason: 'Again' })).status).toBe(200);
      expect(told(await shop.waiter.post(`/orders/${id}/accept`))).toBe('409 INVALID_TRANSITION');
      const other = await placed(buyer);
      expectStatus(200, await shop.waiter.post(`/orders/${other.id}/accept`));
      expect(told(await shop.waiter.post(`/orders/${other.id}/reject`, { reason: 'Late' }))).toBe('409 ORDER_NOT_HELD');
      await kitchen.whole.waitFor(about(other.id));
      expect(typesOf(kitchen.whole, id)).toEqual([]);
      expect((await shop.kitchen.get<Page>('/orders?limit=100')).body.data.map((one) => one.id)).not.toContain(id);
      for (const channel of Object.values(kitchen)) channel.close();
    });

    it('accept against reject, and accept against cancel: one of them wins', async () => {
      const buyer = await customer();
      for (let run = 0; run < 4; run++) {
        const { id } = await placed(buyer);
        const answers = await Promise.all([
          shop.waiter.post(`/orders/${id}/accept`),
          run % 2
            ? buyer.patch(`/orders/${id}/cancel`, {})
            : shop.cashier.post(`/orders/${id}/reject`, { reason: 'Closed' }),
        ]);
        const { status } = (await shop.cashier.get<OrderBody>(`/orders/${id}`)).body;
        expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
        expect(answers.some((answer) => answer.status === 200)).toBe(true);
        expect(['ACCEPTED', 'VOIDED']).toContain(status);
      }
    });

    it('its owner calls it off', async () => {
      const buyer = await customer();
      const { id } = await placed(buyer);

      expect((await buyer.patch<OrderBody>(`/orders/${id}/cancel`, {})).body).toMatchObject({ status: 'VOIDED' });
    });

    it.each(['TAKEAWAY', 'ONLINE'])('%s expires like an online one; not when staff took it on', async (type) => {
      const tea = await shop.product(`Teh ${type}`, 5_000, { stock: 40 });
      const buyer = await customer(hasty);
      const gone = expectStatus(201, await order(buyer, shop, tea, 3, { type }));
      const kept = expectStatus(201, await order(buyer, shop, tea, 2, { type: 'TAKEAWAY' }));
      expectStatus(200, await shop.waiter.post(`/orders/${kept.id}/accept`));

      await eventually(
        async () => {
          expect((await buyer.get<OrderBody>(`/orders/${gone.id}`)).body.status).toBe('VOIDED');
        },
        { timeoutMs: 20_000 },
      );

      expect(await stockOf(tea)).toBe(38);
      expect((await buyer.get<OrderBody>(`/orders/${kept.id}`)).body.status).toBe('ACCEPTED');
    });

    it('what is split off it expires as well', async () => {
      const tea = await shop.product('Teh for two', 5_000, { stock: 40 });
      const buyer = await customer(hasty);
      const { id, items } = expectStatus(201, await order(buyer, shop, tea, 5));
      const split = await client(hasty, shop.accounts.waiter.token).post<{ new_order: OrderBody }>(
        `/orders/${id}/split`,
        { items: [{ item_id: items[0]?.id, quantity: 2 }] },
      );
      expect(expectStatus(200, split).new_order.status).toBe('HELD');

      await eventually(async () => expect(await stockOf(tea)).toBe(40), { timeoutMs: 20_000 });

      expect((await buyer.get<OrderBody>(`/orders/${split.body.new_order.id}`)).body.status).toBe('VOIDED');
    });

    it('what staff add to it waits with it; a bill that is made and one that waits do not merge', async () => {
      const { id } = await placed(await customer());
      const items = [{ product_id: rice.id, quantity: 2 }];

      const more = expectStatus(201, await shop.waiter.post<OrderBody>(`/orders/${id}/items`, { items }));

      expect(more.items.map((item) => item.status)).toEqual(['HELD', 'HELD']);
      const made = await placed(shop.waiter);
      const merged = await shop.waiter.post(`/orders/${made.id}/merge`, { order_ids: [id] });
      expect(told(merged)).toBe('409 ORDER_HELD');
    });

    it('orders of staff and of guests at a table do not wait', async () => {
      const forSomebody = await placed(shop.waiter, { customer_id: (await createAccount(database, 'CUSTOMER')).id });
      const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] });
      const guest = client(api, seated.body.token);

      expect(forSomebody).toMatchObject({ status: 'NEW', hold_reason: null });
      expect(
        (await guest.post<OrderBody>('/orders', { items: [{ product_id: rice.id, quantity: 1 }] })).body,
      ).toMatchObject({
        status: 'NEW',
      });
    });

    it('as the outlet says: at once, or when staff accept it, paid or not', async () => {
      const eager = await createShop(database, api, { fire_on: 'PLACED' });
      const careful = await createShop(database, api, { fire_on: 'ACCEPTED' });
      const [soto, sate] = [await eager.product('Soto', 10_000), await careful.product('Sate', 10_000)];
      await open(careful.supervisor, careful);
      const buyer = await customer();

      expect(await placed(buyer, {}, eager, soto)).toMatchObject({ status: 'NEW', hold_reason: null });
      const { id, ...waiting } = await placed(buyer, {}, careful, sate);
      expect(waiting).toMatchObject({ status: 'HELD', hold_reason: 'APPROVAL' });
      expectStatus(201, await careful.supervisor.post(`/orders/${id}/pay`, { method: 'cash' }));
      expect((await buyer.get<OrderBody>(`/orders/${id}`)).body).toMatchObject({
        status: 'HELD',
        payment_status: 'PAID',
      });
      const accepted = await careful.waiter.post<OrderBody>(`/orders/${id}/accept`);
      expect(accepted.body).toMatchObject({ status: 'ACCEPTED', hold_reason: null });
    });
  });

  describe('are no larger and no more than the outlet allows', () => {
    it('a stranger who orders 100 times 1000 portions reaches nobody', async () => {
      const careful = await createShop(database, api, DEFAULTS);
      const sate = await careful.product('Sate', 10_000);
      const stranger = await customer();
      const [line = 0, whole = 0] = [99, 200];

      expect(tally(await Promise.all(times(10, () => order(stranger, careful, sate, 1_000))))).toEqual({
        '422 TOO_MANY_PIECES': 10,
      });
      expect(told(await order(stranger, careful, sate, line + 1))).toBe('422 TOO_MANY_PIECES');
      const lines = (pieces: readonly number[]) => ({
        items: pieces.map((quantity) => ({ product_id: sate.id, quantity })),
      });
      expect(told(await order(stranger, careful, sate, 1, lines([99, 99, whole - 197])))).toBe('422 TOO_MANY_PIECES');
      const rush = await Promise.all(times(20, () => order(stranger, careful, sate, 1, lines([99, 99, 2]))));
      expect(tally(rush)).toEqual({ '201': 3, '409 TOO_MANY_UNPAID_ORDERS': 17 });
      expect(rush.find(({ status }) => status === 409)?.body).toMatchObject({ limit: 3 });
      expect(told(await order(careful.waiter, careful, sate, 1_000))).toBe('201');

      const mine = (await stranger.get<Page>('/orders')).body.data;
      expectStatus(200, await stranger.patch(`/orders/${mine[0]?.id}/cancel`, {}));
      expect(told(await order(stranger, careful, sate))).toBe('201');
    });

    it('guests at a table, by order and by round', async () => {
      const sate = await shop.product('Sate Ayam', 10_000);
      const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[1] });
      const guest = client(api, seated.body.token);
      const items = (quantity: number) => ({ items: [{ product_id: sate.id, quantity }] });

      expect(told(await guest.post('/orders', items(100)))).toBe('422 TOO_MANY_PIECES');
      const { id } = expectStatus(201, await guest.post<OrderBody>('/orders', items(99)));
      expectStatus(201, await guest.post(`/orders/${id}/items`, items(99)));
      expect(told(await guest.post(`/orders/${id}/items`, items(3)))).toBe('422 TOO_MANY_PIECES');
      expectStatus(201, await shop.waiter.post(`/orders/${id}/items`, items(3)));
    });
  });

  describe('hold no more stock than the outlet allows', () => {
    it('one customer: half of what there is, and again not', async () => {
      const cup = await shop.product('Cup', 10_000, { stock: 100 });
      const buyer = await customer();

      expect(told(await order(buyer, shop, cup, 51, { type: 'ONLINE' }))).toBe('409 STOCK_HELD_LIMIT');
      const first = expectStatus(201, await order(buyer, shop, cup, 40, { type: 'ONLINE' }));
      const second = await order(buyer, shop, cup, 11, { type: 'ONLINE' });
      expect(told(second)).toBe('409 STOCK_HELD_LIMIT');
      expect(second.body).toMatchObject({ items: [{ product_id: cup.id, requested: 11, held: 40, limit: 50 }] });
      expectStatus(201, await order(buyer, shop, cup, 10, { type: 'ONLINE' }));
      expect(await stockOf(cup)).toBe(50);
      expectStatus(200, await buyer.patch(`/orders/${first.id}/cancel`, {}));
      expectStatus(201, await order(buyer, shop, cup, 40, { type: 'ONLINE' }));
    });

    it('several accounts behind one address, all at once', async () => {
      const cup = await shop.product('Mug', 10_000, { stock: 100 });
      const buyers = await Promise.all(times(5, () => customer()));

      const answers = await Promise.all(buyers.map((buyer) => order(buyer, shop, cup, 20, { type: 'ONLINE' })));

      expect(tally(answers)).toEqual({ '201': 2, '409 STOCK_HELD_LIMIT': 3 });
      expect(await stockOf(cup)).toBe(60);
      expectStatus(201, await order(shop.cashier, shop, cup, 60));
    });

    it('one customer who asks twice at the same moment', async () => {
      const cup = await shop.product('Glass', 10_000, { stock: 100 });
      const buyer = await customer();

      const answers = await Promise.all(times(6, () => order(buyer, shop, cup, 30, { type: 'ONLINE' })));

      expect(tally(answers)).toEqual({ '201': 1, '409 STOCK_HELD_LIMIT': 5 });
    });

    it('a paid order holds nothing; ten pieces are always allowed; who asks for more than there is hears that', async () => {
      const [cup, few] = [
        await shop.product('Bowl', 10_000, { stock: 100 }),
        await shop.product('Few', 1_000, { stock: 10 }),
      ];
      const buyer = await customer();
      const { id } = expectStatus(201, await order(buyer, shop, cup, 50, { type: 'ONLINE' }));
      expectStatus(201, await shop.supervisor.post(`/orders/${id}/pay`, { method: 'cash' }));

      expectStatus(201, await order(buyer, shop, cup, 25, { type: 'ONLINE' }));
      expect(told(await order(buyer, shop, few, 11, { type: 'ONLINE' }))).toBe('409 INSUFFICIENT_STOCK');
      expectStatus(201, await order(buyer, shop, few, 10, { type: 'ONLINE' }));
      const row = await database.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM orders WHERE id = $1 AND placed_from IS NOT NULL',
        [id],
      );
      expect(row).toEqual([{ n: 0 }]);
    });

    it('a sitting, until the kitchen has begun', async () => {
      const cake = await shop.product('Kue', 10_000, { stock: 60 });
      const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[2] });
      const guest = client(api, seated.body.token);
      const items = (quantity: number) => ({ items: [{ product_id: cake.id, quantity }] });
      const { id } = expectStatus(201, await guest.post<OrderBody>('/orders', items(20)));

      expect(told(await guest.post(`/orders/${id}/items`, items(11)))).toBe('409 STOCK_HELD_LIMIT');
      expect(told(await guest.post('/orders', items(11)))).toBe('409 STOCK_HELD_LIMIT');
      expectStatus(200, await shop.kitchen.patch(`/orders/${id}/status`, { status: 'COOKING' }));
      expectStatus(201, await guest.post(`/orders/${id}/items`, items(11)));
    });
  });

  it('says and keeps what the outlet allows', async () => {
    const body = { name: 'Warung', currency: 'IDR', time_zone: 'Asia/Jakarta', order_number_prefix: 'WRG' };
    const fresh = expectStatus(201, await shop.admin.post<{ id: string }>('/outlets', body));
    expect(fresh).toMatchObject({
      fire_on: 'PAID',
      max_unpaid_orders: 3,
      max_pieces_per_line: 99,
      max_pieces_per_order: 200,
      held_stock_percent: 50,
    });
    const changed = await shop.admin.patch(`/outlets/${fresh.id}`, { fire_on: 'ACCEPTED', held_stock_percent: 25 });
    expect(changed.body).toMatchObject({
      fire_on: 'ACCEPTED',
      held_stock_percent: 25,
      max_unpaid_orders: 3,
      version: 2,
    });
    for (const wrong of [
      { fire_on: 'NEVER' },
      { held_stock_percent: 0 },
      { max_unpaid_orders: 0 },
      { max_pieces_per_line: 1.5 },
    ]) {
      expect((await shop.admin.patch(`/outlets/${fresh.id}`, wrong)).status).toBe(400);
    }
  });
});
