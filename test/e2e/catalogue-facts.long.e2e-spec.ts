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

interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly station: string | null;
  readonly translations?: object;
}
interface Section {
  readonly id: string | null;
  readonly name: string | null;
  readonly parent_id?: string;
  readonly depth?: number;
  readonly products: readonly Product[];
}
interface Order {
  readonly id: string;
  readonly items: readonly { readonly name: string; readonly unit_price: number }[];
}
interface Category {
  readonly id: string;
  readonly name: string;
  readonly parent_id?: string;
  readonly children?: readonly Category[];
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);

describe('the catalogue', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let anyone: Client;
  let guest: Client;
  let at: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] });
    [anyone, guest] = [client(api), client(api, seated.body.token)];
    at = `outlet_id=${shop.outletId}`;
  }, 300_000);

  const menu = async (query = '', headers: Record<string, string> = {}) => {
    const answer = await anyone.get<{ categories: Section[] }>(`/menu?${at}${query}`, headers);
    return { ...answer, products: answer.body.categories.flatMap(({ products }) => products) };
  };
  const order = (items: object[], by = shop.waiter) =>
    by.post<Order>('/orders', { ...(by === guest ? {} : { table_id: shop.tableIds[1] }), items });

  describe('with categories below categories', () => {
    const made = async (name: string, more: object = {}) => {
      const body = { outlet_id: shop.outletId, name, ...more };
      return expectStatus(201, await shop.admin.post<Category>('/categories', body));
    };

    it('is shown from the top, takes four levels and no circle, and passes the station down', async () => {
      const drinks = await made('Drinks', { position: 1, station: 'bar' });
      const food = await made('Food', { position: 2 });
      const coffee = await made('Coffee', { parent_id: drinks.id, position: 2 });
      const tea = await made('Tea', { parent_id: drinks.id, position: 1 });
      const iced = await made('Iced', { parent_id: coffee.id });
      const seasonal = await made('Seasonal', { parent_id: iced.id });
      const body = { outlet_id: shop.outletId, name: 'Deeper', parent_id: seasonal.id };
      expect(told(await shop.admin.post('/categories', body))).toBe('422 CATEGORY_TOO_DEEP');
      for (const parent_id of [drinks.id, iced.id]) {
        const wrong = await shop.admin.patch(`/categories/${drinks.id}`, { parent_id });
        expect(told(wrong)).toBe('422 CATEGORY_CYCLE');
      }
      const product = async (name: string, category_id: string) => {
        const sent = { outlet_id: shop.outletId, name, price: 1_000, category_id };
        return expectStatus(201, await shop.admin.post<Product>('/products', sent));
      };
      expect((await product('Pumpkin Latte', seasonal.id)).station).toBe('bar');
      expect((await product('Bread', food.id)).station).toBeNull();
      await product('Green Tea', tea.id);

      const sections = (await menu()).body.categories.map(({ name, parent_id, depth }) => [name, parent_id, depth]);
      expect(sections).toEqual([
        ['Drinks', undefined, 0],
        ['Tea', drinks.id, 1],
        ['Coffee', drinks.id, 1],
        ['Iced', coffee.id, 2],
        ['Seasonal', iced.id, 3],
        ['Food', undefined, 0],
      ]);
      const tree = (await anyone.get<{ data: Category[]; total: number }>(`/categories?${at}&tree=true`)).body;
      const names = (nodes: readonly Category[]): unknown[] =>
        nodes.map(({ name, children = [] }) => (children.length > 0 ? [name, names(children)] : name));
      expect([tree.total, names(tree.data)]).toEqual([
        2,
        [['Drinks', ['Tea', ['Coffee', [['Iced', ['Seasonal']]]]]], 'Food'],
      ]);

      const off = { available: false, outlet_id: shop.outletId };
      expectStatus(200, await shop.supervisor.patch(`/categories/${drinks.id}/availability`, off));
      expect((await menu()).body.categories.map(({ name }) => name)).toEqual(['Food']);
      const latte = (await anyone.get<{ data: Product[] }>(`/products?${at}&q=pumpkin`)).body.data[0]!;
      expect(told(await order([{ product_id: latte.id, quantity: 1 }]))).toBe('409 PRODUCT_UNAVAILABLE');
      expectStatus(
        200,
        await shop.supervisor.patch(`/categories/${drinks.id}/availability`, { ...off, available: true }),
      );
      expect(told(await order([{ product_id: latte.id, quantity: 1 }]))).toBe('201');

      expectStatus(204, await shop.admin.delete(`/categories/${iced.id}`));
      const moved = await anyone.get<Category>(`/categories/${seasonal.id}`);
      expect(moved.body.parent_id).toBe(coffee.id);
      const top = await shop.admin.patch<Category>(`/categories/${coffee.id}`, { parent_id: null });
      expect(expectStatus(200, top).parent_id).toBeUndefined();
    });

    it('stays without a circle when two are moved below each other at once', async () => {
      const [a, b] = [await made('A'), await made('B')];
      const answers = await Promise.all([
        shop.admin.patch(`/categories/${a.id}`, { parent_id: b.id }),
        shop.admin.patch(`/categories/${b.id}`, { parent_id: a.id }),
      ]);
      expect(answers.map(told).sort()).toEqual(['200', '422 CATEGORY_CYCLE']);
    });
  });

  it('tells what is in a product, and shows what a guest may eat', async () => {
    const facts = { allergens: ['nuts', 'milk'], dietary: ['VEGETARIAN', 'HALAL'], calories_kcal: 410, plu: '01234' };
    const cake = await shop.product('Almond Cake', 30_000, facts);
    const rice = await shop.product('Fried Rice', 30_000, { dietary: ['HALAL'] });
    const pork = await shop.product('Pork Belly', 30_000);

    expect((await menu()).products.find(({ id }) => id === cake.id)).toMatchObject({
      ...facts,
      allergens: ['milk', 'nuts'],
    });
    const ids = async (query: string) => {
      const shown = new Set((await menu(query)).products.map(({ id }) => id));
      return [cake, rice, pork].filter(({ id }) => shown.has(id)).map(({ name }) => name);
    };
    expect(await ids('&without=nuts')).toEqual(['Fried Rice', 'Pork Belly']);
    expect(await ids('&without=eggs,milk&dietary=HALAL')).toEqual(['Fried Rice']);
    expect(await ids('&dietary=HALAL,VEGETARIAN')).toEqual(['Almond Cake']);
    expect(told(await anyone.get(`/menu?${at}&without=peas`))).toBe('400 VALIDATION_FAILED');
    const plain = (await menu()).products.find(({ id }) => id === pork.id);
    for (const name of ['allergens', 'dietary', 'calories_kcal', 'plu', 'open_price', 'variants']) {
      expect(plain).not.toHaveProperty(name);
    }
  });

  it('is read in the reader’s language, else in the outlet’s, which is what a bill says', async () => {
    const locale = async (to: string) =>
      expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { locale: to }));
    await locale('id');
    const untranslated = await menu('&dietary=KOSHER');
    expect(untranslated.headers.get('vary')).not.toMatch(/Accept-Language/);
    const soup = await shop.product('Chicken Soup', 20_000, {
      description: 'Hot',
      translations: { id: { name: 'Sup Ayam', description: 'Panas' }, 'pt-BR': { name: 'Canja' } },
    });
    const read = async (language?: string) => {
      const answer = await menu('', language === undefined ? {} : { 'accept-language': language });
      expect(answer.headers.get('vary')).toMatch(/Accept-Language/);
      const { name, description, translations } = answer.products.find(({ id }) => id === soup.id)!;
      return [name, description, translations];
    };

    expect(await read()).toEqual(['Sup Ayam', 'Panas', undefined]);
    expect(await read('pt-BR,pt;q=0.9')).toEqual(['Canja', 'Hot', undefined]);
    expect(await read('en')).toEqual(['Chicken Soup', 'Hot', undefined]);
    expect(await read()).toEqual(['Sup Ayam', 'Panas', undefined]);
    const one = await anyone.get<Product>(`/products/${soup.id}`, { 'accept-language': 'pt' });
    expect(one.body.name).toBe('Canja');
    expect((await shop.admin.get<Product>(`/products/${soup.id}`)).body).toMatchObject({
      name: 'Chicken Soup',
      translations: { id: { name: 'Sup Ayam', description: 'Panas' } },
    });
    const placed = expectStatus(201, await order([{ product_id: soup.id, quantity: 1 }]));
    expect(placed.items[0]?.name).toBe('Sup Ayam');
    await locale('en');
    // The outlet that orders are priced by is forgotten once its change has been told.
    await eventually(async () => {
      const later = expectStatus(201, await order([{ product_id: soup.id, quantity: 1 }]));
      expect(later.items[0]?.name).toBe('Chicken Soup');
    });
  });

  it('has prices that staff say at the till, within bounds, and nobody else', async () => {
    const fish = await shop.product('Fish of the day', 50_000, {
      ...{ open_price: true, price_min: 40_000, price_max: 90_000, stock: 100 },
    });
    const tea = await shop.product('Plain tea', 5_000);
    const said = (open_price: number, product = fish) => [{ product_id: product.id, quantity: 2, open_price }];

    expect(expectStatus(201, await order(said(72_500))).items).toMatchObject([
      { unit_price: 72_500, subtotal: 145_000 },
    ]);
    expect(expectStatus(201, await order([{ product_id: fish.id, quantity: 1 }])).items[0]?.unit_price).toBe(50_000);
    const wrong = await order(said(39_999));
    expect([told(wrong), wrong.body]).toMatchObject([
      '422 PRICE_OUT_OF_RANGE',
      { price_min: 40_000, price_max: 90_000 },
    ]);
    expect(told(await order(said(90_001)))).toBe('422 PRICE_OUT_OF_RANGE');
    expect(told(await order(said(5_000, tea)))).toBe('422 PRICE_NOT_OPEN');
    expect(told(await order(said(72_500), guest))).toBe('403 FORBIDDEN');
    const bill = expectStatus(201, await order([{ product_id: tea.id, quantity: 1 }]));
    const more = await shop.waiter.post<Order>(`/orders/${bill.id}/items`, { items: said(60_000) });
    expect([told(more), more.body.items.map((item) => item.unit_price)]).toEqual(['201', [5_000, 60_000]]);
    expect(told(await guest.post('/orders/quote', { items: said(60_000) }))).toBe('403 FORBIDDEN');

    const fixed = await shop.admin.patch(`/products/${tea.id}`, { price_min: 1 });
    expect([told(fixed), fixed.body]).toMatchObject(['400 VALIDATION_FAILED', { errors: [{ pointer: '/price_min' }] }]);
    const turned = await shop.admin.patch(`/products/${fish.id}`, { price_max: 1 });
    expect([told(turned), turned.body]).toMatchObject([
      '400 VALIDATION_FAILED',
      { errors: [{ code: 'MAX_BELOW_MIN' }] },
    ]);
  });
});
