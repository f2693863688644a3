import { createHash, createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { SANDBOX_KEYS } from '../../../apps/sandbox/src/start-sandbox.js';
import { eventually } from '../../support/eventually.js';
import { expectStatus } from '../../support/shop.js';
import { PaymentsWorld } from './payments-world.js';

interface LogEntry {
  readonly id: string;
  readonly provider: string;
  readonly event_id: string | null;
  readonly verdict: string;
  readonly status: string;
  readonly result: string | null;
  readonly reason: string | null;
  readonly payment_id: string | null;
  readonly replays: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly body_base64: string;
}

const SECRET = SANDBOX_KEYS.propay.outboundSecret;
const sign = (body: string | Buffer) => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;

describe('webhooks of gateways', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });
  beforeEach(async () => {
    await world.sandbox.control.idle();
    for (const name of ['midtrans', 'propay', 'stripe'] as const) world.sandbox.control.of[name].clearFaults();
  });

  /** A payment that was paid, and the webhook that says so as the gateway sent it. */
  const paidBy = async (gateway: 'midtrans' | 'propay' | 'stripe', lost = true) => {
    const shop = gateway === 'midtrans' ? world.jakarta : world.saoPaulo;
    const method = { midtrans: 'midtrans', propay: 'pix', stripe: 'credit_card' }[gateway];
    const order = await world.order(shop, 8_000);
    const { payment_id: id } = await world.pay(shop.waiter, order.id, method);
    const control = world.sandbox.control.of[gateway];
    const before = control.webhooks().length;
    if (lost) control.inject({ kind: 'webhook-lost' });
    control.act('pay', id);
    await world.sandbox.control.idle();
    const deliveries = control.webhooks().slice(before);
    const delivery = deliveries.at(-1);
    if (!delivery) throw new Error('Nothing was told');
    return { order, id, shop, delivery, deliveries };
  };

  const post = (path: string, body: string | Buffer, headers: Readonly<Record<string, string>>, prefix = '/api/v1') =>
    fetch(`${world.url}${prefix}/webhooks/${path}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers,
    });

  const logs = async (query: string) =>
    expectStatus(200, await world.jakarta.admin.get<{ data: LogEntry[] }>(`/webhook-logs?${query}`)).data;

  const logOf = async (id: string) => expectStatus(200, await world.jakarta.admin.get<LogEntry>(`/webhook-logs/${id}`));

  const pathOf = (url: string) => url.slice(url.indexOf('/webhooks/') + '/webhooks/'.length);

  it.each(['midtrans', 'propay', 'stripe'] as const)(
    'of %s are applied once when one comes a hundred times at once, over both prefixes',
    async (gateway) => {
      const { id, order, shop, delivery } = await paidBy(gateway);
      // ProPay, Midtrans and Stripe sign for so long; the sandbox keeps what it would have sent.
      const headers = { 'content-type': 'application/json', ...delivery.headers };
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          post(pathOf(delivery.url), delivery.body, headers, i % 2 === 0 ? '/api/v1' : '/api'),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      await eventually(async () =>
        expect(await world.orderOf(shop, order.id)).toMatchObject({ payment_status: 'PAID', paid_amount: 8_000 }),
      );
      const applied = await eventually(async () => {
        const entries = await logs(`payment_id=${id}&status=APPLIED`);
        expect(entries).toHaveLength(1);
        return entries[0]?.id ?? '';
      });
      expect(await logOf(applied)).toMatchObject({
        provider: gateway,
        verdict: 'GENUINE',
        body: delivery.body,
        body_base64: Buffer.from(delivery.body).toString('base64'),
      });
    },
  );

  it('lose their words, and nothing else, when the customer who paid leaves', async () => {
    const me = await world.customer();
    const order = await world.order(world.saoPaulo, 8_000, { by: me });
    const { payment_id: id } = await world.pay(me, order.id, 'credit_card');
    world.sandbox.control.of.stripe.act('pay', id);
    const applied = await eventually(async () => {
      const entries = await logs(`payment_id=${id}&status=APPLIED`);
      expect(entries).toHaveLength(1);
      return logOf(entries[0]?.id ?? '');
    });
    expect(applied.body).toContain(id);
    const { id: other } = await paidBy('stripe', false);
    const [untouched] = await eventually(async () => {
      const entries = await logs(`payment_id=${other}`);
      expect(entries).not.toEqual([]);
      return entries;
    });

    expectStatus(204, await me.delete('/users/me'));

    await eventually(async () => {
      const { body, body_base64, ...left } = await logOf(applied.id);
      expect({ ...left, body }).toEqual({ ...applied, body: '[erased]', body_base64: undefined });
      expect(Buffer.from(body_base64, 'base64').toString()).toBe('[erased]');
    });
    expect((await logOf(untouched?.id ?? '')).body).toContain(other);
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ payment_status: 'PAID' });
    expectStatus(202, await world.jakarta.admin.post(`/webhook-logs/${applied.id}/replay`));
    await eventually(async () => expect((await logOf(applied.id)).status).toBe('UNCHANGED'));
  });

  it('of a forger are refused, kept, and change nothing: altered, unsigned, signed by another, re-serialised', async () => {
    const { id, delivery, shop } = await paidBy('propay');
    const path = pathOf(delivery.url);
    const json = JSON.stringify(JSON.parse(delivery.body), null, 1);
    const other = `sha256=${createHmac('sha256', 'another secret').update(delivery.body).digest('hex')}`;
    const good =
      delivery.headers['x-propay-signature'] ?? delivery.headers['X-Propay-Signature'] ?? sign(delivery.body);
    const attempts: [string, string][] = [
      [delivery.body.replace('8000', '1'), good],
      [delivery.body, ''],
      [delivery.body, other],
      [json, good],
      [`\uFEFF${delivery.body}`, good],
    ];
    for (const [body, signature] of attempts) {
      const answer = await post(path, body, { 'x-propay-signature': signature, authorization: 'Bearer canary-4711' });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    }
    expect(await world.payment(shop, id)).toMatchObject({ status: 'PENDING' });
    const refused = await logs('provider=propay&verdict=FORGED&limit=5');
    expect(refused.map(({ status }) => status)).toEqual(Array(5).fill('REFUSED'));
    expect(refused[0]?.headers).toMatchObject({ authorization: '[redacted]' });
    const again = await world.jakarta.admin.post(`/webhook-logs/${refused[0]?.id}/replay`);
    expect(again.status).toBe(409);
  });

  it('of Midtrans are believed only as far as Midtrans says the same when it is asked', async () => {
    const order = await world.order(world.jakarta, 8_000);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'midtrans');
    const fields = { order_id: id, status_code: '200', gross_amount: '8000.00', transaction_status: 'settlement' };
    const signature = createHash('sha512').update(`${id}2008000.00${SANDBOX_KEYS.midtrans.serverKey}`).digest('hex');
    const told = {
      ...fields,
      signature_key: signature,
      transaction_id: '01900000-0000-7000-8000-00000000abcd',
      currency: 'IDR',
      fraud_status: 'accept',
      payment_type: 'qris',
      transaction_time: '2026-11-20 18:12:01',
      merchant_id: SANDBOX_KEYS.midtrans.merchantId,
    };

    const answer = await post('midtrans', JSON.stringify(told), { 'content-type': 'application/json' });

    expect(answer.status).toBe(200);
    await eventually(async () => expect(await logs(`payment_id=${id}`)).toMatchObject([{ status: 'NEEDS_REVIEW' }]));
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'PENDING' });
    expect(await world.orderOf(world.jakarta, order.id)).toMatchObject({ payment_status: 'PENDING' });
  });

  it('that are signed and no JSON are kept and refused', async () => {
    for (const body of ['{"event":', 'hello', '[]', 'null']) {
      const answer = await post('payment', body, { 'x-propay-signature': sign(body), 'content-type': 'text/plain' });
      expect([body, answer.status]).toEqual([body, 400]);
    }
    const [latest] = await logs('verdict=UNREADABLE&limit=1');
    expect(await logOf(latest?.id ?? '')).toMatchObject({ body: 'null', status: 'REFUSED' });
  });

  it('that are too large, or compressed, are refused unread, and leave a trace', async () => {
    const large = `{"x":"${'y'.repeat(1_048_577)}"}`;
    const tooLarge = await post('payment', large, { 'x-propay-signature': sign(large), 'x-request-id': 'too-large' });
    const packed = gzipSync('{}');
    const encoded = await post('payment', packed, { 'x-propay-signature': sign(packed), 'content-encoding': 'gzip' });

    expect([tooLarge.status, encoded.status]).toEqual([413, 415]);
    expect(tooLarge.headers.get('content-type')).toMatch(/problem\+json/);
    const kept = await logs('provider=propay&verdict=UNREADABLE&limit=2');
    expect(kept).toMatchObject([
      { status: 'REFUSED', reason: 'ENCODED' },
      { status: 'REFUSED', reason: 'TOO_LARGE', headers: { 'x-request-id': 'too-large' } },
    ]);
  });

  it('of another type than JSON are kept and refused, however well signed', async () => {
    const { id, shop, delivery } = await paidBy('propay');
    const path = pathOf(delivery.url);
    const signed = { 'x-propay-signature': sign(delivery.body) };
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/json;x=1']) {
      const answer = await post(path, delivery.body, { ...signed, 'content-type': type });
      expect([type, answer.status]).toEqual([type, 400]);
    }
    expect((await post(path, delivery.body, { 'content-type': 'text/plain' })).status).toBe(401);
    const kept = await logs('provider=propay&verdict=UNREADABLE&limit=4');
    expect(kept.map(({ reason }) => reason)).toEqual(Array(4).fill('WRONG_TYPE'));
    expect(await world.payment(shop, id)).toMatchObject({ status: 'PENDING' });

    const type = { 'content-type': 'application/json; charset=utf-8' };
    expect((await post(path, delivery.body, { ...signed, ...type })).status).toBe(200);
    await eventually(async () => expect(await world.payment(shop, id)).toMatchObject({ status: 'PAID' }));
  });

  it('of a type that nobody knows, ten times as large as usual, are stored and ignored', async () => {
    const { delivery } = await paidBy('propay', false);
    const body = JSON.stringify({
      ...(JSON.parse(delivery.body) as object),
      event: 'charge.dreamt',
      type: 'charge.dreamt',
      id: 'evt-dream',
      event_id: 'evt-dream',
      padding: 'z'.repeat(20_000),
    });
    const answer = await post('payment', body, {
      'x-propay-signature': sign(body),
      'content-type': 'application/json',
    });
    expect(answer.status).toBe(200);
  });

  it('bound what a flooder can make us store', async () => {
    const count = async () =>
      (
        await world.database.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM webhook_logs WHERE provider = 'stripe' AND verdict = 'FORGED'`,
        )
      )[0]?.n ?? 0;
    for (let i = 0; i < 30; i++) {
      await Promise.all(
        Array.from({ length: 10 }, () => post('stripe', 'x'.repeat(30_000), { 'stripe-signature': 'v1=no' })),
      );
    }
    expect(await count()).toBeLessThanOrEqual(200);
    const [row] = await world.database.query<{ longest: number }>(
      `SELECT max(length(body)) AS longest FROM webhook_logs WHERE verdict = 'FORGED'`,
    );
    expect(row?.longest).toBe(16_384);
  });

  it('are applied again on an admin’s word, once however often, and by nobody else', async () => {
    const { id, order, shop } = await paidBy('stripe', false);
    await eventually(async () =>
      expect(await world.orderOf(shop, order.id)).toMatchObject({ payment_status: 'PAID', paid_amount: 8_000 }),
    );
    const [entry] = await logs(`payment_id=${id}&status=APPLIED`);
    expect((await world.jakarta.supervisor.post(`/webhook-logs/${entry?.id}/replay`)).status).toBe(403);

    const replayed = await world.jakarta.admin.post<LogEntry>(`/webhook-logs/${entry?.id}/replay`);

    expect(expectStatus(202, replayed)).toMatchObject({ replays: 1 });
    await eventually(async () => expect(await logOf(entry?.id ?? '')).toMatchObject({ status: 'UNCHANGED' }));
    expect(await world.orderOf(shop, order.id)).toMatchObject({ paid_amount: 8_000 });
  });

  it('that cannot be stored are answered 503, so that they are sent again, and then applied', async () => {
    const { id, shop, delivery } = await paidBy('stripe');
    await world.database.query('ALTER TABLE webhook_logs RENAME TO webhook_logs_away');
    const away = await post('stripe', delivery.body, delivery.headers);
    await world.database.query('ALTER TABLE webhook_logs_away RENAME TO webhook_logs');

    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await post('stripe', delivery.body, delivery.headers)).status).toBe(200);
    await eventually(async () => expect(await world.payment(shop, id)).toMatchObject({ status: 'PAID' }));
  });

  it('are forgotten after ninety days, refused ones after seven', async () => {
    await world.database.query(
      `UPDATE webhook_logs SET received_at = now() - CASE WHEN verdict = 'GENUINE' THEN interval '89 days' ELSE interval '8 days' END`,
    );
    const { ForgetWebhooks } = await import('../../../libs/webhooks/core/use-cases/forget-webhooks.js');
    await world.get(ForgetWebhooks).execute();
    const rows = await world.database.query<{ verdict: string }>('SELECT DISTINCT verdict FROM webhook_logs');
    expect(rows).toEqual([{ verdict: 'GENUINE' }]);
    await world.database.query(`UPDATE webhook_logs SET received_at = now() - interval '91 days'`);
    await world.get(ForgetWebhooks).execute();
    expect(await world.database.query('SELECT 1 FROM webhook_logs')).toEqual([]);
  });
});
