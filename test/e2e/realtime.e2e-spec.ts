import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { commitEvents } from '../integration/realtime/event-rows.js';
import {
  type Api,
  type Client,
  client,
  connectSocket,
  connectWebSocket,
  createTestDatabase,
  eventually,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Created {
  readonly id: string;
}
interface Login {
  readonly access_token: string;
}

const PASSWORD = 'correct horse battery';

describe('a floor full of tablets and phones, on two processes', () => {
  let database: TestDatabase;
  let apis: [Api, Api];
  let admin: Client;
  let outlet: string;
  let waiter: string;

  beforeAll(async () => {
    database = await createTestDatabase({ eventsAreMadeUp: true });
    const options = { database, env: { ALLOW_STAFF_SELF_REGISTRATION: 'true' } };
    apis = await Promise.all([startApi(options), startApi(options)]);
    admin = client(apis[0], await register('WAITER', 'ADMIN'));
    outlet = (await admin.post<Created>('/outlets', { name: 'Kopi Senja', currency: 'IDR', time_zone: 'Asia/Jakarta' }))
      .body.id;
    waiter = await register('WAITER');
  }, 120_000);

  /** Nobody registers as ADMIN: that takes a hand in the database. */
  async function register(role: string, promotedTo = role): Promise<string> {
    const username = `${role.toLowerCase()}-${newId()}`;
    const registered = await client(apis[0]).post('/auth/register', { username, password: PASSWORD, role });
    expect(registered.status).toBe(201);
    if (promotedTo !== role)
      await database.query('UPDATE users SET role = $2 WHERE username = $1', [username, promotedTo]);
    return (await client(apis[0]).post<Login>('/auth/login', { username, password: PASSWORD })).body.access_token;
  }

  async function seat(): Promise<{ id: string; token: string }> {
    const table = await admin.post<Created>('/tables', { outlet_id: outlet, name: `Table ${newId()}` });
    return (await admin.as(waiter).post<{ id: string; token: string }>('/table-sessions', { table_id: table.body.id }))
      .body;
  }

  const lastSeq = async () => (await client(apis[0], waiter).get<{ last_seq: number }>('/events')).body.last_seq;
  const order = (n: number) => ({
    type: 'NEW_ORDER' as const,
    outletId: outlet,
    payload: { id: newId(), status: 'NEW', n },
  });

  it('hears that a table was seated and left; its phones go with it, wherever they are, and stay out', async () => {
    const tablet = await connectSocket(apis[1], { token: waiter });
    const session = await seat();
    await tablet.waitFor(({ type, payload }) => type === 'TABLE_SESSION_OPENED' && payload['id'] === session.id);
    const phones = [
      await connectSocket(apis[0], { token: session.token }),
      await connectWebSocket(apis[1], { token: session.token }),
    ];
    const gone = phones.map(
      ({ socket }) =>
        new Promise((resolve) => socket.once('pong' in socket ? 'close' : 'disconnect', resolve as never)),
    );

    const closed = await client(apis[0], waiter).post(`/table-sessions/${session.id}/close`);

    expect(closed.status).toBe(200);
    await Promise.all(gone);
    for (const phone of phones) expect(phone.messages.map(({ type }) => type)).toEqual(['TABLE_SESSION_CLOSED']);
    await tablet.waitFor(({ type, payload }) => type === 'TABLE_SESSION_CLOSED' && payload['id'] === session.id);
    await expect(connectSocket(apis[1], { token: session.token })).rejects.toThrow('SESSION_CLOSED');
    await expect(connectWebSocket(apis[0], { token: session.token })).rejects.toThrow('401');
    tablet.close();
  });

  it('loses the socket of a user who logs out on the other process', async () => {
    const token = await register('KITCHEN');
    const tablet = await connectSocket(apis[1], { token });
    const gone = new Promise((resolve) => tablet.socket.once('disconnect', resolve));

    const out = await client(apis[0], token).post('/auth/logout');

    expect(out.status).toBeLessThan(300);
    expect(await gone).toBe('io server disconnect');
  });

  it('shows the kitchen and the bar their lines of a guest’s order, and the guest and the till how it comes along', async () => {
    const [session, cook] = [await seat(), await register('KITCHEN')];
    const product = async (name: string, station: string) =>
      (await admin.post<Created>('/products', { outlet_id: outlet, name, price: 28_000, station })).body.id;
    const [soto, kopi] = [await product('Soto Ayam', 'kitchen'), await product('Es Kopi Susu', 'bar')];
    const kitchen = await connectSocket(apis[1], { token: cook, station: 'kitchen' });
    const bar = await connectWebSocket(apis[0], { token: cook, station: 'bar' });
    const phone = await connectWebSocket(apis[1], { token: session.token });

    const placed = await client(apis[0], session.token).post<{
      id: string;
      items: { id: string; product_id: string }[];
    }>('/orders', { outlet_id: outlet, items: [soto, kopi].map((product_id) => ({ product_id, quantity: 2 })) });

    expect(placed.status).toBe(201);
    const isIt = ({ type, payload }: { type: string; payload: Readonly<Record<string, unknown>> }) =>
      type === 'NEW_ORDER' && payload['id'] === placed.body.id;
    const linesAt = async (tablet: typeof kitchen | typeof bar) =>
      ((await tablet.waitFor(isIt)).payload['items'] as { product_id: string }[]).map((line) => line.product_id);
    expect([await linesAt(kitchen), await linesAt(bar), await linesAt(phone)]).toEqual([[soto], [kopi], [soto, kopi]]);

    const line = placed.body.items.find(({ product_id }) => product_id === soto)?.id;
    const bump = { order_id: placed.body.id, item_id: line, status: 'COOKING' };
    const answer = (await kitchen.socket.emitWithAck('order:status', bump)) as { ok: boolean; result: object };

    const read = await client(apis[0], waiter).get(`/orders/${placed.body.id}`);
    expect(answer.ok).toBe(true);
    // One order is read with its parcel and payments; the answer of a command is the bill alone.
    const ofReading = ['shipping', 'payments', 'expires_at', 'can_cancel'];
    expect(Object.keys(answer.result)).toEqual(Object.keys(placed.body).filter((name) => !ofReading.includes(name)));
    expect(read.body).toMatchObject(answer.result);
    await phone.waitFor(
      ({ type, payload }) =>
        type === 'ORDER_ITEM_STATUS_CHANGED' && payload['item_id'] === line && payload['status'] === 'COOKING',
    );
    const status = await client(apis[0], waiter).get(`/orders/${placed.body.id}/status`);
    expect(status.body).toMatchObject({ order_id: placed.body.id, status: 'COOKING' });
    expect(bar.messages.filter(({ type }) => type === 'ORDER_ITEM_STATUS_CHANGED')).toEqual([]);
    [kitchen, bar, phone].forEach(({ close }) => close());
  });

  it('refuses a bump of an unknown order in the words of the route', async () => {
    const tablet = await connectSocket(apis[0], { token: waiter });
    const id = newId();

    const answer = (await tablet.socket.emitWithAck('order:status', { order_id: id, status: 'READY' })) as {
      problem: object;
    };
    const route = await client(apis[0], waiter).patch<object>(`/orders/${id}/status`, { status: 'READY' });

    const requestId = { request_id: expect.any(String) as unknown };
    expect(answer).toEqual({ ok: false, problem: { ...route.body, ...requestId } });
    expect(route.status).toBe(404);
    tablet.close();
  });

  it('misses nothing when a process is killed under it: the tablet goes on at the other where it was', async () => {
    const doomed = await startApi({ database });
    const since = await lastSeq();
    const first = await connectSocket(doomed, { token: waiter, since });
    let written = 0;
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await commitEvents(database, [order(written++)]);
    })();
    await first.waitFor(({ payload }) => payload['n'] === 50, 20_000);

    await doomed.kill();
    first.close();
    const seen = [...first.messages];
    const second = await connectSocket(apis[1], { token: waiter, since: seen.at(-1)?.seq });
    isOver = true;
    await writing;
    await second.waitFor(({ payload }) => payload['n'] === written - 1, 20_000);

    expect([...seen, ...second.messages].map(({ payload }) => payload['n'])).toEqual([...Array(written).keys()]);
    second.close();
  }, 60_000);

  describe('one process', () => {
    let api: Api;
    beforeAll(async () => {
      api = await startApi({ database });
    });

    it('counts who is connected in its metrics', async () => {
      const tablet = await connectSocket(api, { token: waiter });
      const connected = async () => String((await client(api).get(`${api.url}/metrics`)).body);

      expect(await connected()).toContain('comanda_sockets_connected{protocol="socketio",kind="staff"} 1');
      tablet.close();
      await eventually(async () =>
        expect(await connected()).toContain('comanda_sockets_connected{protocol="socketio",kind="staff"} 0'),
      );
    });

    it('lets a process stop at once with sockets open, and writes no token into its log', async () => {
      const plain = await connectWebSocket(api, { token: waiter });
      const tablets = await Promise.all(Array.from({ length: 10 }, () => connectSocket(api, { token: waiter })));
      await fetch(`${api.url}/api/v1/ws?access_token=${waiter}`);
      const away = Promise.all(
        tablets.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))),
      );

      const started = performance.now();
      await api.stop();

      expect(performance.now() - started).toBeLessThan(5_000);
      expect(new Set(await away)).toEqual(new Set(['transport close']));
      expect(api.logs.join('\n')).not.toContain(waiter.split('.')[2]);
      [plain, ...tablets].forEach(({ close }) => close());
    });
  });
});
