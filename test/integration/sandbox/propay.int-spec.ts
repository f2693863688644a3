import { createHmac, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';
import { readBrCode } from './pix-codes.js';

const HOUR = 3_600_000;
const { inboundSecret, outboundSecret } = SANDBOX_KEYS.propay;

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
  propay().configure({ webhookUrl: receiver.url });
  receiver.forget();
});

const propay = () => sandbox.control.of.propay;

/** The claims of the fact sheet, made by a library that the sandbox does not use. */
const token = (claims: object = {}, secret: string = inboundSecret, algorithm: jwt.Algorithm = 'HS256') => {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: 'commerce-api',
    sub: 'commerce-api',
    service: 'commerce-api',
    role: 'service',
    aud: ['propay'],
    iat: now,
    exp: now + 300,
    jti: randomUUID(),
    ...claims,
  };
  return jwt.sign(all, algorithm === 'none' ? '' : secret, { algorithm });
};

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown> & { data?: Record<string, unknown> };
}

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${sandbox.url}/propay${path}`, {
    method,
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Told['body'] };
}

const wanted = (more: object = {}) => ({
  reference_type: 'order',
  reference_id: 'ord-1',
  amount_cents: 2590,
  description: 'Pedido 1',
  expires_in_seconds: 3600,
  customer: { full_name: 'Ana', cpf: '52998224725', email: 'ana@example.com' },
  ...more,
});
const create = (more?: object, key: string = randomUUID()) =>
  ask('POST', '/v1/service/charges', wanted(more), { 'idempotency-key': key });
const txidOf = ({ body }: Told) => String(body.data?.['txid']);
const fetchCharge = (txid: string) => ask('GET', `/v1/service/charges/${txid}`);
const refund = (txid: string, cents: number, key: string = randomUUID()) =>
  ask(
    'POST',
    `/v1/service/charges/${txid}/refunds`,
    { amount_cents: cents, reason: 'cold' },
    { 'idempotency-key': key },
  );

describe('a charge', () => {
  it('is a PIX code with the amount in it, as text', async () => {
    const { status, body } = await create();

    expect(status).toBe(201);
    expect(body).toEqual({
      data: {
        txid: expect.stringMatching(/^[0-9a-f]{32}$/),
        status: 'active',
        amount_cents: 2590,
        qr_code: expect.any(String),
        qr_code_url: expect.stringContaining(`${sandbox.url}/propay/pay/`),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        paid_at: null,
        refunds: [],
      },
    });
    expect(readBrCode(String(body.data?.['qr_code']))).toMatchObject({ '53': '986', '54': '25.90', '58': 'BR' });
    expect(Date.parse(String(body.data?.['expires_at'])) - Date.now()).toBeGreaterThan(3_590_000);
  });

  it.each([
    ['another secret', () => token({}, 'another-secret-of-another-shop')],
    ['the secret of the other direction', () => token({}, outboundSecret)],
    ['no algorithm', () => token({}, inboundSecret, 'none')],
    ['another algorithm', () => token({}, inboundSecret, 'HS512')],
    ['another audience', () => token({ aud: ['commerce-api'] })],
    ['no audience', () => token({ aud: undefined })],
    ['an end that is past', () => token({ exp: Math.floor(Date.now() / 1000) - 31 })],
    ['nothing that is a token', () => 'abc'],
  ])('is refused to a token with %s', async (_, make) => {
    const authorization = `Bearer ${make()}`;

    expect(await ask('POST', '/v1/service/charges', wanted(), { authorization, 'idempotency-key': 'k' })).toEqual({
      status: 401,
      body: { error: 'unauthorized' },
    });
    expect(propay().items()).toEqual([]);
  });

  it('is given to a token within its leeway, and to one for several audiences', async () => {
    const authorizations = [{ exp: Math.floor(Date.now() / 1000) - 20 }, { aud: ['other', 'propay'] }].map((claims) =>
      token(claims),
    );
    for (const one of authorizations) {
      const headers = { authorization: `Bearer ${one}`, 'idempotency-key': one };
      expect((await ask('POST', '/v1/service/charges', wanted(), headers)).status).toBe(201);
    }
  });

  it.each([
    [{ amount_cents: 0 }, { amount_cents: ['must be greater than 0'] }],
    [{ amount_cents: 25.9 }, { amount_cents: ['must be an integer'] }],
    [{ description: 'x'.repeat(141) }, { description: [expect.any(String)] }],
    [{ expires_in_seconds: 299 }, { expires_in_seconds: [expect.any(String)] }],
    [{ expires_in_seconds: 86_401 }, { expires_in_seconds: [expect.any(String)] }],
    [
      { reference_type: 'subscription', reference_id: '' },
      { reference_type: [expect.any(String)], reference_id: ["can't be blank"] },
    ],
  ])('is refused for %j', async (more, errors) => {
    expect(await create(more)).toEqual({ status: 422, body: { error: 'validation_failed', errors } });
  });

  it('needs an Idempotency-Key, and is made once for it', async () => {
    expect(await ask('POST', '/v1/service/charges', wanted())).toEqual({
      status: 422,
      body: { error: 'Idempotency-Key header required' },
    });

    const first = await create({}, 'order:1:pix:1');
    const again = await create({}, 'order:1:pix:1');
    const other = await create({ amount_cents: 2591 }, 'order:1:pix:1');

    expect(again).toEqual({ status: 200, body: first.body });
    expect(other).toEqual({ status: 422, body: { error: 'idempotency_mismatch' } });
    expect(propay().items()).toHaveLength(1);
  });

  it('answers 409 while the first with its key is still being answered', async () => {
    propay().inject({ kind: 'delay', ms: 150, times: 1, operation: 'create' });
    const slow = create({}, 'k');
    while (propay().count('create') === 0) await new Promise((resolve) => setImmediate(resolve));

    expect(await create({}, 'k')).toEqual({ status: 409, body: { error: 'idempotency_in_progress' } });
    expect((await slow).status).toBe(201);
    expect((await create({}, 'k')).status).toBe(200);
  });

  it('is found by the reference of who never heard its txid', async () => {
    const made = await create({ reference_id: 'ord-1' });
    const find = (query: string) => ask('GET', `/v1/service/charges?${query}`);

    expect((await find('reference_type=order&reference_id=ord-1')).body).toEqual({ data: [made.body.data] });
    expect((await find('reference_type=order&reference_id=ord-2')).body).toEqual({ data: [] });
    expect((await find('reference_type=wallet&reference_id=ord-1')).status).toBe(422);
  });

  it('is read, and canceled only while it is active', async () => {
    const txid = txidOf(await create());
    expect((await fetchCharge(txid)).body.data).toMatchObject({ txid, status: 'active' });
    expect(await fetchCharge('0'.repeat(32))).toEqual({ status: 404, body: { error: 'not_found' } });

    const cancel = () => ask('DELETE', `/v1/service/charges/${txid}`, { reason: 'order_cancelled' });

    expect(await cancel()).toMatchObject({ status: 200, body: { data: { status: 'cancelled' } } });
    expect((await cancel()).status).toBe(422);
  });

  it('expires when its time is up, and can still be paid late', async () => {
    const txid = txidOf(await create());
    await sandbox.control.clock.advance(HOUR);
    expect((await fetchCharge(txid)).body.data?.['status']).toBe('expired');

    propay().act('pay', txid);
    await propay().idle();

    expect(receiver.fields('event')).toEqual(['charge.expired', 'charge.paid']);
  });
});

describe('a refund', () => {
  it('goes back in parts, is told when it is done, and never more than was paid', async () => {
    const txid = txidOf(await create());
    expect((await refund(txid, 1)).body).toEqual({ error: 'charge_not_paid' });
    propay().act('pay', txid);

    const first = await refund(txid, 1000);
    expect(first).toMatchObject({
      status: 202,
      body: { data: { refund_id: expect.any(String), status: 'processing' } },
    });
    expect(await refund(txid, 1591)).toMatchObject({ status: 422, body: { error: 'validation_failed' } });
    await refund(txid, 1590);
    expect((await refund(txid, 1)).status).toBe(422);
    await sandbox.control.clock.advance(2_000);
    await propay().idle();

    expect(receiver.fields('event')).toEqual(['charge.paid', 'charge.refunded', 'charge.refunded']);
    const [, part, whole] = receiver.received.map(({ body }) => body as unknown as { data: object });
    expect(part?.data).toMatchObject({
      status: 'paid',
      refund_id: first.body.data?.['refund_id'],
      refund_amount_cents: 1000,
    });
    expect(whole?.data).toMatchObject({ status: 'refunded', refund_amount_cents: 1590 });
    expect((await fetchCharge(txid)).body.data?.['status']).toBe('refunded');
  });

  it('of fifty at once goes no further than what was paid', async () => {
    const txid = txidOf(await create());
    propay().act('pay', txid);

    const answers = await Promise.all(Array.from({ length: 50 }, () => refund(txid, 100)));

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(25);
  });

  it('that fails can be asked for again', async () => {
    const txid = txidOf(await create());
    propay().act('pay', txid);
    propay().inject({ kind: 'refund-fails', times: 1 });
    await refund(txid, 2590);
    await sandbox.control.clock.advance(2_000);
    await propay().idle();

    expect(receiver.fields('event')).toEqual(['charge.paid', 'charge.refund_failed']);
    expect((await refund(txid, 2590)).status).toBe(202);
  });
});

describe('a webhook', () => {
  it('is signed over its bytes with the secret of its direction, and has the fields of the fact sheet', async () => {
    const txid = txidOf(await create());
    propay().act('pay', txid);
    await propay().idle();

    const { headers, raw, body } = receiver.one();
    const hmac = createHmac('sha256', outboundSecret).update(raw).digest('hex');
    expect(headers['x-propay-signature']).toBe(`sha256=${hmac}`);
    expect(body).toEqual({
      event: 'charge.paid',
      event_id: expect.stringMatching(/^evt_/),
      data: {
        txid,
        status: 'paid',
        amount_cents: 2590,
        reference_type: 'order',
        reference_id: 'ord-1',
        paid_at: expect.stringMatching(/Z$/),
      },
    });
  });

  it('is tried again after 10 s, 1, 5 and 30 min, 2, 6 and 24 h, with the same id, and then no more', async () => {
    receiver.answers = Array<number>(20).fill(500);
    propay().act('pay', txidOf(await create()));
    await propay().idle();
    await sandbox.control.clock.advance(80 * HOUR);

    const [delivery] = propay().webhooks('charge.paid');
    const times = delivery?.attempts.map(({ at }) => Date.parse(at)) ?? [];
    const gaps = times.slice(1).map((time, at) => Math.round((time - (times[at] ?? 0)) / 1000));

    expect(gaps).toEqual([10, 60, 300, 1800, 7200, 21_600, 86_400]);
    expect(delivery?.state).toBe('failed');
    expect(new Set(receiver.fields('event_id')).size).toBe(1);
  });

  it('tells what was really paid', async () => {
    const [first, second] = [txidOf(await create()), txidOf(await create({ reference_id: 'ord-2' }))];
    propay().inject({ kind: 'wrong-amount', operation: 'pay', times: 1, amount: 1 });
    propay().act('pay', first);
    propay().act('pay', second);
    await propay().idle();

    expect(receiver.fields('data')).toMatchObject([{ amount_cents: 1 }, { amount_cents: 2590 }]);
  });
});

describe('the page of a charge', () => {
  it('shows the code, and pays', async () => {
    const { body } = await create();
    const url = String(body.data?.['qr_code_url']);
    const page = await (await fetch(url)).text();

    expect(page).toContain(String(body.data?.['qr_code']));
    expect(page).toContain('alt="The PIX code of this charge"');
    await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect(propay().item('ord-1').state).toBe('paid');
  });
});

it('says that it is well', async () => {
  expect(await ask('GET', '/v1/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
