import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  type Channel,
  client,
  type Client,
  connectSocket,
  connectWebSocket,
  createShop,
  createTestDatabase,
  expectStatus,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface OrderBody {
  readonly id: string;
  readonly table_id: string | null;
  readonly table_name: string | null;
  readonly table_session_id: string | null;
  readonly total_amount: number;
  readonly payment_status: string;
  readonly items: readonly unknown[];
}
interface Seated {
  readonly id: string;
  readonly token: string;
  readonly table_id: string;
}
interface Moved {
  readonly id: string;
  readonly table_id: string;
  readonly table_name: string;
  readonly joined: boolean;
  readonly orders: readonly OrderBody[];
}
interface Table {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const told = (answer: Answer) => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const about = (id: string) => (message: Message) => message.payload['order_id'] === id;

/** Two processes: what one does, phones at the other hear. */
describe('a party that changes tables', () => {
  let database: TestDatabase;
  let apis: readonly [Api, Api];
  let shop: Shop;
  let rice: TestProduct;
  let tables: Table[];
  let names = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]);
    rice = await shop.product('Nasi Goreng', 20_000);
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
  }, 120_000);

  beforeEach(async () => {
    tables = await Promise.all(times(3, () => aTable()));
  });

  async function aTable(): Promise<Table> {
    const name = `Meja ${++names}`;
    const { id } = expectStatus(
      201,
      await shop.admin.post<{ id: string }>('/tables', { outlet_id: shop.outletId, name }),
    );
    const [row] = await database.query<{ qr_secret: string }>('SELECT qr_secret FROM dining_tables WHERE id = $1', [
      id,
    ]);
    return { id, name, secret: row?.qr_secret ?? '' };
  }
  const table = (index: number) => tables[index] as Table;
  const scan = async ({ id, secret }: Table) =>
    expectStatus(201, await client(apis[0]).post<Seated>('/table-sessions', { table_id: id, qr_secret: secret }));
  const phone = (seated: Seated, at = 0) => client(apis[at] as Api, seated.token);
  const items = (quantity = 1) => ({ items: [{ product_id: rice.id, quantity }] });
  const order = async (by: Client, more: object = {}) =>
    expectStatus(201, await by.post<OrderBody>('/orders', { ...items(), ...more }));
  const move = (session: string, to: Table, more: object = {}) =>
    shop.waiter.post<Moved>(`/table-sessions/${session}/move`, { table_id: to.id, ...more });
  const billsOf = async (by: Client) =>
    (await by.get<{ data: OrderBody[] }>('/orders')).body.data.map(({ id }) => id).sort();
  const next = (channel: Channel, type: string) => channel.waitFor((message) => message.type === type);

  it('keeps bill, phones and token; a reload, a fifth guest at the new table, and paying there all work', async () => {
    const party = [await scan(table(0)), await scan(table(0))];
    const [mine, theirs] = party as [Seated, Seated];
    const bill = await order(phone(mine));
    const channels = {
      phone: await connectSocket(apis[1], { token: mine.token }),
      ws: await connectWebSocket(apis[0], { token: theirs.token }),
      till: await connectSocket(apis[1], { token: shop.accounts.cashier.token }),
      tablet: await connectSocket(apis[1], { token: shop.accounts.kitchen.token, station: 'kitchen' }),
    };

    const moved = expectStatus(200, await move(mine.id, table(1)));

    expect(moved).toMatchObject({ id: mine.id, table_id: table(1).id, table_name: table(1).name, joined: false });
    expect(moved.orders).toMatchObject([{ id: bill.id, table_id: table(1).id, table_name: table(1).name }]);
    for (const channel of [channels.phone, channels.ws, channels.till]) {
      const message = await next(channel, 'TABLE_SESSION_MOVED');
      expect(message.payload).toMatchObject({
        id: mine.id,
        table_id: table(1).id,
        table_name: table(1).name,
        from_table_id: table(0).id,
        from_table_name: table(0).name,
        joined: false,
      });
    }
    for (const channel of Object.values(channels)) {
      const message = await channel.waitFor(
        (message) => about(bill.id)(message) && message.payload['change'] === 'TRANSFERRED',
      );
      expect(message.payload).toMatchObject({ table_name: table(1).name });
    }
    expect(channels.tablet.messages.map(({ type }) => type)).not.toContain('TABLE_SESSION_MOVED');

    const reloaded = phone(theirs, 1);
    expect((await reloaded.get(`/table-sessions/${mine.id}`)).body).toMatchObject({ table_name: table(1).name });
    expect((await client(apis[1]).post('/table-sessions/validate', { token: mine.token })).body).toMatchObject({
      valid: true,
      table_id: table(1).id,
    });
    expect((await reloaded.get<OrderBody>(`/orders/${bill.id}`)).body).toMatchObject({ table_name: table(1).name });
    expectStatus(201, await reloaded.post(`/orders/${bill.id}/items`, items()));
    expect((await order(reloaded)).table_id).toBe(table(1).id);

    const fifth = await scan(table(1));
    expect(fifth.id).toBe(mine.id);
    expect((await phone(fifth).get<OrderBody>(`/orders/${bill.id}`)).body.total_amount).toBe(40_000);
    const fresh = await scan(table(0));
    expect(fresh.id).not.toBe(mine.id);
    expect(await billsOf(phone(fresh))).toEqual([]);
    expect(told(await phone(fresh).get(`/orders/${bill.id}`))).toBe('404 ORDER_NOT_FOUND');
    const paid = await shop.cashier.post<{ order: OrderBody }>(`/orders/${bill.id}/pay`, { method: 'cash' });
    expect(expectStatus(201, paid).order.payment_status).toBe('PAID');
    await channels.phone.waitFor((message) => about(bill.id)(message) && message.type === 'PAYMENT_UPDATED');
    for (const channel of Object.values(channels)) channel.close();
  });

  it('is refused an occupied table, or joins it: the phones of both see and hear all bills', async () => {
    const [mine, theirs] = [await scan(table(0)), await scan(table(1))];
    const [ours, host] = [await order(phone(mine)), await order(phone(theirs))];
    const over = await order(phone(mine));
    expectStatus(201, await shop.cashier.post(`/orders/${over.id}/pay`, { method: 'cash' }));
    expectStatus(200, await shop.kitchen.patch(`/orders/${over.id}/status`, { status: 'DONE' }));
    const stranger = await scan(table(2));
    const channels = {
      mine: await connectSocket(apis[1], { token: mine.token }),
      theirs: await connectSocket(apis[0], { token: theirs.token }),
      stranger: await connectSocket(apis[0], { token: stranger.token }),
    };

    const refused = await move(mine.id, table(1));
    expect(told(refused)).toBe('409 TABLE_OCCUPIED');
    expect(refused.body).toMatchObject({ session_id: theirs.id });
    expect(told(await phone(mine).get(`/orders/${host.id}`))).toBe('404 ORDER_NOT_FOUND');
    const joined = expectStatus(200, await move(mine.id, table(1), { join: true }));

    expect(joined).toMatchObject({ id: theirs.id, table_id: table(1).id, joined: true });
    expect((await next(channels.mine, 'TABLE_SESSION_MOVED')).payload).toMatchObject({ id: theirs.id, joined: true });
    const all = [ours.id, host.id, over.id].sort();
    for (const at of [0, 1]) {
      for (const one of [mine, theirs]) expect(await billsOf(phone(one, at))).toEqual(all);
    }
    expect((await phone(mine).get(`/table-sessions/${mine.id}`)).body).toMatchObject({ id: theirs.id });
    expectStatus(201, await phone(mine).post(`/orders/${host.id}/items`, items()));
    expectStatus(201, await phone(theirs).post(`/orders/${ours.id}/items`, items()));
    for (const channel of [channels.mine, channels.theirs]) {
      for (const bill of [ours, host]) {
        await channel.waitFor((message) => about(bill.id)(message) && message.payload['change'] === 'LINES_ADDED');
      }
    }
    const late = await order(phone(mine), { table_session_id: mine.id });
    expect(late.table_session_id).toBe(theirs.id);
    await channels.theirs.waitFor(about(late.id));
    // The stranger's own session was opened a moment before its socket, which may still be told so.
    const ofOthers = ({ type, payload }: Message) =>
      type !== 'PRODUCT_AVAILABILITY_CHANGED' && !(type === 'TABLE_SESSION_OPENED' && payload['id'] === stranger.id);
    expect(channels.stranger.messages.filter(ofOthers)).toEqual([]);
    expectStatus(200, await shop.waiter.post(`/table-sessions/${theirs.id}/close`));
    for (const one of [mine, theirs]) expect(told(await phone(one).get('/orders'))).toBe('401 SESSION_CLOSED');
    for (const channel of Object.values(channels)) channel.close();
  });

  it('goes along when its only bill is transferred, also to an occupied table', async () => {
    const mine = await scan(table(0));
    const bill = await order(phone(mine));
    const listening = await connectSocket(apis[1], { token: mine.token });

    const free = await shop.waiter.post<OrderBody>(`/orders/${bill.id}/transfer`, { table_id: table(1).id });

    expect(expectStatus(200, free)).toMatchObject({ table_name: table(1).name, table_session_id: mine.id });
    await next(listening, 'TABLE_SESSION_MOVED');
    expect((await phone(mine).get(`/orders/${bill.id}`)).status).toBe(200);
    const theirs = await scan(table(2));
    const taken = await shop.waiter.post<OrderBody>(`/orders/${bill.id}/transfer`, { table_id: table(2).id });
    expect(expectStatus(200, taken)).toMatchObject({ table_name: table(2).name, table_session_id: theirs.id });
    for (const one of [mine, theirs]) expect(await billsOf(phone(one))).toEqual([bill.id]);
    listening.close();
  });

  it('stays when one of several bills is transferred: its phones are told, and the new table shows the bill', async () => {
    const mine = await scan(table(0));
    const [stays, leaves] = [await order(phone(mine)), await order(phone(mine))];
    const listening = await connectSocket(apis[1], { token: mine.token });
    const till = await connectSocket(apis[1], { token: shop.accounts.cashier.token });

    expectStatus(200, await shop.waiter.post(`/orders/${leaves.id}/transfer`, { table_id: table(1).id }));

    const message = await listening.waitFor((one) => about(leaves.id)(one) && one.payload['change'] === 'LEFT_SITTING');
    expect(message).toMatchObject({
      type: 'ORDER_UPDATED',
      payload: { change: 'LEFT_SITTING', table_name: table(1).name },
    });
    await till.waitFor((message) => about(leaves.id)(message) && message.payload['change'] === 'TRANSFERRED');
    expect(till.messages.filter(({ payload }) => payload['change'] === 'LEFT_SITTING')).toEqual([]);
    expect(await billsOf(phone(mine))).toEqual([stays.id]);
    expect(await billsOf(phone(await scan(table(1))))).toEqual([leaves.id]);
    for (const channel of [listening, till]) channel.close();
  });

  it('is told when its bill is merged into that of another sitting', async () => {
    const [mine, theirs] = [await scan(table(0)), await scan(table(1))];
    const [ours, host] = [await order(phone(mine)), await order(phone(theirs))];
    const listening = await connectSocket(apis[0], { token: mine.token });

    expectStatus(200, await shop.waiter.post(`/orders/${host.id}/merge`, { order_ids: [ours.id] }));

    const message = await listening.waitFor((one) => about(ours.id)(one) && one.payload['change'] !== undefined);
    expect(message.payload).toMatchObject({ change: 'LEFT_SITTING', table_name: table(1).name });
    listening.close();
  });

  it('is refused what is not there, not theirs, or over', async () => {
    const mine = await scan(table(0));
    const other = await createShop(database, apis[0]);
    const foreign = other.tableIds[0] as string;

    expect(told(await move(mine.id, { ...table(1), id: foreign }))).toBe('404 TABLE_NOT_FOUND');
    expect(told(await other.waiter.post(`/table-sessions/${mine.id}/move`, { table_id: foreign }))).toBe(
      '404 TABLE_SESSION_NOT_FOUND',
    );
    expect(told(await phone(mine).post(`/table-sessions/${mine.id}/move`, { table_id: table(1).id }))).toBe(
      '403 FORBIDDEN',
    );
    expect(told(await shop.kitchen.post(`/table-sessions/${mine.id}/move`, { table_id: table(1).id }))).toBe(
      '403 FORBIDDEN',
    );
    expect(told(await shop.waiter.post(`/table-sessions/${mine.id}/move`, { table_id: 'x' }))).toBe(
      '400 VALIDATION_FAILED',
    );
    expectStatus(200, await shop.admin.patch(`/tables/${table(1).id}`, { active: false }));
    expect(told(await move(mine.id, table(1)))).toBe('409 TABLE_INACTIVE');
    expect(expectStatus(200, await move(mine.id, table(0))).table_id).toBe(table(0).id);
    expectStatus(200, await shop.waiter.post(`/table-sessions/${mine.id}/close`));
    expect(told(await move(mine.id, table(2)))).toBe('409 TABLE_SESSION_CLOSED');
  });

  it('moves while others scan, order, close and move: no bill without its sitting, no 5xx', async () => {
    for (let run = 0; run < 6; run++) {
      tables = await Promise.all(times(3, () => aTable()));
      const mine = await scan(table(0));
      const other = await scan(table(1));
      await order(phone(mine));
      const scanOf = ({ id, secret }: Table) =>
        client(apis[run % 2] as Api).post<Seated>('/table-sessions', { table_id: id, qr_secret: secret });

      const answers = await Promise.all([
        move(mine.id, table(2)),
        ...times(2, (i) => phone(mine, i).post('/orders', items())),
        scanOf(table(2)),
        scanOf(table(0)),
        move(other.id, table(run % 2 ? 0 : 2), { join: true }),
        phone(other).post('/orders', items()),
        phone(mine, 1).post('/orders', items(), { 'Idempotency-Key': `moving-${run}` }),
        ...(run > 3 ? [shop.waiter.post(`/table-sessions/${mine.id}/close`)] : []),
      ]);

      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      const astray = await database.query(
        `SELECT o.id, o.table_id, s.table_id AS sits_at, s.joined_into FROM orders o JOIN table_sessions s ON s.id = o.table_session_id
         WHERE o.table_session_id = ANY($1) AND (o.table_id <> s.table_id OR s.joined_into IS NOT NULL)`,
        [[mine.id, other.id, ...answers.map(({ body }) => (body as { id?: string }).id ?? mine.id)]],
      );
      expect(astray).toEqual([]);
      const twice = await database.query(
        'SELECT table_id FROM table_sessions WHERE closed_at IS NULL GROUP BY table_id HAVING count(*) > 1',
      );
      expect(twice).toEqual([]);
    }
  });
});

describe('the token of a sitting that is over', () => {
  it('is told so wherever a phone asks, and may still scan a code', async () => {
    const database = await createTestDatabase();
    const api = await startApi({ database });
    const shop = await createShop(database, api);
    const seated = await shop.waiter.post<Seated>('/table-sessions', { table_id: shop.tableIds[0] });
    const { id, token } = expectStatus(201, seated);
    expectStatus(200, await shop.waiter.post(`/table-sessions/${id}/close`));

    for (const dead of [token, 'ts_never']) {
      const phone = client(api, dead);
      for (const path of [
        '/menu',
        '/products',
        '/products/search?q=x',
        '/categories',
        '/orders',
        `/table-sessions/${id}`,
        '/cart',
      ]) {
        const answer = await phone.get(path);
        expect([path, told(answer)]).toEqual([path, '401 SESSION_CLOSED']);
      }
      expect(told(await phone.post('/orders', {}))).toBe('401 SESSION_CLOSED');
      expect((await phone.post('/table-sessions/validate', { token: dead })).body).toEqual({ valid: false });
      const [row] = await database.query<{ qr_secret: string }>('SELECT qr_secret FROM dining_tables WHERE id = $1', [
        shop.tableIds[0],
      ]);
      const again = await phone.post('/table-sessions', { table_id: shop.tableIds[0], qr_secret: row?.qr_secret });
      expect(again.status).toBe(201);
    }
    expect((await client(api).get('/menu')).status).toBe(200);
    await createShop(database, api);
    expect(told(await client(api).get('/menu'))).toBe('400 VALIDATION_FAILED');
    expect((await client(api, 'no-token').get(`/menu?outlet_id=${shop.outletId}`)).status).toBe(200);
  }, 120_000);
});
