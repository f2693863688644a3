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

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly regular_price?: number;
  readonly available: boolean;
  readonly unavailable_reason: string | null;
  readonly variants?: readonly Shown[];
  readonly modifier_groups: readonly {
    readonly options: readonly { readonly id: string; readonly price_delta: number }[];
  }[];
}
interface Ordered {
  readonly id: string;
  readonly version: number;
  readonly channel: string;
  readonly total_amount: number;
  readonly items: readonly {
    readonly name: string;
    readonly unit_price: number;
    readonly station: string | null;
    readonly tax_rate: number;
    readonly modifiers: readonly { readonly price_delta: number }[];
  }[];
}

const MINUTE = 60_000;
/** The outlets are in Jakarta, seven hours before UTC, all the year. */
const JAKARTA = 7 * 60 * MINUTE;
const wall = (ms: number) => new Date(ms + JAKARTA).toISOString().slice(11, 16);
const minutesOn = (minutes: number) => (Math.floor(Date.now() / MINUTE) + minutes) * MINUTE;
const EVERY_DAY = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const hours = (from: number, to: number) => ({ windows: [{ days: EVERY_DAY, from: wall(from), to: wall(to) }] });

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code ?? ''}`;
const pointersOf = ({ body }: Answer) =>
  (body as { errors?: { pointer: string; code: string }[] }).errors?.map(({ pointer, code }) => `${pointer} ${code}`);

describe('three branches of a chain', () => {
  let database: TestDatabase;
  let api: Api;
  let other: Api;
  let airport: Shop;
  let centre: Shop;
  let guests: Channel;
  let guest: Client;
  let anyone: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = [await startApi({ database }), await startApi({ database })];
    [airport, centre] = [await createShop(database, api), await createShop(database, api)];
    const seated = await airport.waiter.post<{ token: string }>('/table-sessions', { table_id: airport.tableIds[0] });
    guests = await connectSocket(api, { token: seated.body.token });
    [anyone, guest] = [client(api), client(api, seated.body.token)];
  }, 300_000);

  /** A product of the whole chain, with cheese for 5,000 more. */
  const chained = async (name: string, more: object = {}) => {
    const groups = [{ name: 'Add', max: 2, options: [{ name: 'Cheese', price_delta: 5_000 }] }];
    const body = { name, price: 30_000, currency: 'IDR', station: 'kitchen', modifier_groups: groups, ...more };
    return expectStatus(201, await airport.admin.post<Shown>('/products', body));
  };
  const at = (shop: Shop, product: { id: string }, body: object) =>
    shop.admin.put(`/outlets/${shop.outletId}/products/${product.id}`, body);
  const prices = (product: { id: string }, rows: object[], by = airport.admin) =>
    by.put(`/products/${product.id}/prices`, { prices: rows });
  const onMenu = async (by: Client, shop: Shop, product: { id: string }, more = '') => {
    const path = `/menu?outlet_id=${shop.outletId}${more}`;
    const { body } = await by.get<{ changes_at?: string; categories: { products: Shown[] }[] }>(path);
    const found = body.categories.flatMap(({ products }) => products).find(({ id }) => id === product.id);
    return { found, price: found?.price, changesAt: body.changes_at };
  };
  const order = (by: Client, shop: Shop, product: { id: string }, more: object = {}, item: object = {}) =>
    by.post<Ordered>('/orders', {
      ...(by === guest ? {} : { outlet_id: shop.outletId, type: 'TAKEAWAY' }),
      ...more,
      items: [{ product_id: product.id, quantity: 1, ...item }],
    });
  const sold = async (...given: Parameters<typeof order>) =>
    expectStatus(201, await order(...given)).items[0]?.unit_price;

  it('each charge what they ask for, from the second in which it is set, at every process', async () => {
    const latte = await chained('Latte');
    const elsewhere = client(other, airport.accounts.cashier.token);
    expect([await sold(airport.cashier, airport, latte), await sold(elsewhere, airport, latte)]).toEqual([
      30_000, 30_000,
    ]);
    const before = guests.messages.filter(({ type }) => type === 'MENU_CHANGED').length;

    expect(told(await at(airport, latte, { price: 45_000, version: 0 }))).toBe('200');
    const set = Date.now();
    expect(await sold(airport.cashier, airport, latte)).toBe(45_000);
    await eventually(async () => expect(await sold(elsewhere, airport, latte)).toBe(45_000));
    expect((await onMenu(elsewhere, airport, latte)).price).toBe(45_000);
    expect(Date.now() - set).toBeLessThan(5_000);
    await eventually(() =>
      expect(guests.messages.filter(({ type }) => type === 'MENU_CHANGED').length).toBeGreaterThan(before),
    );

    expect(await sold(centre.cashier, centre, latte)).toBe(30_000);
    expect([await onMenu(anyone, airport, latte), await onMenu(anyone, centre, latte)]).toMatchObject([
      { price: 45_000, found: { regular_price: 30_000 } },
      { price: 30_000 },
    ]);
    expect(told(await airport.admin.delete(`/outlets/${airport.outletId}/products/${latte.id}`))).toBe('204');
    expect(await sold(airport.cashier, airport, latte)).toBe(30_000);
    const left = await airport.supervisor.get(`/outlets/${airport.outletId}/products/${latte.id}`);
    expect(left.body).toMatchObject({ price: null, visible: true, option_prices: {}, version: 2 });
  });

  it('raise prices at lunch while tills sell: every line is at the old price or the new one, and the bill adds up', async () => {
    const soup = await chained('Soup');
    const selling = Array.from({ length: 24 }, (_, i) => {
      const work = order(i % 2 ? airport.cashier : client(other, airport.accounts.waiter.token), airport, soup);
      return i === 12 ? Promise.all([work, at(airport, soup, { price: 39_000 })]).then(([one]) => one) : work;
    });
    const bills = (await Promise.all(selling)).map((answer) => expectStatus(201, answer));
    // Prices include the tax.
    expect(bills.every((bill) => [30_000, 39_000].includes(bill.total_amount))).toBe(true);
    expect(bills.every((bill) => bill.total_amount === bill.items[0]?.unit_price)).toBe(true);
    expect(await sold(airport.cashier, airport, soup)).toBe(39_000);
  });

  it('have names, taxes, stations and options of their own, and may leave a product out', async () => {
    const burger = await chained('Burger');
    const cheese = burger.modifier_groups[0]?.options[0]?.id ?? '';
    const own = { name: 'Airport burger', tax_rate: 0, station: 'pass', option_prices: { [cheese]: 9_000 } };
    expectStatus(200, await at(airport, burger, own));
    const bill = expectStatus(
      201,
      await order(airport.cashier, airport, burger, {}, { modifiers: [{ option_id: cheese }] }),
    );
    expect(bill).toMatchObject({
      total_amount: 39_000,
      items: [{ name: 'Airport burger', station: 'pass', tax_rate: 0, modifiers: [{ price_delta: 9_000 }] }],
    });
    expect((await onMenu(guest, airport, burger)).found).toMatchObject({
      name: 'Airport burger',
      modifier_groups: [{ options: [{ price_delta: 9_000 }] }],
    });
    // Whoever edits the product sees the product.
    const kept = await airport.admin.get(`/products/${burger.id}?outlet_id=${airport.outletId}`);
    expect(kept.body).toMatchObject({ name: 'Burger', price: 30_000 });

    expectStatus(200, await at(airport, burger, { ...own, visible: false }));
    expect((await onMenu(guest, airport, burger)).found).toBeUndefined();
    const refused = await order(airport.cashier, airport, burger);
    expect([told(refused), refused.body]).toMatchObject(['409 PRODUCT_UNAVAILABLE', { unavailable_reason: 'HIDDEN' }]);
    expect(await sold(centre.cashier, centre, burger)).toBe(30_000);
    const shown = await anyone.get<Shown>(`/products/${burger.id}?outlet_id=${airport.outletId}`);
    expect(shown.body).toMatchObject({ available: false, unavailable_reason: 'HIDDEN' });
    await eventually(() =>
      expect(guests.messages).toContainEqual(
        expect.objectContaining({
          type: 'PRODUCT_AVAILABILITY_CHANGED',
          payload: expect.objectContaining({ product_id: burger.id, unavailable_reason: 'HIDDEN' }) as unknown,
        }),
      ),
    );
  });

  it('sell through delivery apps at their prices, which the order keeps', async () => {
    const rice = await chained('Rice');
    const rows = [
      { channel: 'APP:GOFOOD', price: 36_000 },
      { channel: 'TABLE', price: 31_000 },
      { channel: 'APP:GOFOOD', outlet_id: airport.outletId, price: 52_000 },
    ];
    expect(told(await prices(rice, rows))).toBe('200');
    const app = { channel: 'APP:GOFOOD' };
    const bill = expectStatus(201, await order(airport.cashier, airport, rice, app));
    expect(bill).toMatchObject({ channel: 'APP:GOFOOD', items: [{ unit_price: 52_000 }] });
    expect(await sold(centre.cashier, centre, rice, app)).toBe(36_000);
    expect(await sold(guest, airport, rice)).toBe(31_000);
    expect(await sold(airport.cashier, airport, rice)).toBe(30_000);
    // More of it on the app's order is at the app's price, and so is it on the menu that staff read for it.
    const items = [{ product_id: rice.id, quantity: 1 }];
    const grown = await airport.waiter.post<Ordered>(`/orders/${bill.id}/items`, { items, version: bill.version });
    expect(grown.body.items.map(({ unit_price }) => unit_price)).toEqual([52_000, 52_000]);
    expect(await onMenu(airport.cashier, airport, rice, '&channel=APP:GOFOOD')).toMatchObject({ price: 52_000 });
    expect(await onMenu(airport.cashier, airport, rice)).toMatchObject({ price: 30_000 });
    expect(await onMenu(guest, airport, rice, '&channel=APP:GOFOOD')).toMatchObject({ price: 31_000 });
    expect(told(await order(guest, airport, rice, app))).toBe('403 FORBIDDEN');
    expect(told(await order(airport.cashier, airport, rice, { channel: 'gofood' }))).toBe('400 VALIDATION_FAILED');
    expect((await order(guest, airport, rice)).body).toMatchObject({ channel: 'TABLE' });
  });

  it('have a happy hour, whose end the menu tells, and which comes before everything else', async () => {
    const beer = await chained('Beer');
    const end = minutesOn(90);
    const hour = expectStatus(
      201,
      await airport.admin.post<{ id: string }>('/schedules', { name: 'Happy hour', ...hours(minutesOn(-30), end) }),
    );
    const later = expectStatus(
      201,
      await airport.admin.post<{ id: string }>('/schedules', {
        name: 'Later',
        ...hours(minutesOn(180), minutesOn(240)),
      }),
    );
    const rows = [
      { schedule_id: hour.id, price: 20_000 },
      { schedule_id: later.id, price: 1_000 },
      { channel: 'COUNTER', price: 28_000 },
      { outlet_id: airport.outletId, price: 45_000 },
    ];
    const written = expectStatus(200, await prices(beer, rows)) as { version: number };
    expect(written.version).toBe(2);
    expect(await sold(airport.cashier, airport, beer)).toBe(20_000);
    expect(await onMenu(anyone, airport, beer)).toMatchObject({
      price: 20_000,
      changesAt: new Date(end).toISOString(),
    });
    const turn = await database.query<{ run_at: Date }>(
      `SELECT run_at FROM jobs WHERE kind = 'catalog.turn-menus' AND outlet_id = '${airport.outletId}'`,
    );
    expect(turn.map(({ run_at }) => run_at.toISOString())).toContain(new Date(end).toISOString());
    // The price that an outlet has alone is the outlet's own.
    const own = await airport.supervisor.get(`/outlets/${airport.outletId}/products/${beer.id}`);
    expect(own.body).toMatchObject({ price: 45_000, version: 1 });
    const read = await airport.admin.get<{ prices: { price: number }[] }>(`/products/${beer.id}/prices`);
    expect(read.body.prices.map(({ price }) => price)).toEqual([45_000, 20_000, 1_000, 28_000]);

    expectStatus(204, await airport.admin.delete(`/schedules/${hour.id}`));
    expect(await sold(airport.cashier, airport, beer)).toBe(28_000);
    expect(await sold(guest, airport, beer)).toBe(45_000);
  });

  it('sell variants at prices of their own', async () => {
    const tea = await chained('Tea', {
      variants: [
        { name: 'M', price: 20_000 },
        { name: 'L', price: 25_000 },
      ],
    });
    const [medium, large] = [tea.variants?.[0] ?? tea, tea.variants?.[1] ?? tea];
    expectStatus(200, await at(airport, large, { price: 33_000 }));
    expectStatus(200, await at(airport, tea, { name: 'Sky tea' }));
    expect(told(await at(airport, large, { name: 'Huge' }))).toBe('422 FIELD_OF_PARENT');
    const bill = expectStatus(201, await order(airport.cashier, airport, large));
    expect(bill.items[0]).toMatchObject({ name: 'Sky tea, L', unit_price: 33_000 });
    expectStatus(200, await at(airport, medium, { visible: false }));
    const shown = await onMenu(guest, airport, tea);
    expect(shown.found?.variants?.map(({ name, price }) => [name, price])).toEqual([['L', 33_000]]);
    expectStatus(200, await at(airport, large, { price: 33_000, visible: false }));
    expect(await onMenu(guest, airport, tea)).toMatchObject({ found: { available: false } });
    expect(await sold(centre.cashier, centre, medium)).toBe(20_000);
  });

  it('are told every fault of what does not fit, and nothing changes', async () => {
    const pie = await chained('Pie');
    const path = `/outlets/${airport.outletId}/products/${pie.id}`;
    const wrong = await airport.admin.put(path, { price: -1, visible: 'no', option_prices: { x: 1 }, tax_rate: 101 });
    expect(
      pointersOf(wrong)
        ?.map((one) => one.split(' ')[0])
        .sort(),
    ).toEqual(['/option_prices', '/price', '/tax_rate', '/visible']);
    expect(told(await airport.cashier.put(path, { price: 1 }))).toBe('403 FORBIDDEN');
    expect(told(await centre.supervisor.put(path, { price: 1 }))).toBe('404 OUTLET_NOT_FOUND');
    expect(told(await airport.supervisor.put(path, { price: 44_000 }))).toBe('200');
    expect(told(await airport.supervisor.put(path, { price: 1, version: 0 }))).toBe('409 VERSION_CONFLICT');
    expect(told(await prices(pie, [], airport.supervisor))).toBe('403 FORBIDDEN');
    const faults = await prices(pie, [{ price: 1 }, { channel: 'TABLE', price: 2 }, { channel: 'TABLE', price: 3 }]);
    expect([told(faults), pointersOf(faults)]).toEqual([
      '400 VALIDATION_FAILED',
      ['/prices/0 REQUIRED', '/prices/2 DUPLICATE_PRICE'],
    ]);
    expect(await sold(airport.cashier, airport, pie)).toBe(44_000);
  });

  it('have a tag of a product that is another one when its price is, so that nobody keeps an old price', async () => {
    const cake = await chained('Cake');
    const path = `/products/${cake.id}?outlet_id=${airport.outletId}`;
    const tagOf = async () => (await anyone.get(path)).headers.get('etag');
    const plain = await tagOf();
    expectStatus(200, await at(airport, cake, { price: 50_000 }));
    const dear = await tagOf();
    expectStatus(200, await at(airport, cake, { price: 51_000 }));
    const dearer = await tagOf();
    expect(new Set([plain, dear, dearer]).size).toBe(3);
    expectStatus(200, await at(airport, cake, {}));
    expect((await anyone.get(path)).headers.get('etag')).toBe(plain);
  });

  it('cost an order not a statement, whether they set a price or not', async () => {
    const [plain, priced] = [await chained('Plain'), await chained('Priced')];
    expectStatus(200, await at(airport, priced, { price: 41_000 }));
    expectStatus(
      200,
      await prices(priced, [
        { channel: 'COUNTER', price: 42_000 },
        { outlet_id: airport.outletId, price: 41_000 },
      ]),
    );
    const ofCatalogue = async () => {
      const [row] = await database.query<{ calls: string }>(
        `SELECT coalesce(sum(calls), 0) AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query !~ 'pg_stat'
           AND query ~ 'outlet_products|product_prices|FROM products|outlets_schedules'`,
      );
      return Number(row?.calls);
    };
    // What was read is kept from the moment at which the process has heard of the last change.
    await eventually(async () => {
      const before = await ofCatalogue();
      const charged = [await sold(airport.cashier, airport, plain), await sold(airport.cashier, airport, priced)];
      expect([charged, (await ofCatalogue()) - before]).toEqual([[30_000, 42_000], 0]);
    });
  });
});
