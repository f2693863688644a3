import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Option {
  readonly id: string;
  readonly name: string;
  readonly price_delta: number;
  readonly available: boolean;
  readonly modifier_groups?: readonly Group[];
}
interface Group {
  readonly id: string;
  readonly name: string;
  readonly pre?: readonly {
    readonly code: string;
    readonly name: string;
    readonly multiply: number;
    readonly add: number;
  }[];
  readonly options: readonly Option[];
}
interface Product {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly available: boolean;
  readonly unavailable_reason: string | null;
  readonly modifier_groups: readonly Group[];
  readonly variants?: readonly { readonly id: string; readonly name: string }[];
}
interface Ordered {
  readonly id: string;
  readonly version: number;
  readonly total_amount: number;
  readonly items: readonly { readonly id: string; readonly name: string; readonly modifiers: readonly Chosen[] }[];
}
interface Chosen {
  readonly option_id: string;
  readonly group: string;
  readonly name: string;
  readonly quantity: number;
  readonly price_delta: number;
  readonly pre?: readonly string[];
  readonly level?: number;
}

const WORDS = [
  { code: 'NO', name: 'no', translations: { id: { name: 'tanpa' } } },
  { code: 'EXTRA', name: 'extra', multiply: 150 },
  { code: 'SIDE', name: 'on the side', add: 1_000 },
];
const DONENESS = { name: 'Doneness', min: 1, max: 1, options: [{ name: 'rare' }, { name: 'well done' }] };
const GROUPS = [
  {
    ...{ name: 'On it', max: 4, pre: WORDS, translations: { id: { name: 'Isi' } } },
    options: [
      { name: 'onion', default: true, translations: { id: { name: 'bawang' } } },
      { name: 'cheese', price_delta: 4_000, allergens: ['milk'] },
    ],
  },
  {
    ...{ name: 'Patty', min: 1, max: 1 },
    options: [
      { name: 'beef', price_delta: 10_000, modifier_groups: [DONENESS] },
      { name: 'soy', price_delta: 2_000, default: true },
    ],
  },
];

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code ?? ''}`;
const faultsOf = ({ body }: Answer) =>
  ((body as { errors?: { pointer: string; code: string }[] }).errors ?? []).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('choices and what is said of them', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let guest: Client;
  let anyone: Client;
  let burger: Product;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api, { guest_orders: 'DIRECT' });
    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { locale: 'en' }));
    const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] });
    [guest, anyone] = [client(api, seated.body.token), client(api)];
    burger = await made({ name: 'Burger', price: 40_000, modifier_groups: GROUPS });
  }, 300_000);

  const made = async (body: object): Promise<Product> =>
    expectStatus(
      201,
      await shop.admin.post<Product>('/products', { outlet_id: shop.outletId, station: 'kitchen', ...body }),
    );
  const optionOf = (product: Product, name: string): Option => {
    const all = (groups: readonly Group[]): Option[] =>
      groups.flatMap(({ options }) => options.flatMap((one) => [one, ...all(one.modifier_groups ?? [])]));
    const found = all(product.modifier_groups).find((one) => one.name === name);
    if (!found) throw new Error(`No option ${name}`);
    return found;
  };
  const wish = (name: string, more: object = {}) => ({ option_id: optionOf(burger, name).id, ...more });
  const order = (by: Client, modifiers: object[], product = burger) =>
    by.post<Ordered>('/orders', {
      ...(by === guest ? {} : { outlet_id: shop.outletId, type: 'TAKEAWAY' }),
      items: [{ product_id: product.id, quantity: 1, modifiers }],
    });
  const asked = () => [
    wish('onion', { pre: ['NO'] }),
    wish('cheese', { pre: ['SIDE', 'EXTRA'] }),
    wish('beef', { modifiers: [wish('rare')] }),
  ];
  /** What a cook reads of an order. */
  const ticketOf = async ({ id }: Ordered) => {
    const { body } = await shop.kitchen.get<{
      data: { order_id: string; lines: { id: string; modifiers: { name: string; quantity: number }[] }[] }[];
    }>(`/kitchen/tickets?outlet_id=${shop.outletId}&station=kitchen`);
    const lines = body.data.filter((ticket) => ticket.order_id === id).flatMap((ticket) => ticket.lines);
    return lines.map(({ modifiers }) => modifiers.map(({ name }) => name));
  };

  it('reach the kitchen, the bill and the receipt as the guest said them', async () => {
    const placed = expectStatus(201, await order(guest, asked()));
    // 40,000, cheese at 150 % and 1,000 more, beef 10,000. Prices include the tax.
    expect(placed.total_amount).toBe(57_000);
    expect(placed.items[0]?.modifiers).toMatchObject([
      { name: 'no onion', price_delta: 0, pre: ['NO'], group: 'On it' },
      { name: 'extra cheese on the side', price_delta: 7_000, pre: ['EXTRA', 'SIDE'] },
      { name: 'beef', price_delta: 10_000 },
      { name: 'rare', price_delta: 0, level: 1, group: 'Doneness' },
    ]);
    expect(await ticketOf(placed)).toEqual([['no onion', 'extra cheese on the side', 'beef', 'rare']]);
    const paper = JSON.stringify((await shop.cashier.get(`/orders/${placed.id}/receipt`)).body);
    expect([paper.includes('no onion'), paper.includes('extra cheese on the side')]).toEqual([true, true]);
  });

  it('are the same again in another round, and other ones once a line is changed', async () => {
    const placed = expectStatus(201, await order(shop.waiter, asked()));
    const again = await shop.waiter.post<{ order: Ordered } & Ordered>(`/orders/${placed.id}/repeat`, {
      version: placed.version,
    });
    const grown = again.body.order ?? again.body;
    expect(grown.items.map(({ modifiers }) => modifiers.map(({ name }) => name))).toEqual([
      ['no onion', 'extra cheese on the side', 'beef', 'rare'],
      ['no onion', 'extra cheese on the side', 'beef', 'rare'],
    ]);
    const line = grown.items[1]?.id ?? '';
    const changed = expectStatus(
      200,
      await shop.waiter.patch<Ordered>(`/orders/${placed.id}/items/${line}`, {
        modifiers: [wish('onion', { pre: ['NO'] }), wish('cheese', { pre: ['EXTRA'] }), wish('soy')],
        version: grown.version,
      }),
    );
    expect(changed.items.find(({ id }) => id === line)?.modifiers.map(({ name }) => name)).toEqual([
      'no onion',
      'extra cheese',
      'soy',
    ]);
  });

  it('are refused with every fault at once, and nothing is ordered', async () => {
    const refused = await order(guest, [
      wish('onion', { pre: ['NO', 'EXTRA'] }),
      wish('beef'),
      wish('rare'),
      wish('soy', { pre: ['EXTRA'] }),
    ]);
    expect([told(refused), faultsOf(refused).sort()]).toEqual([
      '422 MODIFIERS_INVALID',
      [
        '/items/0/modifiers TOO_MANY_OPTIONS',
        '/items/0/modifiers/0/pre PRE_CLASH',
        '/items/0/modifiers/1/modifiers TOO_FEW_OPTIONS',
        '/items/0/modifiers/2/option_id OPTION_UNKNOWN',
        '/items/0/modifiers/3/pre/0 PRE_UNKNOWN',
      ],
    ]);
    expect(told(await order(guest, [wish('soy', { pre: ['no'] })]))).toBe('400 VALIDATION_FAILED');
  });

  it('in a cart stay apart where something else is said of them', async () => {
    const put = async (modifiers: object[], token?: string) => {
      const body = { product_id: burger.id, quantity: 1, outlet_id: shop.outletId, modifiers };
      const headers: Record<string, string> = token ? { 'X-Cart-Token': token } : {};
      return expectStatus(201, await anyone.post<{ cart_token?: string; items: Cart[] }>('/cart/items', body, headers));
    };
    interface Cart {
      readonly quantity: number;
      readonly subtotal: number;
      readonly modifiers: readonly { readonly name: string }[];
    }
    const { cart_token: token } = await put([wish('soy'), wish('cheese', { pre: ['EXTRA'] })]);
    await put([wish('cheese', { pre: ['EXTRA'] }), wish('soy')], token);
    const { items } = await put([wish('soy'), wish('cheese')], token);
    expect(
      items.map(({ quantity, subtotal, modifiers }) => [quantity, subtotal, modifiers.map(({ name }) => name).sort()]),
    ).toEqual([
      [2, 96_000, ['extra cheese', 'soy']],
      [1, 46_000, ['cheese', 'soy']],
    ]);
  });

  it('are read by guests in their language, and frozen in the outlet’s', async () => {
    const inIndonesian = await anyone.get<Product>(`/products/${burger.id}?outlet_id=${shop.outletId}`, {
      'Accept-Language': 'id',
    });
    const [onIt] = inIndonesian.body.modifier_groups;
    expect(onIt).toMatchObject({
      name: 'Isi',
      pre: [{ name: 'tanpa' }, { name: 'extra' }, {}],
      options: [{ name: 'bawang' }, {}],
    });
    expect(onIt).not.toHaveProperty('translations');
    expect(inIndonesian.headers.get('vary')).toContain('Accept-Language');
    const kept = await shop.admin.get<Product>(`/products/${burger.id}`);
    expect(kept.body.modifier_groups[0]).toMatchObject({ name: 'On it', translations: { id: { name: 'Isi' } } });

    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { locale: 'id' }));
    // From the moment at which the process has heard of it.
    await eventually(async () => {
      const placed = expectStatus(201, await order(shop.waiter, [wish('onion', { pre: ['NO'] }), wish('soy')]));
      expect(placed.items[0]?.modifiers[0]).toMatchObject({ name: 'tanpa bawang', group: 'Isi' });
    });
    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { locale: 'en' }));
  });

  it('of categories and sizes are read in the language of who reads, too', async () => {
    const body = { outlet_id: shop.outletId, name: 'Drinks', translations: { id: { name: 'Minuman' } } };
    const drinks = expectStatus(201, await shop.admin.post<{ id: string }>('/categories', body));
    await made({
      ...{ name: 'Tea', price: 9_000, category_id: drinks.id, translations: { id: { name: 'Teh' } } },
      variants: [{ name: 'Large', price: 12_000, translations: { id: { name: 'Besar' } } }],
    });
    const { body: menu } = await anyone.get<{ categories: { name: string; products: Product[] }[] }>(
      `/menu?outlet_id=${shop.outletId}`,
      { 'Accept-Language': 'id' },
    );
    const shelf = menu.categories.find(({ name }) => name === 'Minuman');
    expect(shelf?.products).toMatchObject([{ name: 'Teh', variants: [{ name: 'Besar' }] }]);
    const listed = await anyone.get<{ data: { name: string }[] }>(`/categories?outlet_id=${shop.outletId}`, {
      'Accept-Language': 'id',
    });
    expect(listed.body.data.map(({ name }) => name)).toContain('Minuman');
    const forStaff = await shop.waiter.get<{ data: { name: string; translations?: object }[] }>(
      `/categories?outlet_id=${shop.outletId}`,
      { 'Accept-Language': 'id' },
    );
    expect(forStaff.body.data).toContainEqual(
      expect.objectContaining({ name: 'Drinks', translations: { id: { name: 'Minuman' } } }),
    );
  });

  it('keep their ids at every level, close what lacks one, and travel in a file', async () => {
    const pasta = await made({ name: 'Pasta', price: 30_000, sku: 'PASTA', modifier_groups: GROUPS });
    const withRare = (available: boolean) => [
      GROUPS[0],
      {
        ...GROUPS[1],
        options: [
          {
            name: 'beef',
            price_delta: 10_000,
            modifier_groups: [{ ...DONENESS, options: [{ name: 'rare', available }] }],
          },
        ],
      },
    ];
    const changed = expectStatus(
      200,
      await shop.admin.patch<Product>(`/products/${pasta.id}`, { modifier_groups: withRare(false) }),
    );
    expect(optionOf(changed, 'rare').id).toBe(optionOf(pasta, 'rare').id);
    expect(changed).toMatchObject({ available: false, unavailable_reason: 'NO_CHOICE' });
    const beef = { option_id: optionOf(pasta, 'beef').id, modifiers: [{ option_id: optionOf(pasta, 'rare').id }] };
    expect(told(await order(shop.waiter, [beef], pasta))).toBe('409 PRODUCT_UNAVAILABLE');
    expectStatus(200, await shop.admin.patch(`/products/${pasta.id}`, { modifier_groups: withRare(true) }));
    expect(told(await order(shop.waiter, [beef], pasta))).toBe('201');

    const before = (await shop.admin.get<Product>(`/products/${pasta.id}`)).body;
    const file = await shop.admin.get<string>(`/products/export?outlet_id=${shop.outletId}`);
    expectStatus(
      200,
      await shop.admin.post(`/products/import?outlet_id=${shop.outletId}`, file.body, { 'content-type': 'text/csv' }),
    );
    expect((await shop.admin.get<Product>(`/products/${pasta.id}`)).body.modifier_groups).toEqual(
      before.modifier_groups,
    );
  });
});
