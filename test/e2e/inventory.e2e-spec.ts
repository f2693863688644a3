import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import type { UserRole } from '#libs/kernel';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createTestDatabase,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Problem {
  code: string;
  detail: string;
  errors?: { pointer: string; code: string }[];
  items?: unknown[];
  product_ids?: string[];
}

interface Movement {
  type: string;
  quantity: number;
  balance_after: number;
  reason: string | null;
  reference_id: string | null;
  actor: { kind: string; id: string };
}

interface List<T> {
  data: T[];
  total: number;
  next_cursor?: string | null;
}

describe('stock, from the shelf to the ledger', () => {
  let database: TestDatabase;
  let apis: Api[];
  let anyone: Client;
  let admin: Client;
  let supervisor: Client;
  let kasir: Client;
  let jakarta: string;
  let bandung: string;
  const tokens = new Map<Client, string>();

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    anyone = client(apis[0]!);
    admin = await someone('ADMIN');
    jakarta = await outlet('Kopi Senja, Jakarta');
    bandung = await outlet('Kopi Senja, Bandung');
    supervisor = await someone('SUPERVISOR', jakarta);
    kasir = await someone('KASIR', jakarta);
  }, 200_000);

  async function someone(role: UserRole, ...outletIds: string[]): Promise<Client> {
    const { token } = await createAccount(database, role, outletIds);
    const caller = anyone.as(token);
    tokens.set(caller, token);
    return caller;
  }

  const made = async (path: string, body: unknown): Promise<string> => {
    const answer = await admin.post<{ id: string }>(path, body);
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };

  const outlet = (name: string) => made('/outlets', { name, currency: 'IDR', time_zone: 'Asia/Jakarta' });

  const product = (stock: number | undefined, more: Record<string, unknown> = {}) =>
    made('/products', { name: 'Es Kopi Susu', price: 28_000, outlet_id: jakarta, stock, track_stock: true, ...more });

  const movementsOf = async (productId: string) =>
    (await supervisor.get<List<Movement>>(`/stock-movements?product_id=${productId}`)).body.data;

  const stockOf = async (productId: string) =>
    (await supervisor.get<{ stock: number }>(`/products/${productId}?outlet_id=${jakarta}`)).body.stock;

  it('sets stock by a count and moves it by a delta, with every step on the ledger', async () => {
    const id = await product(20);

    const counted = await supervisor.patch(`/products/${id}/stock`, { quantity: 12 });
    const moved = await supervisor.patch(`/products/${id}/stock`, { delta: -2, reason: 'spilt', type: 'WASTE' });
    const bought = await admin.patch(`/products/${id}/stock`, { delta: 5, reason: 'delivery', type: 'PURCHASE' });

    expect(counted).toMatchObject({ status: 200, body: { product_id: id, outlet_id: jakarta, stock: 12 } });
    expect(moved.body).toEqual({ product_id: id, outlet_id: jakarta, stock: 10 });
    expect(bought.body).toMatchObject({ stock: 15 });
    expect(await stockOf(id)).toBe(15);
    expect(await movementsOf(id)).toMatchObject([
      { type: 'PURCHASE', quantity: 5, balance_after: 15, reason: 'delivery', actor: { kind: 'user' } },
      { type: 'WASTE', quantity: -2, balance_after: 10, reason: 'spilt' },
      { type: 'COUNT', quantity: -8, balance_after: 12, reason: null },
      { type: 'COUNT', quantity: 20, balance_after: 20 },
    ]);
  });

  it('announces low stock when a move crosses the threshold', async () => {
    const id = await product(6, { low_stock_threshold: 5 });

    await supervisor.patch(`/products/${id}/stock`, { delta: -1, reason: 'broken' });
    await supervisor.patch(`/products/${id}/stock`, { delta: -1, reason: 'broken' });

    const events = await database.query(`SELECT outlet_id, payload FROM events WHERE type = 'LOW_STOCK'`);
    expect(events).toEqual([{ outlet_id: jakarta, payload: { product_id: id, stock: 5, threshold: 5 } }]);
    const low = await supervisor.get<List<object>>(`/stock-levels?outlet_id=${jakarta}&below_threshold=true`);
    expect(low.body).toMatchObject({
      total: 1,
      data: [{ product_id: id, outlet_id: jakarta, name: 'Es Kopi Susu', stock: 4, low_stock_threshold: 5 }],
    });
  });

  it('refuses to go below zero and says what is there', async () => {
    const id = await product(3);

    const refused = await supervisor.patch<Problem>(`/products/${id}/stock`, { delta: -4, reason: 'lost' });

    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      detail: 'Only 3 of Es Kopi Susu left.',
      items: [{ product_id: id, requested: 4, available: 3 }],
    });
    expect(await stockOf(id)).toBe(3);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', {}, ['/quantity']],
    ['both', { quantity: 3, delta: 1, reason: 'x' }, ['/delta']],
    ['a negative count', { quantity: -1 }, ['/quantity']],
    ['a fraction', { quantity: 1.5 }, ['/quantity']],
    ['a text', { quantity: '3' }, ['/quantity']],
    ['far too much', { quantity: 1e15 }, ['/quantity']],
    ['a move of nothing', { delta: 0, reason: 'x' }, ['/delta']],
    ['a move without a reason', { delta: 1 }, ['/reason']],
    ['a move with an empty reason', { delta: 1, reason: '  ' }, ['/reason']],
    ['a sale by hand', { delta: -1, reason: 'x', type: 'SALE' }, ['/type']],
    ['waste that adds', { delta: 1, reason: 'x', type: 'WASTE' }, ['/delta']],
    ['a purchase that takes', { delta: -1, reason: 'x', type: 'PURCHASE' }, ['/delta']],
    ['a type with a count', { quantity: 1, type: 'WASTE' }, ['/type']],
    ['an unknown field and a bad outlet', { quantity: 1, outlet_id: 'x', colour: 'red' }, ['/colour', '/outlet_id']],
  ])('refuses %s with every fault', async (_, body, pointers) => {
    const id = await product(3);

    const refused = await supervisor.patch<Problem>(`/products/${id}/stock`, body);

    expect([refused.status, refused.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect([...new Set(refused.body.errors?.map(({ pointer }) => pointer))].sort()).toEqual(pointers);
    expect(await movementsOf(id)).toHaveLength(1);
  });

  it('answers a repeated change once, under its key', async () => {
    const id = await product(10);
    const move = () =>
      supervisor.patch(`/products/${id}/stock`, { delta: -3, reason: 'lost' }, { 'idempotency-key': `lost-${id}` });

    const [first, again] = [await move(), await move()];

    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await stockOf(id)).toBe(7);
  });

  it('asks which outlet is meant for a product that several sell', async () => {
    const id = await product(undefined, { outlet_id: null, currency: 'IDR' });

    const asked = await admin.patch<Problem>(`/products/${id}/stock`, { quantity: 4 });
    const named = await admin.patch(`/products/${id}/stock`, { quantity: 4, outlet_id: bandung });
    const only = await supervisor.patch(`/products/${id}/stock`, { quantity: 6 });

    expect([asked.status, asked.body.code]).toEqual([400, 'OUTLET_REQUIRED']);
    expect(named.body).toEqual({ product_id: id, outlet_id: bandung, stock: 4 });
    expect(only.body).toEqual({ product_id: id, outlet_id: jakarta, stock: 6 });
  });

  it('lets exactly ten of 200 tills on two processes take the last ten', async () => {
    const id = await product(10);
    const tills = apis.map((api) => client(api, tokens.get(supervisor)));

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, till) =>
        tills[till % 2]!.patch<Problem>(`/products/${id}/stock`, { delta: -1, reason: 'sold by hand' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 'INSUFFICIENT_STOCK')).toHaveLength(190);
    expect(await stockOf(id)).toBe(0);
  });

  it('records a stock count and shows what was there before', async () => {
    const [kopi, teh] = [await product(10), await product(4, { name: 'Teh Manis' })];

    const counted = await supervisor.post<{ id: string }>('/stock-counts', {
      outlet_id: jakarta,
      note: 'end of month',
      items: [
        { product_id: kopi, quantity: 8 },
        { product_id: teh, quantity: 4 },
      ],
    });

    expect(counted.status).toBe(201);
    expect(counted.body).toMatchObject({
      outlet_id: jakarta,
      note: 'end of month',
      items: [
        { product_id: kopi, before: 10, after: 8, difference: -2 },
        { product_id: teh, before: 4, after: 4, difference: 0 },
      ],
    });
    expect((await kasir.get(`/stock-counts/${counted.body.id}`)).body).toEqual(counted.body);
    const list = await kasir.get<List<object>>(`/stock-counts?outlet_id=${jakarta}`);
    expect(list.body.data[0]).toMatchObject({ id: counted.body.id, item_count: 2, difference: -2 });
    expect((await movementsOf(kopi))[0]).toMatchObject({ type: 'COUNT', quantity: -2, reference_id: counted.body.id });
    expect(await stockOf(kopi)).toBe(8);
  });

  it('refuses a count that names a product twice or one that is not sold there, and counts nothing', async () => {
    const id = await product(10);
    const foreign = await product(undefined, { outlet_id: bandung });
    const count = (...ids: string[]) =>
      supervisor.post<Problem>('/stock-counts', {
        outlet_id: jakarta,
        items: ids.map((product_id) => ({ product_id, quantity: 1 })),
      });

    const [twice, unknown, empty] = [await count(id, id.toUpperCase()), await count(id, foreign), await count()];

    expect([twice.status, twice.body.errors?.[0]?.pointer]).toEqual([400, '/items']);
    expect([unknown.status, unknown.body.code, unknown.body.product_ids]).toEqual([
      404,
      'PRODUCT_NOT_FOUND',
      [foreign],
    ]);
    expect(empty.status).toBe(400);
    expect(await stockOf(id)).toBe(10);
  });

  it('pages movements by cursor and filters them', async () => {
    const id = await product(1);
    for (let quantity = 2; quantity <= 5; quantity++) await supervisor.patch(`/products/${id}/stock`, { quantity });
    const path = `/stock-movements?outlet_id=${jakarta}&product_id=${id}&type=COUNT&limit=2`;

    const first = await kasir.get<List<Movement>>(path);
    const second = await kasir.get<List<Movement>>(`${path}&after=${first.body.next_cursor}`);
    const third = await kasir.get<List<Movement>>(`${path}&after=${second.body.next_cursor}`);

    const pages = [first, second, third].map(({ body }) => body.data.map(({ balance_after }) => balance_after));
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
    expect([first.body.total, third.body.next_cursor]).toEqual([5, null]);
    for (const bad of ['type=SOLD', 'from=yesterday', 'after=x', 'limit=101', 'product_id=1']) {
      expect((await kasir.get(`/stock-movements?${bad}`)).status).toBe(400);
    }
  });

  it('keeps each outlet to itself', async () => {
    const id = await product(5);
    const stranger = await someone('SUPERVISOR', bandung);
    const count = { outlet_id: jakarta, items: [{ product_id: id, quantity: 1 }] };
    const theirs = await supervisor.post<{ id: string }>('/stock-counts', count);

    const answers = await Promise.all([
      stranger.patch(`/products/${id}/stock`, { quantity: 1 }),
      stranger.patch(`/products/${id}/stock`, { quantity: 1, outlet_id: jakarta }),
      stranger.patch(`/products/${id}/stock`, { quantity: 1, outlet_id: bandung }),
      stranger.post('/stock-counts', count),
      stranger.get(`/stock-counts/${theirs.body.id}`),
      stranger.get(`/stock-counts?outlet_id=${jakarta}`),
      stranger.get(`/stock-movements?outlet_id=${jakarta}`),
      stranger.get(`/stock-levels?outlet_id=${jakarta}`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    for (const path of ['/stock-movements', '/stock-levels', '/stock-counts']) {
      expect(
        (await stranger.get<List<{ outlet_id: string }>>(path)).body.data.map((row) => row.outlet_id),
      ).not.toContain(jakarta);
    }
  });

  it('lets supervisors write, staff read, and nobody else do either', async () => {
    const id = await product(5);
    const customer = await someone('CUSTOMER');
    const change = { quantity: 1 };

    expect((await kasir.patch(`/products/${id}/stock`, change)).status).toBe(403);
    expect((await kasir.post('/stock-counts', {})).status).toBe(403);
    expect((await kasir.get(`/stock-levels?product_id=${id}`)).status).toBe(200);
    for (const path of ['/stock-movements', '/stock-levels', '/stock-counts', '/audit-log']) {
      expect((await customer.get(path)).status).toBe(403);
      expect((await anyone.get(path)).status).toBe(401);
    }
    expect((await supervisor.get('/audit-log')).status).toBe(403);
    expect((await supervisor.patch(`/products/${randomUUID()}/stock`, change)).status).toBe(404);
    expect((await supervisor.patch('/products/1/stock', change)).status).toBe(400);
  });

  it('shows the owner in the audit log who changed which stock, and why', async () => {
    const id = await product(5);
    await supervisor.patch(`/products/${id}/stock`, { delta: -1, reason: 'broken' }, { 'x-request-id': `req-${id}` });

    const log = await admin.get<List<object>>(`/audit-log?subject_type=product&subject_id=${id}&action=stock.changed`);

    expect(log.body).toMatchObject({
      total: 1,
      next_cursor: null,
      data: [
        {
          outlet_id: jakarta,
          actor: { kind: 'user', role: 'SUPERVISOR' },
          reason: 'broken',
          details: { type: 'ADJUSTMENT', before: 5, after: 4 },
          request_id: `req-${id}`,
        },
      ],
    });
    expect((await admin.get('/audit-log?actor_id=x&from=z')).status).toBe(400);
  });

  describe('of a product that was not counted', () => {
    interface Shown {
      stock: number | null;
      track_stock: boolean;
      version: number;
      available: boolean;
    }

    const uncounted = (more: Record<string, unknown> = {}) => product(undefined, { track_stock: false, ...more });
    const shown = async (id: string, outletId = jakarta) =>
      (await admin.get<Shown>(`/products/${id}?outlet_id=${outletId}`)).body;
    const sell = (id: string, quantity: number, outletId = jakarta) =>
      (outletId === jakarta ? kasir : admin).post<Problem>('/orders', {
        type: 'TAKEAWAY',
        outlet_id: outletId,
        items: [{ product_id: id, quantity }],
      });
    const count = (caller: Client, ...items: [string, number][]) =>
      caller.post('/stock-counts', {
        outlet_id: jakarta,
        items: items.map(([product_id, quantity]) => ({ product_id, quantity })),
      });

    it.each<[string, (id: string) => Promise<{ status: number }>, number]>([
      ['a quantity', (id) => admin.patch(`/products/${id}/stock`, { quantity: 5 }), 200],
      ['a supervisor’s quantity', (id) => supervisor.patch(`/products/${id}/stock`, { quantity: 5 }), 200],
      ['a stock count', (id) => count(admin, [id, 5]), 201],
      ['a supervisor’s stock count', (id) => count(supervisor, [id, 5]), 201],
      [
        'a delivery',
        (id) => supervisor.patch(`/products/${id}/stock`, { delta: 5, type: 'PURCHASE', reason: 'came' }),
        200,
      ],
    ])('sells %s down, and refuses what is not there', async (_, state, status) => {
      const id = await uncounted();
      expect((await sell(id, 1)).status).toBe(201);
      expect(await shown(id)).toMatchObject({ track_stock: false, stock: null, version: 1 });

      expect((await state(id)).status).toBe(status);
      expect(await shown(id)).toMatchObject({ track_stock: true, stock: 5, version: 2, available: true });

      expect((await sell(id, 2)).status).toBe(201);
      expect(await shown(id)).toMatchObject({ track_stock: true, stock: 3 });
      const refused = await sell(id, 4);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({
        code: 'INSUFFICIENT_STOCK',
        detail: 'Only 3 of Es Kopi Susu left.',
        items: [{ product_id: id, requested: 4, available: 3 }],
      });
      expect(await shown(id)).toMatchObject({ stock: 3, version: 2 });
    });

    it('is sold out when the count finds nothing, even where nothing was kept before', async () => {
      const [set, found] = [await uncounted(), await uncounted()];

      await supervisor.patch(`/products/${set}/stock`, { quantity: 0 });
      await count(supervisor, [found, 0]);

      for (const id of [set, found]) {
        expect(await shown(id)).toMatchObject({ track_stock: true, stock: 0, available: false });
        expect((await sell(id, 1)).body.code).toBe('INSUFFICIENT_STOCK');
      }
    });

    it('begins once, and only for the products of a count that were not counted', async () => {
      const [tracked, first, second] = [await product(4), await uncounted(), await uncounted()];

      await count(supervisor, [second, 2], [tracked, 6], [first, 1]);
      await count(supervisor, [second, 3], [tracked, 5], [first, 2]);

      expect(await shown(tracked)).toMatchObject({ track_stock: true, stock: 5, version: 1 });
      expect(await shown(first)).toMatchObject({ track_stock: true, stock: 2, version: 2 });
      expect(await shown(second)).toMatchObject({ track_stock: true, stock: 3, version: 2 });
      const log = await admin.get<List<object>>(
        `/audit-log?subject_type=product&subject_id=${first}&action=product.updated`,
      );
      expect(log.body).toMatchObject({
        total: 1,
        data: [
          {
            outlet_id: jakarta,
            actor: { kind: 'user', role: 'SUPERVISOR' },
            details: { changed: { trackStock: { from: false, to: true } } },
          },
        ],
      });
    });

    it('watches the threshold from then on', async () => {
      const id = await uncounted({ low_stock_threshold: 2 });
      await supervisor.patch(`/products/${id}/stock`, { quantity: 3 });

      expect((await sell(id, 1)).status).toBe(201);

      const low = await database.query(`SELECT payload FROM events WHERE type = 'LOW_STOCK' AND payload @> $1`, [
        JSON.stringify({ product_id: id }),
      ]);
      expect(low).toEqual([{ payload: { product_id: id, stock: 2, threshold: 2 } }]);
    });

    it('stays so when pieces are only said to have gone, or to be more than was thought', async () => {
      const id = await uncounted();

      for (const delta of [3, -1]) await supervisor.patch(`/products/${id}/stock`, { delta, reason: 'moved' });
      await supervisor.patch(`/products/${id}/stock`, { delta: -1, type: 'WASTE', reason: 'spilt' });

      expect(await shown(id)).toMatchObject({ track_stock: false, stock: 1, version: 1 });
      expect((await sell(id, 4)).status).toBe(201);
    });

    it('stays so when the posting is refused', async () => {
      const id = await uncounted();
      await supervisor.patch(`/products/${id}/stock`, { delta: 1, reason: 'found' });
      const hold = (pieces: number) =>
        database.query('UPDATE stock_levels SET on_hand = $2 WHERE product_id = $1', [id, pieces]);
      await hold(1_000_000_000_000);

      const delivery = { delta: 1, type: 'PURCHASE', reason: 'came' };
      const refused = await supervisor.patch<Problem>(`/products/${id}/stock`, delivery);

      await hold(1);
      expect([refused.status, refused.body.code]).toEqual([422, 'STOCK_TOO_LARGE']);
      expect(await shown(id)).toMatchObject({ track_stock: false, version: 1 });
    });

    it('is begun for all outlets by whoever has all that sell it, and by nobody who has some', async () => {
      const shared = { outlet_id: null, currency: 'IDR' };
      const [one, other] = [await uncounted(shared), await uncounted(shared)];

      await supervisor.patch(`/products/${one}/stock`, { quantity: 6 });
      await count(supervisor, [one, 5]);
      await admin.patch(`/products/${other}/stock`, { quantity: 5, outlet_id: jakarta });

      expect(await shown(one)).toMatchObject({ track_stock: false, stock: 5, version: 1 });
      expect((await sell(one, 1, bandung)).status).toBe(201);
      expect(await shown(other)).toMatchObject({ track_stock: true, stock: 5, version: 2 });
      expect(await shown(other, bandung)).toMatchObject({ stock: 0, available: false });
    });

    it('of another outlet stays as it is', async () => {
      const id = await uncounted({ outlet_id: bandung });

      const answers = [
        await supervisor.patch(`/products/${id}/stock`, { quantity: 5 }),
        await supervisor.patch(`/products/${id}/stock`, { quantity: 5, outlet_id: bandung }),
        await count(supervisor, [id, 5]),
      ];

      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(await shown(id, bandung)).toMatchObject({ track_stock: false, stock: null, version: 1 });
    });
  });

  it('holds what the movements sum to, for every product, after all of this', async () => {
    const wrong = await database.query(
      `SELECT s.product_id FROM stock_levels s LEFT JOIN stock_movements m USING (outlet_id, product_id)
       GROUP BY s.outlet_id, s.product_id, s.on_hand HAVING s.on_hand <> coalesce(sum(m.quantity), 0)`,
    );

    expect(wrong).toEqual([]);
  });
});
