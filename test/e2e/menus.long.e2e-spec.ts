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

interface Made {
  readonly id: string;
  readonly version: number;
}
interface Shown {
  readonly id: string;
  readonly available: boolean;
  readonly unavailable_reason: string | null;
}

const MINUTE = 60_000;
/** The outlet is in Jakarta, seven hours before UTC, all the year. */
const JAKARTA = 7 * 60 * MINUTE;
const EVERY_DAY = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** What the clock on its wall shows at an instant. */
const wall = (ms: number) => new Date(ms + JAKARTA).toISOString().slice(11, 16);
/** The instant of a whole minute so many minutes from now. */
const minutesOn = (minutes: number) => (Math.floor(Date.now() / MINUTE) + minutes) * MINUTE;
/** Hours of every day, between two instants of today or tomorrow. */
const hours = (from: number, to: number) => ({ windows: [{ days: EVERY_DAY, from: wall(from), to: wall(to) }] });
/** The same, in minutes from now. */
const minutes = (from: number, to: number) => hours(minutesOn(from), minutesOn(to));

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);

describe('menus', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let guests: Channel;
  let anyone: Client;
  let guest: Client;
  let at: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    const seated = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] });
    guests = await connectSocket(api, { token: seated.body.token });
    [anyone, guest] = [client(api), client(api, seated.body.token)];
    at = `outlet_id=${shop.outletId}`;
  }, 300_000);

  const schedule = async (name: string, body: object) =>
    expectStatus(201, await shop.admin.post<Made>('/schedules', { outlet_id: shop.outletId, name, ...body }));
  const menu = async (name: string, body: object) =>
    expectStatus(201, await shop.admin.post<Made>('/menus', { name, ...body }));
  const shownTo = async (by: Client, product: TestProduct) => {
    const { body } = await by.get<{ changes_at?: string; categories: { products: Shown[] }[] }>(`/menu?${at}`);
    const found = body.categories.flatMap(({ products }) => products).some(({ id }) => id === product.id);
    return { found, changesAt: body.changes_at };
  };
  const order = (product: TestProduct, by = shop.waiter) =>
    by.post('/orders', {
      ...(by === guest ? {} : { table_id: shop.tableIds[1] }),
      items: [{ product_id: product.id, quantity: 1 }],
    });
  const turns = () => guests.messages.filter(({ type }) => type === 'MENU_CHANGED').length;

  it('have what is in them sold while one of them runs, and what is in none always', async () => {
    const [bread, eggs, tea] = [
      await shop.product('Bread', 5_000),
      await shop.product('Eggs', 5_000),
      await shop.product('Tea', 5_000),
    ];
    const end = minutesOn(120);
    const now = await schedule('Now', hours(minutesOn(-60), end));
    const later = await schedule('Later', minutes(180, 240));
    const before = turns();
    await menu('Breakfast', { schedule_id: now.id, product_ids: [bread.id] });
    const dinner = await menu('Dinner', { schedule_id: later.id, product_ids: [eggs.id] });
    await eventually(() => expect(turns()).toBeGreaterThanOrEqual(before + 2));

    expect(await shownTo(anyone, bread)).toEqual({ found: true, changesAt: new Date(end).toISOString() });
    expect(await shownTo(anyone, eggs)).toMatchObject({ found: false });
    expect(await shownTo(anyone, tea)).toMatchObject({ found: true });
    const { body } = await anyone.get<Shown>(`/products/${eggs.id}?${at}`);
    expect(body).toMatchObject({ available: false, unavailable_reason: 'OFF_MENU' });
    const refused = await order(eggs);
    expect([told(refused), refused.body]).toMatchObject([
      '409 PRODUCT_UNAVAILABLE',
      { unavailable_reason: 'OFF_MENU' },
    ]);
    const item = { product_id: eggs.id, quantity: 1, outlet_id: shop.outletId };
    expect(told(await anyone.post('/cart/items', item))).toBe('409 PRODUCT_UNAVAILABLE');
    expect([told(await order(bread)), told(await order(tea))]).toEqual(['201', '201']);

    await menu('All day', { product_ids: [eggs.id] });
    expect(told(await order(eggs))).toBe('201');
    expectStatus(200, await shop.admin.patch(`/menus/${dinner.id}`, { product_ids: [eggs.id, tea.id] }));
    expect(told(await order(tea))).toBe('409 PRODUCT_UNAVAILABLE');
    expectStatus(200, await shop.admin.patch(`/menus/${dinner.id}`, { active: false }));
    expect(told(await order(tea))).toBe('201');
    expectStatus(204, await shop.admin.delete(`/menus/${dinner.id}`));
    expect(told(await shop.admin.patch(`/menus/${dinner.id}`, { active: true }))).toBe('404 MENU_NOT_FOUND');
  });

  it('are for some channels, some outlets, and whole categories with what is below them', async () => {
    const drinks = expectStatus(
      201,
      await shop.admin.post<Made>('/categories', { outlet_id: shop.outletId, name: 'Drinks' }),
    );
    const beers = expectStatus(
      201,
      await shop.admin.post<Made>('/categories', { outlet_id: shop.outletId, name: 'Beers', parent_id: drinks.id }),
    );
    const [beer, pie] = [
      await shop.product('Beer', 5_000, { category_id: beers.id }),
      await shop.product('Pie', 5_000),
    ];
    const atCounter = await menu('Bar', { channels: ['COUNTER'], category_ids: [drinks.id] });
    expect([told(await order(beer)), told(await order(beer, guest))]).toEqual(['201', '409 PRODUCT_UNAVAILABLE']);
    expect(await shownTo(guest, beer)).toMatchObject({ found: false });
    expect(await shownTo(shop.waiter, beer)).toMatchObject({ found: true });
    expectStatus(200, await shop.admin.patch(`/menus/${atCounter.id}`, { channels: ['COUNTER', 'TABLE'] }));
    expect(told(await order(beer, guest))).toBe('201');

    const other = await createShop(database, api);
    await menu('Elsewhere', { outlet_ids: [other.outletId], product_ids: [pie.id] });
    expect(told(await order(pie))).toBe('409 PRODUCT_UNAVAILABLE');
    const names = async (by: Client) =>
      (await by.get<{ data: { name: string }[] }>('/menus')).body.data.map(({ name }) => name);
    expect(await names(shop.waiter)).not.toContain('Elsewhere');
    expect(await names(other.waiter)).toContain('Elsewhere');
  });

  it('name what is there', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000';
    const wrong = async (body: object) => told(await shop.admin.post('/menus', { name: 'x', ...body }));
    expect(await wrong({ schedule_id: nobody })).toBe('404 SCHEDULE_NOT_FOUND');
    expect(await wrong({ category_ids: [nobody] })).toBe('404 CATEGORY_NOT_FOUND');
    expect(await wrong({ product_ids: [nobody] })).toBe('404 PRODUCT_NOT_FOUND');
    expect(await wrong({ outlet_ids: [nobody] })).toBe('404 OUTLET_NOT_FOUND');
    const windows = [{ days: ['MON'], from: '17:00', to: '25:00' }];
    const hour = await shop.admin.post('/schedules', { name: 'x', windows });
    expect([told(hour), hour.body]).toMatchObject([
      '400 VALIDATION_FAILED',
      { errors: [{ pointer: '/windows/0/to' }] },
    ]);
    const ends = {
      name: 'x',
      windows: [{ ...windows[0], to: '19:00' }],
      starts_on: '2026-06-01',
      ends_on: '2026-05-01',
    };
    expect(told(await shop.admin.post('/schedules', ends))).toBe('400 VALIDATION_FAILED');
  });

  it('follow their schedule when that is changed, and run at no hour when it is deleted', async () => {
    const soup = await shop.product('Soup', 5_000);
    const lunch = await schedule('Lunch', minutes(180, 240));
    await menu('Lunch', { schedule_id: lunch.id, product_ids: [soup.id] });
    expect(told(await order(soup))).toBe('409 PRODUCT_UNAVAILABLE');
    const changed = turns();
    expectStatus(
      200,
      await shop.admin.patch(`/schedules/${lunch.id}`, { ...minutes(-60, 60), version: lunch.version }),
    );
    await eventually(async () => expect(told(await order(soup))).toBe('201'));
    await eventually(() => expect(turns()).toBeGreaterThan(changed));
    expect(await shownTo(anyone, soup)).toMatchObject({ found: true });
    expect(told(await shop.admin.patch(`/schedules/${lunch.id}`, { name: 'L', version: 1 }))).toBe(
      '409 VERSION_CONFLICT',
    );
    expectStatus(204, await shop.admin.delete(`/schedules/${lunch.id}`));
    await eventually(async () => expect(told(await order(soup))).toBe('409 PRODUCT_UNAVAILABLE'));
  });

  it('begin at their minute: the outlet is told, the menu has it, and orders take it', async () => {
    const cake = await shop.product('Cake', 5_000);
    // A whole minute that is at least 20 s away.
    const start = minutesOn((Date.now() % MINUTE) / 1_000 > 40 ? 2 : 1);
    const startsAt = new Date(start).toISOString();
    const soon = await schedule('Soon', hours(start, start + 60 * MINUTE));
    await menu('Afternoon', { schedule_id: soon.id, product_ids: [cake.id] });
    await guests.waitFor(({ type, payload }) => type === 'MENU_CHANGED' && payload['changes_at'] === startsAt);
    const seen = guests.messages.length;
    expect(await shownTo(anyone, cake)).toEqual({ found: false, changesAt: startsAt });
    expect(told(await order(cake))).toBe('409 PRODUCT_UNAVAILABLE');

    const isTurn = (message: (typeof guests.messages)[number]) =>
      message.type === 'MENU_CHANGED' &&
      guests.messages.indexOf(message) >= seen &&
      message.payload['changes_at'] !== startsAt;
    await guests.waitFor(isTurn, start - Date.now() + 120_000);
    expect(Date.now()).toBeGreaterThanOrEqual(start);
    expect(await shownTo(anyone, cake)).toMatchObject({ found: true });
    expect(told(await order(cake))).toBe('201');
  }, 300_000);
});
