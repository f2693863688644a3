import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { trackingCode } from '../../apps/sandbox/src/shipping/tracking-code.js';
import { type Sandbox, startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import { onCleanup } from '../support/cleanup.js';
import {
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
}
interface Tracked {
  readonly tracking_number: string;
  readonly state: string;
  readonly timeline: readonly { readonly state: string }[];
}
interface Sent {
  readonly id: string;
  readonly number: string;
  readonly email: string;
  readonly tracking: string;
}

const PATIENT = { timeoutMs: 20_000 };

describe('a parcel whose process was killed', () => {
  let sandbox: Sandbox;
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let coffee: string;

  beforeAll(async () => {
    [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
    onCleanup(() => sandbox.stop());
    api = await start();
    shop = await createShop(database, api, { currency: 'BRL', tax_rate: 0, cash_rounding: 1 });
    coffee = (await shop.product('Café', 1_850)).id;
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
  }, 200_000);
  afterEach(() => {
    for (const provider of [carrier(), mailer()]) provider.clearFaults();
  });

  const carrier = () => sandbox.control.of.melhorenvio;
  const mailer = () => sandbox.control.of.resend;
  const start = () => {
    const { RESEND_API_KEY, RESEND_BASE_URL, MAILER_FROM_EMAIL, ...others } = sandbox.env();
    const shipping = Object.entries(others).filter(([name]) => name.startsWith('SHIPPING_'));
    const mails = { RESEND_API_KEY, RESEND_BASE_URL, MAILER_FROM_EMAIL, CIRCUIT_BREAKER_THRESHOLD: '900' };
    return startApi({ database, env: { ...Object.fromEntries(shipping), ...mails } });
  };
  /** A new process, which need not wait for the dead one's leases to end. */
  async function comeBack(): Promise<void> {
    await api.kill();
    for (const provider of [carrier(), mailer()]) provider.clearFaults();
    await database.query('UPDATE jobs SET locked_until = NULL, run_at = now() WHERE locked_until IS NOT NULL');
    await database.query(`UPDATE jobs SET run_at = now() WHERE kind LIKE 'notifications.%' AND status = 'PENDING'`);
    await database.query('UPDATE notifications SET held_until = NULL');
    await database.query('UPDATE shipments SET next_check_at = now() WHERE next_check_at IS NOT NULL');
    api = await start();
    const { admin, cashier } = shop.accounts;
    shop = { ...shop, admin: client(api, admin.token), cashier: client(api, cashier.token) };
  }

  let labels = 0;
  /** Somebody's order, paid, and a label for it that its shop bought and printed. */
  async function aPaidOrder(): Promise<Sent> {
    const { id: userId, token } = await createAccount(database, 'CUSTOMER');
    const [me, email] = [client(api, token), `ana-${userId.slice(-12)}@mail.example`];
    const profile = { name: 'Ana', email, cpf: '52998224725', locale: 'pt-BR' };
    expectStatus(200, await me.put('/users/me', profile));
    const body = { outlet_id: shop.outletId, type: 'ONLINE', items: [{ product_id: coffee, quantity: 1 }] };
    const { id, number } = expectStatus(201, await me.post<Sent>('/orders', body));
    expectStatus(201, await shop.cashier.post(`/orders/${id}/pay`, { method: 'cash' }));
    const tracking = trackingCode('AA', 20_000_000 + ++labels);
    carrier().act('buy', tracking);
    return { id, number, email, tracking };
  }
  const send = ({ id, tracking }: Sent, by: Client = shop.admin) =>
    by.patch<Tracked>(`/orders/${id}/tracking`, { tracking_number: tracking });
  const mailsAbout = ({ email }: Sent): string[] =>
    (mailer().items() as unknown as Mail[])
      .filter(({ to, subject }) => to.includes(email) && subject.includes('caminho'))
      .map(({ subject }) => subject);
  const isNothingOwed = async () =>
    expect(
      await database.query(
        `SELECT kind, key FROM jobs WHERE kind LIKE 'notifications.tell%' AND status IN ('PENDING', 'DEAD')`,
      ),
    ).toEqual([]);
  /** One parcel under one number, said once to whoever listens, written once in its order's history, mailed once. */
  async function expectSentOnce(order: Sent): Promise<void> {
    await eventually(async () => {
      await isNothingOwed();
      expect(mailsAbout(order)).toEqual([expect.stringContaining(order.number)]);
    }, PATIENT);
    const [told] = await database.query(
      `SELECT (SELECT array_agg(tracking_number) FROM shipments WHERE order_id = $1) AS numbers,
              (SELECT count(*)::int FROM events WHERE type = 'ORDER_UPDATED' AND payload->>'order_id' = $1::text
                 AND payload->>'change' = 'SHIPPED') AS events,
              (SELECT count(*)::int FROM order_changes WHERE order_id = $1 AND action = 'SHIPPED') AS history,
              (SELECT count(*)::int FROM notifications WHERE cause LIKE '%' || $1::text || '%' AND kind = 'ORDER_SHIPPED') AS mails`,
      [order.id],
    );
    expect(told).toEqual({ numbers: [order.tracking], events: 1, history: 1, mails: 1 });
  }

  it('while it was being sent is one parcel, told once, however often its shop says it again', async () => {
    const orders: Sent[] = [];
    for (let i = 0; i < 6; i++) orders.push(await aPaidOrder());
    const known = `SELECT 1 FROM shipments WHERE tracking_number = ANY($1)`;
    const numbers = orders.map(({ tracking }) => tracking);

    const sending = orders.map((order) => send(order).catch(() => undefined));
    await eventually(async () => expect((await database.query(known, [numbers])).length).toBeGreaterThan(0), PATIENT);
    await comeBack();
    await Promise.all(sending);

    for (const order of orders) for (let i = 0; i < 2; i++) expectStatus(200, await send(order));
    for (const order of orders) await expectSentOnce(order);
  }, 200_000);

  it('before anybody was told tells its customer once after the restart', async () => {
    const order = await aPaidOrder();
    mailer().inject({ kind: 'reset' });
    expectStatus(200, await send(order));

    await comeBack();

    await expectSentOnce(order);
  }, 200_000);

  it('when its customer had been told and nobody had noted it, tells them no second time', async () => {
    const order = await aPaidOrder();
    await eventually(isNothingOwed, PATIENT);
    mailer().inject({ kind: 'delay', operation: 'send', ms: 8_000, times: 1 });
    expectStatus(200, await send(order));
    await eventually(() => expect(mailsAbout(order)).toHaveLength(1), PATIENT);

    await comeBack();

    await expectSentOnce(order);
  }, 200_000);

  it('when the carrier had said where it is and nobody had noted it, goes its way once', async () => {
    const order = await aPaidOrder();
    expectStatus(200, await send(order));
    await expectSentOnce(order);
    carrier().act('post', order.tracking);
    carrier().act('deliver', order.tracking);
    carrier().forgetCalls();
    carrier().inject({ kind: 'delay', operation: 'tracking', ms: 8_000, times: 1 });
    await askTheCarrier(order);
    await eventually(() => expect(carrier().count('tracking')).toBe(1), PATIENT);

    await comeBack();
    await askTheCarrier(order);

    const where = await eventually(async () => {
      const seen = await client(api).get<Tracked>(`/orders/tracking/${order.tracking}`);
      expect(seen.body.state).toBe('DELIVERED');
      return seen.body;
    }, PATIENT);
    expect(where.timeline.map(({ state }) => state)).toEqual(['POSTED', 'DELIVERED']);
    expect(
      carrier()
        .items()
        .filter(({ tracking }) => tracking === order.tracking),
    ).toHaveLength(1);
    await expectSentOnce(order);
  }, 200_000);

  async function askTheCarrier({ id }: Sent): Promise<void> {
    await database.query('UPDATE shipments SET next_check_at = now() WHERE order_id = $1', [id]);
    await database.query(
      `INSERT INTO jobs (id, kind, key, payload, max_attempts, run_at) VALUES ($1, 'shipping.follow-parcels', $2, '{}', 3, now())`,
      [newId(), newId()],
    );
  }
});
