import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  type Client,
  client,
  createAccount,
  createTestDatabase,
  eventually,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Option {
  id: string;
  name: string;
  price_delta: number;
  available: boolean;
}

interface Product {
  id: string;
  outlet_id: string | null;
  name: string;
  price: number;
  currency: string;
  stock: number | null;
  track_stock: boolean;
  available: boolean;
  station: string | null;
  version: number;
  cost?: number | null;
  modifier_groups: { id: string; name: string; min: number; max: number; options: Option[] }[];
  [field: string]: unknown;
}

interface Category {
  id: string;
  name: string;
  available: boolean;
  version: number;
}

interface Page<T> {
  data: T[];
  total: number;
  limit: number;
  offset: number;
}

interface Problem {
  code: string;
  errors?: { pointer: string; code: string }[];
  [field: string]: unknown;
}

interface Menu {
  outlet: { id: string; currency: string };
  categories: { id: string | null; name: string | null; products: Product[] }[];
}

interface LoggedEvent {
  type: string;
  outlet_id: string | null;
  payload: Record<string, unknown>;
}

const CSV = { 'content-type': 'text/csv' };

describe('the catalogue', () => {
  let database: TestDatabase;
  let api: Api;
  let other: Api;
  let admin: Client;
  let supervisor: Client;
  let kitchen: Client;
  let cashier: Client;
  let stranger: Client;
  let customer: Client;
  let anyone: Client;
  let cafe: string;
  let bakery: string;
  let shop: string;
  let names = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = await Promise.all([startApi({ database }), startApi({ database })]);
    anyone = client(api);
    const account = async (...args: Parameters<typeof createAccount> extends [unknown, ...infer R] ? R : never) =>
      client(api, (await createAccount(database, ...args)).token);
    admin = await account('ADMIN');
    cafe = await anOutlet('Kopi Senja', 'IDR', 'Asia/Jakarta');
    bakery = await anOutlet('Roti Pagi', 'IDR', 'Asia/Jakarta');
    shop = await anOutlet('Loja Sol', 'BRL', 'America/Sao_Paulo');
    supervisor = await account('SUPERVISOR', [cafe]);
    kitchen = await account('KITCHEN', [cafe]);
    cashier = await account('KASIR', [cafe]);
    stranger = await account('SUPERVISOR', [shop]);
    customer = await account('CUSTOMER');
  }, 200_000);

  async function anOutlet(name: string, currency: string, time_zone: string): Promise<string> {
    const { status, body } = await admin.post<{ id: string }>('/outlets', { name, currency, time_zone });
    expect(status).toBe(201);
    return body.id;
  }

  async function aProduct(fields: object = {}): Promise<Product> {
    const { status, body } = await admin.post<Product>('/products', {
      name: `Product ${++names}`,
      price: 20_000,
      outlet_id: cafe,
      ...fields,
    });
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  }

  async function aCategory(fields: object = {}): Promise<Category> {
    const { status, body } = await admin.post<Category>('/categories', { name: `Category ${++names}`, ...fields });
    expect(status).toBe(201);
    return body;
  }

  const read = async (id: string, as: Client = anyone, query = '') =>
    (await as.get<Product>(`/products/${id}${query}`)).body;
  const namesOf = ({ body }: Answer<Page<Product>>) => body.data.map(({ name }) => name);
  const codesOf = ({ errors = [] }: Problem) => errors.map(({ pointer, code }) => `${pointer} ${code}`);
  const eventsAbout = async (productId: string) =>
    database.query<LoggedEvent & Record<string, unknown>>(
      `SELECT type, outlet_id, payload FROM events WHERE type = 'PRODUCT_AVAILABILITY_CHANGED' AND payload ->> 'product_id' = $1 ORDER BY position`,
      [productId],
    );

  describe('making and changing products', () => {
    it('keeps every field, gives the outlet’s currency and counts the first stock with a movement', async () => {
      const category = await aCategory({ station: 'bar' });
      const fields = {
        sku: 'KOPI-01',
        barcode: '8991234567890',
        name: 'Es Kopi Susu',
        description: 'Iced',
        price: 28_000,
        cost: 9_000,
        category_id: category.id,
        image_url: 'https://img.example/kopi.png',
        featured: true,
        low_stock_threshold: 5,
        weight_grams: 300,
        width_mm: 80,
        height_mm: 120,
        length_mm: 80,
        ncm: '21069090',
        cfop: '5102',
        tax_rate: 11.5,
      };
      const product = await aProduct({ ...fields, stock: 10 });

      expect(product).toMatchObject({
        ...fields,
        outlet_id: cafe,
        currency: 'IDR',
        stock: 10,
        track_stock: true,
        station: 'bar',
        available: true,
        modifier_groups: [],
        version: 1,
      });
      const movements = await database.query(
        'SELECT type, quantity::int AS quantity FROM stock_movements WHERE product_id = $1',
        [product.id],
      );
      expect(movements).toEqual([{ type: 'COUNT', quantity: 10 }]);
      const [audit] = await database.query('SELECT action, actor_role FROM audit_log WHERE subject_id = $1', [
        product.id,
      ]);
      expect(audit).toEqual({ action: 'product.created', actor_role: 'ADMIN' });
    });

    it('tells every fault of a request at once and makes nothing', async () => {
      const [before] = await database.query('SELECT count(*)::int AS count FROM products');
      const { status, body } = await admin.post<Problem>('/products', {
        price: 10.5,
        cost: -1,
        name: ' ',
        image_url: 'http://img.example/x.png',
        stock: 1.5,
        tax_rate: 10.123,
        ncm: '12',
        colour: 'red',
        modifier_groups: [{ name: 'Size', min: 0, max: 1, options: [{ name: 'L', price_delta: 'much' }] }],
      });

      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
      const pointers = new Set(body.errors?.map(({ pointer }) => pointer));
      expect([...pointers].sort()).toEqual([
        '/colour',
        '/cost',
        '/image_url',
        '/modifier_groups/0/options/0/price_delta',
        '/name',
        '/ncm',
        '/price',
        '/stock',
        '/tax_rate',
      ]);
      const huge = await admin.post<Problem>('/products', { name: 'Huge', price: 1e15 });
      expect([huge.status, codesOf(huge.body)]).toEqual([400, ['/price MAX']]);
      expect(await database.query('SELECT count(*)::int AS count FROM products')).toEqual([before]);
    });

    it('refuses choices that contradict each other', async () => {
      const { status, body } = await admin.post<Problem>('/products', {
        name: 'Latte',
        price: 10_000,
        modifier_groups: [
          { name: 'Milk', min: 2, max: 1, options: [{ name: 'Oat' }, { name: 'Oat' }] },
          { name: 'Milk', options: [{ name: 'None', price_delta: -10_001 }] },
          { id: newId(), name: 'Syrup', options: [] },
        ],
      });

      expect(status).toBe(400);
      expect(codesOf(body).sort()).toEqual([
        '/modifier_groups PRICE_BELOW_ZERO',
        '/modifier_groups/0/max MAX_BELOW_MIN',
        '/modifier_groups/0/options/1/name DUPLICATE_NAME',
        '/modifier_groups/1/name DUPLICATE_NAME',
        '/modifier_groups/2/id UNKNOWN_ID',
      ]);
    });

    it('takes a sku once at an outlet, and again elsewhere or when its product is gone', async () => {
      const first = await aProduct({ sku: 'ONCE' });
      const again = await admin.post<Problem>('/products', { name: 'Twin', price: 1, outlet_id: cafe, sku: 'ONCE' });
      expect([again.status, again.body.code]).toEqual([409, 'SKU_TAKEN']);
      await aProduct({ sku: 'ONCE', outlet_id: bakery });

      expect((await admin.delete(`/products/${first.id}`)).status).toBe(204);
      await aProduct({ sku: 'ONCE' });
    });

    it('sells a product without an outlet at every outlet of its currency', async () => {
      const shared = await aProduct({ outlet_id: null, name: 'Bottled water', price: 500, currency: 'BRL' });

      expect(shared).toMatchObject({ outlet_id: null, currency: 'BRL' });
      expect((await read(shared.id, stranger)).id).toBe(shared.id);
      expect((await cashier.get(`/products/${shared.id}`)).status).toBe(404);
      expect((await aProduct({ outlet_id: null })).currency).toBe('IDR');
      const mismatch = await admin.post<Problem>('/products', {
        name: 'X',
        price: 1,
        outlet_id: cafe,
        currency: 'BRL',
      });
      expect([mismatch.status, mismatch.body.code]).toEqual([422, 'CURRENCY_MISMATCH']);
    });

    it('replaces fields by PUT but keeps choices and stock keeping, and changes single ones by PATCH', async () => {
      const made = await aProduct({
        description: 'Old',
        featured: true,
        stock: 3,
        modifier_groups: [{ name: 'Ice', options: [{ name: 'Less' }] }],
      });
      const put = await admin.put<Product>(`/products/${made.id}`, { name: 'New', price: 5, version: 1 });
      expect([put.status, put.body]).toEqual([
        200,
        expect.objectContaining({
          name: 'New',
          price: 5,
          description: null,
          featured: false,
          track_stock: true,
          stock: 3,
          version: 2,
        }),
      ]);
      expect(put.body.modifier_groups).toEqual(made.modifier_groups);

      const patch = await admin.patch<Product>(`/products/${made.id}`, { price: 7 }, { 'if-match': '"2"' });
      expect([patch.status, patch.body]).toEqual([200, expect.objectContaining({ name: 'New', price: 7, version: 3 })]);
      const same = await admin.patch<Product>(`/products/${made.id}`, { price: 7 });
      expect(same.body.version).toBe(3);
      const nothing = await admin.patch<Product>(`/products/${made.id}`, { name: null, price: null });
      expect([nothing.status, nothing.body]).toEqual([200, same.body]);
    });

    it('says how long a product takes and which stations make it, to staff alone', async () => {
      const components = [
        { station: 'Grill', name: ' Patty ', prep_seconds: 300 },
        { station: 'fryer', name: 'Fries' },
      ];
      const kept = [
        { station: 'grill', name: 'Patty', prep_seconds: 300 },
        { station: 'fryer', name: 'Fries', prep_seconds: null },
      ];
      const made = await aProduct({ prep_seconds: 240, components });
      expect(made).toMatchObject({ prep_seconds: 240, components: kept });
      const patched = await admin.patch<Product>(`/products/${made.id}`, { price: 3 });
      expect(patched.body).toMatchObject({ prep_seconds: 240, components: kept, version: 2 });
      expect((await admin.get(`/products/${made.id}`)).body).toMatchObject({ prep_seconds: 240, components: kept });
      const seenByAll = (await client(api).get<object>(`/products/${made.id}`)).body;
      expect(['prep_seconds', 'components'].filter((name) => name in seenByAll)).toEqual([]);

      const same = await admin.patch<Product>(`/products/${made.id}`, { components: kept });
      expect(same.body.version).toBe(2);
      const bad = await admin.patch<Problem>(`/products/${made.id}`, {
        prep_seconds: 0,
        components: [{ station: 'the grill', name: '', prep_seconds: 86_401 }],
      });
      expect([bad.status, bad.body.errors?.map(({ pointer }) => pointer).sort()]).toEqual([
        400,
        ['/components/0/name', '/components/0/prep_seconds', '/components/0/station', '/prep_seconds'],
      ]);
      const nine = Array.from({ length: 9 }, (_, i) => ({ station: 'grill', name: `Part ${i}` }));
      expect((await admin.patch(`/products/${made.id}`, { components: nine })).status).toBe(400);
      const put = await admin.put<Product>(`/products/${made.id}`, { name: 'Plain', price: 5 });
      expect(put.body).toMatchObject({ prep_seconds: null, components: [] });
    });

    it('refuses a stale version with the current one, and of two edits of one version takes one', async () => {
      const { id } = await aProduct();
      await admin.patch(`/products/${id}`, { price: 1 });
      const stale = await admin.patch<Problem>(`/products/${id}`, { price: 2, version: 1 });
      expect([stale.status, stale.body.code, stale.body['version']]).toEqual([409, 'VERSION_CONFLICT', 2]);
      const staleHeader = await admin.put<Problem>(`/products/${id}`, { name: 'x', price: 2 }, { 'if-match': '"1"' });
      expect(staleHeader.status).toBe(409);

      const race = await Promise.all(
        [3, 4, 5, 6].map((price) => admin.patch(`/products/${id}`, { price, version: 2 })),
      );
      expect(race.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    });

    it('keeps the ids of choices that are sent with an id, or without one under the same name', async () => {
      const made = await aProduct({
        modifier_groups: [
          { name: 'Size', min: 1, max: 1, options: [{ name: 'S' }, { name: 'L', price_delta: 5_000 }] },
          { name: 'Syrup', options: [{ name: 'Vanilla' }] },
        ],
      });
      const [size, syrup] = made.modifier_groups;
      const { body } = await admin.patch<Product>(`/products/${made.id}`, {
        modifier_groups: [
          { name: 'Syrup', max: 2, options: [{ name: 'Vanilla', available: false }, { name: 'Caramel' }] },
          {
            id: size!.id,
            name: 'Cup',
            min: 1,
            max: 1,
            options: [{ id: size!.options[1]!.id, name: 'XL', price_delta: 6_000 }],
          },
        ],
      });

      expect(body.modifier_groups.map(({ id, name }) => [id, name])).toEqual([
        [syrup!.id, 'Syrup'],
        [size!.id, 'Cup'],
      ]);
      expect(body.modifier_groups[0]!.options[0]).toEqual({ ...syrup!.options[0], available: false });
      expect(body.modifier_groups[1]!.options).toEqual([{ ...size!.options[1], name: 'XL', price_delta: 6_000 }]);
      expect(await read(made.id)).toMatchObject({ modifier_groups: body.modifier_groups });
    });

    it('deletes softly: gone from every read, still there for the books', async () => {
      const product = await aProduct({ name: 'Shortlived cake' });
      expect((await admin.delete(`/products/${product.id}`)).status).toBe(204);

      expect((await anyone.get(`/products/${product.id}`)).status).toBe(404);
      expect((await admin.delete(`/products/${product.id}`)).status).toBe(404);
      expect((await anyone.get<Page<Product>>('/products/search?q=shortlived')).body.total).toBe(0);
      expect(await database.query('SELECT name FROM products WHERE id = $1', [product.id])).toEqual([
        { name: 'Shortlived cake' },
      ]);
    });

    it('lets ADMIN alone write, and shows cost to staff alone', async () => {
      const product = await aProduct({ cost: 4_000 });

      for (const caller of [supervisor, kitchen, cashier, customer]) {
        expect((await caller.post('/products', { name: 'x', price: 1 })).status).toBe(403);
        expect((await caller.delete(`/products/${product.id}`)).status).toBe(403);
      }
      expect((await anyone.post('/products', { name: 'x', price: 1 })).status).toBe(401);
      expect((await read(product.id, cashier)).cost).toBe(4_000);
      for (const reader of [anyone, customer]) expect(await read(product.id, reader)).not.toHaveProperty('cost');
      const url = '/products?limit=100&sort=-created_at';
      for (const [reader, sees] of [
        [cashier, true],
        [anyone, false],
        [cashier, true],
        [anyone, false],
      ] as const) {
        const list = await reader.get<Page<Product>>(url);
        expect(JSON.stringify(list.body).includes('"cost":4000')).toBe(sees);
      }
    });

    it('answers the same Idempotency-Key with the same product', async () => {
      const key = { 'idempotency-key': newId() };
      const first = await admin.post<Product>('/products', { name: 'Once', price: 1, stock: 2, outlet_id: cafe }, key);
      const second = await admin.post<Product>('/products', { name: 'Once', price: 1, stock: 2, outlet_id: cafe }, key);

      expect([second.status, second.body.id]).toEqual([201, first.body.id]);
      expect(second.headers.get('idempotent-replayed')).toBe('true');
    });
  });

  describe('reading', () => {
    it('pages, filters and sorts a list', async () => {
      const category = await aCategory();
      for (const [name, price, featured] of [
        ['Água', 3, true],
        ['abacate', 1, false],
        ['Bolo', 2, true],
      ] as const) {
        await aProduct({ name, price, featured, category_id: category.id });
      }
      const list = (query: string) => anyone.get<Page<Product>>(`/products?category_id=${category.id}&${query}`);

      expect(namesOf(await list(''))).toEqual(['abacate', 'Água', 'Bolo']);
      // A field of a form that was left empty.
      expect(namesOf(await list('q='))).toEqual(['abacate', 'Água', 'Bolo']);
      expect(namesOf(await list('sort=-price'))).toEqual(['Água', 'Bolo', 'abacate']);
      expect(namesOf(await list('featured=true&sort=name'))).toEqual(['Água', 'Bolo']);
      expect((await list('limit=1&offset=1')).body).toMatchObject({
        total: 3,
        limit: 1,
        offset: 1,
        data: [{ name: 'Água' }],
      });
      expect(namesOf(await anyone.get(`/products/category/${category.id}?limit=2`))).toEqual(['abacate', 'Água']);
      for (const bad of [
        'limit=0',
        'limit=101',
        'offset=-1',
        'sort=cost',
        'featured=maybe',
        'category_id=x',
        'q=a&q=b',
      ]) {
        expect([bad, (await anyone.get(`/products?${bad}`)).status]).toEqual([bad, 400]);
      }
    });

    it('lists featured products alone, and answers 404 for an unknown category, product or outlet', async () => {
      await aProduct({ featured: true });
      const { body } = await anyone.get<Page<Product>>('/products/featured?limit=100');
      expect(new Set(body.data.map(({ featured }) => featured))).toEqual(new Set([true]));

      for (const path of ['/products/category/', '/products/', '/categories/', '/products?outlet_id=']) {
        expect([path, (await anyone.get(`${path}${newId()}`)).status]).toEqual([path, 404]);
      }
      expect((await anyone.get('/products/nonsense')).status).toBe(400);
    });

    it('searches without accents and with typos, the best match first, and refuses an empty question', async () => {
      for (const name of ['Café Coado', 'Cappuccino', 'Pão de Queijo', 'Café Gelado com Café', 'Croissant']) {
        await aProduct({ name, outlet_id: shop, description: name === 'Croissant' ? 'com cafe' : null });
      }
      const search = async (q: string) =>
        namesOf(await anyone.get(`/products/search?outlet_id=${shop}&q=${encodeURIComponent(q)}`));

      expect(await search('CAFE coado')).toEqual(['Café Coado']);
      expect(await search('café')).toEqual(['Café Coado', 'Café Gelado com Café', 'Croissant']);
      expect(await search('pao queijo')).toEqual(['Pão de Queijo']);
      expect((await search('capucino'))[0]).toBe('Cappuccino');
      expect((await search('croisant'))[0]).toBe('Croissant');
      expect(await search('100%_\\')).toEqual([]);
      for (const q of ['', '%20', undefined]) {
        expect((await anyone.get(`/products/search${q === undefined ? '' : `?q=${q}`}`)).status).toBe(400);
      }
    });

    it('shows a till what its outlets sell and hides what is foreign', async () => {
      const mine = await aProduct({ name: 'Zebra cake mine' });
      const foreign = await aProduct({ name: 'Zebra cake foreign', outlet_id: shop });

      expect(namesOf(await cashier.get('/products?q=zebra'))).toEqual(['Zebra cake mine']);
      expect(namesOf(await anyone.get('/products?q=zebra'))).toEqual(['Zebra cake foreign', 'Zebra cake mine']);
      expect((await cashier.get(`/products/${foreign.id}`)).status).toBe(404);
      expect((await cashier.get(`/products?outlet_id=${shop}`)).status).toBe(404);
      expect((await stranger.get(`/products/${mine.id}`)).status).toBe(404);
      expect((await stranger.patch(`/products/${mine.id}/availability`, { available: false })).status).toBe(404);
    });

    it('gives the menu of an outlet, and of the table that a guest sits at, in its order', async () => {
      const outlet = await anOutlet('Warung', 'SGD', 'Asia/Singapore');
      const [drinks, food, hidden] = [
        await aCategory({ name: 'Drinks', position: 2, outlet_id: outlet }),
        await aCategory({ name: 'Food', position: 1, outlet_id: outlet }),
        await aCategory({ name: 'Breakfast', position: 0, outlet_id: outlet }),
      ];
      const tea = await aProduct({ name: 'Tea', outlet_id: outlet, category_id: drinks.id, stock: 4 });
      await aProduct({ name: 'Rice', outlet_id: outlet, category_id: food.id });
      await aProduct({ name: 'Eggs', outlet_id: outlet, category_id: hidden.id });
      await aProduct({ name: 'Candle', outlet_id: outlet });
      await admin.patch(`/products/${tea.id}/availability`, { available: false });
      await admin.patch(`/categories/${hidden.id}/availability`, { available: false });

      const { status, body } = await anyone.get<Menu>(`/menu?outlet_id=${outlet}`);
      expect([status, body.outlet]).toEqual([200, expect.objectContaining({ id: outlet, currency: 'SGD' })]);
      expect(
        body.categories.map(({ name, products }) => [name, products.map((one) => [one.name, one.available])]),
      ).toEqual([
        ['Food', [['Rice', true]]],
        ['Drinks', [['Tea', false]]],
        [null, [['Candle', true]]],
      ]);
      const table = await admin.post<{ id: string }>('/tables', { outlet_id: outlet, name: 'T1' });
      const seated = await admin.post<{ token: string }>('/table-sessions', { table_id: table.body.id });
      const guest = anyone.as(seated.body.token);
      expect((await guest.get<Menu>('/menu')).body.outlet.id).toBe(outlet);
      expect((await guest.get(`/menu?outlet_id=${cafe}`)).status).toBe(404);
      expect((await anyone.get('/menu')).status).toBe(400);
    });
  });

  describe('availability', () => {
    it('is switched by whoever finds out first, heard by everybody, and said once', async () => {
      const product = await aProduct();
      const off = await kitchen.patch<Product>(`/products/${product.id}/availability`, {
        available: false,
        reason: 'No milk',
      });

      expect([off.status, off.body.available]).toEqual([200, false]);
      await kitchen.patch(`/products/${product.id}/availability`, { available: false });
      expect((await read(product.id)).available).toBe(false);
      const unavailable = await anyone.get<Page<Product>>('/products?available=false&limit=100');
      expect(unavailable.body.data.map(({ id }) => id)).toContain(product.id);
      const on = await supervisor.patch<Product>(`/products/${product.id}/availability`, { available: true });
      expect(on.body.available).toBe(true);
      const payload = { product_id: product.id, name: product.name, outlet_id: cafe };
      expect(await eventsAbout(product.id)).toEqual([
        {
          type: 'PRODUCT_AVAILABILITY_CHANGED',
          outlet_id: cafe,
          payload: { ...payload, available: false, unavailable_reason: 'STOPPED' },
        },
        {
          type: 'PRODUCT_AVAILABILITY_CHANGED',
          outlet_id: cafe,
          payload: { ...payload, available: true, unavailable_reason: null },
        },
      ]);
      expect((await cashier.patch(`/products/${product.id}/availability`, { available: false })).status).toBe(403);
    });

    it('of a shared product is each outlet’s own', async () => {
      const shared = await aProduct({ outlet_id: null, currency: 'IDR' });
      await supervisor.patch(`/products/${shared.id}/availability`, { available: false });

      expect((await read(shared.id, anyone, `?outlet_id=${cafe}`)).available).toBe(false);
      expect((await read(shared.id, anyone, `?outlet_id=${bakery}`)).available).toBe(true);
      expect((await read(shared.id)).available).toBe(true);
      await admin.patch(`/products/${shared.id}/availability`, { available: false, outlet_id: bakery });
      expect((await read(shared.id)).available).toBe(false);
    });

    it('comes back by itself, without a write, and everybody hears of it', async () => {
      const product = await aProduct();
      const until = new Date(Date.now() + 1_500).toISOString();
      await kitchen.patch(`/products/${product.id}/availability`, { available: false, until });
      expect((await read(product.id)).available).toBe(false);

      await eventually(async () => expect((await read(product.id)).available).toBe(true));
      await eventually(async () => expect(await eventsAbout(product.id)).toHaveLength(2), { timeoutMs: 20_000 });
      expect((await eventsAbout(product.id))[1]?.payload).toMatchObject({ available: true });
      const past = await kitchen.patch<Problem>(`/products/${product.id}/availability`, {
        available: false,
        until: '2020-01-01T00:00:00Z',
      });
      expect([past.status, codesOf(past.body)]).toEqual([400, ['/until IN_THE_PAST']]);
    });

    it('of a category hides all its products', async () => {
      const category = await aCategory();
      const [one, stopped] = [
        await aProduct({ category_id: category.id }),
        await aProduct({ category_id: category.id }),
      ];
      await kitchen.patch(`/products/${stopped.id}/availability`, { available: false });
      const off = await supervisor.patch<Category>(`/categories/${category.id}/availability`, {
        available: false,
        outlet_id: cafe,
      });

      expect([off.status, off.body.available]).toEqual([200, false]);
      expect((await read(one.id)).available).toBe(false);
      await supervisor.patch(`/categories/${category.id}/availability`, { available: true });
      expect([(await read(one.id)).available, (await read(stopped.id)).available]).toEqual([true, false]);
      expect((await eventsAbout(one.id)).map(({ payload }) => payload['available'])).toEqual([false, true]);
      expect(await eventsAbout(stopped.id)).toHaveLength(1);
    });
  });

  describe('categories', () => {
    it('are read by everybody and edited by ADMIN, with a version', async () => {
      const category = await aCategory({ name: 'Coffee', position: 3, station: 'Bar' });
      expect((await anyone.get<Category>(`/categories/${category.id}`)).body).toMatchObject({
        name: 'Coffee',
        station: 'bar',
      });

      const put = await admin.put<Category>(`/categories/${category.id}`, { name: 'Tea', version: 1 });
      expect([put.status, put.body]).toEqual([
        200,
        expect.objectContaining({ name: 'Tea', position: 0, station: null, version: 2 }),
      ]);
      expect((await admin.patch<Problem>(`/categories/${category.id}`, { name: 'x', version: 1 })).body.code).toBe(
        'VERSION_CONFLICT',
      );
      expect((await supervisor.post('/categories', { name: 'x' })).status).toBe(403);
      expect((await admin.post('/categories', {})).status).toBe(400);
    });

    it('go only when they are empty or another takes their products', async () => {
      const [from, to] = [await aCategory(), await aCategory()];
      const product = await aProduct({ category_id: from.id });
      const refused = await admin.delete<Problem>(`/categories/${from.id}`);
      expect([refused.status, refused.body.code, refused.body['products']]).toEqual([409, 'CATEGORY_NOT_EMPTY', 1]);
      expect((await admin.delete(`/categories/${from.id}?reassign_to=${newId()}`)).status).toBe(404);

      expect((await admin.delete(`/categories/${from.id}?reassign_to=${to.id}`)).status).toBe(204);
      expect((await read(product.id))['category_id']).toBe(to.id);
      expect((await anyone.get(`/categories/${from.id}`)).status).toBe(404);
      await admin.delete(`/products/${product.id}`);
      expect((await admin.delete(`/categories/${to.id}`)).status).toBe(204);
    });

    it('of one outlet take no products of another', async () => {
      const category = await aCategory({ outlet_id: shop });
      const refused = await admin.post<Problem>('/products', {
        name: 'x',
        price: 1,
        outlet_id: cafe,
        category_id: category.id,
      });
      expect([refused.status, refused.body.code]).toEqual([422, 'CATEGORY_ELSEWHERE']);
      const unknown = await admin.post<Problem>('/products', { name: 'x', price: 1, category_id: newId() });
      expect([unknown.status, unknown.body.code]).toEqual([404, 'CATEGORY_NOT_FOUND']);
    });
  });

  describe('the cache', () => {
    it('answers a second time from memory, and 304 to whoever has it', async () => {
      const path = `/products?limit=3&outlet_id=${bakery}`;
      const first = await anyone.get(path);
      // Events of the tests before may still be on their way, and age it once more.
      const second = await eventually(async () => {
        const again = await anyone.get(path);
        expect(again.headers.get('x-cache')).toBe('HIT');
        return again;
      });
      const etag = second.headers.get('etag')!;
      const third = await anyone.get(path, { 'if-none-match': etag });

      expect(first.headers.get('x-cache')).toBe('MISS');
      expect(etag).toMatch(/^"[\w-]{43}(-gzip)?"$/);
      expect([third.status, third.body]).toEqual([304, undefined]);
      expect(second.headers.get('cache-control')).toContain('public');
      expect((await cashier.get('/products?limit=3')).headers.get('cache-control')).toContain('private');
    });

    it('forgets at once what was written here, and soon what was written on another process', async () => {
      const product = await aProduct({ name: 'Cached', outlet_id: bakery });
      const path = `/products?q=cached&outlet_id=${bakery}`;
      const elsewhere = client(other);
      const price = async (from: Client) => (await from.get<Page<Product>>(path)).body.data[0]?.price;
      expect([await price(anyone), await price(elsewhere)]).toEqual([20_000, 20_000]);

      await admin.patch(`/products/${product.id}`, { price: 1 });
      expect(await price(anyone)).toBe(1);
      await eventually(async () => expect(await price(elsewhere)).toBe(1));
    });

    it('never keeps stock of a single product, and forgets lists when stock moves', async () => {
      const product = await aProduct({ name: 'Countable', stock: 5 });
      const listed = async () => (await admin.get<Page<Product>>('/products?q=countable')).body.data[0]?.stock;
      const counted = async () => (await read(product.id, admin)).stock;
      expect([await listed(), await counted()]).toEqual([5, 5]);

      await database.query('UPDATE stock_levels SET on_hand = 4 WHERE product_id = $1', [product.id]);
      expect(await counted()).toBe(4);
      await admin.patch(`/products/${product.id}/stock`, { quantity: 9 });
      expect(await counted()).toBe(9);
      await eventually(async () => expect(await listed()).toBe(9));
    });

    it('can be switched off', async () => {
      const uncached = client(await startApi({ database, env: { CACHE_ENABLED: 'false' } }));
      await uncached.get('/products');
      const answer = await uncached.get('/products');
      expect([answer.status, answer.headers.get('x-cache')]).toEqual([200, 'MISS']);
    });
  });

  describe('CSV', () => {
    const send = <T = Problem>(text: string, outlet = bakery) =>
      admin.post<T>(`/products/import?outlet_id=${outlet}`, text, CSV);

    it('names every fault with its line and column and imports nothing', async () => {
      const [before] = await database.query('SELECT count(*)::int AS count FROM products');
      const { status, body } = await send(
        [
          'sku,name,price,modifier_groups',
          'A1,Good,1000,',
          'A2,Bad price,12.50,',
          'A3,,1000,',
          'A1,Twice,1,',
          'A4,x,1,[{',
          'A5,x',
          'A6,No price,,',
        ].join('\n'),
      );

      expect([status, body.code]).toEqual([400, 'IMPORT_REFUSED']);
      expect([...new Set(body.errors?.map(({ pointer }) => pointer))]).toEqual([
        '/lines/3/price',
        '/lines/4/name',
        '/lines/5/sku',
        '/lines/6/modifier_groups',
        '/lines/7',
        '/lines/8/price',
      ]);
      expect(await database.query('SELECT count(*)::int AS count FROM products')).toEqual([before]);
      expect(await database.query(`SELECT 1 FROM products WHERE sku = 'A1'`)).toEqual([]);
    });

    /** Said of products that no kitchen tablet with a station will show. */
    const unmade = (products: number) => [
      { code: 'NO_STATION', message: expect.stringContaining('No station'), products },
    ];

    it('makes and updates by sku, with stock, categories and choices', async () => {
      const choices = JSON.stringify([{ name: 'Size', min: 1, max: 1, options: [{ name: 'L', price_delta: 500 }] }]);
      const first = await send<unknown>(
        `\uFEFFsku;name;price;stock;category;tax_rate;modifier_groups\r\nB1;Roti;1000;7;Bread;11,5;"${choices.replaceAll('"', '""')}"\r\nB2;Kue;2000;;Bread;;\r\n`,
      );
      expect([first.status, first.body]).toEqual([200, { created: 2, updated: 0, warnings: unmade(2) }]);
      const find = async (sku: string) =>
        (await admin.get<Page<Product>>(`/products?outlet_id=${bakery}&sku=${sku}`)).body.data[0]!;
      const roti = await find('B1');
      expect(roti).toMatchObject({ price: 1000, stock: 7, track_stock: true, tax_rate: 11.5, outlet_id: bakery });
      expect(roti.modifier_groups[0]?.options[0]).toMatchObject({ name: 'L', price_delta: 500 });
      expect((await find('B2'))['category_id']).toBe(roti['category_id']);

      const second = await send<unknown>('sku,price\nB1,1500\nB2,2000\n');
      expect(second.body).toEqual({ created: 0, updated: 2, warnings: unmade(2) });
      const after = await find('B1');
      expect(after).toMatchObject({ id: roti.id, name: 'Roti', price: 1500, stock: 7, version: 2 });
      expect(after.modifier_groups).toEqual(roti.modifier_groups);
      expect((await find('B2')).version).toBe(1);
      expect((await send<unknown>('sku,station\nB1,oven\nB2,oven\n')).body).toEqual({ created: 0, updated: 2 });
    });

    it('goes around through a spreadsheet unchanged, formulas disarmed', async () => {
      const outlet = await anOutlet('Round trip', 'USD', 'America/New_York');
      const evil = [`=HYPERLINK("http://x")`, '+1', '-1', '@x', `'=quoted`, 'plain, "quoted"\nand broken'];
      for (const name of evil) await aProduct({ name, outlet_id: outlet, sku: name.slice(0, 6), price: 1, stock: 2 });
      await aProduct({
        name: 'Without sku',
        outlet_id: outlet,
        price: 3,
        prep_seconds: 90,
        components: [{ station: 'grill', name: '=Patty' }],
        modifier_groups: [{ name: '=G', options: [{ name: 'o' }] }],
      });
      const exported = await admin.get<string>(`/products/export?outlet_id=${outlet}`);
      expect(exported.status).toBe(200);
      expect(exported.headers.get('content-type')).toContain('text/csv');
      for (const cell of exported.body.split(/[\r\n,]/)) expect(cell).not.toMatch(/^"?[=+@]/);

      const state = async () => (await admin.get<Page<Product>>(`/products?outlet_id=${outlet}&limit=100`)).body.data;
      const before = await state();
      const again = await send<unknown>(exported.body, outlet);
      expect([again.status, again.body]).toEqual([200, { created: 0, updated: 7, warnings: unmade(6) }]);
      expect(await state()).toEqual(before);
      expect((await admin.get<string>(`/products/export?outlet_id=${outlet}`)).body).toBe(exported.body);
      const semicolons = await admin.get<string>(`/products/export?outlet_id=${outlet}&delimiter=semicolon`);
      expect((await send(semicolons.body, outlet)).status).toBe(200);
    });

    it('refuses what is no CSV, too much, or from somebody else', async () => {
      const json = await admin.post<Problem>('/products/import', { sku: 'x' });
      expect([json.status, json.body.detail]).toEqual([415, 'Send the file as text/csv.']);
      for (const text of ['sku,name,"price\nx', 'sku,colour\n1,2', 'sku,sku\n1,2', 'sku;name\n\u{FFFD};x']) {
        expect([text, (await send(text)).status]).toEqual([text, 400]);
      }
      expect((await send('')).status).toBe(400);
      expect((await send(`name,price\n${'x'.repeat(1_100_000)},1`)).status).toBe(413);
      expect((await send('name,price\nx,1', newId())).status).toBe(404);
      expect((await supervisor.post('/products/import', 'name,price\nx,1', CSV)).status).toBe(403);
      expect((await cashier.get('/products/export')).status).toBe(403);
    });
  });
});
