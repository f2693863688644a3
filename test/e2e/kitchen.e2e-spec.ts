import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Api,
  client,
  connectSocket,
  createAccount,
  createShop,
  createTestDatabase,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Line {
  id: string;
  item_id: string;
  order_id: string;
  name: string;
  quantity: number;
  status: string;
  fired_at: string | null;
  started_at: string | null;
  ready_at: string | null;
  served_at: string | null;
  void_reason: string | null;
  was: { quantity: number } | null;
}

interface Ticket {
  id: string;
  number: string;
  order_id: string;
  order_number: string;
  table_name: string | null;
  round: number;
  station: string;
  state: string;
  rush: boolean;
  remake: boolean;
  fired_at: string | null;
  due_at: string | null;
  late_at: string | null;
  also_at: { station: string; open: number; ready: number }[];
  marks: string[];
  version: number;
  lines: Line[];
}

interface Snapshot {
  seq: number;
  truncated: boolean;
  data: Ticket[];
}

interface Order {
  id: string;
  number: string;
  status: string;
  version: number;
  items: { id: string; name: string; status: string }[];
}

interface Problem {
  code: string;
  tickets?: Ticket[];
}

describe('the kitchen', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let elsewhere: Shop;
  let steak: TestProduct;
  let fries: TestProduct;
  let beer: TestProduct;
  let water: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    [shop, elsewhere] = [await createShop(database, api), await createShop(database, api)];
    steak = await shop.product('Steak', 120_000, { station: 'grill' });
    fries = await shop.product('Fries', 30_000, { station: 'grill' });
    beer = await shop.product('Beer', 45_000, { station: 'bar' });
    water = await shop.product('Water', 5_000, { station: null });
  }, 120_000);

  async function place(items: readonly (readonly [TestProduct, number])[], more: object = {}): Promise<Order> {
    const { status, body } = await shop.waiter.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: items.map(([{ id: product_id }, quantity]) => ({ product_id, quantity })),
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }

  const snapshot = async (query = '') => {
    const { status, body } = await shop.kitchen.get<Snapshot>(`/kitchen/tickets${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  };
  const ticketsOf = async ({ id }: Order, query = '') =>
    (await snapshot(query)).data.filter((ticket) => ticket.lines.some(({ order_id }) => order_id === id));
  const orderOf = async ({ id }: Order) => (await shop.waiter.get<Order>(`/orders/${id}`)).body;
  const bump = (body: object) => shop.kitchen.post<{ tickets: Ticket[] } & Problem>('/kitchen/bump', body);
  const recall = (body: object) => shop.kitchen.post<{ tickets: Ticket[] } & Problem>('/kitchen/recall', body);

  it('shows a ticket for each station of a round, and bumps each apart', async () => {
    const order = await place([
      [steak, 2],
      [fries, 1],
      [beer, 3],
      [water, 1],
    ]);

    const [grill, bar, ...others] = (await ticketsOf(order)).sort((a, b) => (a.station < b.station ? 1 : -1));
    expect(others).toEqual([]);
    const last = order.number.split('-').at(-1);
    expect(grill).toMatchObject({
      number: `${last}-1`,
      order_id: order.id,
      order_number: order.number,
      round: 1,
      station: 'grill',
      state: 'OPEN',
      marks: [],
      version: 1,
      also_at: [{ station: 'bar', open: 1, ready: 0 }],
      lines: [
        { name: 'Steak', quantity: 2, status: 'NEW', ready_at: null },
        { name: 'Fries', quantity: 1, status: 'NEW' },
      ],
    });
    expect(bar).toMatchObject({ station: 'bar', lines: [{ name: 'Beer', quantity: 3 }] });
    expect(Date.parse(grill!.late_at!) - Date.parse(grill!.fired_at!)).toBe(900_000);

    const bumped = await bump({ ticket_id: grill!.id, version: 1 });
    expect(bumped).toMatchObject({
      status: 200,
      body: { tickets: [{ id: grill!.id, state: 'READY', lines: [{ status: 'READY' }, { status: 'READY' }] }] },
    });
    expect(bumped.body.tickets[0]!.lines[0]!.started_at).toBe(bumped.body.tickets[0]!.lines[0]!.ready_at);
    expect(await orderOf(order)).toMatchObject({ status: 'COOKING' });
    expect(await ticketsOf(order, '?station=bar')).toMatchObject([
      { state: 'OPEN', version: 2, also_at: [{ station: 'grill', open: 0, ready: 2 }] },
    ]);

    await bump({ ticket_id: bar!.id });
    expect(await orderOf(order)).toMatchObject({ status: 'READY' });
    await bump({ item_ids: order.items.filter(({ name }) => name !== 'Water').map(({ id }) => id), status: 'DONE' });
    expect(await orderOf(order)).toMatchObject({ status: 'DONE' });
    expect(await ticketsOf(order)).toEqual([]);
    expect((await ticketsOf(order, '?recent=30m')).map(({ state }) => state)).toEqual(['SERVED', 'SERVED']);
  });

  it('gives each addition a ticket of its own, and leaves the earlier ones as they are', async () => {
    const order = await place([[steak, 1]]);
    const [first] = await ticketsOf(order);
    await bump({ ticket_id: first!.id, status: 'COOKING' });
    await shop.waiter.post(`/orders/${order.id}/items`, { items: [{ product_id: fries.id, quantity: 2 }] });

    const tickets = await ticketsOf(order);
    expect(tickets.map(({ number, round }) => [number.split('-')[1], round])).toEqual([
      ['1', 1],
      ['2', 2],
    ]);
    expect(tickets[0]).toMatchObject({ id: first!.id, version: 2, lines: [{ name: 'Steak', status: 'COOKING' }] });
    expect(tickets[1]!.lines).toMatchObject([{ name: 'Fries', quantity: 2, status: 'NEW' }]);
  });

  it('takes a bump twice for one, and tells whoever was slower what there is now', async () => {
    const order = await place([[steak, 1]]);
    const [ticket] = await ticketsOf(order);

    expect(await bump({ ticket_id: ticket!.id, status: 'COOKING', version: 1 })).toMatchObject({ status: 200 });
    expect(await bump({ ticket_id: ticket!.id, status: 'COOKING', version: 1 })).toMatchObject({
      status: 200,
      body: { tickets: [{ version: 2 }] },
    });
    const late = await bump({ ticket_id: ticket!.id, version: 1 });
    expect(late).toMatchObject({ status: 409, body: { code: 'TICKET_CHANGED', tickets: [{ version: 2 }] } });
    const expecting = await bump({ line_ids: [ticket!.lines[0]!.id], expected_status: 'NEW' });
    expect(expecting).toMatchObject({ status: 409, body: { code: 'TICKET_CHANGED' } });
    const back = await bump({ line_ids: [ticket!.lines[0]!.id], status: 'READY', expected_status: 'COOKING' });
    expect(back).toMatchObject({ status: 200 });
    const forward = await bump({ line_ids: [ticket!.lines[0]!.id], status: 'COOKING' });
    expect(forward).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
  });

  it('takes a bump back, one step at a time, and the order follows', async () => {
    const order = await place([[steak, 1]]);
    const [ticket] = await ticketsOf(order);
    await bump({ ticket_id: ticket!.id, status: 'DONE' });
    expect(await orderOf(order)).toMatchObject({ status: 'DONE' });

    const once = await recall({ ticket_id: ticket!.id });
    expect(once).toMatchObject({
      status: 200,
      body: {
        tickets: [{ state: 'READY', fired_at: ticket!.fired_at, lines: [{ status: 'READY', served_at: null }] }],
      },
    });
    expect(await orderOf(order)).toMatchObject({ status: 'READY' });
    expect(await recall({ station: 'grill' })).toMatchObject({
      status: 200,
      body: { tickets: [{ id: ticket!.id, state: 'OPEN', lines: [{ status: 'COOKING', ready_at: null }] }] },
    });
    expect(await orderOf(order)).toMatchObject({ status: 'COOKING', items: [{ status: 'COOKING' }] });
    expect(await recall({ ticket_id: ticket!.id })).toMatchObject({
      status: 200,
      body: { tickets: [{ state: 'OPEN' }] },
    });

    await bump({ ticket_id: ticket!.id });
    await database.query(`UPDATE kitchen_lines SET ready_at = now() - interval '31 minutes' WHERE ticket_id = $1`, [
      ticket!.id,
    ]);
    expect(await recall({ ticket_id: ticket!.id })).toMatchObject({ status: 409, body: { code: 'RECALL_TOO_LATE' } });
  });

  it('agrees with the routes of old tablets, whichever way a line was moved', async () => {
    const order = await place([
      [steak, 1],
      [beer, 1],
    ]);
    const [steakLine, beerLine] = order.items;
    await shop.kitchen.patch(`/orders/${order.id}/items/${steakLine!.id}/status`, { status: 'COOKING' });
    expect((await ticketsOf(order, '?station=grill'))[0]).toMatchObject({ lines: [{ status: 'COOKING' }] });

    await shop.kitchen.patch(`/orders/${order.id}/status`, { status: 'READY' });
    expect((await ticketsOf(order)).map(({ state }) => state)).toEqual(['READY', 'READY']);
    expect(beerLine!.name).toBe('Beer');
  });

  it('keeps what is struck on the ticket until the station has seen it', async () => {
    const order = await place([
      [steak, 1],
      [fries, 1],
    ]);
    const line = order.items.find(({ name }) => name === 'Fries')!;
    await shop.waiter.delete(`/orders/${order.id}/items/${line.id}`, { reason: 'Changed their mind' });

    const [ticket] = await ticketsOf(order);
    expect(ticket).toMatchObject({
      state: 'OPEN',
      marks: ['VOID'],
      lines: [{ status: 'NEW' }, { status: 'VOIDED', void_reason: 'Changed their mind' }],
    });
    const seen = await shop.kitchen.post<{ tickets: Ticket[] }>(`/kitchen/tickets/${ticket!.id}/seen`);
    expect(seen.body.tickets).toMatchObject([{ marks: [], lines: [{ name: 'Steak' }] }]);

    await shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'They left' });
    expect(await ticketsOf(order)).toMatchObject([{ state: 'VOIDED', marks: ['VOID'] }]);
    await shop.kitchen.post(`/kitchen/tickets/${ticket!.id}/seen`);
    expect(await ticketsOf(order)).toEqual([]);
    expect(await recall({ ticket_id: ticket!.id })).toMatchObject({ status: 409, body: { code: 'ORDER_VOIDED' } });
  });

  it('never cooks again what is split, merged or moved', async () => {
    const [tableA, tableB] = shop.tableIds;
    const order = await place([[steak, 3]], { type: 'DINE_IN', table_id: tableA });
    const [ticket] = await ticketsOf(order);
    const split = await shop.waiter.post<Order[]>(`/orders/${order.id}/split`, {
      items: [{ item_id: order.items[0]!.id, quantity: 1 }],
    });
    expect(split.status).toBeLessThan(300);
    const [after, ...more] = (await snapshot()).data.filter(({ id }) => id === ticket!.id);
    expect(more).toEqual([]);
    expect(after!.lines.map(({ quantity }) => quantity)).toEqual([2, 1]);
    const other = after!.lines.find(({ order_id }) => order_id !== order.id)!.order_id;

    await shop.waiter.post(`/orders/${order.id}/merge`, { order_ids: [other] });
    const [merged] = await ticketsOf(order);
    expect(merged!.lines.map(({ order_id, quantity }) => [order_id, quantity])).toEqual([
      [order.id, 2],
      [order.id, 1],
    ]);
    await shop.waiter.post(`/orders/${order.id}/transfer`, { table_id: tableB });
    const [moved] = await ticketsOf(order);
    expect(moved).toMatchObject({ number: ticket!.number, marks: ['MOVED'] });
    expect(moved!.table_name).not.toBe(ticket!.table_name);
    const pieces = await database.query(
      `SELECT sum(fired)::int AS fired, sum(quantity)::int AS quantity,
              (SELECT coalesce(sum(pieces), 0)::int FROM kitchen_moves m WHERE m.ticket_id = $1 AND m.pieces IS NOT NULL) AS moved
       FROM kitchen_lines WHERE ticket_id = $1`,
      [ticket!.id],
    );
    expect(pieces).toEqual([{ fired: 3, quantity: 3, moved: 0 }]);
  });

  it('puts a ticket before the others, and makes a dish again without touching the bill', async () => {
    const order = await place([[steak, 1]]);
    const [ticket] = await ticketsOf(order);
    const rushed = await shop.waiter.post<{ tickets: Ticket[] }>('/kitchen/rush', { order_id: order.id, on: true });
    expect(rushed.body.tickets).toMatchObject([{ id: ticket!.id, rush: true }]);
    expect((await snapshot()).data[0]).toMatchObject({ rush: true });
    await bump({ ticket_id: ticket!.id, status: 'DONE' });

    const remade = await shop.waiter.post<{ tickets: Ticket[] }>(
      '/kitchen/remake',
      { line_ids: [ticket!.lines[0]!.id], reason: 'Dropped' },
      { 'idempotency-key': newId() },
    );
    expect(remade).toMatchObject({
      status: 201,
      body: { tickets: [{ remake: true, round: 2, state: 'OPEN', lines: [{ name: 'Steak', status: 'NEW' }] }] },
    });
    expect(await orderOf(order)).toMatchObject({ status: 'DONE', items: [{ status: 'DONE' }] });
    const again = await bump({ ticket_id: remade.body.tickets[0]!.id });
    expect(again).toMatchObject({ status: 200, body: { tickets: [{ state: 'READY' }] } });
    const history = await shop.kitchen.get<{ data: { act: string; reason: string | null }[] }>(
      `/kitchen/tickets/${remade.body.tickets[0]!.id}/history`,
    );
    expect(history.body.data).toMatchObject([{ act: 'REMADE', reason: 'Dropped' }, { act: 'STATUS' }]);
  });

  it('tells a screen whole tickets, and what it missed by since', async () => {
    const tablet = await connectSocket(api, { token: shop.accounts.kitchen.token, station: 'bar' });
    const { seq } = await snapshot();
    const order = await place([
      [steak, 1],
      [beer, 2],
    ]);
    const told = await tablet.waitFor(
      ({ type, payload }) => type === 'TICKETS_CHANGED' && (payload['tickets'] as Ticket[])[0]?.order_id === order.id,
    );
    expect(told.payload).toMatchObject({ change: 'FIRED', tickets: [{ station: 'bar' }] });
    const [bar] = await ticketsOf(order, '?station=bar');
    expect(told.payload['tickets']).toEqual([bar]);
    expect((await snapshot(`?since=${seq}`)).data.map(({ order_id }) => order_id)).toEqual([order.id, order.id]);
    expect((await snapshot(`?since=${(await snapshot()).seq}`)).data).toEqual([]);
    const future = await shop.kitchen.get<Problem>(`/kitchen/tickets?since=${seq + 100_000}`);
    expect(future).toMatchObject({ status: 409, body: { code: 'RESYNC_REQUIRED' } });
  });

  it('answers over a socket as it does over HTTP', async () => {
    const tablet = await connectSocket(api, { token: shop.accounts.kitchen.token });
    const ask = (name: string, body: object) =>
      tablet.socket.emitWithAck(name, body) as Promise<{
        ok: boolean;
        result?: { tickets: Ticket[] };
        problem?: Problem;
      }>;
    const order = await place([[steak, 1]]);
    const [ticket] = await ticketsOf(order);

    expect(await ask('kitchen:bump', { ticket_id: ticket!.id, version: 1 })).toMatchObject({
      ok: true,
      result: { tickets: [{ id: ticket!.id, state: 'READY', version: 2 }] },
    });
    expect(await ask('kitchen:recall', { station: 'grill' })).toMatchObject({
      ok: true,
      result: { tickets: [{ id: ticket!.id, state: 'OPEN' }] },
    });
    expect(await ask('kitchen:bump', { ticket_id: ticket!.id, version: 1 })).toMatchObject({
      ok: false,
      problem: { status: 409, code: 'TICKET_CHANGED', tickets: [{ id: ticket!.id, version: 3 }] },
    });
    expect(await ask('kitchen:seen', { ticket_id: newId() })).toMatchObject({
      ok: false,
      problem: { code: 'TICKET_NOT_FOUND' },
    });
    expect(await ask('kitchen:bump', {})).toMatchObject({ ok: false, problem: { code: 'VALIDATION_FAILED' } });
    expect(await ask('kitchen:fire', { order_id: order.id })).toMatchObject({
      ok: true,
      result: { tickets: [{ id: ticket!.id }] },
    });
  });

  it('shows what waits, cannot bump it, and makes it once somebody fires it', async () => {
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const { status, body: order } = await customer.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [{ product_id: steak.id, quantity: 2 }],
    });
    expect({ status, order }).toMatchObject({ status: 201, order: { status: 'HELD' } });
    const [held] = await ticketsOf(order);
    expect(held).toMatchObject({ state: 'HELD', fired_at: null, late_at: null, lines: [{ status: 'HELD' }] });
    expect(await bump({ ticket_id: held!.id })).toMatchObject({ status: 409, body: { code: 'LINE_HELD' } });

    expect(await shop.waiter.patch(`/orders/${order.id}/status`, { status: 'DONE' })).toMatchObject({
      status: 409,
      body: { code: 'LINES_HELD' },
    });
    const bottle = await customer.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [{ product_id: water.id, quantity: 1 }],
    });
    const fire = (id: string) => shop.kitchen.post<Order & Problem>(`/orders/${id}/fire`, {});
    expect(await fire(bottle.body.id)).toMatchObject({ status: 422, body: { code: 'NO_STATION' } });
    const placed = await place([[water, 1]]);
    expect(await fire(placed.id)).toMatchObject({ status: 422, body: { code: 'NOTHING_TO_FIRE' } });
    const tablet = await connectSocket(api, { token: shop.accounts.kitchen.token });
    expect(await tablet.socket.emitWithAck('kitchen:fire', { order_id: placed.id })).toMatchObject({
      ok: false,
      problem: { status: 422, code: 'NOTHING_TO_FIRE' },
    });

    const fired = await shop.kitchen.post<Order>(`/orders/${order.id}/fire`, {});
    expect(fired).toMatchObject({ status: 200, body: { status: 'NEW' } });
    await shop.kitchen.post(`/orders/${order.id}/fire`, {});
    expect(await ticketsOf(order)).toMatchObject([
      { id: held!.id, state: 'OPEN', version: 2, lines: [{ status: 'NEW' }] },
    ]);
  });

  it('sums up what is to be made, and follows what is said of its stations', async () => {
    const tiki = await shop.product('Mai Tai', 90_000, { station: 'tiki' });
    const order = await place([[tiki, 3]]);
    const [ticket] = await ticketsOf(order);
    const put = (body: object, path = 'tiki') =>
      shop.supervisor.put<{ version: number } & Problem>(`/kitchen/stations/${path}`, body);
    expect(await put({ name: 'Tiki', prep_seconds: 60, parallel: 1, expo: 'ONLY', version: 0 })).toMatchObject({
      status: 200,
      body: { code: 'tiki', kind: 'PREP', expo: 'ONLY', thresholds: [], version: 1 },
    });
    expect(await put({ name: 'Tiki', version: 0 })).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT' } });
    expect((await put({ name: 'Tiki' }, 'no such')).status).toBe(404);
    expect(await ticketsOf(order)).toEqual([]);
    expect((await ticketsOf(order, '?view=PASS')).map(({ id }) => id)).toEqual([ticket!.id]);

    await bump({ ticket_id: ticket!.id, status: 'COOKING' });
    const load = await shop.waiter.get<{ data: object[] }>('/kitchen/load');
    expect(load.body.data).toContainEqual({
      station: 'tiki',
      name: 'Tiki',
      waiting: 0,
      cooking: 1,
      backlog_seconds: 120,
      late: 0,
      pace_percent: 100,
    });
    const allDay = await shop.waiter.get<{ data: object[] }>('/kitchen/all-day?station=tiki&modifiers=true');
    expect(allDay.body.data).toEqual([
      { product_id: tiki.id, name: 'Mai Tai', modifiers: [], waiting: 0, cooking: 3, held: 0 },
    ]);
    const board = () =>
      client(api).get<{ making: string[]; ready: string[] }>(`/kitchen/board?outlet_id=${shop.outletId}`);
    expect((await board()).body.making).toContain(order.number);
    await bump({ ticket_id: ticket!.id });
    expect((await board()).body.ready).toContain(order.number);
    expect((await shop.supervisor.delete('/kitchen/stations/tiki')).status).toBe(204);

    const settings = { recall_minutes: 0, ready_is_served: true, version: 0 };
    expect(await shop.admin.put(`/outlets/${shop.outletId}/kitchen`, settings)).toMatchObject({
      status: 200,
      body: { recall_minutes: 0, ready_is_served: true, version: 1 },
    });
    const next = await place([[tiki, 1]]);
    const [counter] = await ticketsOf(next);
    expect(await bump({ ticket_id: counter!.id })).toMatchObject({ body: { tickets: [{ state: 'SERVED' }] } });
    expect(await shop.admin.put(`/outlets/${shop.outletId}/kitchen`, {})).toMatchObject({
      body: { recall_minutes: 30, ready_is_served: false, version: 2 },
    });
  });

  it('finds the orders that a process of the version before placed and moved', async () => {
    const old = await place([
      [steak, 1],
      [beer, 1],
    ]);
    await database.query('DELETE FROM kitchen_lines WHERE order_id = $1', [old.id]);
    await database.query('DELETE FROM kitchen_tickets WHERE order_id = $1', [old.id]);
    const moved = await place([[steak, 1]]);
    await database.query(`UPDATE order_items SET status = 'COOKING' WHERE order_id = $1`, [moved.id]);
    await database.query(`UPDATE orders SET status = 'COOKING' WHERE id = $1`, [moved.id]);

    const another = await startApi({ database });
    const { body } = await client(another, shop.accounts.kitchen.token).get<Snapshot>('/kitchen/tickets');
    const stations = body.data
      .filter(({ order_id }) => order_id === old.id)
      .map(({ station, state, round }) => [station, state, round]);
    expect(stations.sort()).toEqual([
      ['bar', 'OPEN', 1],
      ['grill', 'OPEN', 1],
    ]);
    expect(await ticketsOf(moved)).toMatchObject([{ lines: [{ status: 'COOKING' }] }]);
  });

  it('costs an order one statement, and none where no station makes anything of it', async () => {
    const written = async () => {
      const [row] = await database.query<{ calls: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query LIKE '%kitchen_%' AND query NOT LIKE '%pg_stat%'
           -- What looks after kitchens four times a minute is no part of it.
           AND query NOT LIKE '%ordering_demand%' AND query NOT LIKE '%late_told_at = %'`,
      );
      return row!.calls;
    };
    await place([[steak, 1]]);
    const before = await written();
    await place([[water, 2]]);
    expect((await written()) - before).toBe(0);
    await place([
      [steak, 1],
      [beer, 2],
    ]);
    expect((await written()) - before).toBe(1);
  });

  it('lets one of two tablets win, each time, and tells the other what there is', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, () => place([[steak, 1]])));
    for (const order of orders) {
      const [ticket] = await ticketsOf(order);
      const body = { line_ids: [ticket!.lines[0]!.id], expected_status: 'NEW' };
      const answers = await Promise.all([bump({ ...body, status: 'COOKING' }), bump({ ...body, status: 'READY' })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const [lost] = answers.filter(({ status }) => status === 409);
      expect(lost!.body).toMatchObject({ code: 'TICKET_CHANGED', tickets: [{ id: ticket!.id, version: 2 }] });
    }
  });

  it('never has a line ready and void at once', async () => {
    for (let i = 0; i < 15; i++) {
      const order = await place([[steak, 1]]);
      const [ticket] = await ticketsOf(order);
      await Promise.all([
        bump({ ticket_id: ticket!.id }),
        shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'They left' }),
      ]);
      const { body } = await shop.kitchen.get<Ticket>(`/kitchen/tickets/${ticket!.id}`);
      const { items } = await orderOf(order);
      expect(body.lines.map(({ status }) => status)).toEqual(items.map(({ status }) => status));
      expect(body.state).toBe(items[0]!.status === 'VOIDED' ? 'VOIDED' : 'READY');
    }
  });

  it('forgets what a customer wrote, on tickets and in what was told of them', async () => {
    const needle = 'Wilhelmina von Kalteis';
    const account = await createAccount(database, 'CUSTOMER');
    const customer = client(api, account.token);
    const { body: order } = await customer.post<Order>('/orders', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      note: `For ${needle}`,
      items: [
        { product_id: steak.id, quantity: 2, note: `${needle} has no salt` },
        { product_id: beer.id, quantity: 1 },
      ],
    });
    await shop.waiter.post(`/orders/${order.id}/accept`, {});
    const [grill] = await ticketsOf(order, '?station=grill');
    const reason = { reason: `${needle} dropped it` };
    await bump({ ticket_id: grill!.id, status: 'DONE' });
    await shop.waiter.post(
      '/kitchen/remake',
      { line_ids: [grill!.lines[0]!.id], ...reason },
      { 'idempotency-key': newId() },
    );
    const [again] = (await ticketsOf(order)).filter(({ remake }) => remake);
    await bump({ ticket_id: again!.id, status: 'DONE' });
    await shop.supervisor.delete(`/orders/${order.id}/items/${order.items[1]!.id}`, reason);
    const holding = async () => {
      const tables = ['kitchen_tickets', 'kitchen_lines', 'kitchen_moves', 'events'];
      const found = await Promise.all(
        tables.map(async (table) =>
          (await database.query(`SELECT 1 FROM ${table} x WHERE x::text LIKE $1 LIMIT 1`, [`%${needle}%`])).map(
            () => table,
          ),
        ),
      );
      return found.flat();
    };
    expect(await holding()).toEqual(['kitchen_tickets', 'kitchen_lines', 'kitchen_moves', 'events']);

    await shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'Erased' });
    await shop.supervisor.patch(`/orders/${order.id}/status`, { status: 'DONE' });
    const erased = await customer.delete('/users/me');
    expect({ status: erased.status, body: erased.body }).toMatchObject({ status: 204 });

    expect(await holding()).toEqual([]);
    expect(await database.query('SELECT 1 FROM kitchen_tickets WHERE customer_id = $1', [account.id])).toEqual([]);
    expect(await database.query('SELECT 1 FROM events WHERE customer_id = $1', [account.id])).toEqual([]);
    const [told] = await database.query<{
      payload: { tickets: { note: null; lines: { name: string; note: null }[] }[] };
    }>(
      `SELECT payload FROM events WHERE type = 'TICKETS_CHANGED' AND payload -> 'tickets' -> 0 ->> 'id' = $1 ORDER BY id LIMIT 1`,
      [grill!.id],
    );
    expect(told?.payload.tickets[0]).toMatchObject({ note: null, lines: [{ name: 'Steak', note: null }] });
  });

  it('is nobody else’s', async () => {
    const [ticket] = await ticketsOf(await place([[steak, 1]]));
    const stranger = elsewhere.kitchen;
    expect((await stranger.get(`/kitchen/tickets/${ticket!.id}`)).status).toBe(404);
    expect((await stranger.get(`/kitchen/tickets/${ticket!.id}/history`)).status).toBe(404);
    expect((await stranger.get(`/kitchen/tickets?outlet_id=${shop.outletId}`)).status).toBe(404);
    expect(await stranger.post('/kitchen/bump', { ticket_id: ticket!.id })).toMatchObject({ status: 404 });
    expect(await stranger.post('/kitchen/recall', { ticket_id: ticket!.id })).toMatchObject({ status: 404 });
    expect((await stranger.post(`/kitchen/tickets/${ticket!.id}/seen`)).status).toBe(404);
    expect((await stranger.get<Snapshot>('/kitchen/tickets')).body.data).toEqual([]);
    expect((await client(api).get('/kitchen/tickets')).status).toBe(401);
  });
});
