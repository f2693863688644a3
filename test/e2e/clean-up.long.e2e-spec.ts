import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

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
  startWorker,
  type TestDatabase,
} from '../support/index.js';

const ORDERS = 12;
const WORKERS = 4;

/** What nobody needs any more, and what is younger than that. */
const LEFTOVERS = ['password_reset_tokens', 'carts', 'idempotency_keys', 'webhook_logs'] as const;

describe('cleaning up, with several workers at once', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let product: { id: string };

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    product = await shop.product('Kopi', 20_000, { stock: 100 });
  }, 60_000);

  const count = async (table: string): Promise<number> =>
    Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

  /** One of each kind, made as clients and gateways make them. */
  async function leaveTraces(): Promise<void> {
    const { id, token } = await createAccount(database, 'CUSTOMER');
    const customer = client(api, token);
    const email = `${id}@example.com`;
    expectStatus(200, await customer.patch('/users/me', { email }));
    expectStatus(202, await client(api).post('/auth/forgot-password', { email }));
    expectStatus(201, await customer.post('/cart/items', { product_id: product.id, quantity: 1 }));
    const basket = { outlet_id: shop.outletId, items: [{ product_id: product.id, quantity: 1 }] };
    expectStatus(201, await shop.cashier.post('/orders', basket, { 'Idempotency-Key': newId() }));
    await client(api).post('/webhooks/stripe', { id: newId() });
  }

  it('forgets what is over, keeps what is not, and ends each unpaid order once, its stock given back once', async () => {
    for (let i = 0; i < 3; i++) await leaveTraces();
    const orders: string[] = [];
    for (let i = 0; i < ORDERS; i++) {
      const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
      const items = [{ product_id: product.id, quantity: 2 }];
      const placed = await customer.post<{ id: string }>('/orders', { outlet_id: shop.outletId, items });
      orders.push(expectStatus(201, placed).id);
    }
    await api.stop();
    const kept = await database.query<{ id: string }>('SELECT id FROM carts ORDER BY id LIMIT 1');
    // A mail that waits for a mailer makes a new link at each try: those here are sent.
    await database.query(`
      DELETE FROM jobs WHERE kind = 'identity.send-password-reset';
      UPDATE password_reset_tokens SET expires_at = now() - interval '2 days';
      UPDATE carts SET expires_at = now() - interval '1 minute' WHERE id <> '${kept[0]?.id ?? ''}';
      UPDATE idempotency_keys SET created_at = now() - interval '25 hours';
      UPDATE webhook_logs SET received_at = now() - interval '100 days';
      UPDATE jobs SET run_at = now() WHERE kind = 'ordering.expire-order' AND status = 'PENDING';
      DELETE FROM jobs WHERE kind IN ('identity.expire-logins', 'cart.expire-carts', 'platform.expire-records', 'webhooks.forget')`);
    for (const table of LEFTOVERS) expect([table, await count(table)]).toEqual([table, 3]);

    const workers = await Promise.all(Array.from({ length: WORKERS }, () => startWorker({ database })));

    await eventually(
      async () => {
        const left = await Promise.all(LEFTOVERS.map(count));
        expect(left).toEqual([0, 1, 0, 0]);
        const unpaid = `SELECT 1 FROM orders WHERE id = ANY ($1) AND status <> 'VOIDED'`;
        expect(await database.query(unpaid, [orders])).toEqual([]);
      },
      { timeoutMs: 20_000 },
    );
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(await database.query('SELECT id FROM carts')).toEqual(kept);
    const returned = await database.query(
      `SELECT reference_id AS id, sum(quantity)::int AS pieces, count(*)::int AS times FROM stock_movements
       WHERE type = 'RETURN' GROUP BY reference_id ORDER BY reference_id`,
    );
    expect(returned).toEqual([...orders].sort().map((id) => ({ id, pieces: 2, times: 1 })));
    const told = await database.query(
      `SELECT payload->>'id' AS id FROM events WHERE type = 'ORDER_VOIDED' OR (type = 'ORDER_STATUS_CHANGED' AND payload->>'status' = 'VOIDED')
       ORDER BY 1`,
    );
    expect(told).toEqual([...orders].sort().map((id) => ({ id })));
    const failed = await database.query(`SELECT kind FROM jobs WHERE status = 'DEAD' OR last_error IS NOT NULL`);
    expect(failed).toEqual([]);
  }, 60_000);
});
