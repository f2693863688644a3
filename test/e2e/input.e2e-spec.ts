import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  type Client,
  client,
  contentOf,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  type Operation,
  operationsOf,
  RECIPES,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
  readonly more_errors?: number;
}

const JSON_TYPE = { 'content-type': 'application/json' };
/** Right-to-left embedding and its end, as a phone book puts them around a number. */
const PASTED = (text: string) => `\u202A${text}\u202C\u200E`;

describe('what a client sends', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let operations: Operation[];

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    operations = await operationsOf(api);
  }, 90_000);

  const line = (product: { readonly id: string }, quantity = 1) => ({ product_id: product.id, quantity });
  const problemOf = (answer: { readonly body: unknown }) => answer.body as Problem;
  const pointersOf = (answer: { readonly body: unknown }) =>
    (problemOf(answer).errors ?? []).map(({ pointer }) => pointer);

  describe('null and nothing', () => {
    it('mean that an optional field is absent, in an order as its answer tells them', async () => {
      const tea = await shop.product('Teh', 8_000);
      const body = {
        outlet_id: shop.outletId,
        note: null,
        table_session_id: null,
        table_id: '',
        customer_id: null,
        coupon_code: null,
        shipping: null,
        id: '',
        type: null,
        cart: null,
        items: [{ ...line(tea, 2), note: null, modifiers: null }],
      };

      const order = expectStatus(201, await shop.waiter.post<{ note: null; type: string }>('/orders', body));

      expect(order).toMatchObject({ note: null, type: 'TAKEAWAY', table_id: null });
      expect((await shop.waiter.post('/orders', { ...body, items: [{ product_id: null, quantity: 1 }] })).status).toBe(
        400,
      );
      const wrong = await shop.waiter.post('/orders', { ...body, items: [{ product_id: '', quantity: null }] });
      expect(new Set(pointersOf(wrong))).toEqual(new Set(['/items/0/product_id', '/items/0/quantity']));
    });

    it('are no fault of any optional field of any request', async () => {
      const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
      const before = await contentOf(database);
      const faults: string[] = [];
      for (const operation of operations) {
        // A gateway's webhook is bytes with a signature: what came with a wrong one is kept as such, whatever its fields.
        if (!operation.body || RECIPES[operation.id]?.takesBytes) continue;
        const fields = optionalFieldsOf(operation);
        const nulls = Object.fromEntries(fields.map(([name]) => [name, null]));
        const nothings = Object.fromEntries(fields.filter(([, isId]) => isId).map(([name]) => [name, '']));
        // What is missing from a body without any field is no fault of null.
        const missing = new Set(pointersOf(await anyoneWhoMay(operation, { xyzzy: 1 }, customer)));
        for (const body of [nulls, { ...nulls, ...nothings }]) {
          const wrong = pointersOf(await anyoneWhoMay(operation, { ...body, xyzzy: 1 }, customer)).filter(
            (pointer) => !missing.has(pointer),
          );
          if (wrong.length > 0) faults.push(`${operation.id}: ${wrong.join()}`);
        }
      }

      expect(faults).toEqual([]);
      expect(await contentOf(database)).toBe(before);
    }, 60_000);

    it('clear a field only where the contract says so', async () => {
      const product = await shop.product('Kopi', 20_000);
      const url = `/products/${product.id}`;
      expectStatus(200, await shop.admin.patch(url, { description: 'Hot', station: 'bar' }));

      const changed = expectStatus(
        200,
        await shop.admin.patch<object>(url, { name: null, price: null, description: null }),
      );

      expect(changed).toMatchObject({ name: 'Kopi', price: 20_000, description: null, station: 'bar' });
    });

    it('are told in OpenAPI', () => {
      const order = operations.find(({ id }) => id === 'placeOrder')!;
      const properties = order.resolved(order.body!).properties!;

      expect(properties['note']!.nullable).toBe(true);
      expect(properties['table_id']!.nullable).toBe(true);
      expect(properties['items']!.nullable).toBe(true);
    });

    it('leave a parameter of a query out', async () => {
      expect((await shop.waiter.get('/orders?table_id=&status=&limit=')).status).toBe(200);
      expect((await shop.admin.get('/coupons?outlet_id=')).status).toBe(200);
    });

    function optionalFieldsOf(operation: Operation): [string, boolean][] {
      const { properties = {}, required = [] } = operation.resolved(operation.body ?? {});
      return Object.entries(properties)
        .filter(([name]) => !required.includes(name))
        .map(([name, schema]) => [name, operation.resolved(schema).format === 'uuid']);
    }

    async function anyoneWhoMay(operation: Operation, body: object, customer: Client) {
      const url = operation.path.replace(/\{\w+\}/g, crypto.randomUUID());
      const send = (by: Client) => by[operation.method as 'post'](url, body);
      const answer = await send(shop.admin);
      return answer.status === 403 ? send(customer) : answer;
    }
  });

  describe('text', () => {
    const addCustomer = (fields: object) =>
      shop.cashier.post<{ id: string; name: string; phone: string }>('/customers', {
        outlet_id: shop.outletId,
        ...fields,
      });

    it('of a phone is what one reads, however it was pasted', async () => {
      for (const phone of [
        PASTED('+55 11 91234-5678'),
        '+55\u00A011\u202F91234\u20115678',
        '\uFEFF+55 (11) 91234\u20135678\u200B',
      ]) {
        expect(expectStatus(201, await addCustomer({ name: 'Ana', phone })).phone).toBe('+5511912345678');
      }
      expect((await addCustomer({ name: 'Ana', phone: PASTED('eleven') })).status).toBe(400);
    });

    it('of a name has something to see, and keeps what belongs to it', async () => {
      for (const name of ['\u200B', '\u200B\u2060\uFEFF', ' \u202E ', '\u3164', '\u2800', '\u00AD', '\u200D']) {
        expect([name, (await addCustomer({ name })).status]).toEqual([name, 400]);
        expect([
          name,
          (await shop.admin.post('/products', { outlet_id: shop.outletId, name, price: 1 })).status,
        ]).toEqual([name, 400]);
        expect([name, (await shop.admin.post('/categories', { outlet_id: shop.outletId, name })).status]).toEqual([
          name,
          400,
        ]);
        expect([name, (await shop.admin.post('/tables', { outlet_id: shop.outletId, name })).status]).toEqual([
          name,
          400,
        ]);
      }
      for (const [given, kept] of [
        ['  \u202ASiti\u200B Rahma\u202C ', 'Siti Rahma'],
        ['Cafe\u0301', 'Caf\u00E9'],
        ['Chef \u{1F469}\u200D\u{1F373}', 'Chef \u{1F469}\u200D\u{1F373}'],
        ['\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645', '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645'],
      ]) {
        expect(expectStatus(201, await addCustomer({ name: given })).name).toBe(kept);
      }
    });

    it('of a code is what a scanner or a till types', async () => {
      const made = expectStatus(
        201,
        await shop.admin.post<{ sku: string; barcode: string }>('/products', {
          outlet_id: shop.outletId,
          name: 'Es',
          price: 1_000,
          sku: PASTED('ES\u2011042'),
          barcode: '\u200E8991234567891\uFEFF',
          ncm: PASTED('21069090'),
          cfop: '5102\u00A0',
          station: PASTED('Bar'),
        }),
      );
      const company = { name: 'Padaria Ltda', cnpj: PASTED('11.444.777/0001\u201161') };
      const outlet = { name: 'Loja', currency: 'BRL', time_zone: PASTED('America/Manaus'), country: ' BR' };

      expect(made).toMatchObject({
        sku: 'ES-042',
        barcode: '8991234567891',
        ncm: '21069090',
        cfop: '5102',
        station: 'bar',
      });
      expect(expectStatus(201, await shop.cashier.post<object>('/customers', company))).toMatchObject({
        cnpj: '11444777000161',
      });
      expect(expectStatus(201, await shop.admin.post<object>('/outlets', outlet))).toMatchObject({
        time_zone: 'America/Manaus',
        country: 'BR',
      });
    });

    it('of a CEP is its eight digits', async () => {
      const { token } = await createAccount(database, 'CUSTOMER');
      const me = client(api, token);
      const { id } = expectStatus(200, await me.get<{ id: string }>('/users/me'));
      for (const postal_code of ['01.310-100', '01310-100', '01310100', PASTED('01310\u2011100')]) {
        const address = {
          street: 'Avenida Paulista',
          number: '1578',
          city: 'S\u00E3o Paulo',
          state: 'SP',
          postal_code,
        };
        const made = await me.post<{ postal_code: string }>(`/users/${id}/addresses`, address);
        expect([postal_code, expectStatus(201, made).postal_code]).toEqual([postal_code, '01310100']);
      }
    });

    it('of a CEP may be sent by both of its names, as one and the same', async () => {
      const { token } = await createAccount(database, 'CUSTOMER');
      const me = client(api, token);
      const { id } = expectStatus(200, await me.get<{ id: string }>('/users/me'));
      const street = { street: 'Rua Direita', number: '7', city: 'Manaus', state: 'AM', postal_code: '69005-040' };
      const wish = { outlet_id: shop.outletId, type: 'ONLINE', items: [line(await shop.product('Mel', 900))] };
      const differ = (pointer: string) => ({
        status: 400,
        body: { code: 'VALIDATION_FAILED', errors: [{ pointer, code: 'POSTAL_CODES_DIFFER' }] },
      });

      expect((await me.post(`/users/${id}/addresses`, { ...street, cep: '69005040' })).status).toBe(201);
      expect(await me.post(`/users/${id}/addresses`, { ...street, cep: '01310-200' })).toMatchObject(differ('/cep'));
      for (const path of ['/orders', '/orders/quote']) {
        const shipping = { service: 'PAC', address: { ...street, cep: '01310-200' } };
        expect(await me.post(path, { ...wish, shipping })).toMatchObject(differ('/shipping/address/cep'));
      }
    });

    it('of a note keeps its lines and emoji, and loses control characters', async () => {
      const tea = await shop.product('Teh Tarik', 9_000);
      const note = 'No ice\u0007\r\nfor \u{1F469}\u200D\u{1F373}\u001B[2J';

      const order = await shop.waiter.post<{ note: string }>('/orders', {
        outlet_id: shop.outletId,
        note,
        items: [line(tea)],
      });

      expect(expectStatus(201, order).note).toBe('No ice\nfor \u{1F469}\u200D\u{1F373}[2J');
    });
  });

  describe('queries', () => {
    const lists = () =>
      operations.filter(({ method, path, queries }) => method === 'get' && queries.length > 0 && !path.includes('{'));

    it('with a parameter that no list has, or out of range, are refused by every list', async () => {
      const accepted: string[] = [];
      for (const { id, path, queries } of lists()) {
        const needed = id === 'searchProducts' ? 'q=te&' : '';
        const wrong = [`${needed}xyzzy=1`, `${needed}Limit=5`];
        if (queries.some(({ name }) => name === 'limit')) wrong.push(`${needed}limit=5000`, `${needed}limit=0`);
        if (queries.some(({ name }) => name === 'offset')) wrong.push(`${needed}offset=-1`);
        for (const query of wrong) {
          const answer = await shop.admin.get<Problem>(`${path}?${query}`);
          if (answer.status !== 400) accepted.push(`${id}?${query}: ${answer.status}`);
        }
      }

      expect(lists().length).toBeGreaterThan(20);
      expect(accepted).toEqual([]);
    }, 60_000);
  });

  describe('bodies', () => {
    const ask = async (path: string, body: string, by: Client = shop.waiter) => {
      const started = performance.now();
      const answer = await by.post<Problem>(path, body, JSON_TYPE);
      return { ...answer, ms: performance.now() - started, bytes: JSON.stringify(answer.body).length };
    };

    it('are as large as their route needs, and no larger', async () => {
      const megabyte = JSON.stringify({
        outlet_id: shop.outletId,
        items: Array(9_999).fill({ product_id: 'x', quantity: -1, note: 'x'.repeat(50) }),
      });
      const refused = await ask('/orders', megabyte);

      expect([refused.status, refused.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
      expect(refused.body.detail).toContain('64 KB');
      expect(refused.bytes).toBeLessThan(4_000);
      const csv = `name,price\n${'x'.repeat(200)},1\n`.repeat(400);
      expect((await shop.admin.post('/products/import', csv, { 'content-type': 'text/csv' })).status).not.toBe(413);
      const chunked = await fetch(`${api.url}/api/v1/orders`, {
        method: 'POST',
        headers: { ...JSON_TYPE, authorization: `Bearer ${shop.accounts.waiter.token}` },
        body: new Blob([megabyte]).stream(),
        duplex: 'half',
      } as RequestInit);
      expect(chunked.status).toBe(413);
    });

    it('are refused by the size of their lists before their entries, and in few words', async () => {
      const many = await ask(
        '/orders',
        JSON.stringify({ outlet_id: shop.outletId, items: Array(900).fill({ quantity: -1 }) }),
      );
      expect([many.status, pointersOf(many)]).toEqual([400, ['/items']]);

      const wrong = await ask(
        '/orders',
        JSON.stringify({ outlet_id: shop.outletId, items: Array(190).fill({ quantity: -1, xyzzy: 'x'.repeat(200) }) }),
      );
      expect([wrong.status, wrong.body.errors?.length]).toEqual([400, 20]);
      expect(wrong.body.more_errors).toBe(190 * 3 - 20);
      expect(wrong.bytes).toBeLessThan(6_000);

      const long = await ask(
        '/orders',
        JSON.stringify(Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`${n}${'x'.repeat(2_000)}`, 1]))),
      );
      expect([long.status, long.bytes < 8_000]).toEqual([400, true]);
    });

    it('are refused when they are too complex', async () => {
      const deep = await ask('/orders', `{"note":${'['.repeat(17)}${']'.repeat(17)}}`);
      const keys = await ask('/orders', `{${Array.from({ length: 2_001 }, (_, n) => `"${n}":1`).join()}}`);
      const within = await ask('/orders', `{"note":"${'{[:'.repeat(5_000)}\\"{{{"}`);

      expect([deep.status, deep.body.code, keys.status, keys.body.code]).toEqual([
        400,
        'BODY_TOO_COMPLEX',
        400,
        'BODY_TOO_COMPLEX',
      ]);
      expect([within.status, within.body.code]).toEqual([400, 'VALIDATION_FAILED']);
      for (const name of ['__proto__', 'constructor', 'prototype']) {
        expect((await ask('/orders', `{"items":[{"${name}":{"x":1}}]}`)).status).toBe(400);
      }
    });

    it('are not read where there is nothing, or for who may not send them', async () => {
      const broken = '{"a":'.repeat(10);
      const anyone = client(api);

      expect((await ask('/no/such/path', broken, anyone)).status).toBe(404);
      expect((await ask('/webhooks/nobody', broken, anyone)).status).toBe(404);
      expect((await ask('/orders', broken, anyone)).status).toBe(401);
      expect((await ask('/users', broken, shop.waiter)).status).toBe(403);
      expect((await ask('/orders', broken)).body.code).toBe('MALFORMED_JSON');
    });

    it('count against the rate limit before they are read', async () => {
      const limited = await startApi({ database, env: { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_GLOBAL: '5' } });
      const broken = '{"a":'.repeat(10);
      const statuses: number[] = [];
      for (let n = 0; n < 7; n++)
        statuses.push((await ask('/orders', broken, client(limited, shop.accounts.waiter.token))).status);

      expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429]);
    }, 60_000);
  });

  describe("an order's own id", () => {
    it('makes two tries at once one order', async () => {
      const tea = await shop.product('Teh Botol', 8_000, { stock: 100 });
      for (let round = 0; round < 10; round++) {
        const body = { id: crypto.randomUUID(), outlet_id: shop.outletId, items: [line(tea)] };
        const answers = await Promise.all([1, 2, 3].map(() => shop.waiter.post<{ id: string }>('/orders', body)));

        expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
        expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
        expect(answers.map(({ headers }) => headers.get('idempotent-replayed')).filter(Boolean)).toEqual([
          'true',
          'true',
        ]);
      }
      const [row] = await database.query<{ n: number }>(
        'SELECT -sum(quantity)::int AS n FROM stock_movements WHERE product_id = $1 AND quantity < 0',
        [tea.id],
      );
      expect(row?.n).toBe(10);
    });

    it('makes two tries at once one order, each with a key of its own, of the last piece, and at the counter', async () => {
      for (let round = 0; round < 5; round++) {
        const last = await shop.product(`Last ${round}`, 8_000, { stock: 1 });
        const body = { id: crypto.randomUUID(), outlet_id: shop.outletId, items: [line(last)] };
        const answers = await Promise.all(
          [1, 2].map(() => shop.waiter.post<Problem>('/orders', body, { 'idempotency-key': crypto.randomUUID() })),
        );
        expect(answers.map(({ status, body: { code } }) => code ?? status)).toEqual([201, 201]);
      }
      await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 });
      const tea = await shop.product('Teh Susu', 8_000, { stock: 1 });
      const sale = { id: crypto.randomUUID(), outlet_id: shop.outletId, items: [line(tea)], tendered: 10_000 };
      const sales = await Promise.all([1, 2].map(() => shop.cashier.post<Problem>('/transactions', sale)));
      expect(sales.map(({ status, body: { code } }) => code ?? status)).toEqual([201, 201]);
    });

    it('is taken for another body, whatever differs', async () => {
      const tea = await shop.product('Teh Hijau', 8_000);
      const body = { id: crypto.randomUUID(), outlet_id: shop.outletId, items: [{ ...line(tea), note: 'hot' }] };
      expectStatus(201, await shop.waiter.post('/orders', body));

      for (const other of [{ note: 'x' }, { items: [{ ...line(tea), note: 'cold' }] }, { items: [line(tea, 2)] }]) {
        const answer = await shop.waiter.post<Problem>('/orders', { ...body, ...other });
        expect([answer.status, answer.body.code]).toEqual([409, 'ORDER_ID_TAKEN']);
      }
      expect((await shop.waiter.post('/orders', { ...body, note: null })).status).toBe(201);
    });
  });

  describe('an address that leads nowhere', () => {
    const read = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${api.url}${path}`, init);
      return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
    };

    it.each(['/foo', '/t/abc', '/favicon.ico', '/apix', '/%E0%A4%A', '/docs/nothing', '/reset-password?token=x'])(
      'is a problem document: %s',
      async (path) => {
        const { status, type, text } = await read(path);

        expect([404, 400]).toContain(status);
        expect(type).toContain('application/problem+json');
        expect((JSON.parse(text) as Problem).status).toBe(status);
      },
    );

    it('is a problem document for every method', async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        expect((await read('/', { method })).type).toContain('application/problem+json');
        expect((await read('/api/v1/ping', { method })).type).toContain('application/problem+json');
      }
    });

    it('is a page in their language for a person', async () => {
      const person = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'pt-BR,pt;q=0.9' };
      for (const path of ['/foo', '/tables/abc']) {
        const { status, type, text } = await read(path, { headers: person });
        expect([status, type]).toEqual([404, 'text/html; charset=utf-8']);
        expect(text).toContain('<html lang="pt-BR">');
        expect(text).not.toContain('Cannot GET');
      }
      expect((await read('/api/v1/nothing', { headers: person })).type).toContain('application/problem+json');
    });

    it('is not the root: it says what this is', async () => {
      const root = await read('/');
      expect([root.status, JSON.parse(root.text)]).toEqual([
        200,
        { name: 'Comanda', api: '/api/v1', docs: '/docs', openapi: '/docs-json', health: '/health' },
      ]);
      const page = await read('/', { headers: { accept: 'text/html', 'accept-language': 'id' } });
      expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.text).toContain('<html lang="id">');
      expect(page.text).toContain('href="/docs"');
    });
  });
});
