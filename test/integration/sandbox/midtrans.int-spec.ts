import { createHash } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';

const MINUTE = 60_000;
const { serverKey } = SANDBOX_KEYS.midtrans;
const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

let sandbox: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});
beforeEach(async () => {
  await sandbox.control.idle();
  sandbox.control.reset();
  midtrans().configure({ webhookUrl: receiver.url });
  receiver.forget();
});

const midtrans = () => sandbox.control.of.midtrans;

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown> & { error_messages?: string[] };
}

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${sandbox.url}/midtrans${path}`, {
    method,
    headers: { authorization: basic(serverKey), 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Told['body'] };
}

/** The example of the fact sheet. */
const snap = (orderId: string, more: object = {}) => ({
  transaction_details: { order_id: orderId, gross_amount: 115_000 },
  item_details: [
    { id: 'SKU-1', price: 50_000, quantity: 2, name: 'Kopi Susu' },
    { id: 'SHIP', price: 20_000, quantity: 1, name: 'Ongkir' },
    { id: 'DISC', price: -5_000, quantity: 1, name: 'Voucher' },
  ],
  customer_details: { first_name: 'Budi', email: 'budi@example.com', phone: '+6281200000000' },
  expiry: { unit: 'minutes', duration: 60 },
  callbacks: { finish: 'https://shop.example/finish' },
  ...more,
});
const create = (orderId: string, more?: object, headers?: Record<string, string>) =>
  ask('POST', '/snap/v1/transactions', snap(orderId, more), headers);
const status = (id: string) => ask('GET', `/v2/${id}/status`);

describe('a Snap session', () => {
  it('is a token and a page, with 201', async () => {
    const { status: code, body } = await create('POS-20261120-0001');

    expect(code).toBe(201);
    expect(Object.keys(body)).toEqual(['token', 'redirect_url']);
    expect(body['token']).toMatch(/^[0-9a-f-]{36}$/);
    expect(body['redirect_url']).toBe(`${sandbox.url}/midtrans/snap/v3/redirection/${String(body['token'])}`);
  });

  it('is refused without the right server key', async () => {
    const answers = await Promise.all([
      create('A-1', {}, { authorization: basic('SB-Mid-server-other') }),
      create('A-1', {}, { authorization: `Bearer ${serverKey}` }),
      create('A-1', {}, { authorization: '' }),
    ]);

    for (const { status: code, body } of answers) {
      expect(code).toBe(401);
      expect(body.error_messages?.[0]).toBe(
        'Access denied due to unauthorized transaction, please check client or server key',
      );
    }
    expect(midtrans().items()).toEqual([]);
  });

  it.each([
    [
      'items that do not add up',
      { transaction_details: { order_id: 'A-1', gross_amount: 115_001 } },
      'transaction_details.gross_amount is not equal to the sum of item_details',
    ],
    ['no order id', { transaction_details: { gross_amount: 115_000 } }, 'transaction_details.order_id is required'],
    [
      'an order id with a space',
      { transaction_details: { order_id: 'A 1', gross_amount: 115_000 } },
      'transaction_details.order_id may have',
    ],
    [
      'an order id of 51 characters',
      { transaction_details: { order_id: 'A'.repeat(51), gross_amount: 115_000 } },
      'transaction_details.order_id may have',
    ],
    [
      'an amount with decimals',
      { transaction_details: { order_id: 'A-1', gross_amount: 115_000.5 } },
      'transaction_details.gross_amount must be an integer',
    ],
    [
      'an amount as text',
      { transaction_details: { order_id: 'A-1', gross_amount: '115000' } },
      'transaction_details.gross_amount must be an integer',
    ],
    [
      'a name that is too long',
      { item_details: [{ price: 115_000, quantity: 1, name: 'x'.repeat(51) }] },
      'item_details[0].name',
    ],
    ['a start that is no time', { expiry: { start_time: 'now', unit: 'hour', duration: 1 } }, 'expiry.start_time'],
    ['an unknown unit of time', { expiry: { unit: 'fortnight', duration: 1 } }, 'expiry.unit'],
  ])('is refused for %s', async (_, more, message) => {
    const { status: code, body } = await create('A-1', more);

    expect(code).toBe(400);
    expect(body.error_messages?.[0]).toContain(message);
  });

  it('takes an order id once and for ever', async () => {
    await create('A-1');
    expect((await create('A-1')).body.error_messages).toEqual(['transaction_details.order_id has already been taken']);

    midtrans().act('pay', 'A-1');
    const { status: code, body } = await create('A-1');

    expect(code).toBe(400);
    expect(body.error_messages?.[0]).toContain('has been paid and utilized');
  });

  it('can be canceled until a method is chosen', async () => {
    const { body } = await create('A-1');
    const path = `/snap/v1/transactions/${String(body['token'])}/cancel`;

    expect((await ask('POST', path)).body).toEqual({ canceled_at: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect((await ask('POST', path)).body.error_messages).toEqual(['token already canceled']);
    expect((await ask('POST', '/snap/v1/transactions/none/cancel')).body.error_messages).toEqual(['token not found']);
  });
});

describe('a transaction', () => {
  it('does not exist until a method is chosen, and says so in the body', async () => {
    await create('A-1');
    expect(await status('A-1')).toMatchObject({ status: 200, body: { status_code: '404' } });

    midtrans().act('choose', 'A-1', { method: 'bca_va' });
    const { body } = await status('A-1');

    expect(body).toMatchObject({ status_code: '201', transaction_status: 'pending', payment_type: 'bank_transfer' });
    expect(body['va_numbers']).toEqual([{ bank: 'bca', va_number: expect.stringMatching(/^\d+$/) }]);
  });

  it('is told with amounts as text with two decimals and times of Jakarta', async () => {
    await create('A-1', { custom_field1: 'table 4' });
    midtrans().act('pay', 'A-1');

    const { body } = await status('A-1');

    expect(body).toMatchObject({
      status_code: '200',
      order_id: 'A-1',
      merchant_id: SANDBOX_KEYS.midtrans.merchantId,
      gross_amount: '115000.00',
      currency: 'IDR',
      payment_type: 'qris',
      transaction_status: 'settlement',
      fraud_status: 'accept',
      custom_field1: 'table 4',
    });
    const settled = new Date(`${String(body['settlement_time']).replace(' ', 'T')}+07:00`);
    expect(Math.abs(settled.getTime() - Date.now())).toBeLessThan(10_000);
    expect((await status(String(body['transaction_id']))).body['order_id']).toBe('A-1');
  });

  it('ends 60 minutes after the method was chosen, as the session asked, with 407 when read', async () => {
    await create('A-1');
    midtrans().act('choose', 'A-1');

    await sandbox.control.clock.advance(61 * MINUTE);
    await midtrans().idle();

    expect((await status('A-1')).body).toMatchObject({ status_code: '407', transaction_status: 'expire' });
    expect(receiver.fields('transaction_status')).toEqual(['pending', 'expire']);
    expect(receiver.received[1]?.body).toMatchObject({ status_code: '202' });
  });

  it('ends when the session said, when it said from when', async () => {
    const start = new Date(Date.now() + 7 * 60 * MINUTE).toISOString().replace('T', ' ').slice(0, 19);
    await create('A-1', { expiry: { start_time: `${start} +0700`, unit: 'minute', duration: 30 } });
    midtrans().act('choose', 'A-1');

    await sandbox.control.clock.advance(29 * MINUTE);
    expect(midtrans().item('A-1').state).toBe('pending');
    await sandbox.control.clock.advance(MINUTE);
    expect(midtrans().item('A-1').state).toBe('expire');
  });

  it('is not announced when only the page ends', async () => {
    await create('A-1', { page_expiry: { unit: 'minute', duration: 10 } });
    await sandbox.control.clock.advance(24 * 60 * MINUTE);

    expect(midtrans().item('A-1').state).toBe('closed');
    expect(midtrans().webhooks()).toEqual([]);
  });

  it('is canceled and expired by the merchant only while that is legal', async () => {
    await Promise.all([create('A-1'), create('A-2'), create('A-3')]);
    for (const id of ['A-1', 'A-2']) midtrans().act('choose', id);
    midtrans().act('pay', 'A-3');

    expect((await ask('POST', '/v2/A-1/cancel')).body).toMatchObject({
      status_code: '200',
      transaction_status: 'cancel',
    });
    expect((await ask('POST', '/v2/A-2/expire')).body).toMatchObject({
      status_code: '407',
      transaction_status: 'expire',
    });
    for (const path of ['/v2/A-1/cancel', '/v2/A-2/expire', '/v2/A-3/cancel', '/v2/A-3/expire']) {
      expect(await ask('POST', path)).toMatchObject({ status: 200, body: { status_code: '412' } });
    }
    expect((await ask('POST', '/v2/nothing/cancel')).body['status_code']).toBe('404');
  });

  it('is captured when it is a card, and settled a day later', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1', { method: 'credit_card' });
    expect((await status('A-1')).body).toMatchObject({ transaction_status: 'capture', masked_card: '48111111-1114' });

    await sandbox.control.clock.advance(24 * 60 * MINUTE);
    await midtrans().idle();

    expect(receiver.fields('transaction_status')).toEqual(['capture', 'settlement']);
  });

  it('is held when the session asks for it, until the merchant captures it, whole or in part', async () => {
    const held = { credit_card: { secure: true, type: 'authorize' } };
    await Promise.all(['A-1', 'A-2'].map((id) => create(id, held)));
    for (const id of ['A-1', 'A-2']) midtrans().act('pay', id, { method: 'credit_card' });
    const { body } = await status('A-1');
    expect(body).toMatchObject({ status_code: '200', transaction_status: 'authorize', fraud_status: 'accept' });
    expect(body['settlement_time']).toBeUndefined();
    expect((await ask('POST', '/v2/A-1/expire')).body['status_code']).toBe('412');
    expect((await ask('POST', '/v2/A-1/refund')).body['status_code']).toBe('412');

    const capture = (id: unknown, amount: unknown) =>
      ask('POST', '/v2/capture', { transaction_id: id, gross_amount: amount });
    const first = body['transaction_id'];
    expect((await capture('nothing', 115_000)).body['status_code']).toBe('404');
    expect((await capture(first, 115_001)).body['status_code']).toBe('400');
    expect((await capture(first, 115_000)).body).toMatchObject({ status_code: '200', transaction_status: 'capture' });
    expect((await capture(first, 115_000)).body['status_code']).toBe('412');
    const part = await capture((await status('A-2')).body['transaction_id'], 100_000);
    expect(part.body).toMatchObject({ transaction_status: 'capture', gross_amount: '100000.00' });

    await sandbox.control.clock.advance(24 * 60 * MINUTE);
    expect((await status('A-1')).body['transaction_status']).toBe('settlement');
  });

  it('that is held is let go by the merchant, or by the bank a week later', async () => {
    await Promise.all(['A-1', 'A-2'].map((id) => create(id)));
    for (const id of ['A-1', 'A-2']) midtrans().act('authorize', id);
    expect(() => midtrans().act('pay', 'A-1')).toThrow('a card is held');

    expect((await ask('POST', '/v2/A-1/cancel')).body).toMatchObject({ transaction_status: 'cancel' });
    await sandbox.control.clock.advance(7 * 24 * 60 * MINUTE);
    expect((await status('A-2')).body['transaction_status']).toBe('expire');
  });

  it('knows two kinds of card payment', async () => {
    expect(await create('A-1', { credit_card: { type: 'borrow' } })).toMatchObject({ status: 400 });
  });

  it('that is challenged waits for the merchant', async () => {
    await create('A-1');
    midtrans().act('challenge', 'A-1');
    expect((await status('A-1')).body).toMatchObject({
      status_code: '201',
      transaction_status: 'capture',
      fraud_status: 'challenge',
    });

    expect((await ask('POST', '/v2/A-1/approve')).body).toMatchObject({ status_code: '200', fraud_status: 'accept' });
    expect((await ask('POST', '/v2/A-1/deny')).body['status_code']).toBe('412');
  });

  it('that is denied leaves the page open for another try', async () => {
    await create('A-1');
    midtrans().act('fail', 'A-1');
    expect((await status('A-1')).body).toMatchObject({ status_code: '202', transaction_status: 'deny' });

    midtrans().act('pay', 'A-1');
    const { body } = await status('A-1');

    expect(body['transaction_status']).toBe('settlement');
    expect(midtrans().item('A-1')['transaction_ids']).toHaveLength(2);
  });
});

describe('a refund', () => {
  const refund = (id: string, key: string, amount?: number) =>
    ask('POST', `/v2/${id}/refund`, { refund_key: key, amount, reason: 'Barang rusak' });

  it('is partial until everything has gone back, and never more', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');

    expect((await refund('A-1', 'rf-1', 50_000)).body).toMatchObject({
      status_code: '200',
      transaction_status: 'partial_refund',
      refund_key: 'rf-1',
      refund_amount: '50000.00',
      refund_chargeback_id: expect.any(Number),
    });
    expect(await refund('A-1', 'rf-2', 65_001)).toMatchObject({ status: 200, body: { status_code: '414' } });
    expect((await refund('A-1', 'rf-3')).body).toMatchObject({
      transaction_status: 'refund',
      refund_amount: '65000.00',
    });
    expect((await refund('A-1', 'rf-4', 1)).body['status_code']).toBe('412');
    expect((await status('A-1')).body).toMatchObject({ refund_amount: '115000.00' });
  });

  it('is made once for its key, and refused when the key comes with another amount', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');
    const first = await refund('A-1', 'rf-1', 50_000);

    expect((await refund('A-1', 'rf-1', 50_000)).body['refund_chargeback_id']).toBe(first.body['refund_chargeback_id']);
    expect((await refund('A-1', 'rf-1', 40_000)).body['status_code']).toBe('406');
    expect((await status('A-1')).body['refund_amount']).toBe('50000.00');
  });

  it('of fifty at once goes no further than what was paid', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');

    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => refund('A-1', `rf-${at}`, 10_000)));

    expect(answers.filter(({ body }) => body['status_code'] === '200')).toHaveLength(11);
    expect((await status('A-1')).body['refund_amount']).toBe('110000.00');
  });

  it('is impossible for a virtual account, and for a part of OVO', async () => {
    await Promise.all([create('A-1'), create('A-2')]);
    midtrans().act('pay', 'A-1', { method: 'bca_va' });
    midtrans().act('pay', 'A-2', { method: 'ovo' });

    expect((await refund('A-1', 'rf-1', 50_000)).body['status_code']).toBe('412');
    expect((await refund('A-2', 'rf-2', 50_000)).body['status_code']).toBe('414');
    expect((await refund('A-2', 'rf-3', 115_000)).body['status_code']).toBe('200');
  });

  it('that the bank denies leaves the transaction settled', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');
    midtrans().inject({ kind: 'refund-fails', times: 1 });

    expect((await refund('A-1', 'rf-1', 50_000)).body).toMatchObject({
      status_code: '202',
      transaction_status: 'settlement',
    });
  });

  it('is announced at once, and again when the bank has confirmed it', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');
    await refund('A-1', 'rf-1', 50_000);
    await sandbox.control.clock.advance(60 * MINUTE);
    await midtrans().idle();

    expect(receiver.fields('transaction_status')).toEqual([
      'pending',
      'settlement',
      'partial_refund',
      'partial_refund',
    ]);
    const [before, after] = receiver.received.slice(2).map(({ body }) => body as unknown as { refunds: object[] });
    expect(before?.refunds[0]).not.toHaveProperty('bank_confirmed_at');
    expect(after?.refunds[0]).toMatchObject({ refund_key: 'rf-1', bank_confirmed_at: expect.any(String) });
  });

  it('with an Idempotency-Key gives its answer again for five minutes, whatever is asked', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');
    const keyed = (key: string, amount: number) =>
      ask('POST', '/v2/A-1/refund', { refund_key: key, amount }, { 'idempotency-key': 'same' });
    await keyed('rf-1', 10_000);

    expect((await keyed('rf-2', 20_000)).body['refund_key']).toBe('rf-1');
    await sandbox.control.clock.advance(5 * MINUTE);
    expect((await keyed('rf-2', 20_000)).body['refund_key']).toBe('rf-2');
  });
});

describe('a notification', () => {
  it('is signed over order, code and amount as they stand in it', async () => {
    await create('A-1');
    midtrans().act('pay', 'A-1');
    await midtrans().idle();

    expect(receiver.received).toHaveLength(2);
    for (const { headers, raw } of receiver.received) {
      const body = JSON.parse(raw.toString()) as Record<string, string>;
      const signed = `${body['order_id']}${body['status_code']}${body['gross_amount']}${serverKey}`;
      expect(body['signature_key']).toBe(createHash('sha512').update(signed).digest('hex'));
      expect(headers['user-agent']).toBe('Veritrans');
      expect(headers.authorization).toBeUndefined();
    }
  });

  it('has the signature that the fact sheet works out', async () => {
    midtrans().configure({ serverKey: 'SB-Mid-server-TESTKEY' });
    const body = { transaction_details: { order_id: 'ORDER-0001', gross_amount: 10_000 } };
    await ask('POST', '/snap/v1/transactions', body, { authorization: basic('SB-Mid-server-TESTKEY') });
    midtrans().act('pay', 'ORDER-0001');
    await midtrans().idle();
    midtrans().configure({ serverKey });

    expect(receiver.received[1]?.body['signature_key']).toBe(
      '393196638fb353544853fc39703abf9ad55ac2e912ec15d0c2ff414c92aa745e8a877207d132ef373c974e7d4a62ec8ae48b39abc40ab2b66b7f67fa9e4bce82',
    );
  });

  it('goes to the addresses that the session added, or to those alone that replace it', async () => {
    await create('A-1', {}, { 'x-append-notification': `${receiver.url}/more` });
    await create('A-2', {}, { 'x-override-notification': `${receiver.url}/instead` });
    for (const id of ['A-1', 'A-2']) midtrans().act('pay', id, { method: 'credit_card' });
    await midtrans().idle();

    expect(receiver.received.map(({ path }) => path).sort()).toEqual([
      '/webhooks',
      '/webhooks/instead',
      '/webhooks/more',
    ]);
  });

  it.each([
    [200, 1],
    [302, 1],
    [500, 2],
    [404, 3],
    [400, 3],
    [503, 5],
    [401, 6],
  ])('that is answered %d is sent %d times in all', async (code, times) => {
    receiver.answers = Array<number>(10).fill(code);
    await create('A-1');
    midtrans().act('pay', 'A-1', { method: 'credit_card' });
    await midtrans().idle();

    await sandbox.control.clock.advance(12 * 60 * MINUTE);

    expect(receiver.received).toHaveLength(times);
    expect(midtrans().webhooks()[0]?.state).toBe(code === 200 ? 'delivered' : 'failed');
  });

  it('is sent again after 2, 10, 30, 90 and 210 minutes and a little', async () => {
    receiver.answers = [401, 401, 401, 401, 401];
    await create('A-1');
    midtrans().act('pay', 'A-1', { method: 'credit_card' });
    await midtrans().idle();
    await sandbox.control.clock.advance(8 * 60 * MINUTE);

    const times =
      midtrans()
        .webhooks()[0]
        ?.attempts.map(({ at }) => Date.parse(at)) ?? [];
    const gaps = times.slice(1).map((time, at) => (time - (times[at] ?? 0)) / MINUTE);

    [2, 10, 30, 90, 210].forEach((minutes, at) => {
      expect(gaps[at]).toBeGreaterThanOrEqual(minutes);
      expect(gaps[at]).toBeLessThan(minutes * 1.1 + 0.1);
    });
    expect(midtrans().webhooks()[0]?.state).toBe('delivered');
  });

  it('follows a 307', async () => {
    receiver.answers = [307];
    await create('A-1');
    midtrans().act('pay', 'A-1', { method: 'credit_card' });
    await midtrans().idle();

    expect(receiver.received.map(({ path }) => path)).toEqual(['/webhooks', '/moved']);
    expect(midtrans().webhooks()[0]?.state).toBe('delivered');
  });
});

describe('the Snap page', () => {
  const click = (token: unknown, form: Record<string, string>) =>
    fetch(`${sandbox.url}/midtrans/pay/${String(token)}`, { method: 'POST', body: new URLSearchParams(form) });

  it('lets a person pay, and leads back to the shop', async () => {
    const { body } = await create('A-1');
    const page = await (await fetch(String(body['redirect_url']))).text();
    expect(page).toContain('Pay with QRIS');
    expect(page).not.toContain('<script');

    const paid = await (await click(body['token'], { action: 'pay', method: 'other_qris' })).text();

    expect(midtrans().item('A-1').state).toBe('settlement');
    expect(paid).toContain(
      'https://shop.example/finish?order_id=A-1&amp;status_code=200&amp;transaction_status=settlement',
    );
  });

  it('offers only the methods that the session allows', async () => {
    const { body } = await create('A-1', { enabled_payments: ['gopay', 'bca_va'] });
    const page = await (await fetch(String(body['redirect_url']))).text();

    expect(page.match(/Pay with [^<]+/g)).toEqual(['Pay with GoPay', 'Pay with BCA virtual account']);
  });

  it('says what is not possible', async () => {
    const { body } = await create('A-1');
    const response = await click(body['token'], { action: 'refund' });

    expect(response.status).toBe(409);
    expect(await response.text()).toContain('role="alert"');
  });
});
