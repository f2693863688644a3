import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  createTestDatabase,
  type Operation,
  operationsOf,
  Place,
  RECIPES,
  startApi,
  type TestDatabase,
} from '../support/index.js';

type Json = Record<string, unknown>;

interface Example {
  readonly operation: Operation;
  readonly example: unknown;
}

/** What an ADMIN does all day: the catalogue and its stock, coupons, accounts, orders. */
const PLACES = /^\/(products|categories|coupons|users|customers|orders|stock-counts)(\/|$)/;
const NOT_AN_ADMINS = ['/users/me'];
/** The same example made something before. */
const TAKEN = /_TAKEN$/;

describe('Swagger UI', () => {
  let database: TestDatabase;
  let api: Api;
  let place: Place;
  let examples: Example[];

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    place = await Place.open(database, api, 'swagger', { fresh: true });
    // What the example of another round scans, as in the demo's café.
    await place.shop.product('Air Mineral 600 ml', 8_000, { barcode: '8991002101234', stock: 100 });
    const document = (await (await fetch(`${api.url}/docs-json`)).json()) as {
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>>;
    };
    examples = (await operationsOf(api))
      .filter(({ path, body }) => body !== undefined && PLACES.test(path) && !NOT_AN_ADMINS.includes(path))
      .map((operation) => ({
        operation,
        example:
          document.paths[`/api/v1${operation.path}`]?.[operation.method]?.requestBody?.content['application/json']
            ?.example,
      }));
  }, 90_000);

  /** Sends the example as it stands in the document, with the ids alone put right. */
  async function tryOut({ operation, example }: Example): Promise<Answer> {
    const recipe = RECIPES[operation.id];
    const ids = (await recipe?.path?.(place, 'ADMIN')) ?? {};
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    const query = new URLSearchParams(await recipe?.query?.(place, 'ADMIN')).toString();
    const good = await recipe?.body?.(place, 'ADMIN');
    const url = query ? `${path}?${query}` : path;
    return place.callers.ADMIN[operation.method as 'post'](url, withIdsOf(example, good));
  }

  it("shows an example for every body of an ADMIN's work", () => {
    expect(examples.length).toBeGreaterThan(25);
    expect(examples.filter(({ example }) => example === undefined).map(({ operation }) => operation.id)).toEqual([]);
  });

  it.each(['createCoupon', 'createProduct', 'createCategory', 'createUser', 'placeOrder', 'setOrderTracking'])(
    'lets an ADMIN do %s with the body that it shows',
    async (id) => {
      const shown = examples.find(({ operation }) => operation.id === id);
      if (!shown) throw new Error(`There is no ${id}`);

      const { status, body } = await tryOut(shown);

      expect({ status, body }).toMatchObject({ status: shown.operation.method === 'post' ? 201 : 200 });
    },
  );

  it('refuses none of its examples for what is in them, once their ids are real', async () => {
    const faults: string[] = [];
    for (const shown of examples) {
      const { status, body } = await tryOut(shown);
      const { code = '' } = (body ?? {}) as { code?: string };
      const isOfTheWorld = TAKEN.test(code) || RECIPES[shown.operation.id]?.problems?.includes(code);
      if (status === 400 || (status > 400 && !isOfTheWorld))
        faults.push(`${shown.operation.id}: ${status} ${JSON.stringify(body)}`);
    }

    expect(faults).toEqual([]);
  }, 120_000);

  it('is served whole by this server, and lets nobody else run scripts in it', async () => {
    const page = await fetch(`${api.url}/docs`);
    const html = await page.text();
    const policy = page.headers.get('content-security-policy') ?? '';
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);

    expect(page.status).toBe(200);
    expect(policy).toContain("script-src 'self' 'unsafe-inline'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(assets.length).toBeGreaterThan(3);
    for (const path of assets) {
      const asset = await fetch(new URL(path, `${api.url}/docs`));
      expect(new URL(asset.url).origin).toBe(api.url);
      expect(asset.status).toBe(200);
      // To its end: a server that is told to stop waits for who is still reading.
      expect((await asset.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
    const settings = await (await fetch(`${api.url}/docs/swagger-ui-init.js`)).text();
    expect(settings).toMatch(/"persistAuthorization": true/);
  });

  it('has a catalogue of events beside it: the committed asyncapi.json, and a page that names each event, who is told and who acts upon it', async () => {
    const committed = JSON.parse(readFileSync(join(import.meta.dirname, '../../asyncapi.json'), 'utf8')) as {
      components: { messages: Record<string, { 'x-heard-by': string[] }> };
    };
    const document: unknown = await (await fetch(`${api.url}/asyncapi.json`)).json();
    const page = await fetch(`${api.url}/docs/events`);
    const html = await page.text();

    expect(document).toEqual(committed);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(Object.keys(committed.components.messages).filter((name) => !html.includes(`id="${name}"`))).toEqual([]);
    expect(html).toContain('ADMIN, SUPERVISOR and KASIR of the outlet.');
    expect(committed.components.messages['PAYMENT_UPDATED']?.['x-heard-by']).toEqual(
      expect.arrayContaining(['fiscal.issue', 'notifications.tell-payment-received']),
    );
    expect(committed.components.messages['OUTLET_CHANGED']?.['x-heard-by']).toContain('FollowOutletEvents');
  });
});

/** The example with every id in it taken from the same place of a good body; an id that stands nowhere in that is left out. */
function withIdsOf(example: unknown, good: unknown): unknown {
  if (Array.isArray(example))
    return example.map((item, index) => withIdsOf(item, (good as unknown[] | undefined)?.[index]));
  if (typeof example !== 'object' || example === null) return example;
  return Object.fromEntries(
    Object.entries(example).flatMap(([name, value]): [string, unknown][] => {
      const real = (good as Json | undefined)?.[name];
      if (!/_ids?$/.test(name)) return [[name, withIdsOf(value, real)]];
      return real === undefined ? [] : [[name, real]];
    }),
  );
}
