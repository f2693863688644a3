import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface CustomerBody {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  has_cpf: boolean;
  has_login: boolean;
  outlet_ids: string[];
  version: number;
}
interface Problem {
  code: string;
  version?: number;
  errors?: { pointer: string; code: string }[];
}
interface Page<T> {
  data: T[];
  total: number;
  next_cursor?: string | null;
}
interface Purchase {
  id: string;
  number: string;
  outlet_id: string;
  items: { name: string; quantity: number }[];
  total_amount: number;
}

const PASSWORD = 'sambal-terasi-2026';

describe('customers', () => {
  let database: TestDatabase;
  let api: Api;
  let cafe: Shop;
  let bakery: Shop;
  let coffee: TestProduct;
  let bread: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    [cafe, bakery] = [await createShop(database, api), await createShop(database, api)];
    [coffee, bread] = [await cafe.product('Kopi Susu', 18_000), await bakery.product('Roti', 12_000)];
  }, 200_000);

  const write = async (who: Client, body: object) =>
    expectStatus(201, await who.post<CustomerBody>('/customers', body));
  const idsIn = async (who: Client, query = '') =>
    expectStatus(200, await who.get<Page<CustomerBody>>(`/customers${query}`)).data.map(({ id }) => id);
  const order = async (who: Client, shop: Shop, product: TestProduct, more: object = {}) =>
    expectStatus(
      201,
      await who.post<{ id: string; customer_id: string }>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: product.id, quantity: 1 }],
        ...more,
      }),
    );
  /** A customer who registered, with a password. */
  async function registered(details: object = {}) {
    const account = { email: `c-${newId()}@mail.example`, password: PASSWORD, ...details };
    const { id } = expectStatus(201, await client(api).post<{ id: string }>('/auth/register', account));
    const { email, password } = account;
    const login = await client(api).post<{ token: string; refresh_token: string }>('/auth/login', { email, password });
    const { token, refresh_token: refreshToken } = expectStatus(200, login);
    return { id, email, refreshToken, me: client(api, token) };
  }

  describe('at the till', () => {
    it('are written down without a login, with what they say', async () => {
      const body = { name: 'Ágata Souza', phone: '+55 (11) 91234-5678', cpf: '529.982.247-25', locale: 'pt-BR' };

      const customer = await write(cafe.waiter, body);

      expect(customer).toMatchObject({
        name: 'Ágata Souza',
        email: null,
        phone: '+5511912345678',
        has_cpf: true,
        has_login: false,
        locale: 'pt-BR',
        outlet_ids: [cafe.outletId],
        version: 1,
      });
      expect(JSON.stringify(customer)).not.toContain('52998224725');
      expect(expectStatus(200, await cafe.cashier.get(`/customers/${customer.id}`))).toEqual(customer);
    });

    it('are one customer however often the till sends them', async () => {
      const key = { 'idempotency-key': newId() };
      const body = { name: 'Dua Kali' };

      const first = await cafe.cashier.post<CustomerBody>('/customers', body, key);
      const again = await cafe.cashier.post<CustomerBody>('/customers', body, key);

      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    });

    it.each([
      [{}, 422, 'CUSTOMER_NEEDS_NAME'],
      [{ name: null, phone: null }, 422, 'CUSTOMER_NEEDS_NAME'],
      [{ name: '' }, 400, 'VALIDATION_FAILED'],
      [{ name: 'Siti', email: 'no address' }, 400, 'VALIDATION_FAILED'],
      [{ name: 'Siti', phone: 'call me' }, 400, 'VALIDATION_FAILED'],
      [{ name: 'Siti', cpf: '529.982.247-26' }, 422, 'CPF_INVALID'],
      [{ name: 'Siti', cpf: '111.111.111-11' }, 422, 'CPF_INVALID'],
      [{ name: 'Siti', cpf: '12' }, 400, 'VALIDATION_FAILED'],
      [{ name: 'Siti', role: 'ADMIN' }, 400, 'VALIDATION_FAILED'],
      [{ name: 'Siti', password: PASSWORD }, 400, 'VALIDATION_FAILED'],
      [{ name: 'Siti', outlet_id: newId() }, 404, 'OUTLET_NOT_FOUND'],
    ])('are refused when they cannot be told or are no good: %j', async (body, status, code) => {
      const before = await database.query('SELECT count(*) FROM users');

      const answer = await cafe.waiter.post<Problem>('/customers', body);

      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(await database.query('SELECT count(*) FROM users')).toEqual(before);
    });

    it('have an e-mail address that nobody else has', async () => {
      const email = `${newId()}@mail.example`;
      await write(cafe.waiter, { email });

      const answer = await bakery.waiter.post<Problem>('/customers', { email: email.toUpperCase() });

      expect([answer.status, answer.body.code]).toEqual([409, 'EMAIL_TAKEN']);
    });

    it('are found by a part of the name, the address or the number, however it is written', async () => {
      const { id } = await write(cafe.waiter, {
        name: 'João Ferreira',
        email: `jf-${newId()}@loja.example`,
        phone: '+62 812-7777-0001',
      });
      const find = (q: string) => idsIn(cafe.cashier, `?q=${encodeURIComponent(q)}`);

      for (const q of [
        'joao',
        'FERREIRA',
        'jf-',
        '0812 7777 0001',
        '812-7777',
        '+62 812',
        '\u202A+62 812\u20117777\u2011\u200E0001\u202C',
      ]) {
        expect([q, await find(q)]).toEqual([q, [id]]);
      }
      for (const q of ['nobody', '%', '_', "' OR 1=1 --", '0000000']) expect([q, await find(q)]).toEqual([q, []]);
    });

    it('are changed by version, until they keep their own profile', async () => {
      const { id } = await write(cafe.waiter, { name: 'Rina' });
      const change = (body: object, headers = {}) =>
        cafe.cashier.patch<CustomerBody & Problem>(`/customers/${id}`, body, headers);

      expect((await change({ phone: '0812 999', version: 1 })).body).toMatchObject({ phone: '0812999', version: 2 });
      expect((await change({ name: 'Rani', version: 1 })).body).toMatchObject({ code: 'VERSION_CONFLICT', version: 2 });
      expect((await change({ name: 'Rani' }, { 'if-match': '"1"' })).status).toBe(409);
      expect((await change({ name: null, phone: null })).body.code).toBe('CUSTOMER_NEEDS_NAME');
      expect((await change({ cpf: '1'.repeat(11) })).body.code).toBe('CPF_INVALID');
      const replaced = await cafe.cashier.put<CustomerBody>(`/customers/${id}`, { email: `${id}@mail.example` });
      expect(replaced.body).toMatchObject({ name: null, phone: null, email: `${id}@mail.example`, version: 3 });
      expect((await cafe.waiter.patch(`/customers/${id}`, { name: 'R' })).status).toBe(403);
      expect((await bakery.cashier.patch(`/customers/${id}`, { name: 'R' })).status).toBe(404);
    });

    it('cannot be taken over: the profile of somebody with a password is theirs', async () => {
      const { id, me } = await registered({ name: 'Beto' });
      await order(me, cafe, coffee);
      await eventually(async () => expect(await idsIn(cafe.cashier)).toContain(id));

      const theft = await cafe.supervisor.patch<Problem>(`/customers/${id}`, { email: 'thief@mail.example' });

      expect([theft.status, theft.body.code]).toEqual([422, 'CUSTOMER_OWNS_PROFILE']);
      expect((await cafe.admin.patch(`/customers/${id}`, { phone: '0812 345 678' })).status).toBe(200);
      expect((await me.get('/users/me')).body).toMatchObject({ name: 'Beto', phone: '0812345678' });
    });
  });

  describe('of one outlet', () => {
    it('are nobody to another, until they order there', async () => {
      const { id, me } = await registered({ name: 'Citra' });
      expect(await idsIn(cafe.waiter)).not.toContain(id);

      await order(me, cafe, coffee);
      await eventually(async () => expect(await idsIn(cafe.waiter)).toContain(id));

      expect((await bakery.waiter.get(`/customers/${id}`)).status).toBe(404);
      expect((await bakery.waiter.get(`/customers/${id}/orders`)).status).toBe(404);
      expect((await bakery.supervisor.delete(`/customers/${id}`)).status).toBe(404);
      expect(await idsIn(bakery.waiter)).not.toContain(id);
      expect((await cafe.waiter.get(`/customers?outlet_id=${bakery.outletId}`)).status).toBe(404);
      expect(await idsIn(cafe.admin, `?outlet_id=${cafe.outletId}`)).toContain(id);

      await order(me, bakery, bread);
      await eventually(async () => expect(await idsIn(bakery.waiter)).toContain(id));
      expect((await bakery.waiter.get<CustomerBody>(`/customers/${id}`)).body.outlet_ids).toEqual([bakery.outletId]);
    });

    it('leave its books by a SUPERVISOR, and are closed by it when nobody else knows them', async () => {
      const known = await write(cafe.waiter, { name: 'Dikenal' });
      await order(bakery.waiter, bakery, bread, { customer_id: known.id });
      await eventually(async () => expect(await idsIn(bakery.waiter)).toContain(known.id));
      const unknown = await write(cafe.waiter, { name: 'Tak Dikenal' });
      const { id: withLogin, me } = await registered();
      await order(me, cafe, coffee);
      await eventually(async () => expect(await idsIn(cafe.waiter)).toContain(withLogin));

      for (const id of [known.id, unknown.id, withLogin]) {
        expect((await cafe.cashier.delete(`/customers/${id}`)).status).toBe(403);
        expect((await cafe.supervisor.delete(`/customers/${id}`)).status).toBe(204);
        expect((await cafe.supervisor.delete(`/customers/${id}`)).status).toBe(404);
        expect((await cafe.waiter.get(`/customers/${id}`)).status).toBe(404);
      }

      expect(await idsIn(bakery.waiter)).toContain(known.id);
      expect((await cafe.admin.get(`/customers/${unknown.id}`)).status).toBe(404);
      expect((await me.get('/users/me')).status).toBe(200);
    });

    it('are closed by an ADMIN with their logins', async () => {
      const { id, me, email, refreshToken } = await registered();

      expect((await cafe.admin.delete(`/customers/${id}`)).status).toBe(204);

      expect((await me.get('/users/me')).status).toBe(401);
      expect((await client(api).post('/auth/refresh', { refresh_token: refreshToken })).status).toBe(401);
      expect((await client(api).post('/auth/login', { email, password: PASSWORD })).status).toBe(401);
      expect((await cafe.admin.get(`/customers/${id}`)).status).toBe(404);
      expect((await cafe.admin.delete(`/customers/${(await createAccount(database, 'WAITER')).id}`)).status).toBe(404);
    });
  });

  describe('what they bought', () => {
    it('is shown by pages, newest first, to the staff of where they bought it', async () => {
      const { id } = await write(cafe.waiter, { name: 'Pelanggan' });
      const orders = [];
      for (let i = 0; i < 5; i++) orders.push(await order(cafe.cashier, cafe, coffee, { customer_id: id }));
      const elsewhere = await order(bakery.waiter, bakery, bread, { customer_id: id });
      await eventually(async () => expect(await idsIn(bakery.waiter)).toContain(id));

      const seen: string[] = [];
      let after: string | null | undefined = '';
      do {
        const path: string = `/customers/${id}/orders?limit=2${after && `&after=${after}`}`;
        const page: Page<Purchase> = expectStatus(200, await cafe.waiter.get<Page<Purchase>>(path));
        expect(page.total).toBe(5);
        seen.push(...page.data.map((purchase) => purchase.id));
        after = page.next_cursor;
      } while (after);

      expect(seen).toEqual(orders.map((made) => made.id).reverse());
      const there = expectStatus(200, await bakery.waiter.get<Page<Purchase>>(`/customers/${id}/orders`));
      expect(there).toMatchObject({
        total: 1,
        data: [
          {
            id: elsewhere.id,
            outlet_id: bakery.outletId,
            items: [{ name: 'Roti', quantity: 1 }],
            total_amount: 12_000,
            currency: 'IDR',
          },
        ],
      });
      const all = await cafe.admin.get<Page<Purchase>>(`/customers/${id}/orders`);
      expect(all.body.total).toBe(6);
    });

    it('is shown to themselves, and never to another customer', async () => {
      const [ana, beto] = [await registered(), await registered()];
      const placed = await order(ana.me, cafe, coffee);

      const own = await ana.me.get<Page<Purchase>>(`/customers/${ana.id}/orders`);

      expect(own.body).toMatchObject({ total: 1, data: [{ id: placed.id }] });
      const foreign = await beto.me.get<Problem>(`/customers/${ana.id}/orders`);
      expect([foreign.status, foreign.body.code]).toEqual([404, 'CUSTOMER_NOT_FOUND']);
      expect((await beto.me.get(`/orders/${placed.id}`)).status).toBe(404);
      expect((await beto.me.get(`/users/${ana.id}/addresses`)).status).toBe(404);
      expect((await beto.me.get(`/customers/${ana.id}`)).status).toBe(403);
      expect((await client(api).get(`/customers/${ana.id}/orders`)).status).toBe(401);
    });
  });

  describe('who leave', () => {
    const NAME = 'Wilhelmina Quaresma';
    const CPF = '11144477735';
    const PHONE = '5511955550123';
    const STREET = 'Rua das Palmeiras Azuis';

    /** Every row of every table that says this. */
    async function traces(needle: string): Promise<string[]> {
      const tables = await database.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
      );
      const found = await Promise.all(
        tables.map(async ({ name }) => {
          const rows = await database.query(`SELECT 1 FROM ${name} x WHERE x::text ILIKE $1`, [`%${needle}%`]);
          return rows.length > 0 ? [name] : [];
        }),
      );
      return found.flat().toSorted();
    }

    /** Somebody who has done all that a customer can do, and has said who they are wherever there is room for it. */
    async function somebodyKnown() {
      const email = `wilhelmina-${newId()}@mail.example`;
      const key = () => ({ 'idempotency-key': newId() });
      const { id, me, refreshToken } = await registered({ email, name: NAME, cpf: CPF });
      await me.patch('/users/me', { phone: `+${PHONE}` });
      const address = { street: STREET, number: '12', city: 'São Paulo', state: 'SP', postal_code: '01310-200' };
      const recipient = { recipient: NAME, phone: `+${PHONE}` };
      expectStatus(201, await me.post(`/users/${id}/addresses`, { ...address, ...recipient }, key()));
      const note = `For ${NAME}, call ${PHONE}`;
      const items = [{ product_id: coffee.id, quantity: 2, note }];
      const body = { outlet_id: cafe.outletId, type: 'TAKEAWAY', note, items };
      const cancelled = expectStatus(201, await me.post<{ id: string }>('/orders', body, key()));
      expectStatus(200, await me.patch(`/orders/${cancelled.id}/cancel`, { reason: note }));
      const paid = expectStatus(201, await me.post<{ id: string; number: string }>('/orders', body, key()));
      const pay = await cafe.cashier.post<{ payment_id: string }>(`/orders/${paid.id}/pay`, { method: 'cash' }, key());
      expectStatus(201, pay);
      return { id, me, email, refreshToken, paid };
    }

    beforeAll(async () => {
      expectStatus(201, await cafe.cashier.post('/shifts/open', { outlet_id: cafe.outletId, start_cash: 100_000 }));
    });

    it('take everything with them that is held on them', async () => {
      const { id, me, email, paid } = await somebodyKnown();
      await eventually(async () => expect(await idsIn(cafe.waiter)).toContain(id));

      const { body } = await me.get('/users/me/export');

      expect(body).toMatchObject({
        user: { id, email, name: NAME, cpf: CPF, phone: `+${PHONE}` },
        addresses: [{ street: STREET, recipient: NAME }],
        elsewhere: {
          customers: { outlets: [{ outlet_id: cafe.outletId }] },
          orders: [
            { id: paid.id, payment_status: 'PAID', items: [{ name: 'Kopi Susu', quantity: 2 }] },
            { status: 'VOIDED', items: [{ name: 'Kopi Susu' }] },
          ],
        },
      });
      expect((await me.delete('/users/me')).status).toBe(204);
    });

    it('leave nothing behind that names them, and their sessions end; the bill stays', async () => {
      const { id, me, email, refreshToken, paid } = await somebodyKnown();
      await eventually(async () => expect(await idsIn(cafe.waiter)).toContain(id));
      for (const needle of [NAME, email, CPF, PHONE, STREET]) expect(await traces(needle)).not.toEqual([]);
      expect(await traces(NAME)).toEqual(expect.arrayContaining(['events', 'idempotency_keys', 'order_items']));

      expect((await me.delete('/users/me')).status).toBe(204);

      for (const needle of [NAME, email, CPF, PHONE, STREET])
        expect([needle, await traces(needle)]).toEqual([needle, []]);
      expect((await me.get('/users/me')).status).toBe(401);
      expect((await client(api).post('/auth/refresh', { refresh_token: refreshToken })).status).toBe(401);
      expect((await cafe.waiter.get(`/customers/${id}`)).status).toBe(404);
      const bill = expectStatus(200, await cafe.cashier.get(`/orders/${paid.id}`));
      expect(bill).toMatchObject({ number: paid.number, customer_id: null, note: null, total_amount: 36_000 });
      for (const table of ['orders', 'payments', 'events']) {
        expect(await database.query(`SELECT 1 FROM ${table} WHERE customer_id = $1`, [id])).toEqual([]);
      }
      const [told] = await database.query<{ payload: object }>(
        "SELECT payload FROM events WHERE type = 'NEW_ORDER' AND payload ->> 'id' = $1",
        [paid.id],
      );
      expect(told?.payload).toMatchObject({ note: null, items: [{ name: 'Kopi Susu', quantity: 2, note: null }] });
    });

    it('are erased by an ADMIN when they have no login to do it with, and by nobody else', async () => {
      const { id } = await write(cafe.waiter, { name: NAME, phone: PHONE, cpf: CPF });
      await order(cafe.waiter, cafe, coffee, { customer_id: id, note: `for ${NAME}` });

      expect((await cafe.supervisor.delete(`/customers/${id}?erase=true`)).status).toBe(403);
      expect((await cafe.admin.delete(`/customers/${id}?erase=maybe`)).status).toBe(400);
      expect((await cafe.admin.delete(`/customers/${id}?erase=true`)).status).toBe(204);

      for (const needle of [NAME, CPF, PHONE]) expect([needle, await traces(needle)]).toEqual([needle, []]);
    });
  });
});
