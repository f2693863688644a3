import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  type Channel,
  client,
  type Client,
  connectSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Shown {
  readonly id: string;
  readonly version: number;
  readonly available: boolean;
  readonly unavailable_reason: string | null;
  readonly modifier_groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly min: number;
    readonly max: number;
    readonly options: readonly { readonly id: string; readonly name: string; readonly price_delta: number }[];
  }[];
}
interface Menu {
  readonly categories: readonly { readonly products: readonly Shown[] }[];
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);

describe('what an outlet has nothing left of', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let guests: Channel;
  let menuOf: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] });
    guests = await connectSocket(api, { token: seated.body.token });
    menuOf = client(api);
  }, 300_000);

  /** Everything that shows a product agrees. */
  async function expectShown(id: string, reason: string | null): Promise<void> {
    const standing = { available: reason === null, unavailable_reason: reason };
    const at = `outlet_id=${shop.outletId}`;
    await eventually(async () => {
      const menu = (await menuOf.get<Menu>(`/menu?${at}`)).body.categories.flatMap(({ products }) => products);
      expect(menu.find((one) => one.id === id)).toMatchObject(standing);
      const list = (await menuOf.get<{ data: Shown[] }>(`/products?${at}&limit=100`)).body.data;
      expect(list.find((one) => one.id === id)).toMatchObject(standing);
    });
    expect((await menuOf.get<Shown>(`/products/${id}?${at}`)).body).toMatchObject(standing);
    expect((await shop.admin.get<Shown>(`/products/${id}`)).body).toMatchObject(standing);
    for (const available of [true, false]) {
      const page = await menuOf.get<{ data: Shown[] }>(`/products?${at}&available=${available}&limit=100`);
      expect(page.body.data.some((one) => one.id === id)).toBe(available === standing.available);
    }
  }
  const toldOf = (id: string) =>
    guests.messages
      .filter(({ type, payload }) => type === 'PRODUCT_AVAILABILITY_CHANGED' && payload['product_id'] === id)
      .map(({ payload }) => [payload['available'], payload['unavailable_reason']]);
  const expectTold = async (id: string, ...events: (readonly [boolean, string | null])[]) => {
    await eventually(() => expect(toldOf(id)).toHaveLength(events.length));
    expect(toldOf(id)).toEqual(events);
  };
  const order = (product: { id: string }, quantity = 1) =>
    shop.waiter.post<{ id: string; items: { id: string }[] }>('/orders', {
      table_id: shop.tableIds[1],
      items: [{ product_id: product.id, quantity }],
    });
  const SOLD_OUT = [false, 'SOLD_OUT'] as const;
  const BACK = [true, null] as const;

  it('is sold out when the last piece is taken, and back when it is given back: sale, void of a line, void', async () => {
    const tea = await shop.product('Teh', 5_000, { stock: 3 });
    await expectShown(tea.id, null);
    const first = expectStatus(201, await order(tea, 2));
    await expectTold(tea.id);
    const last = expectStatus(201, await order(tea));

    await expectTold(tea.id, SOLD_OUT);
    await expectShown(tea.id, 'SOLD_OUT');
    const refused = await order(tea);
    expect(told(refused)).toBe('409 INSUFFICIENT_STOCK');
    expect(refused.body).toMatchObject({ unavailable_reason: 'SOLD_OUT' });
    expectStatus(200, await shop.waiter.delete(`/orders/${last.id}/items/${last.items[0]?.id}`));
    await expectTold(tea.id, SOLD_OUT, BACK);
    await expectShown(tea.id, null);
    expectStatus(200, await shop.waiter.post(`/orders/${first.id}/void`, { reason: 'Left' }));
    expect(toldOf(tea.id)).toHaveLength(2);
  });

  it('the last piece at two tills at once: one sale, told once', async () => {
    const cake = await shop.product('Kue', 5_000, { stock: 1 });

    const answers = await Promise.all([order(cake), order(cake), order(cake)]);

    expect(answers.map(told).sort()).toEqual(['201', '409 INSUFFICIENT_STOCK', '409 INSUFFICIENT_STOCK']);
    await expectTold(cake.id, SOLD_OUT);
  });

  it('is told whatever moved the stock: a count, a delivery, the product itself, waste', async () => {
    const milk = await shop.product('Susu', 5_000, { stock: 2 });
    const at = { outlet_id: shop.outletId };
    expectStatus(
      200,
      await shop.supervisor.patch(`/products/${milk.id}/stock`, { ...at, quantity: 0, reason: 'Sour' }),
    );
    await expectTold(milk.id, SOLD_OUT);
    expectStatus(
      200,
      await shop.supervisor.patch(`/products/${milk.id}/stock`, { ...at, delta: 4, reason: 'Came', type: 'PURCHASE' }),
    );
    await expectTold(milk.id, SOLD_OUT, BACK);
    expectStatus(
      201,
      await shop.supervisor.post('/stock-counts', { ...at, items: [{ product_id: milk.id, quantity: 0 }] }),
    );
    await expectTold(milk.id, SOLD_OUT, BACK, SOLD_OUT);
    expectStatus(200, await shop.admin.patch(`/products/${milk.id}`, { stock: 5 }));
    await expectTold(milk.id, SOLD_OUT, BACK, SOLD_OUT, BACK);
    const { id } = expectStatus(201, await order(milk, 5));
    await expectTold(milk.id, SOLD_OUT, BACK, SOLD_OUT, BACK, SOLD_OUT);
    expectStatus(200, await shop.kitchen.patch(`/orders/${id}/status`, { status: 'COOKING' }));
    expectStatus(200, await shop.supervisor.post(`/orders/${id}/void`, { reason: 'Dropped' }));
    const after = await shop.product('Roti', 5_000, { stock: 1 });
    expectStatus(201, await order(after));
    await expectTold(after.id, SOLD_OUT);
    expect(toldOf(milk.id)).toHaveLength(5);
    await expectShown(milk.id, 'SOLD_OUT');
  });

  it('stays unavailable for what else is wrong with it', async () => {
    const juice = await shop.product('Jus', 5_000, { stock: 1 });
    const off = { available: false, outlet_id: shop.outletId };
    expectStatus(200, await shop.supervisor.patch(`/products/${juice.id}/availability`, off));
    await expectTold(juice.id, [false, 'STOPPED']);
    await expectShown(juice.id, 'STOPPED');
    const refused = await order(juice);
    expect([told(refused), refused.body]).toMatchObject(['409 PRODUCT_UNAVAILABLE', { unavailable_reason: 'STOPPED' }]);
    expectStatus(
      200,
      await shop.supervisor.patch(`/products/${juice.id}/stock`, { outlet_id: shop.outletId, quantity: 0 }),
    );
    const on = await shop.supervisor.patch<Shown>(`/products/${juice.id}/availability`, { ...off, available: true });
    expect(on.body).toMatchObject({ available: false, unavailable_reason: 'SOLD_OUT' });
    await eventually(() => expect(toldOf(juice.id).at(-1)).toEqual(SOLD_OUT));
    expect(toldOf(juice.id)).not.toContainEqual(BACK);
    expectStatus(
      200,
      await shop.supervisor.patch(`/products/${juice.id}/stock`, { outlet_id: shop.outletId, quantity: 3 }),
    );
    await eventually(() => expect(toldOf(juice.id).at(-1)).toEqual(BACK));
    await expectShown(juice.id, null);
  });

  describe('without a choice that it needs', () => {
    const size = (available: boolean, min = 1) => ({
      modifier_groups: [{ name: 'Size', min, max: 1, options: [{ name: 'L', price_delta: 0, available }] }],
    });
    const change = async (product: TestProduct, body: object) =>
      expectStatus(200, await shop.admin.patch<Shown>(`/products/${product.id}`, body));

    it('is unavailable, and back with an option or without the need', async () => {
      const latte = await shop.product('Latte', 5_000, size(true));
      await expectShown(latte.id, null);

      expect(await change(latte, size(false))).toMatchObject({ available: false, unavailable_reason: 'NO_CHOICE' });

      await expectTold(latte.id, [false, 'NO_CHOICE']);
      await expectShown(latte.id, 'NO_CHOICE');
      const refused = await order(latte);
      expect([told(refused), refused.body]).toMatchObject([
        '409 PRODUCT_UNAVAILABLE',
        { unavailable_reason: 'NO_CHOICE' },
      ]);
      await change(latte, size(false, 0));
      await expectTold(latte.id, [false, 'NO_CHOICE'], BACK);
      expect(told(await order(latte))).toBe('201');
      await change(latte, size(false));
      await change(latte, size(true));
      await expectTold(latte.id, [false, 'NO_CHOICE'], BACK, [false, 'NO_CHOICE'], BACK);
      await change(latte, { name: 'Caffè Latte' });
      await expectShown(latte.id, null);
      expect(toldOf(latte.id)).toHaveLength(4);
    });
  });

  it('warns of a product that no station makes; a tablet without a station hears of it, one with does not', async () => {
    interface Written {
      readonly id: string;
      readonly station: string | null;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }
    const body = { outlet_id: shop.outletId, name: 'Croissant', price: 12_000 };
    const made = expectStatus(201, await shop.admin.post<Written>('/products', body));
    const bar = expectStatus(
      201,
      await shop.admin.post<{ id: string }>('/categories', { outlet_id: shop.outletId, name: 'Bar', station: 'bar' }),
    );
    const beer = await shop.admin.post<Written>('/products', { ...body, name: 'Bir', category_id: bar.id });

    expect(made.warnings).toMatchObject([{ code: 'NO_STATION' }]);
    expect(made.warnings[0]?.message).toMatch(/station/);
    expect(beer.body).toMatchObject({ station: 'bar', warnings: [] });
    const renamed = await shop.admin.patch<Written>(`/products/${made.id}`, { price: 13_000 });
    expect(renamed.body.warnings).toMatchObject([{ code: 'NO_STATION' }]);
    const [whole, kitchen] = [
      await connectSocket(api, { token: shop.accounts.kitchen.token }),
      await connectSocket(api, { token: shop.accounts.kitchen.token, station: 'kitchen' }),
    ];
    const { id } = expectStatus(201, await order(made));
    await whole.waitFor(({ payload }) => payload['order_id'] === id);
    const cooked = await shop.product('Nasi', 10_000);
    const second = expectStatus(201, await order(cooked));
    await kitchen.waitFor(({ payload }) => payload['order_id'] === second.id);
    expect(kitchen.messages.some(({ payload }) => payload['order_id'] === id)).toBe(false);
    for (const channel of [whole, kitchen]) channel.close();
    const placed = await shop.admin.patch<Written>(`/products/${made.id}`, { station: 'kitchen' });
    expect(placed.body.warnings).toEqual([]);
  });
});
