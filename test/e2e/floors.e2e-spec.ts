import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  readonly shape: string;
}
interface Floor {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly version: number;
  readonly tables: readonly Spot[];
  readonly pairs: readonly { readonly table_ids: readonly string[] }[];
}

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code}`;

describe('floors and their layout', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let elsewhere: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    [shop, elsewhere] = [await createShop(database, api), await createShop(database, api)];
  }, 120_000);

  let floors = 0;
  const add = async (more: object = {}) => {
    const body = { outlet_id: shop.outletId, name: `Floor ${++floors}`, width: 24, height: 16, ...more };
    return expectStatus(201, await shop.supervisor.post<Floor>('/floors', body));
  };
  const spot = (id: string, more: object = {}) => ({
    ...{ id, x: 1, y: 1, width: 4, height: 2, rotation: 0, shape: 'RECT', ...more },
  });
  const arrange = (
    { id }: Floor,
    version: number,
    tables: readonly object[],
    pairs: readonly string[][] = [],
    by = shop.supervisor,
  ) => by.put<Floor>(`/floors/${id}/layout`, { version, tables, pairs: pairs.map((table_ids) => ({ table_ids })) });
  const see = async ({ id }: Floor) => expectStatus(200, await shop.waiter.get<Floor>(`/floors/${id}`));

  it('are drawn by a supervisor, and seen by everybody who works there', async () => {
    const terrace = await add({ name: 'Terrace', position: 2 });
    const [one, two] = shop.tableIds as [string, string];
    const spots = [spot(one), spot(two, { x: 8, rotation: 90, shape: 'ROUND' })];

    const drawn = expectStatus(200, await arrange(terrace, 1, spots, [[two, one.toUpperCase()]]));

    expect(drawn).toMatchObject({ version: 2, tables: spots, pairs: [{ table_ids: [one, two].sort() }] });
    expect(await see(terrace)).toEqual(drawn);
    const listed = expectStatus(200, await shop.kitchen.get<{ data: Floor[] }>(`/floors?outlet_id=${shop.outletId}`));
    expect(listed.data).toEqual([drawn]);
    const { data: tables } = expectStatus(
      200,
      await shop.waiter.get<{ data: object[] }>(`/tables?outlet_id=${shop.outletId}`),
    );
    expect(tables).toMatchObject([
      { id: one, floor_id: terrace.id, x: 1, y: 1, width: 4, height: 2, rotation: 0, shape: 'RECT' },
      { id: two, floor_id: terrace.id, x: 8, rotation: 90, shape: 'ROUND' },
      { floor_id: null, x: null, y: null, width: null, height: null, rotation: null, shape: null },
      { floor_id: null },
    ]);
    expect(told(await arrange(terrace, 2, [], [], shop.waiter))).toBe('403 FORBIDDEN');
    expect(told(await shop.cashier.delete(`/floors/${terrace.id}`))).toBe('403 FORBIDDEN');
  });

  it('give a table to another floor, and lose one that is deleted', async () => {
    const [hall, garden] = [await add(), await add()];
    const [three, four] = shop.tableIds.slice(2) as [string, string];
    expectStatus(200, await arrange(hall, 1, [spot(three), spot(four, { x: 8 })], [[three, four]]));

    expectStatus(200, await arrange(garden, 1, [spot(four)]));

    expect(await see(hall)).toMatchObject({ version: 3, tables: [spot(three)], pairs: [] });
    const gone = expectStatus(
      201,
      await shop.admin.post<{ id: string }>('/tables', { outlet_id: shop.outletId, name: 'Gone' }),
    );
    expectStatus(200, await arrange(garden, 2, [spot(four), spot(gone.id, { x: 9 })], [[four, gone.id]]));
    expectStatus(204, await shop.supervisor.delete(`/tables/${gone.id}`));
    expect(await see(garden)).toMatchObject({ tables: [spot(four)], pairs: [] });
    expectStatus(204, await shop.supervisor.delete(`/floors/${garden.id}`));
    expect(expectStatus(200, await shop.waiter.get(`/tables/${four}`))).toMatchObject({ floor_id: null });
  });

  it('are refused what does not fit, and stay as they were', async () => {
    const floor = await add();
    const [one, two] = shop.tableIds as [string, string];
    const foreign = elsewhere.tableIds[0]!;

    expect(told(await arrange(floor, 1, [spot(one, { x: 21 })]))).toBe('422 LAYOUT_OFF_THE_FLOOR');
    expect(told(await arrange(floor, 1, [spot(one), spot(one)]))).toBe('422 LAYOUT_TABLE_TWICE');
    expect(told(await arrange(floor, 1, [spot(one)], [[one, two]]))).toBe('422 LAYOUT_PAIR_INVALID');
    expect(told(await arrange(floor, 1, [spot(foreign)]))).toBe('404 TABLE_NOT_FOUND');
    expect(told(await arrange(floor, 1, [spot(newId())]))).toBe('404 TABLE_NOT_FOUND');
    expect(told(await arrange(floor, 1, [spot(one)], [[one]]))).toBe('400 VALIDATION_FAILED');
    expect(told(await arrange(floor, 1, [spot(one)], [['x', 'y']]))).toBe('400 VALIDATION_FAILED');
    expect(told(await arrange(floor, 7, []))).toBe('409 VERSION_CONFLICT');
    expect(told(await arrange(floor, 1, [], [], elsewhere.supervisor))).toBe('404 FLOOR_NOT_FOUND');
    const twin = { outlet_id: shop.outletId, name: floor.name.toUpperCase(), width: 1, height: 1 };
    expect(told(await shop.supervisor.post('/floors', twin))).toBe('409 FLOOR_NAME_TAKEN');
    expect(await see(floor)).toMatchObject({ version: 1, tables: [] });
  });

  it('are arranged by one of several at once, each from the version that was seen', async () => {
    const [hall, garden] = [await add(), await add()];
    const [one] = shop.tableIds as [string];

    const answers = await Promise.all([
      ...Array.from({ length: 6 }, (_, i) => arrange(hall, 1, [spot(one, { x: i })])),
      ...Array.from({ length: 6 }, (_, i) => arrange(garden, 1, [spot(one, { x: i })])),
    ]);

    const counts = answers.map(told);
    expect(counts.filter((one_) => one_ !== '200' && one_ !== '409 VERSION_CONFLICT')).toEqual([]);
    const where = [await see(hall), await see(garden)].filter(({ tables }) => tables.length > 0);
    expect(where).toHaveLength(1);
  });
});
