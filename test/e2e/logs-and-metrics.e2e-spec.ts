import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Sandbox, startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import {
  type Api,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

type Line = Readonly<Record<string, unknown>>;

interface Order {
  readonly id: string;
  readonly number: string;
  readonly total_amount: number;
}

/** A request as whoever looks for it later names it. */
const under = (id: string) => ({ 'X-Request-ID': id });

describe('what an operator sees of a sale', () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let api: Api;
  let shop: Shop;
  let product: string;
  let order: Order;

  const lines = (): Line[] => api.logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
  const lineOf = (msg: string, id: string): Promise<Line> =>
    eventually(() => {
      const found = lines().filter((line) => line['msg'] === msg && line['request_id'] === id);
      expect([msg, id, found.length]).toEqual([msg, id, 1]);
      return found[0] ?? {};
    });
  const metric = async (name: string): Promise<number | undefined> => {
    const text = await (await fetch(`${api.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };
  const place = async (id: string): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>(
        '/orders',
        { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: product, quantity: 2 }] },
        under(id),
      ),
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    sandbox = await startSandbox();
    api = await startApi({ database, env: { ...sandbox.env(), SLOW_QUERY: '300ms' } });
    sandbox.control.sendWebhooksTo(api.url);
    shop = await createShop(database, api);
    const { version } = expectStatus(200, await shop.admin.get<{ version: number }>(`/outlets/${shop.outletId}`));
    expectStatus(
      200,
      await shop.admin.patch(`/outlets/${shop.outletId}`, { payment_methods: ['cash', 'credit_card'], version }),
    );
    product = (await shop.product('Es campur', 25_000)).id;
    order = await place('till-1:place');
  }, 90_000);
  afterAll(() => sandbox.stop());

  it('that it was placed: a line with ids and totals, under the id of the request, and a counter', async () => {
    expect(await lineOf('order placed', 'till-1:place')).toMatchObject({
      level: 'info',
      order_id: order.id,
      number: order.number,
      outlet_id: shop.outletId,
      total_amount: order.total_amount,
      currency: 'IDR',
      type: 'TAKEAWAY',
    });
    expect(await metric('comanda_orders_placed_total{type="TAKEAWAY"}')).toBe(1);
    const [event] = await database.query(
      `SELECT request_id FROM events WHERE type = 'NEW_ORDER' AND payload->>'order_id' = $1`,
      [order.id],
    );
    expect(event).toEqual({ request_id: 'till-1:place' });
  });

  it('that it was paid in cash, and that money went back', async () => {
    const shift = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 500_000 }),
    );
    const paid = await shop.cashier.post<{ payment_id: string }>(
      `/orders/${order.id}/pay`,
      { method: 'cash', tendered: order.total_amount },
      under('till-1:pay'),
    );
    const { payment_id: paymentId } = expectStatus(201, paid);

    expect(await lineOf('order paid', 'till-1:pay')).toMatchObject({
      order_id: order.id,
      payment_id: paymentId,
      method: 'cash',
      amount: order.total_amount,
      payment_status: 'PAID',
    });
    expect(await metric('comanda_takings_minor_total{method="cash",currency="IDR"}')).toBe(order.total_amount);

    const refund = await shop.supervisor.post(
      `/payments/${paymentId}/refunds`,
      { reason: 'cold', amount: 1_000 },
      under('till-1:refund'),
    );
    expect(refund.status).toBeLessThan(300);
    expect(await lineOf('order refunded', 'till-1:refund')).toMatchObject({ order_id: order.id, amount: 1_000 });
    expect(await metric('comanda_refunded_minor_total{currency="IDR"}')).toBe(1_000);

    const end = { shift_id: shift.id, end_cash: 500_000 + order.total_amount - 1_000 };
    expectStatus(200, await shop.cashier.post('/shifts/close', end, under('till-1:close')));
    expect(await lineOf('shift closed', 'till-1:close')).toMatchObject({ shift_id: shift.id });
    // What follows from a request is found by its id, though a job did it.
    expect(await lineOf('job done', 'till-1:close')).toMatchObject({
      kind: 'shifts.make-report',
      job_id: expect.any(String),
    });
    expect(await metric('comanda_shifts_closed_total')).toBe(1);
  });

  it('that another was voided', async () => {
    const other = await place('till-1:other');
    expectStatus(200, await shop.supervisor.post(`/orders/${other.id}/void`, { reason: 'left' }, under('till-1:void')));

    expect(await lineOf('order voided', 'till-1:void')).toMatchObject({ order_id: other.id });
    expect(await metric('comanda_voids_total{what="order"}')).toBe(1);
  });

  it('and a provider is called under the id of the request, by the job that follows from it, too', async () => {
    const { stripe } = sandbox.control.of;
    const other = await place('till-2:place');
    const paid = await shop.waiter.post<{ payment_id: string }>(
      `/orders/${other.id}/pay`,
      { method: 'credit_card' },
      under('till-2:pay'),
    );
    const { payment_id: paymentId } = expectStatus(201, paid);
    stripe.act('pay', paymentId);
    await sandbox.control.idle();
    await eventually(
      async () => expect(await metric('comanda_payments_taken_total{method="credit_card",currency="IDR"}')).toBe(1),
      { timeoutMs: 20_000 },
    );
    expect(
      (await shop.supervisor.post(`/payments/${paymentId}/refunds`, { reason: 'cold' }, under('till-2:refund'))).status,
    ).toBeLessThan(300);

    await eventually(
      () => {
        const ids = stripe.calls().map(({ headers }) => headers['x-request-id']);
        expect(ids).toEqual(expect.arrayContaining(['till-2:pay', 'till-2:refund']));
      },
      { timeoutMs: 20_000 },
    );
    await eventually(
      () => {
        const mine = lines().filter((line) => line['request_id'] === 'till-2:refund' && line['msg'] === 'job done');
        expect(mine.map(({ kind }) => kind)).toContain('payments.settle-refund');
      },
      { timeoutMs: 20_000 },
    );
  });

  it('and a statement that was slow, by its name and never with its values', async () => {
    const blocked = await place('till-3:place');
    await database.query('BEGIN; SELECT 1; COMMIT');
    const holding = database.query(
      `DO $$ BEGIN PERFORM FROM orders WHERE id = '${blocked.id}' FOR UPDATE; PERFORM pg_sleep(0.7); END $$`,
    );
    await eventually(async () => {
      const [held] = await database.query(
        `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'DO $$%' AND wait_event = 'PgSleep'`,
      );
      expect(held).toBeDefined();
    });
    await shop.supervisor.post(`/orders/${blocked.id}/void`, { reason: 'left' }, under('till-3:void'));
    await holding;

    const line = await eventually(() => {
      const [found] = lines().filter(({ msg, request_id }) => msg === 'slow statement' && request_id === 'till-3:void');
      expect(found).toBeDefined();
      return found!;
    });
    expect(line).toMatchObject({
      level: 'warn',
      statement: expect.stringMatching(/^[a-z.+-]+/),
      ms: expect.any(Number),
    });
    expect(JSON.stringify(line)).not.toContain(blocked.id);
    expect(await metric(`comanda_db_slow_statements_total{statement="${String(line['statement'])}"}`)).toBeGreaterThan(
      0,
    );
  });
});
