import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  client,
  type Client,
  connectSocket,
  createShop,
  createTestDatabase,
  expectStatus,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Call {
  readonly id: string;
  readonly table_session_id: string;
  readonly table_name: string;
  readonly kind: string;
  readonly status: string;
}
interface Phone {
  readonly caller: Client;
  readonly sessionId: string;
  readonly token: string;
}

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code}`;

describe('calls from tables', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let elsewhere: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    [shop, elsewhere] = [await createShop(database, api), await createShop(database, api)];
  }, 120_000);

  let tables = 0;
  async function aTable(): Promise<string> {
    const body = { outlet_id: shop.outletId, name: `Calls ${++tables}` };
    return expectStatus(201, await shop.admin.post<{ id: string }>('/tables', body)).id;
  }
  async function sit(tableId: string): Promise<Phone> {
    const { id, token } = expectStatus(
      201,
      await shop.waiter.post<{ id: string; token: string }>('/table-sessions', { table_id: tableId }),
    );
    return { caller: client(api, token), sessionId: id, token };
  }
  const call = ({ caller, sessionId }: Phone, kind = 'WAITER', more: object = {}) =>
    caller.post<Call>(`/table-sessions/${sessionId}/calls`, { kind, ...more });
  const open = async (by: Client = shop.waiter, query = '') =>
    expectStatus(200, await by.get<{ data: Call[] }>(`/calls${query}`)).data;
  const openOf = async ({ sessionId }: Phone) =>
    (await open()).filter(({ table_session_id: id }) => id === sessionId).map(({ kind }) => kind);

  it('reach the floor and the phones of the table, and nobody else; coming and done are told too', async () => {
    const [phone, friend] = [await sit(await aTable()), await sit(await aTable())];
    const floor = await connectSocket(api, { token: shop.accounts.waiter.token });
    const mine = await connectSocket(api, { token: phone.token });
    const theirs = await connectSocket(api, { token: friend.token });
    const stranger = await connectSocket(api, { token: elsewhere.accounts.waiter.token });
    const station = await connectSocket(api, { token: shop.accounts.kitchen.token, station: 'kitchen' });

    const answer = await call(phone, 'OTHER', { note: '  a high chair, please ' });
    const { id } = expectStatus(201, answer);
    expect(answer.body).toMatchObject({ kind: 'OTHER', note: 'a high chair, please', status: 'OPEN', method: null });
    expect(expectStatus(200, await shop.waiter.post<Call>(`/calls/${id}/ack`)).status).toBe('ACKNOWLEDGED');
    expect(expectStatus(200, await shop.cashier.post<Call>(`/calls/${id}/done`)).status).toBe('DONE');
    expect(expectStatus(200, await shop.cashier.post<Call>(`/calls/${id}/done`)).status).toBe('DONE');

    const about = (message: Message) => message.payload['id'] === id;
    for (const channel of [floor, mine]) {
      await channel.waitFor((message) => about(message) && message.type === 'SERVICE_CALL_CLOSED');
      expect(channel.messages.filter(about).map(({ type, payload }) => `${type} ${String(payload['status'])}`)).toEqual(
        ['SERVICE_CALLED OPEN', 'SERVICE_CALL_ACKNOWLEDGED ACKNOWLEDGED', 'SERVICE_CALL_CLOSED DONE'],
      );
    }
    for (const channel of [theirs, stranger, station]) expect(channel.messages.filter(about)).toEqual([]);
    for (const channel of [floor, mine, theirs, stranger, station]) channel.close();
  });

  it('are one of a kind at a time, however many phones press at once', async () => {
    const table = await aTable();
    const phones = await Promise.all(Array.from({ length: 5 }, () => sit(table)));
    const answers = await Promise.all(phones.map((phone) => call(phone)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(told(await call(phones[0]!, 'BILL', { method: 'pix' }))).toBe('201');
    expect(await openOf(phones[0]!)).toEqual(['WAITER', 'BILL']);
    const own = await phones[1]!.caller.get<{ data: Call[] }>(`/table-sessions/${phones[1]!.sessionId}/calls`);
    expect(own.body.data.map(({ kind }) => kind)).toEqual(['WAITER', 'BILL']);
  });

  it('are six in ten minutes of a table, then 429 that says when', async () => {
    const phone = await sit(await aTable());
    for (let i = 0; i < 6; i++) {
      const { id } = expectStatus(201, await call(phone));
      expectStatus(200, await shop.waiter.post(`/calls/${id}/done`));
    }
    const refused = await call(phone);
    expect(told(refused)).toBe('429 RATE_LIMITED');
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(500);
    expect(wait).toBeLessThanOrEqual(600);
    expect(told(await call(await sit(await aTable())))).toBe('201');
  });

  it('move with their party, join what is open there, and end with their sitting', async () => {
    const [here, there, other] = [await aTable(), await aTable(), await aTable()];
    const [phone, host] = [await sit(here), await sit(there)];
    for (const [by, kind] of [
      [phone, 'WAITER'],
      [phone, 'BILL'],
      [host, 'WAITER'],
    ] as const)
      expectStatus(201, await call(by, kind));

    expectStatus(200, await shop.waiter.post(`/table-sessions/${phone.sessionId}/move`, { table_id: other }));
    const moved = (await open()).filter(({ table_session_id: id }) => id === phone.sessionId);
    expect(new Set(moved.map(({ table_name: name }) => name)).size).toBe(1);
    expect(moved[0]?.table_name).toBe(`Calls ${tables}`);
    const joined = { table_id: there, join: true };
    expectStatus(200, await shop.waiter.post(`/table-sessions/${phone.sessionId}/move`, joined));
    expect(await openOf(phone)).toEqual([]);
    expect((await openOf(host)).sort()).toEqual(['BILL', 'WAITER']);

    expectStatus(200, await shop.waiter.post(`/table-sessions/${host.sessionId}/close`));
    expect(await openOf(host)).toEqual([]);
    expect(told(await call(phone))).toBe('401 SESSION_CLOSED');
  });

  it('are for guests of the table and staff of the outlet', async () => {
    const [phone, friend] = [await sit(await aTable()), await sit(await aTable())];
    const { id } = expectStatus(201, await call(phone));

    expect(told(await call({ ...phone, caller: friend.caller }))).toBe('404 TABLE_SESSION_NOT_FOUND');
    expect(told(await call({ ...phone, caller: shop.waiter }))).toBe('403 FORBIDDEN');
    expect(told(await friend.caller.get(`/table-sessions/${phone.sessionId}/calls`))).toBe(
      '404 TABLE_SESSION_NOT_FOUND',
    );
    expect(told(await elsewhere.waiter.post(`/calls/${id}/done`))).toBe('404 CALL_NOT_FOUND');
    expect(told(await shop.kitchen.get('/calls'))).toBe('403 FORBIDDEN');
    expect(await open(elsewhere.waiter)).toEqual([]);
    expect(told(await elsewhere.waiter.get(`/calls?outlet_id=${shop.outletId}`))).toBe('404 OUTLET_NOT_FOUND');
    for (const wrong of [
      { kind: 'DANCE' },
      { kind: 'WAITER', note: 'x'.repeat(81) },
      { kind: 'BILL', method: 'Gold!' },
    ]) {
      const answer = await phone.caller.post(`/table-sessions/${phone.sessionId}/calls`, wrong);
      expect(told(answer)).toBe('400 VALIDATION_FAILED');
    }
  });
});
