import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
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

interface Order {
  id: string;
  version: number;
  type: string;
  status: string;
  table_session_id: string | null;
  guest_count: number | null;
  server_id: string | null;
  customer_id: string | null;
  note: string | null;
  service_charge: number;
  total_amount: number;
}
interface Ticket {
  order_id: string;
  order_type: string;
  note: string | null;
  marks: string[];
}
interface Refusal {
  code: string;
}

/** What is said of a bill as a whole: how it is served, for how many, by whom, for whom, and its note. */
describe('the details of a bill', () => {
  let database: TestDatabase;
  let api: Api;
  let other: Api;
  let shop: Shop;
  let soup: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, other] = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, api, { service_charge_rate: 10, service_charge_types: ['DINE_IN'] });
    soup = await shop.product('Soup', 50_000, { station: 'kitchen' });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
  }, 240_000);

  const place = async (more: object = {}): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', {
        outlet_id: shop.outletId,
        items: [{ product_id: soup.id, quantity: 1 }],
        type: 'DINE_IN',
        ...more,
      }),
    );
  const change = ({ id }: Order, body: object, by = shop.waiter) => by.patch<Order & Refusal>(`/orders/${id}`, body);
  const ticketOf = async ({ id }: Order) => {
    const { body } = await shop.kitchen.get<{ data: Ticket[] }>('/kitchen/tickets');
    return body.data.find(({ order_id }) => order_id === id)!;
  };

  it('another type prices it anew at once, for the bill and on the ticket', async () => {
    const order = await place();
    expect(order).toMatchObject({ type: 'DINE_IN', service_charge: 5_000, total_amount: 55_000 });
    const takeaway = expectStatus(
      200,
      await change(order, { type: 'TAKEAWAY', note: 'To go', version: order.version }),
    );
    expect(takeaway).toMatchObject({ type: 'TAKEAWAY', service_charge: 0, total_amount: 50_000, note: 'To go' });
    expect(takeaway.version).toBe(order.version + 1);
    expect(await ticketOf(order)).toMatchObject({ order_type: 'TAKEAWAY', note: 'To go', marks: ['CHANGED'] });
    expect(expectStatus(200, await change(order, { type: 'TAKEAWAY' })).version).toBe(takeaway.version);
    expect(expectStatus(200, await change(order, { type: 'DINE_IN', note: '' }))).toMatchObject({
      total_amount: 55_000,
      note: null,
    });
  });

  it('an old version is refused, and of two at the same second one', async () => {
    const order = await place();
    expectStatus(200, await change(order, { guest_count: 3 }));
    const stale = await change(order, { guest_count: 4, version: order.version });
    expect([stale.status, stale.body.code]).toEqual([409, 'VERSION_CONFLICT']);
    const header = { 'If-Match': `"${order.version}"` };
    expect((await shop.waiter.patch(`/orders/${order.id}`, { note: 'x' }, header)).status).toBe(409);

    const elsewhere = client(other, shop.accounts.supervisor.token);
    for (let i = 0; i < 5; i++) {
      const seen = await place();
      const answers = await Promise.all([
        change(seen, { type: 'TAKEAWAY', version: seen.version }),
        change(seen, { note: 'Mine', version: seen.version }, elsewhere),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  it('type and number of guests stay once a part is paid; server and note may change', async () => {
    const order = await place();
    expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 10_000 }));
    for (const body of [{ type: 'TAKEAWAY' }, { guest_count: 2 }]) {
      const refused = await change(order, body);
      expect([refused.status, refused.body.code]).toEqual([409, 'ORDER_HAS_PAYMENTS']);
    }
    expect(expectStatus(200, await change(order, { note: 'Slow' })).note).toBe('Slow');
    expectStatus(200, await shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'Left' }));
    expect((await change(order, { note: 'Gone' })).body.code).toBe('BILL_CLOSED');
  });

  it('who serves it is who opened it, until somebody else is named, who gets its tips and whom the table shows', async () => {
    const { supervisor, waiter, cashier } = shop.accounts;
    const tableId = shop.tableIds[0]!;
    expectStatus(201, await shop.waiter.post('/table-sessions', { table_id: tableId, guest_count: 2 }));
    const order = await place({ type: undefined, table_id: tableId });
    expect(order.server_id).toBe(waiter.id);
    const named = expectStatus(200, await change(order, { server_id: supervisor.id, guest_count: 5 }, shop.supervisor));
    expect(named).toMatchObject({ server_id: supervisor.id, guest_count: 5 });
    const { data } = expectStatus(
      200,
      await shop.waiter.get<{ data: { id: string; guest_count: number; server_id: string }[] }>(
        `/tables?outlet_id=${shop.outletId}`,
      ),
    );
    expect(data.find(({ id }) => id === tableId)).toMatchObject({ guest_count: 5, server_id: supervisor.id });

    const paid = expectStatus(
      201,
      await shop.cashier.post<{ payment: { id: string } }>(`/orders/${order.id}/pay`, { method: 'cash', tip: 1_000 }),
    );
    const [tip] = await database.query<{ user_id: string }>('SELECT user_id FROM tip_entries WHERE payment_id = $1', [
      paid.payment.id,
    ]);
    expect(tip?.user_id).toBe(supervisor.id);

    const placed = await place({ server_id: cashier.id, guest_count: 7 });
    expect(placed).toMatchObject({ server_id: cashier.id, guest_count: 7 });
    expect(expectStatus(200, await change(placed, { server_id: null, guest_count: null }))).toMatchObject({
      server_id: waiter.id,
      guest_count: null,
    });
  });

  it('a customer is given a bill, and taken off it; what a customer ordered stays theirs', async () => {
    const account = await createAccount(database, 'CUSTOMER');
    const customer = client(api, account.token);
    const order = await place();
    expect((await customer.get(`/orders/${order.id}`)).status).toBe(404);
    expect(expectStatus(200, await change(order, { customer_id: account.id })).customer_id).toBe(account.id);
    expectStatus(200, await customer.get(`/orders/${order.id}`));
    await eventually(async () => {
      const found = await shop.supervisor.get<{ data: { id: string }[] }>(`/customers?outlet_id=${shop.outletId}`);
      expect(found.body.data.map(({ id }) => id)).toContain(account.id);
    });
    const refused = await change(order, { note: 'Mine' }, customer);
    expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN']);
    expect(expectStatus(200, await change(order, { customer_id: null })).customer_id).toBeNull();
    expect((await customer.get(`/orders/${order.id}`)).status).toBe(404);

    const items = [{ product_id: soup.id, quantity: 1 }];
    const theirs = expectStatus(
      201,
      await customer.post<Order>('/orders', { outlet_id: shop.outletId, type: 'TAKEAWAY', items }),
    );
    const stranger = await createAccount(database, 'CUSTOMER');
    expect((await change(theirs, { customer_id: stranger.id })).body.code).toBe('CUSTOMER_FIXED');
  });

  it('people who are not known here, kinds that are not, and nothing at all are told so, and change nothing', async () => {
    const order = await place();
    const far = await createAccount(database, 'WAITER', [(await createShop(database, api)).outletId]);
    for (const [body, status, code] of [
      [{ server_id: far.id }, 422, 'SERVER_UNKNOWN'],
      [{ customer_id: shop.accounts.waiter.id }, 422, 'CUSTOMER_UNKNOWN'],
      [{ type: 'ONLINE' }, 400, 'VALIDATION_FAILED'],
      [{ guest_count: 0 }, 400, 'VALIDATION_FAILED'],
      [{ guest_count: 1000 }, 400, 'VALIDATION_FAILED'],
      [{ version: order.version }, 400, 'VALIDATION_FAILED'],
      [{}, 400, 'VALIDATION_FAILED'],
      [{ status: 'DONE' }, 400, 'VALIDATION_FAILED'],
    ] as const) {
      const answer = await change(order, body);
      expect([body, answer.status, answer.body.code]).toEqual([body, status, code]);
    }
    const address = { street: 'Rua A', number: '1', city: 'São Paulo', state: 'SP', postal_code: '01310-100' };
    expect((await change(order, { note: 'x', shipping: { address } })).body.code).toBe('SHIPPING_APART');
    expect((await change(order, { shipping: { address } })).body.code).toBe('NO_PARCEL');
    expect((await place({ server_id: shop.accounts.cashier.id })).server_id).toBe(shop.accounts.cashier.id);
    const { body } = await shop.waiter.get<Order>(`/orders/${order.id}`);
    expect(body.version).toBe(order.version);
  });

  it('an order at a table that says nothing of it costs as many statements as before', async () => {
    /** What touched orders and their lines, but for what follows the event log and looks at sittings. */
    const counted = async () => {
      const [row] = await database.query<{ calls: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database()
           AND query ~ '(FROM|INTO|UPDATE) (orders|order_items|order_changes|order_placings)\\M'
           AND query !~ '^WITH batch|pg_stat|kitchen_tickets|GROUP BY (o\.)?table_session_id'`,
      );
      return row!.calls;
    };
    const seated = { type: undefined, table_id: shop.tableIds[1]! };
    expectStatus(201, await shop.waiter.post('/table-sessions', { table_id: seated.table_id }));
    await place(seated);
    const before = await counted();
    const order = await place(seated);
    const placed = await counted();
    expectStatus(
      201,
      await shop.waiter.post(`/orders/${order.id}/items`, { items: [{ product_id: soup.id, quantity: 1 }] }),
    );
    const added = await counted();
    expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
    const paid = await counted();
    // Written; then each time found, locked with its lines, and written.
    expect([placed - before, added - placed, paid - added]).toEqual([1, 4, 4]);
  });
});
