import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
} from '../support/index.js';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** A resource, what somebody else changes of it, and the command that was meant for what was there before. */
interface Row {
  readonly resource: () => Promise<string>;
  readonly change: (path: string) => Promise<Answer>;
  readonly command: (path: string, headers: Record<string, string>) => Promise<Answer>;
  readonly reader?: () => Client;
}

/** Commands beside PATCH, PUT and DELETE of the resource itself. What those do is in the suite of each module. */
describe('If-Match', () => {
  let shop: Shop;
  let buyer: Client;

  beforeAll(async () => {
    const database = await createTestDatabase();
    const api: Api = await startApi({ database });
    shop = await createShop(database, api);
    buyer = client(api, (await createAccount(database, 'CUSTOMER')).token);
  }, 120_000);

  const made = async (path: string, body: object) =>
    `${path}/${expectStatus(201, await shop.admin.post<Versioned>(path, { outlet_id: shop.outletId, ...body })).id}`;
  const renamed = (path: string) => shop.admin.patch(path, { name: 'Renamed' });
  const product = () => made('/products', { name: 'Soto', price: 100, station: 'kitchen', track_stock: true });

  const rows: Record<string, Row> = {
    'a product, taken off sale': {
      resource: product,
      change: renamed,
      command: (path, headers) => shop.kitchen.patch(`${path}/availability`, { available: false }, headers),
    },
    'a category, taken off sale': {
      resource: () => made('/categories', { name: 'Soup' }),
      change: renamed,
      command: (path, headers) => shop.kitchen.patch(`${path}/availability`, { available: false }, headers),
    },
    'the stock of a product': {
      resource: product,
      change: renamed,
      command: (path, headers) => shop.supervisor.patch(`${path}/stock`, { quantity: 7 }, headers),
    },
    'the code of a table': {
      resource: () => made('/tables', { name: 'Veranda' }),
      change: (path) => shop.admin.patch(path, { seats: 3 }),
      command: (path, headers) => shop.supervisor.post(`${path}/rotate-qr`, {}, headers),
    },
    'a customer, closed': {
      resource: () => made('/customers', { name: 'Ana' }),
      change: renamed,
      command: (path, headers) => shop.admin.delete(path, undefined, headers),
    },
    'a customer, taken off the books': {
      resource: () => made('/customers', { name: 'Bia' }),
      change: renamed,
      command: (path, headers) => shop.supervisor.delete(path, undefined, headers),
    },
    'a customer, erased': {
      resource: () => made('/customers', { name: 'Caio' }),
      change: renamed,
      command: (path, headers) => shop.admin.delete(`${path}?erase=true`, undefined, headers),
    },
    'a cart, added to': {
      ...aCart(),
      command: async (_, headers) => {
        const tea = (await made('/products', { name: 'Teh', price: 50 })).slice('/products/'.length);
        return buyer.post('/cart/items', { product_id: tea, quantity: 1 }, headers);
      },
    },
    'a cart, seen': { ...aCart(), command: (_, headers) => buyer.post('/cart/refresh', {}, headers) },
    'a cart, emptied': { ...aCart(), command: (_, headers) => buyer.delete('/cart', undefined, headers) },
  };

  function aCart() {
    const add = async () => {
      const soup = (await product()).slice('/products/'.length);
      expectStatus(200, await shop.supervisor.patch(`/products/${soup}/stock`, { quantity: 9 }));
      return buyer.post('/cart/items', { product_id: soup, quantity: 2, outlet_id: shop.outletId });
    };
    return { resource: async () => (expectStatus(201, await add()), '/cart'), change: add, reader: () => buyer };
  }

  it.each(Object.keys(rows))('is heard: %s', async (name) => {
    const { resource, change, command, reader = () => shop.admin } = rows[name]!;
    const path = await resource();
    const read = () => reader().get<Versioned>(path);
    const seen = (await read()).headers.get('etag') ?? '';
    expect((await change(path)).status).toBeLessThan(300);
    const now = await read();

    const late = await command(path, { 'if-match': seen });
    expect([late.status, late.body]).toEqual([
      409,
      expect.objectContaining({ code: 'VERSION_CONFLICT', version: now.body.version }),
    ]);
    expect((await read()).body).toEqual(now.body);
    expect(await command(path, { 'if-match': 'yesterday' })).toMatchObject({
      status: 400,
      body: { code: 'IF_MATCH_MALFORMED' },
    });

    const inTime = await command(path, { 'if-match': now.headers.get('etag') ?? '' });
    expect([inTime.body, inTime.status < 300]).toEqual([inTime.body, true]);
  });
});
