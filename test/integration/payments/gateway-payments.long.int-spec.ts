import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { client } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { expectStatus } from '../../support/shop.js';
import { qrTextOf, readBrCode } from '../sandbox/pix-codes.js';
import { type OrderAnswer, type PayAnswer, type PaymentAnswer, PaymentsWorld } from './payments-world.js';

const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;

describe('paying through a gateway', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });
  beforeEach(async () => {
    await world.sandbox.control.idle();
    for (const name of ['midtrans', 'propay', 'stripe', 'openpix'] as const)
      world.sandbox.control.of[name].clearFaults();
  });

  const isPaid = (id: string, shop = world.jakarta) =>
    eventually(async () => expect(await world.orderOf(shop, id)).toMatchObject({ payment_status: 'PAID' }));

  it('shows a Snap page, once however many ask at once, and is paid by its webhook', async () => {
    world.sandbox.control.of.midtrans.forgetCalls();
    const order = await world.order(world.jakarta, 150_000);

    const asked = await Promise.all(
      Array.from({ length: 20 }, () => world.pay(world.jakarta.waiter, order.id, 'midtrans')),
    );
    const [first] = asked;

    expect(first).toMatchObject({ status: 'PENDING', amount: 150_000, snap_token: expect.any(String) });
    expect(new Set(asked.map(({ payment_id, snap_token }) => `${payment_id} ${snap_token}`)).size).toBe(1);
    expect(world.sandbox.control.of.midtrans.calls('create')).toHaveLength(1);
    world.sandbox.control.of.midtrans.act('pay', first?.payment_id ?? '');
    await isPaid(order.id);
    expect(await world.payment(world.jakarta, first?.payment_id ?? '')).toMatchObject({ status: 'PAID' });
    const again = await world.jakarta.waiter.post(`/orders/${order.id}/pay`, { method: 'midtrans' });
    expect([again.status, codeOf(again)]).toEqual([409, 'ORDER_ALREADY_PAID']);
  });

  it('has the older name, with Midtrans as its default', async () => {
    const order = await world.order(world.jakarta, 20_000);

    const created = expectStatus(201, await world.jakarta.waiter.post<PayAnswer>(`/payments/${order.id}/create`));

    expect(created).toMatchObject({
      payment_id: expect.any(String),
      order_id: order.id,
      status: 'PENDING',
      snap_token: expect.any(String),
      redirect_url: expect.stringContaining('http'),
      expires_at: expect.stringMatching(/Z$/),
    });
  });

  it('shows a PIX code as a picture and to paste, and is paid by it', async () => {
    const order = await world.order(world.saoPaulo, 1_850);

    const pix = await world.pay(world.saoPaulo.waiter, order.id, 'pix');

    expect(pix).toMatchObject({
      qr_code: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/),
      qr_code_url: expect.stringContaining('http'),
      copy_paste: expect.stringMatching(/^000201.*6304[0-9A-F]{4}$/),
      txid: expect.any(String),
      expires_at: expect.stringMatching(/Z$/),
    });
    const code = pix.copy_paste ?? '';
    expect(qrTextOf(Buffer.from(pix.qr_code?.split(',')[1] ?? '', 'base64'))).toBe(code);
    expect(readBrCode(code)).toMatchObject({ '53': '986', '54': '18.50', '58': 'BR' });
    world.sandbox.control.of.propay.act('pay', pix.payment_id);
    await isPaid(order.id, world.saoPaulo);
  });

  it('gives a card its client secret, the same on every repeat, and keeps it nowhere', async () => {
    const order = await world.order(world.saoPaulo, 2_590);
    const key = { 'Idempotency-Key': `card-${order.id}` };
    const pay = () => world.saoPaulo.waiter.post<PayAnswer>(`/orders/${order.id}/pay`, { method: 'credit_card' }, key);

    const [one, two] = [await pay(), await pay()];

    expect(expectStatus(201, one).client_secret).toMatch(/^pi_.*_secret_/);
    expect(expectStatus(201, two)).toEqual(one.body);
    expect(two.headers.get('idempotent-replayed')).toBe('true');
    const secret = one.body.client_secret ?? '';
    for (const table of ['payments', 'idempotency_keys', 'jobs', 'events', 'webhook_logs']) {
      const [row] = await world.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} t WHERE t::text LIKE $1`,
        [`%${secret}%`],
      );
      expect([table, row?.n]).toEqual([table, 0]);
    }
    world.sandbox.control.of.stripe.act('pay', one.body.payment_id);
    await isPaid(order.id, world.saoPaulo);
  });

  it('refuses methods that nobody knows, that the outlet does not offer, and that no gateway takes in its currency', async () => {
    const order = await world.order(world.jakarta, 20_000);
    const answers = await Promise.all(
      [{ method: 'barter' }, { method: 'pix' }, { method: 'midtrans', amount: 20_001 }].map((body) =>
        world.jakarta.waiter.post(`/orders/${order.id}/pay`, body),
      ),
    );
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [400, 'VALIDATION_FAILED'],
      [422, 'PAYMENT_METHOD_UNAVAILABLE'],
      [422, 'AMOUNT_OVER_DUE'],
    ]);
  });

  it('lets several share a bill, each with a method of their own, never above its sum', async () => {
    const order = await world.order(world.jakarta, 150_000);
    const { waiter, cashier, outletId } = world.jakarta;
    expectStatus(201, await cashier.post('/shifts/open', { outlet_id: outletId, start_cash: 100_000 }));

    const snap = await world.pay(waiter, order.id, 'midtrans', 50_000);
    expectStatus(201, await cashier.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 50_000 }));
    const rest = await world.pay(cashier, order.id, 'credit_card');

    expect([snap.amount, rest.amount]).toEqual([50_000, 50_000]);
    world.sandbox.control.of.midtrans.act('pay', snap.payment_id);
    world.sandbox.control.of.stripe.act('pay', rest.payment_id);
    await isPaid(order.id);
    const report = await cashier.get<{ sales: object[] }>(
      `/shifts/${(await cashier.get<{ id: string }>('/shifts/current')).body.id}/report`,
    );
    expect(report.body.sales).toMatchObject([
      { method: 'cash', count: 1 },
      { method: 'credit_card', count: 1 },
    ]);
  });

  it('gives up an intent for a change of mind, and gives back what is paid through it all the same', async () => {
    const order = await world.order(world.saoPaulo, 5_000);
    world.sandbox.control.of.propay.inject({ kind: 'error', operation: 'cancel' });
    const pix = await world.pay(world.saoPaulo.waiter, order.id, 'pix');

    const card = await world.pay(world.saoPaulo.waiter, order.id, 'credit_card');
    world.sandbox.control.of.stripe.act('pay', card.payment_id);
    await isPaid(order.id, world.saoPaulo);
    world.sandbox.control.of.propay.act('pay', pix.payment_id);

    await eventually(async () =>
      expect(await world.payment(world.saoPaulo, pix.payment_id)).toMatchObject({
        status: 'REFUNDED',
        refunded_amount: 5_000,
      }),
    );
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ paid_amount: 5_000, refunded_amount: 0 });
  });

  it('answers 503 at once when the gateway is away, and opens a new attempt when it is back', async () => {
    const order = await world.order(world.jakarta, 30_000);
    world.sandbox.control.of.midtrans.inject({ kind: 'error', status: 503, times: 1, operation: 'create' });

    const away = await world.jakarta.waiter.post(`/orders/${order.id}/pay`, { method: 'midtrans' });

    expect([away.status, codeOf(away)]).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({ payment_status: 'PENDING' });
    expect(await world.pay(world.jakarta.waiter, order.id, 'midtrans')).toMatchObject({ status: 'PENDING' });
  });

  it('is found again when the answer was lost: one charge at the gateway, and nobody is charged twice', async () => {
    const order = await world.order(world.saoPaulo, 9_900);
    world.sandbox.control.of.stripe.inject({ kind: 'reset-after', times: 1, operation: 'create' });

    const lost = await world.saoPaulo.waiter.post<{ payment_id: string }>(`/orders/${order.id}/pay`, {
      method: 'credit_card',
    });
    expect(lost.status).toBe(503);
    const { payment_id: id } = lost.body;
    // UNKNOWN until the gateway is asked, here or by the sweeper, who may be first.
    expect(['UNKNOWN', 'PENDING']).toContain((await world.payment(world.saoPaulo, id)).status);
    await world.runDue('payments.ask-gateway');

    // Whether it is asked here or the sweeper was first.
    await eventually(async () =>
      expect(await world.payment(world.saoPaulo, id)).toMatchObject({
        status: 'PENDING',
        reference: expect.stringMatching(/^pi_/),
      }),
    );
    expect((await world.pay(world.saoPaulo.waiter, order.id, 'credit_card')).payment_id).toBe(id);
    const charges = world.sandbox.control.of.stripe.items().filter(({ reference }) => reference === id);
    expect(charges).toHaveLength(1);
  });

  it('refunds parts and the rest through the gateway, and the bill hears of each', async () => {
    const order = await world.order(world.jakarta, 80_000);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'midtrans');
    world.sandbox.control.of.midtrans.act('pay', id);
    await isPaid(order.id);

    const part = await world.jakarta.supervisor.post<{ status: string }>(`/payments/${id}/refunds`, {
      amount: 30_000,
      reason: 'cold soup',
    });
    expect(expectStatus(201, part)).toMatchObject({ status: 'PENDING', amount: 30_000 });
    await eventually(async () =>
      expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({
        payment_status: 'PARTIALLY_REFUNDED',
        refunded_amount: 30_000,
      }),
    );
    expectStatus(201, await world.jakarta.supervisor.post(`/payments/${id}/refunds`, { reason: 'all of it' }));
    await eventually(async () =>
      expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'REFUNDED', refund_pending: 0 }),
    );
    expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({ payment_status: 'REFUNDED' });
    const more = await world.jakarta.supervisor.post(`/payments/${id}/refunds`, { amount: 1, reason: 'more' });
    expect([more.status, codeOf(more)]).toEqual([422, 'REFUND_TOO_LARGE']);
  });

  it('refunds an item that the gateway failed to refund when it is asked for again, and no third time', async () => {
    const order = await world.order(world.saoPaulo, 12_345);
    const { payment_id: id } = await world.pay(world.saoPaulo.waiter, order.id, 'credit_card');
    world.sandbox.control.of.stripe.act('pay', id);
    await isPaid(order.id, world.saoPaulo);
    const sold = await world.saoPaulo.admin.get<{ items: { id: string }[] }>(`/orders/${order.id}`);
    const items = [{ item_id: sold.body.items[0]?.id, quantity: 1 }];
    const refund = () => world.saoPaulo.supervisor.post(`/payments/${id}/refunds`, { items, reason: 'broken' });
    const refunds = (...statuses: string[]) =>
      eventually(async () => {
        const { refunds: all } = await world.payment(world.saoPaulo, id);
        expect(all.map(({ status }) => status)).toEqual(statuses);
        return all;
      });
    world.sandbox.control.of.stripe.inject({ kind: 'refund-fails', times: 1 });

    expectStatus(201, await refund());
    await refunds('FAILED');
    expectStatus(201, await refund());
    const all = await refunds('FAILED', 'DONE');

    expect(all).toMatchObject([{ items }, { items, amount: order.total_amount }]);
    const third = await refund();
    expect([third.status, codeOf(third)]).toEqual([422, 'REFUND_TOO_MANY']);
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ payment_status: 'REFUNDED' });
  });

  it('never refunds more than was captured, with fifty at once', async () => {
    const order = await world.order(world.saoPaulo, 10_000);
    const { payment_id: id } = await world.pay(world.saoPaulo.waiter, order.id, 'credit_card');
    world.sandbox.control.of.stripe.act('pay', id);
    await isPaid(order.id, world.saoPaulo);

    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        world.saoPaulo.supervisor.post(`/payments/${id}/refunds`, { amount: 900, reason: 'race' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(11);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(39);
    await eventually(async () =>
      expect(await world.payment(world.saoPaulo, id)).toMatchObject({ refunded_amount: 9_900, refund_pending: 0 }),
    );
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ refunded_amount: 9_900 });
  });

  it('gives back everything that was paid for a void order: cash out of the drawer, the rest through its gateway', async () => {
    const { waiter, supervisor, outletId } = world.jakarta;
    const order = await world.order(world.jakarta, 100_000);
    expectStatus(201, await supervisor.post('/shifts/open', { outlet_id: outletId, start_cash: 500_000 }));
    expectStatus(201, await supervisor.post(`/orders/${order.id}/pay`, { method: 'cash', amount: 40_000 }));
    const { payment_id: id } = await world.pay(waiter, order.id, 'midtrans');
    world.sandbox.control.of.midtrans.act('pay', id);
    await isPaid(order.id);

    expectStatus(200, await supervisor.post(`/orders/${order.id}/void`, { reason: 'kitchen fire' }));

    await eventually(async () =>
      expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({
        status: 'VOIDED',
        payment_status: 'REFUNDED',
        refunded_amount: 100_000,
      }),
    );
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'REFUNDED' });
  });

  it('lets a customer pay and cancel their own order, and nobody else', async () => {
    const [ana, bruno] = [await world.customer(), await world.customer()];
    const order = await world.order(world.saoPaulo, 7_000, { by: ana });

    const foreign = await bruno.post(`/orders/${order.id}/pay`, { method: 'pix' });
    expect([foreign.status, codeOf(foreign)]).toEqual([404, 'ORDER_NOT_FOUND']);
    const { payment_id: id } = await world.pay(ana, order.id, 'pix');
    world.sandbox.control.of.propay.act('pay', id);
    await isPaid(order.id, world.saoPaulo);
    expectStatus(200, await ana.patch<OrderAnswer>(`/orders/${order.id}/cancel`, {}));
    await eventually(async () =>
      expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ payment_status: 'REFUNDED' }),
    );
    expect((await client({ url: world.url }).get(`/payments/${id}`)).status).toBe(401);
    expect((await ana.get(`/payments/${id}`)).status).toBe(403);
  });

  it('shows a failed attempt on its bill, which may be paid again', async () => {
    const order = await world.order(world.jakarta, 12_000);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'midtrans');
    world.sandbox.control.of.midtrans.act('failure', id);
    await eventually(async () =>
      expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({ payment_status: 'FAILED' }),
    );
    const next = await world.pay(world.jakarta.waiter, order.id, 'midtrans');
    expect(next.payment_id).not.toBe(id);
    expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({ payment_status: 'PENDING' });
  });

  it('asks the gateway for the truth when told to, and leaves cash as it is', async () => {
    const order = await world.order(world.jakarta, 17_000);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'midtrans');
    world.sandbox.control.of.midtrans.inject({ kind: 'webhook-lost' });
    world.sandbox.control.of.midtrans.act('pay', id);
    await world.sandbox.control.idle();
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'PENDING' });

    const synced = expectStatus(200, await world.jakarta.waiter.post<PaymentAnswer>(`/payments/${id}/sync`));

    expect(synced).toMatchObject({ status: 'PAID', needs_review: null });
    expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({ payment_status: 'PAID' });
  });
});
