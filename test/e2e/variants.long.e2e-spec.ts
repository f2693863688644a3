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
} from '../support/index.js';

interface Variant {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly available: boolean;
  readonly unavailable_reason: string | null;
  readonly stock?: number | null;
}
interface Shown {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly available: boolean;
  readonly unavailable_reason: string | null;
  readonly stock_level: string;
  readonly parent_id?: string;
  readonly variants?: readonly Variant[];
}
interface Order {
  readonly id: string;
  readonly total: number;
  readonly items: readonly { readonly id: string; readonly name: string; readonly unit_price: number }[];
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);

/** What a menu and a list show of a product, and a till sells of it, when it comes in several variants. */
describe('variants', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let guests: Channel;
  let anyone: Client;
  let at: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] });
    guests = await connectSocket(api, { token: seated.body.token });
    anyone = client(api);
    at = `outlet_id=${shop.outletId}`;
  }, 300_000);

  const made = async (name: string, variants: object[], more: object = {}): Promise<Shown> =>
    expectStatus(
      201,
      await shop.admin.post<Shown>('/products', {
        ...{ outlet_id: shop.outletId, name, price: 28_000, station: 'bar', variants },
        ...more,
      }),
    );
  const idOf = ({ variants = [] }: Shown, name: string) => variants.find((one) => one.name === name)?.id ?? '';
  const order = (id: string, quantity = 1) =>
    shop.waiter.post<Order>('/orders', {
      table_id: shop.tableIds[1],
      items: [{ product_id: id, quantity }],
    });
  const onMenu = async (id: string) => {
    const { body } = await anyone.get<{ categories: { products: Shown[] }[] }>(`/menu?${at}`);
    return body.categories.flatMap(({ products }) => products).find((product) => product.id === id);
  };
  const toldOf = (id: string) =>
    guests.messages
      .filter(({ type, payload }) => type === 'PRODUCT_AVAILABILITY_CHANGED' && payload['product_id'] === id)
      .map(({ payload }) => payload['unavailable_reason']);

  it('are shown in their product, which is not sold itself; a line names the variant at its price', async () => {
    const latte = await made('Latte', [
      { name: 'M', options: { Size: 'M' }, price: 28_000 },
      { name: 'L', options: { Size: 'L' }, price: 34_000, sku: 'LAT-L' },
      { name: 'XL', price: 40_000, active: false },
    ]);
    const [large, huge] = [idOf(latte, 'L'), idOf(latte, 'XL')];

    expect((await onMenu(latte.id))?.variants?.map(({ name, price }) => [name, price])).toEqual([
      ['M', 28_000],
      ['L', 34_000],
    ]);
    expect((await anyone.get<Shown>(`/products/${latte.id}?${at}`)).body.variants).toHaveLength(2);
    expect((await shop.admin.get<Shown>(`/products/${latte.id}`)).body.variants).toHaveLength(3);
    const list = async (query: string) =>
      (await anyone.get<{ data: Shown[] }>(`/products?${at}&limit=100${query}`)).body.data
        .filter(({ name }) => name.startsWith('Latte'))
        .map(({ name, parent_id }) => [name, parent_id]);
    expect(await list('')).toEqual([['Latte', undefined]]);
    expect(await list('&flat=true')).toEqual([
      ['Latte', undefined],
      ['Latte, L', latte.id],
      ['Latte, M', latte.id],
      ['Latte, XL', latte.id],
    ]);
    expect(await list('&sku=LAT-L')).toEqual([['Latte, L', latte.id]]);

    const refused = await order(latte.id);
    expect([told(refused), refused.body]).toMatchObject(['422 VARIANT_REQUIRED', { product_id: latte.id }]);
    expect(told(await order(huge))).toBe('409 PRODUCT_UNAVAILABLE');
    const placed = expectStatus(201, await order(large, 2));
    expect(placed.items).toMatchObject([{ name: 'Latte, L', unit_price: 34_000, quantity: 2, station: 'bar' }]);

    expectStatus(200, await shop.admin.patch(`/products/${large}`, { price: 36_000 }));
    const more = await shop.waiter.post<Order>(`/orders/${placed.id}/items`, {
      items: [{ product_id: large, quantity: 1 }],
    });
    expect(expectStatus(201, more).items.map((item) => item.unit_price)).toEqual([34_000, 36_000]);
    const wrong = await shop.admin.patch(`/products/${large}`, { name: 'Huge' });
    expect([told(wrong), wrong.body]).toMatchObject(['422 FIELD_OF_PARENT', { field: 'name' }]);
  });

  it('go into a cart one by one, their product does not', async () => {
    const tea = await made('Teh', [
      { name: 'Hot', price: 8_000 },
      { name: 'Iced', price: 10_000, stock: 1 },
    ]);
    const add = (product_id: string, quantity = 1, cart?: string) =>
      anyone.post<{ cart_token: string; items: { name: string; subtotal: number; problem: string | null }[] }>(
        '/cart/items',
        { product_id, quantity, outlet_id: shop.outletId },
        cart === undefined ? {} : { 'x-cart-token': cart },
      );

    expect(told(await add(tea.id))).toBe('422 VARIANT_REQUIRED');
    expect(told(await add(idOf(tea, 'Iced'), 2))).toBe('409 INSUFFICIENT_STOCK');
    const { body } = await add(idOf(tea, 'Hot'), 2);
    expect(body.items).toMatchObject([{ name: 'Teh, Hot', subtotal: 16_000, problem: null }]);
  });

  it('have stock of their own: the last piece at three tills is one sale, told once; the product follows its variants', async () => {
    const shirt = await made('Kaos', [
      { name: 'S', price: 90_000, stock: 5 },
      { name: 'M', price: 90_000, stock: 1 },
    ]);
    const [small, medium] = [idOf(shirt, 'S'), idOf(shirt, 'M')];
    expect((await shop.admin.get<Shown>(`/products/${shirt.id}`)).body.variants?.map(({ stock }) => stock)).toEqual([
      5, 1,
    ]);

    const answers = await Promise.all([order(medium), order(medium), order(medium)]);

    expect(answers.map(told).sort()).toEqual(['201', '409 INSUFFICIENT_STOCK', '409 INSUFFICIENT_STOCK']);
    await eventually(() => expect(toldOf(medium)).toEqual(['SOLD_OUT']));
    expect(await onMenu(shirt.id)).toMatchObject({
      ...{ available: true, stock_level: 'IN' },
      variants: [{ available: true }, { available: false, unavailable_reason: 'SOLD_OUT' }],
    });
    const last = expectStatus(201, await order(small, 5));
    await eventually(() => expect(toldOf(shirt.id).at(-1)).toBe('SOLD_OUT'));
    await eventually(async () =>
      expect(await onMenu(shirt.id)).toMatchObject({
        available: false,
        unavailable_reason: 'SOLD_OUT',
        stock_level: 'OUT',
      }),
    );
    const page = await anyone.get<{ data: Shown[] }>(`/products?${at}&available=false&limit=100`);
    expect(page.body.data.map(({ id }) => id)).toContain(shirt.id);
    const counted = await shop.supervisor.patch(`/products/${shirt.id}/stock`, {
      outlet_id: shop.outletId,
      quantity: 3,
    });
    expect(told(counted)).toBe('422 VARIANT_REQUIRED');
    expectStatus(200, await shop.waiter.post(`/orders/${last.id}/void`, { reason: 'Left' }));
    await eventually(() => expect(toldOf(shirt.id).at(-1)).toBeNull());
  });

  it('are off with their product, and their product is when all of them are', async () => {
    const soup = await made('Sup', [
      { name: 'Small', price: 10_000 },
      { name: 'Large', price: 15_000 },
    ]);
    const [small, large] = [idOf(soup, 'Small'), idOf(soup, 'Large')];
    const set = async (id: string, available: boolean) =>
      expectStatus(
        200,
        await shop.supervisor.patch(`/products/${id}/availability`, { available, outlet_id: shop.outletId }),
      );
    const etag = async () => (await anyone.get(`/products/${soup.id}?${at}`)).headers.get('etag');

    const first = await etag();
    await set(soup.id, false);
    expect(told(await order(large))).toBe('409 PRODUCT_UNAVAILABLE');
    await set(soup.id, true);
    expect(told(await order(large))).toBe('201');
    await set(small, false);
    expect(await etag()).not.toBe(first);
    expect(await onMenu(soup.id)).toMatchObject({ available: true });
    await set(large, false);
    await eventually(async () =>
      expect(await onMenu(soup.id)).toMatchObject({ available: false, unavailable_reason: 'STOPPED' }),
    );
  });

  it('come and go one by one, each a version of their product', async () => {
    const cake = await made('Kue', []);
    expect(cake.variants).toBeUndefined();
    const added = expectStatus(
      201,
      await shop.admin.post<Shown>(`/products/${cake.id}/variants`, { name: 'Slice', price: 9_000 }),
    );
    expect(added).toMatchObject({ version: 2, variants: [{ name: 'Slice', price: 9_000, position: 0, active: true }] });
    const twice = await shop.admin.post(`/products/${cake.id}/variants`, { name: 'Slice', price: 9_000 });
    expect([told(twice), twice.body]).toMatchObject([
      '400 VALIDATION_FAILED',
      { errors: [{ code: 'DUPLICATE_NAME' }] },
    ]);

    expect(told(await order(cake.id))).toBe('422 VARIANT_REQUIRED');
    const slice = idOf(added, 'Slice');
    expect(told(await shop.admin.delete(`/products/${slice}`))).toBe('422 FIELD_OF_PARENT');
    expectStatus(204, await shop.admin.delete(`/products/${cake.id}/variants/${slice}`));
    expect(told(await shop.admin.delete(`/products/${cake.id}/variants/${slice}`))).toBe('404 PRODUCT_NOT_FOUND');
    expect(told(await order(slice))).toBe('404 PRODUCT_NOT_FOUND');
    expect(told(await order(cake.id))).toBe('201');
  });

  it('travel in a file, each in a line with the sku of its product', async () => {
    const juice = await made(
      'Jus',
      [
        { name: 'Small', price: 12_000, sku: 'JUS-S', weight_grams: 200 },
        { name: 'Large', price: 18_000, sku: 'JUS-L', cost: 5_000 },
      ],
      { sku: 'JUS', description: 'Orange' },
    );
    const file = await shop.admin.get<string>(`/products/export?${at}`);
    const text = String(file.body);
    const [header = ''] = text.split(/\r?\n/);
    expect(header.endsWith('modifier_groups,parent_sku')).toBe(true);
    expect(text.split(/\r?\n/).find((line) => line.includes('JUS-L'))).toMatch(/,Large,.*,JUS$/);
    const imported = (body: string) =>
      shop.admin.post<object>(`/products/import?${at}`, body, { 'content-type': 'text/csv' });

    expectStatus(200, await imported(text));
    expect((await shop.admin.get<Shown>(`/products/${juice.id}`)).body.version).toBe(juice.version);
    const changed = `sku,name,price,parent_sku\nJUS-L,Large,19000,JUS\n,Huge,25000,JUS\n`;
    expect(expectStatus(200, await imported(changed))).toMatchObject({ created: 1 });
    expect((await onMenu(juice.id))?.variants?.map(({ name, price }) => [name, price])).toEqual([
      ['Small', 12_000],
      ['Large', 19_000],
      ['Huge', 25_000],
    ]);
    const unknown = await imported(`sku,name,price,parent_sku\nX,Large,19000,NOPE\n`);
    expect([told(unknown), unknown.body]).toMatchObject([
      '400 IMPORT_REFUSED',
      { errors: [{ pointer: '/lines/2/parent_sku', code: 'PARENT_UNKNOWN' }] },
    ]);
  });
});
