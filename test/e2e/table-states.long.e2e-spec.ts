import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  connectSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';
import { TablesOracle, TablesPlay } from '../support/tables-play.js';

interface Table {
  readonly id: string;
  readonly state: string;
  readonly state_since: string;
  readonly session_id: string | null;
  readonly session: { readonly id: string } | null;
  readonly linked_to: string | null;
  readonly guest_count: number | null;
  readonly server_id: string | null;
  readonly amount_due: number;
  readonly min_party: number | null;
  readonly max_party: number | null;
  readonly version: number;
  readonly qr_url?: string;
}
interface Bill {
  readonly id: string;
  readonly amount_due: number;
  readonly table_id: string;
  readonly table_session_id: string;
}

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code}`;

describe('tables and how they stand', () => {
  let database: TestDatabase;
  let apis: Api[];
  let shop: Shop;
  let elsewhere: Shop;
  let coffee: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    [shop, elsewhere] = [await createShop(database, apis[0]!), await createShop(database, apis[0]!)];
    coffee = (await shop.product('Kopi', 20_000)).id;
    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { tables_need_cleaning: true }));
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
  }, 120_000);

  it('is BILL_PRINTED while the guests have on paper what they owe: until something is added, or it is paid', async () => {
    const { id: tableId } = await aTable();
    const { id: sessionId } = await sit(tableId);
    const first = await order(shop.waiter, { outlet_id: shop.outletId, table_session_id: sessionId });
    const print = (bill: Bill, by = shop.waiter) =>
      by.post<{ bill_printed_at: string }>(`/orders/${bill.id}/bill-printed`);
    const floor = await connectSocket(apis[0]!, { token: shop.accounts.cashier.token });
    const says = (state: string) => (message: Message) =>
      message.type === 'TABLE_STATE_CHANGED' &&
      message.payload['table_id'] === tableId &&
      message.payload['state'] === state;

    expect(told(await print(first, elsewhere.waiter))).toBe('404 ORDER_NOT_FOUND');
    expect(told(await print(first, shop.kitchen))).toBe('403 FORBIDDEN');
    expect((await see(tableId)).state).toBe('ORDERED');
    const { bill_printed_at: at } = expectStatus(200, await print(first));
    expect(await see(tableId)).toMatchObject({ state: 'BILL_PRINTED', state_since: at });
    await floor.waitFor(says('BILL_PRINTED'));

    const items = [{ product_id: coffee, quantity: 1 }];
    expectStatus(201, await shop.waiter.post(`/orders/${first.id}/items`, { items }));
    expect((await see(tableId)).state).toBe('ORDERED');
    expectStatus(200, await print(first));
    const second = await order(shop.waiter, { outlet_id: shop.outletId, table_session_id: sessionId });
    expect((await see(tableId)).state).toBe('ORDERED');
    expectStatus(200, await print(second));
    expect((await see(tableId)).state).toBe('BILL_PRINTED');
    await pay(first);
    expect((await see(tableId)).state).toBe('BILL_PRINTED');
    await pay(second);
    expect((await see(tableId)).state).toBe('PAID');
    await floor.waitFor(says('PAID'));
  });

  it('names the tables that stay linked when a party moves', async () => {
    const [own, linked, terrace] = [await aTable(), await aTable(), await aTable()];
    const { id: sessionId, token } = await sit(own.id);
    expectStatus(200, await link(sessionId, [linked.id]));
    const phone = await connectSocket(apis[1]!, { token });

    expectStatus(200, await shop.waiter.post(`/table-sessions/${sessionId}/move`, { table_id: terrace.id }));

    const { payload } = await phone.waitFor(({ type }) => type === 'TABLE_SESSION_MOVED');
    expect(payload).toMatchObject({ table_id: terrace.id, from_table_id: own.id, linked_table_ids: [linked.id] });
  });

  let tables = 0;
  async function aTable(more: object = {}): Promise<Table> {
    const body = { outlet_id: shop.outletId, name: `States ${++tables}`, ...more };
    return expectStatus(201, await shop.admin.post<Table>('/tables', body));
  }
  const see = async (id: string) => expectStatus(200, await shop.waiter.get<Table>(`/tables/${id}`));
  async function sit(tableId: string, more: object = {}): Promise<{ id: string; token: string; phone: Client }> {
    const answer = await shop.waiter.post<{ id: string; token: string }>('/table-sessions', {
      table_id: tableId,
      ...more,
    });
    const { id, token } = expectStatus(201, answer);
    return { id, token, phone: client(apis[0]!, token) };
  }
  const link = (sessionId: string, ids: string[], by = shop.waiter) =>
    by.post(`/table-sessions/${sessionId}/link`, { table_ids: ids });
  const unlink = (sessionId: string, id: string, by = shop.waiter) =>
    by.post(`/table-sessions/${sessionId}/unlink`, { table_id: id });
  const order = async (by: Client, more: object = {}) =>
    expectStatus(201, await by.post<Bill>('/orders', { items: [{ product_id: coffee, quantity: 1 }], ...more }));
  const pay = async (bill: Bill) =>
    expectStatus(
      201,
      await shop.cashier.post(`/orders/${bill.id}/pay`, {
        method: 'cash',
        tendered: 1_000_000,
        tendered_confirmed: true,
      }),
    );

  it('follow from what happens there, and each is told once, to the floor alone', async () => {
    const table = await aTable({ min_party: 2, max_party: 6 });
    expect(table).toMatchObject({
      state: 'FREE',
      session_id: null,
      linked_to: null,
      guest_count: null,
      server_id: null,
      amount_due: 0,
      min_party: 2,
      max_party: 6,
    });
    const floor = await connectSocket(apis[1]!, { token: shop.accounts.waiter.token });
    const stranger = await connectSocket(apis[1]!, { token: elsewhere.accounts.waiter.token });
    const station = await connectSocket(apis[1]!, { token: shop.accounts.kitchen.token, station: 'kitchen' });
    const about = ({ type, payload }: Message) =>
      type === 'TABLE_STATE_CHANGED' && (payload as { id: string }).id === table.id;
    const nth = (count: number) =>
      floor.waitFor((message) => about(message) && floor.messages.filter(about).length >= count);

    const sitting = await sit(table.id, { guest_count: 3 });
    const phone = await connectSocket(apis[0]!, { token: sitting.token });
    expect(await see(table.id)).toMatchObject({
      state: 'SEATED',
      session_id: sitting.id,
      guest_count: 3,
      server_id: shop.accounts.waiter.id,
      session: { id: sitting.id },
    });
    await nth(1);
    const bill = await order(sitting.phone);
    expect(await see(table.id)).toMatchObject({ state: 'ORDERED', amount_due: bill.amount_due });
    await nth(2);
    await pay(bill);
    expect(await see(table.id)).toMatchObject({ state: 'PAID', amount_due: 0 });
    await nth(3);
    expectStatus(200, await shop.waiter.post(`/table-sessions/${sitting.id}/close`));
    expect(await see(table.id)).toMatchObject({ state: 'DIRTY', session_id: null, guest_count: null, server_id: null });
    await nth(4);
    expect(expectStatus(200, await shop.waiter.post<Table>(`/tables/${table.id}/clean`)).state).toBe('FREE');
    await nth(5);
    const blocked = expectStatus(200, await shop.supervisor.post<Table>(`/tables/${table.id}/block`));
    expect(blocked.state).toBe('BLOCKED');
    expect(told(await shop.waiter.post('/table-sessions', { table_id: table.id }))).toBe('409 TABLE_BLOCKED');
    await nth(6);
    expect(expectStatus(200, await shop.supervisor.post<Table>(`/tables/${table.id}/unblock`)).state).toBe('FREE');
    await nth(7);

    const states = floor.messages.filter(about).map(({ payload }) => payload['state']);
    expect(states).toEqual(['SEATED', 'ORDERED', 'PAID', 'DIRTY', 'FREE', 'BLOCKED', 'FREE']);
    for (const channel of [phone, stranger, station]) expect(channel.messages.filter(about)).toEqual([]);
    for (const channel of [floor, phone, stranger, station]) channel.close();
  });

  it('are in the list as they are one by one, and each outlet sees its own', async () => {
    const table = await aTable();
    await order((await sit(table.id)).phone);
    const path = `/tables?outlet_id=${shop.outletId}&limit=100`;
    const { data } = expectStatus(200, await shop.waiter.get<{ data: Table[] }>(path));
    expect(data.find(({ id }) => id === table.id)).toEqual(await see(table.id));
    for (const act of ['clean', 'block', 'unblock']) {
      expect(told(await elsewhere.supervisor.post(`/tables/${table.id}/${act}`))).toBe('404 TABLE_NOT_FOUND');
    }
    expect(told(await shop.supervisor.post(`/tables/${table.id}/block`))).toBe('409 TABLE_OCCUPIED');
    for (const act of ['block', 'unblock']) {
      expect(told(await shop.waiter.post(`/tables/${table.id}/${act}`))).toBe('403 FORBIDDEN');
    }
  });

  it('have a smallest and a largest party that do not cross', async () => {
    const table = await aTable({ max_party: 4 });
    const cross = await shop.admin.patch(`/tables/${table.id}`, { min_party: 5 });
    expect(told(cross)).toBe('422 PARTY_SIZES_CROSSED');
    const body = { outlet_id: shop.outletId, name: 'Never', min_party: 3, max_party: 2 };
    expect(told(await shop.admin.post('/tables', body))).toBe('422 PARTY_SIZES_CROSSED');
    expect(await see(table.id)).toEqual(table.qr_url === undefined ? table : expect.objectContaining({ max_party: 4 }));
  });

  it('are several of one sitting: each code joins it, its bill stays where it is, and unlinking moves no line', async () => {
    const [own, wing, other] = [await aTable(), await aTable(), await aTable()];
    const sitting = await sit(own.id);
    const bill = await order(sitting.phone);
    expectStatus(200, await link(sitting.id, [wing.id]));
    const secret = wing.qr_url!.split('#').at(-1)!;
    const scanned = await client(apis[1]!).post<{ id: string; table_id: string; token: string }>('/table-sessions', {
      table_id: wing.id,
      qr_secret: secret,
    });
    expect(expectStatus(201, scanned)).toMatchObject({ id: sitting.id, table_id: own.id });
    const atWing = await order(client(apis[1]!, scanned.body.token), { join: 'OPEN_BILL' });
    expect(atWing.id).toBe(bill.id);
    expect(await see(wing.id)).toMatchObject({ state: 'ORDERED', session_id: sitting.id, linked_to: own.id });
    expect(await see(own.id)).toMatchObject({ state: 'ORDERED', session_id: sitting.id, linked_to: null });

    await sit(other.id);
    expect(told(await link(sitting.id, [other.id]))).toBe('409 TABLE_OCCUPIED');
    expect(told(await link(sitting.id, [newId()]))).toBe('404 TABLE_NOT_FOUND');
    expect(told(await link(sitting.id, [wing.id], elsewhere.waiter))).toBe('404 TABLE_SESSION_NOT_FOUND');
    expect(told(await unlink(sitting.id, own.id))).toBe('409 TABLE_NOT_LINKED');
    expectStatus(200, await unlink(sitting.id, wing.id));
    expect(await see(wing.id)).toMatchObject({ state: 'DIRTY', session_id: null, linked_to: null });
    const after = expectStatus(200, await shop.waiter.get<Bill>(`/orders/${bill.id}`));
    expect(after).toMatchObject({ table_id: own.id, table_session_id: sitting.id });
  });

  it('races of links, scans, moves and closes leave each table with one sitting at most, and no 5xx', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b, c] = [await aTable(), await aTable(), await aTable()];
      const [first, second] = [await sit(a.id), await sit(b.id)];
      const answers = await Promise.all([
        link(first.id, [c.id]),
        link(second.id, [c.id], shop.cashier),
        shop.supervisor.post('/table-sessions', { table_id: c.id }),
        shop.waiter.post(`/table-sessions/${first.id}/move`, { table_id: b.id, join: round % 2 === 0 }),
        link(second.id, [a.id], shop.cashier),
        ...(round % 3 === 0 ? [shop.waiter.post(`/table-sessions/${second.id}/close`)] : []),
        order(first.phone).then(
          () => ({ status: 201, body: {} }) as Answer,
          () => ({ status: 409, body: {} }) as Answer,
        ),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      // A table has its own sitting or is linked to another one's, never both; and every link is one of an open sitting.
      const double = await database.query(
        `SELECT l.table_id FROM table_links l JOIN table_sessions s ON s.table_id = l.table_id AND s.closed_at IS NULL
         WHERE l.table_id = ANY($1::uuid[])`,
        [[a.id, b.id, c.id]],
      );
      expect(double).toEqual([]);
      const dangling = await database.query(
        `SELECT l.table_id FROM table_links l JOIN table_sessions s ON s.id = l.session_id
         WHERE s.closed_at IS NOT NULL AND l.table_id = ANY($1::uuid[])`,
        [[a.id, b.id, c.id]],
      );
      expect(dangling).toEqual([]);
    }
  });

  it('a sitting ends once its guests have lingered after they paid', async () => {
    const table = await aTable();
    const sitting = await sit(table.id);
    await pay(await order(sitting.phone));
    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { linger_minutes: 1 }));
    await eventually(async () => {
      const [mark] = await database.query<{ state: string }>('SELECT state FROM table_states WHERE table_id = $1', [
        table.id,
      ]);
      expect(mark?.state).toBe('PAID');
    });
    // What a minute does, without waiting for it.
    await database.query(
      `UPDATE orders SET settled_at = settled_at - interval '2 minutes' WHERE outlet_id = $1 AND table_session_id = $2`,
      [shop.outletId, sitting.id],
    );
    await database.query(
      `UPDATE table_states SET state_since = state_since - interval '2 minutes' WHERE table_id = $1`,
      [table.id],
    );
    await eventually(async () => expect((await see(table.id)).state).toBe('DIRTY'), { timeoutMs: 90_000 });
    expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { linger_minutes: null }));
  }, 120_000);

  it('random sittings: what was told, and what is shown, equal an oracle that reads the event log alone', async () => {
    const play = new TablesPlay({
      shop,
      coffee,
      apis,
      database,
      seed: Number(process.env['SEED'] ?? Date.now() % 100_000),
    });
    await play.begin();
    // Some orders of acts let few kinds of them succeed: these go on for longer.
    for (let step = 0; step < 150 || (play.done.size <= 6 && step < 600); step++) await play.step();
    await eventually(async () => {
      const oracle = new TablesOracle(await play.log());
      for (const id of play.tableIds) {
        const { state, session_id } = await see(id);
        const what = { seed: play.seed, id, state: oracle.stateOf(id) };
        expect({ seed: play.seed, id, state }).toEqual(what);
        expect({ seed: play.seed, id, state: oracle.told.get(id)?.state ?? 'FREE' }).toEqual(what);
        expect(oracle.told.get(id)?.session_id ?? null).toBe(session_id);
      }
    });
    expect(play.done.size).toBeGreaterThan(6);
  }, 120_000);
});
