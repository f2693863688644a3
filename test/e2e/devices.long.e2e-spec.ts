import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  client,
  connectSocket,
  connectWebSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Pairing {
  readonly id: string;
  readonly code: string;
  readonly secret: string;
}
interface Device {
  readonly id: string;
  readonly name: string;
  readonly stations: readonly string[];
  readonly last_seen_at: string;
}
interface Paired {
  readonly token: string;
  readonly device: Device;
}
interface Order {
  readonly id: string;
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

const SECOND = 1_000;

describe('tablets with a token of their own, on two processes', () => {
  let database: TestDatabase;
  let apis: [Api, Api];
  let shop: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = { database, env: { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_GLOBAL: '10000' } };
    apis = await Promise.all([startApi(options), startApi(options)]);
    shop = await createShop(database, apis[0]);
  }, 120_000);

  const ask = async () =>
    expectStatus(201, await client(apis[0]).post<Pairing>('/device-pairings', { kind: 'KITCHEN' }));
  const approve = (code: string, stations: readonly string[] = []) =>
    shop.supervisor.post<Device>('/device-pairings/approve', { code, outlet_id: shop.outletId, stations, name: 'Bar' });
  const collect = ({ id, secret }: Pairing) =>
    client(apis[1]).post<Paired & { status: string }>(`/device-pairings/${id}/collect`, { secret });

  async function pair(stations: readonly string[]): Promise<Paired> {
    const pairing = await ask();
    expectStatus(200, await approve(pairing.code, stations));
    return expectStatus(200, await collect(pairing));
  }

  it('are let in by a code, once, and are told what they are', async () => {
    const pairing = await ask();
    expect(pairing).toMatchObject({
      code: expect.stringMatching(/^[2-9A-HJKMNP-Z]{6}$/),
      expires_in: 600,
      poll_seconds: 3,
    });
    const waiting = await collect(pairing);
    expect([waiting.status, waiting.body.status, waiting.headers.get('retry-after')]).toEqual([202, 'WAITING', '3']);

    const approved = expectStatus(200, await approve(pairing.code.toLowerCase(), ['Bar']));
    const listedBefore = await shop.supervisor.get<{ data: Device[] }>(`/devices?outlet_id=${shop.outletId}`);
    const paired = expectStatus(200, await collect(pairing));
    const again = await collect(pairing);

    expect(listedBefore.body.data).toEqual([]);
    expect(paired.device).toMatchObject({ id: approved.id, name: 'Bar', stations: ['bar'], outlet_id: shop.outletId });
    expect([again.status, again.body]).toMatchObject([404, { code: 'PAIRING_NOT_FOUND' }]);
    const tablet = client(apis[1], paired.token);
    expect((await tablet.get('/devices/me')).body).toMatchObject({ id: approved.id, stations: ['bar'] });
    expect((await tablet.get(`/orders?outlet_id=${shop.outletId}`)).status).toBe(200);
    const kept = await database.query('SELECT id FROM devices WHERE token_hash = $1', [paired.token]);
    expect(kept).toEqual([]);
  });

  it('leave nothing behind when nobody fetches the token', async () => {
    const pairing = await ask();
    const { id } = expectStatus(200, await approve(pairing.code));
    await database.query(`UPDATE device_pairings SET expires_at = now() WHERE id = $1`, [pairing.id]);

    expect((await collect(pairing)).status).toBe(404);
    expect(await database.query('SELECT id FROM users WHERE id = $1', [id])).toEqual([]);
  });

  it('are no people: nobody can log in as one, give it a password, or find it among the staff', async () => {
    const { token, device } = await pair([]);
    const tablet = client(apis[0], token);

    const listed = await shop.admin.get<{ data: { id: string }[] }>('/users?limit=100');
    const change = { password: 'correct horse battery', username: 'tablet', role: 'ADMIN' };
    expect(listed.body.data.map(({ id }) => id)).not.toContain(device.id);
    expect((await shop.admin.patch(`/users/${device.id}`, change)).status).toBe(404);
    expect((await tablet.patch('/users/me', { name: 'Boss' })).body).toMatchObject({ code: 'DEVICE_HAS_NO_LOGIN' });
    expect((await tablet.post('/auth/logout', {})).body).toMatchObject({ code: 'DEVICE_HAS_NO_LOGIN' });
    expect((await tablet.get('/users')).status).toBe(403);
    expect((await tablet.get('/devices')).status).toBe(403);
  });

  it('are revoked at once: on every process, and on sockets that are open', async () => {
    const { token, device } = await pair(['bar']);
    const asked = apis.map((api) => client(api, token).get('/devices/me'));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
    const tablets = [await connectSocket(apis[1], { token }), await connectWebSocket(apis[1], { token })];
    const gone = tablets.map(
      ({ socket }) =>
        new Promise((resolve) => socket.once('pong' in socket ? 'close' : 'disconnect', resolve as never)),
    );
    const at = performance.now();

    expect((await shop.supervisor.delete(`/devices/${device.id}`)).status).toBe(204);

    await Promise.all(gone);
    expect(performance.now() - at).toBeLessThan(SECOND);
    for (const api of apis)
      expect((await client(api, token).get('/devices/me')).body).toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(connectSocket(apis[1], { token })).rejects.toThrow('TOKEN_INVALID');
    expect((await shop.supervisor.get(`/devices/${device.id}`)).status).toBe(404);
  });

  it('hear of their stations alone, whatever they ask for, and of others from the moment they are given them', async () => {
    const { token, device } = await pair(['bar']);
    const [soto, kopi] = [
      await shop.product('Soto Ayam', 30_000, { station: 'kitchen' }),
      await shop.product('Es Kopi Susu', 25_000, { station: 'bar' }),
    ];
    const tablets = [
      await connectSocket(apis[1], { token }),
      await connectSocket(apis[0], { token, station: 'kitchen,bar' }),
      await connectWebSocket(apis[1], { token, station: 'kitchen' }),
    ];
    const place = async () =>
      expectStatus(
        201,
        await shop.waiter.post<Order>('/orders', {
          outlet_id: shop.outletId,
          table_id: shop.tableIds[0],
          items: [soto, kopi].map(({ id }) => ({ product_id: id, quantity: 1 })),
        }),
      ).id;
    const linesOf = (order: string) =>
      Promise.all(
        tablets.map(async ({ waitFor }) => {
          const isIt = ({ type, payload }: { type: string; payload: object }) =>
            type === 'NEW_ORDER' && (payload as Order).id === order;
          return ((await waitFor(isIt)).payload as unknown as Order).items.map(({ name }) => name);
        }),
      );

    expect(await linesOf(await place())).toEqual([['Es Kopi Susu'], ['Es Kopi Susu'], ['Es Kopi Susu']]);

    expectStatus(200, await shop.supervisor.patch(`/devices/${device.id}`, { stations: ['kitchen', 'bar'] }));

    await eventually(async () => {
      const [first] = await linesOf(await place());
      expect(first).toEqual(['Soto Ayam', 'Es Kopi Susu']);
    });
    expect((await linesOf(await place())).at(-1)).toEqual(['Soto Ayam']);
  });

  it('move the lines of their stations alone, over tickets and over the older routes', async () => {
    const tablet = client(apis[1], (await pair(['bar'])).token);
    const [soto, kopi] = [
      await shop.product('Soto Betawi', 30_000, { station: 'kitchen' }),
      await shop.product('Kopi Tubruk', 15_000, { station: 'bar' }),
    ];
    const order = expectStatus(
      201,
      await shop.waiter.post<Order & { items: { id: string; name: string }[] }>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [soto, kopi].map(({ id }) => ({ product_id: id, quantity: 1 })),
      }),
    );
    const lineOf = (name: string) => order.items.find((item) => item.name === name)!.id;
    const notTheirs = async (answer: Promise<Answer<unknown>>) =>
      expect(await answer).toMatchObject({ status: 403, body: { code: 'STATION_NOT_YOURS' } });

    const shown = await tablet.get<{ data: { station: string }[] }>(`/kitchen/tickets?outlet_id=${shop.outletId}`);
    expect(new Set(shown.body.data.map(({ station }) => station))).toEqual(new Set(['bar']));
    await notTheirs(tablet.post('/kitchen/bump', { item_ids: [lineOf('Soto Betawi')] }));
    await notTheirs(tablet.patch(`/orders/${order.id}/items/${lineOf('Soto Betawi')}/status`, { status: 'COOKING' }));
    await notTheirs(tablet.patch(`/orders/${order.id}/status`, { status: 'COOKING' }));
    expectStatus(200, await tablet.post('/kitchen/bump', { item_ids: [lineOf('Kopi Tubruk')], status: 'COOKING' }));
    expectStatus(
      200,
      await tablet.patch(`/orders/${order.id}/items/${lineOf('Kopi Tubruk')}/status`, { status: 'READY' }),
    );
    const { body } = await shop.waiter.get<{ items: { name: string; status: string }[] }>(`/orders/${order.id}`);
    expect(body.items.map(({ name, status }) => [name, status])).toEqual([
      ['Soto Betawi', 'NEW'],
      ['Kopi Tubruk', 'READY'],
    ]);
  });

  it('say in the history who let them in, and what they did', async () => {
    const { token, device } = await pair([]);
    const product = await shop.product('Teh', 10_000);
    expectStatus(200, await client(apis[0], token).patch(`/products/${product.id}/availability`, { available: false }));

    const { body } = await shop.admin.get<{ data: { action: string; actor: { id: string } }[] }>(
      `/audit-log?outlet_id=${shop.outletId}&limit=50`,
    );
    const ofDevice = body.data.filter(({ actor }) => actor.id === device.id).map(({ action }) => action);
    expect(ofDevice).toContain('device.paired');
    expect(ofDevice.length).toBeGreaterThan(1);
  });

  it('refuse the sixth code of a person within a minute, even a right one', async () => {
    const { code } = await ask();
    for (let n = 0; n < 5; n++) expect((await approve('AAAAAA')).body).toMatchObject({ code: 'PAIRING_NOT_FOUND' });

    const sixth = await approve(code);

    expect([sixth.status, sixth.body]).toMatchObject([429, { code: 'RATE_LIMITED' }]);
    const colleague = { code, outlet_id: shop.outletId, name: 'Bar' };
    expect((await shop.admin.post('/device-pairings/approve', colleague)).status).toBe(200);
  });

  it('have ten wait at one address at most', async () => {
    await database.query('DELETE FROM device_pairings');
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, n) => client(apis[n % 2]!).post('/device-pairings', { kind: 'BOARD' })),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual(
      [201, 429].flatMap((status) => Array.from({ length: status === 201 ? 10 : 5 }, () => status)),
    );
  });
});
