import { createHmac, createPublicKey, verify } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, SANDBOX_KEYS, sandboxEnv, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';
import { qrTextOf, readBrCode } from './pix-codes.js';

const HOUR = 3_600_000;
const { appId, webhookSecret } = SANDBOX_KEYS.openpix;

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
  openpix().configure({ webhookUrl: receiver.url });
  receiver.forget();
});

const openpix = () => sandbox.control.of.openpix;

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown> & { charge?: Record<string, unknown>; refund?: Record<string, unknown> };
}

async function ask(method: string, path: string, body?: unknown, authorization: string = appId): Promise<Told> {
  const response = await fetch(`${sandbox.url}/openpix${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Told['body'] };
}

const wanted = (correlationID: string, more: object = {}) => ({
  correlationID,
  value: 2590,
  comment: 'Pedido 1',
  expiresIn: 3600,
  customer: { name: 'Ana', taxID: '529.982.247-25' },
  additionalInfo: [{ key: 'order', value: '1' }],
  ...more,
});
const create = (correlationID: string, more?: object, query = '') =>
  ask('POST', `/api/v1/charge${query}`, wanted(correlationID, more));
const fetchCharge = (id: string) => ask('GET', `/api/v1/charge/${encodeURIComponent(id)}`);
const refund = (id: string, correlationID: string, value?: number) =>
  ask('POST', `/api/v1/charge/${id}/refund`, { correlationID, value, comment: 'cold' });

describe('a charge', () => {
  it('has the fields of the fact sheet, a code and its image', async () => {
    const { status, body } = await create('ord-01J');
    const { charge = {} } = body;

    expect(status).toBe(200);
    expect(body).toMatchObject({ correlationID: 'ord-01J', brCode: charge['brCode'] });
    expect(charge).toMatchObject({
      status: 'ACTIVE',
      value: 2590,
      valueWithDiscount: 2590,
      discount: 0,
      type: 'DYNAMIC',
      expiresIn: 3600,
      comment: 'Pedido 1',
      additionalInfo: [{ key: 'order', value: '1' }],
      customer: { name: 'Ana', taxID: { taxID: '52998224725', type: 'BR:CPF' } },
      paymentMethods: { pix: { method: 'PIX_COB', status: 'ACTIVE', value: 2590 } },
    });
    expect(charge['transactionID']).toMatch(/^[0-9a-f]{32}$/);
    expect(charge['identifier']).toBe(charge['transactionID']);
    expect(charge).not.toHaveProperty('paidAt');
    expect(readBrCode(String(charge['brCode']))).toMatchObject({ '00': '01', '54': '25.90' });
    const image = await fetch(String(charge['qrCodeImage']));
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(qrTextOf(Buffer.from(await image.arrayBuffer()))).toBe(charge['brCode']);
    expect((await fetch(`${String(charge['qrCodeImage'])}?size=599`)).status).toBe(400);
  });

  it('wants the AppID itself, without a scheme', async () => {
    for (const authorization of [`Bearer ${appId}`, 'other', '']) {
      expect(await ask('POST', '/api/v1/charge', wanted('a'), authorization)).toEqual({
        status: 401,
        body: { data: null, errors: [{ message: 'appID inválido' }] },
      });
    }
  });

  it.each([
    ['no correlationID', { correlationID: undefined }],
    ['no value', { value: undefined }],
    ['a value in reais', { value: 25.9 }],
    ['a life under five minutes', { expiresIn: 299 }],
    ['a customer of whom only the name is known', { customer: { name: 'Ana' } }],
  ])('is refused for %s', async (_, more) => {
    expect(await create('a', more)).toEqual({ status: 400, body: { error: expect.any(String) } });
  });

  it('is made once for its correlationID, and given again only to who asks for that', async () => {
    const first = await create('a');

    expect(await create('a')).toEqual({ status: 400, body: { error: expect.any(String) } });
    expect(await create('a', {}, '?return_existing=true')).toEqual(first);
  });

  it('is found by each of its names, listed, extended and deleted', async () => {
    const { charge = {} } = (await create('pedido 1/2')).body;
    for (const id of ['pedido 1/2', charge['transactionID'], charge['globalID']]) {
      expect((await fetchCharge(String(id))).body.charge?.['correlationID']).toBe('pedido 1/2');
    }
    await create('b');
    expect((await ask('GET', '/api/v1/charge?status=ACTIVE&limit=1')).body).toMatchObject({
      charges: [{ correlationID: 'pedido 1/2' }],
      pageInfo: { skip: 0, limit: 1, hasPreviousPage: false, hasNextPage: true },
    });

    const later = new Date(Date.now() + 5 * HOUR).toISOString();
    await ask('PATCH', '/api/v1/charge/b', { expiresDate: later });
    await sandbox.control.clock.advance(4 * HOUR);
    expect((await fetchCharge('pedido 1/2')).body.charge?.['status']).toBe('EXPIRED');
    expect((await fetchCharge('b')).body.charge).toMatchObject({ status: 'ACTIVE', expiresDate: later });

    expect(await ask('DELETE', '/api/v1/charge/b')).toEqual({ status: 200, body: { status: 'OK', id: 'b' } });
    expect((await fetchCharge('b')).status).toBe(400);
  });

  it('that is paid cannot be deleted, and tells who paid', async () => {
    await create('a');
    openpix().act('pay', 'a');

    expect((await ask('DELETE', '/api/v1/charge/a')).status).toBe(400);
    expect((await fetchCharge('a')).body.charge).toMatchObject({
      status: 'COMPLETED',
      paidAt: expect.any(String),
      payer: { name: 'Ana' },
    });
  });

  it('is paid by the call that the documents have for testing', async () => {
    const { charge = {} } = (await create('a')).body;

    expect((await ask('GET', `/openpix/testing?transactionID=${String(charge['identifier'])}`)).status).toBe(200);
    expect(openpix().item('a').state).toBe('COMPLETED');
  });

  it('that expired or was deleted can still be paid late', async () => {
    await Promise.all([create('a'), create('b')]);
    await ask('DELETE', '/api/v1/charge/b');
    await sandbox.control.clock.advance(HOUR);
    for (const id of ['a', 'b']) openpix().act('pay', id);

    expect((await fetchCharge('a')).body.charge?.['status']).toBe('COMPLETED');
    expect((await fetchCharge('b')).body.charge?.['status']).toBe('COMPLETED');
    expect(openpix().webhooks('OPENPIX:CHARGE_EXPIRED')).toHaveLength(1);
  });
});

describe('a refund', () => {
  it('is in process, then confirmed, in parts up to what was paid', async () => {
    await create('a');
    expect((await refund('a', 'r-0')).status).toBe(400);
    openpix().act('pay', 'a');

    expect((await refund('a', 'r-1', 1000)).body).toEqual({
      refund: {
        status: 'IN_PROCESSING',
        value: 1000,
        correlationID: 'r-1',
        endToEndId: expect.stringMatching(/^D[A-Za-z0-9]{31}$/),
        time: expect.any(String),
        comment: 'cold',
      },
    });
    expect((await refund('a', 'r-2', 1591)).status).toBe(400);
    expect((await refund('a', 'r-3')).body.refund?.['value']).toBe(1590);
    await sandbox.control.clock.advance(2_000);
    expect((await ask('GET', '/api/v1/charge/a/refund')).body['refunds']).toMatchObject([
      { correlationID: 'r-1', status: 'CONFIRMED' },
      { correlationID: 'r-3', status: 'CONFIRMED' },
    ]);
  });

  it('is made once for its correlationID', async () => {
    await create('a');
    openpix().act('pay', 'a');
    const first = await refund('a', 'r-1', 1000);

    expect(await refund('a', 'r-1', 1000)).toEqual(first);
    expect((await refund('a', 'r-1', 900)).status).toBe(400);
    expect(openpix().item('a')['refundable_cents']).toBe(1590);
  });

  it('tells both ends of it when it is confirmed, and when it is rejected', async () => {
    await create('a');
    openpix().act('pay', 'a');
    await refund('a', 'r-1', 1000);
    openpix().inject({ kind: 'refund-fails', times: 1 });
    await refund('a', 'r-2', 500);
    await sandbox.control.clock.advance(2_000);
    await openpix().idle();

    const told = receiver.received.map(({ body }) => body as unknown as Record<string, unknown>);
    const paid = told.find((body) => body['event'] === 'OPENPIX:CHARGE_COMPLETED') as
      | { pix: { endToEndId: string } }
      | undefined;
    expect(told).toContainEqual(
      expect.objectContaining({
        event: 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED',
        refundTransaction: expect.objectContaining({ value: 1000, status: 'CONFIRMED', type: 'REFUND', partial: true }),
        originalTransaction: expect.objectContaining({ type: 'PAYMENT', endToEndId: paid?.pix.endToEndId }),
      }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({
        event: 'PIX_TRANSACTION_REFUND_SENT_REJECTED',
        refundTransaction: expect.objectContaining({ value: 500, status: 'REJECTED' }),
      }),
    );
    expect(openpix().item('a')['refundable_cents']).toBe(1590);
  });
});

describe('a webhook', () => {
  it('proves itself by RSA over its bytes, with the key that the environment names', async () => {
    const env = await sandboxEnv(sandbox.url);
    const key = createPublicKey(Buffer.from(env['OPENPIX_WEBHOOK_PUBLIC_KEY'] ?? '', 'base64').toString());
    await create('a');
    openpix().act('pay', 'a');
    await openpix().idle();

    expect(receiver.received).toHaveLength(3);
    for (const { headers, raw, body } of receiver.received) {
      const signature = Buffer.from(String(headers['x-webhook-signature']), 'base64');
      expect(verify('RSA-SHA256', raw, key, signature)).toBe(true);
      const spaced = Buffer.from(JSON.stringify(body, null, 1));
      expect(verify('RSA-SHA256', spaced, key, signature)).toBe(false);
    }
  });

  it('carries the HMAC-SHA1 of its bytes as well', async () => {
    await create('a');
    await openpix().idle();

    const { headers, raw } = receiver.one();
    expect(headers['x-openpix-signature']).toBe(createHmac('sha1', webhookSecret).update(raw).digest('base64'));
  });

  it('of a paid charge has the PIX with it', async () => {
    await create('a');
    openpix().act('pay', 'a');
    await openpix().idle();

    expect(receiver.fields('event')).toEqual([
      'OPENPIX:CHARGE_CREATED',
      'OPENPIX:CHARGE_COMPLETED',
      'OPENPIX:TRANSACTION_RECEIVED',
    ]);
    expect(receiver.received[1]?.body).toMatchObject({
      charge: { status: 'COMPLETED', value: 2590, correlationID: 'a' },
      pix: { value: 2590, type: 'PAYMENT', endToEndId: expect.stringMatching(/^E\d{8}\d{12}[A-Za-z0-9]{11}$/) },
      company: { id: expect.any(String) },
    });
  });

  it('tells the amount that came in, and a payer who is not the customer', async () => {
    await create('a');
    await create('b', { ensureSameTaxID: true });
    openpix().inject({ kind: 'wrong-amount', operation: 'pay', times: 1 });
    openpix().act('pay', 'a');
    openpix().act('pay', 'b', { tax_id: '11144477735' });
    await openpix().idle();

    const [short] = openpix().webhooks('OPENPIX:CHARGE_COMPLETED');
    expect(JSON.parse(short?.body ?? '')).toMatchObject({ charge: { value: 2590 }, pix: { value: 2490 } });
    expect(openpix().webhooks('OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER')).toHaveLength(1);
  });

  it('is tried eight times, 10 s and twice as long each time, and not again after a redirect', async () => {
    await create('a');
    await openpix().idle();
    receiver.forget();
    receiver.answers = Array<number>(20).fill(500);
    openpix().act('expire', 'a');
    await openpix().idle();
    await sandbox.control.clock.advance(24 * HOUR);

    const [delivery] = openpix().webhooks('OPENPIX:CHARGE_EXPIRED');
    const times = delivery?.attempts.map(({ at }) => Date.parse(at)) ?? [];
    const gaps = times.slice(1).map((time, at) => Math.round((time - (times[at] ?? 0)) / 1000));
    expect(gaps).toEqual([10, 20, 40, 80, 160, 320, 640]);
    expect(delivery?.state).toBe('failed');

    receiver.answers = [302];
    await create('b');
    await openpix().idle();
    await sandbox.control.clock.advance(HOUR / 2);
    expect(openpix().webhooks('OPENPIX:CHARGE_CREATED')[1]?.attempts).toHaveLength(1);
  });
});

describe('a registration', () => {
  const register = (event: string, authorization = 'our-secret') =>
    ask('POST', '/api/v1/webhook', {
      webhook: { name: 'orders', event, url: `${receiver.url}/mine`, authorization, isActive: true },
    });

  it('is tried at once, and then brings that event with the string that was left', async () => {
    openpix().configure({ webhookUrl: '' });
    expect((await register('OPENPIX:CHARGE_COMPLETED')).status).toBe(200);
    expect(receiver.received[0]?.body).toMatchObject({ evento: 'teste_webhook', event: 'OPENPIX:CHARGE_COMPLETED' });

    await create('a');
    openpix().act('pay', 'a');
    await openpix().idle();

    expect(receiver.fields('event')).toEqual(['OPENPIX:CHARGE_COMPLETED', 'OPENPIX:CHARGE_COMPLETED']);
    expect(receiver.received[1]?.headers.authorization).toBe('our-secret');
    const { webhooks } = (await ask('GET', '/api/v1/webhook')).body as unknown as { webhooks: { id: string }[] };
    expect((await ask('DELETE', `/api/v1/webhook/${encodeURIComponent(webhooks[0]?.id ?? '')}`)).status).toBe(200);
  });

  it('fails when the address does not take the trial, or the event is unknown', async () => {
    receiver.answers = [404];

    expect((await register('OPENPIX:CHARGE_COMPLETED')).status).toBe(400);
    expect((await register('OPENPIX:NOTHING')).status).toBe(400);
    expect((await ask('GET', '/api/v1/webhook')).body['webhooks']).toEqual([]);
  });
});
