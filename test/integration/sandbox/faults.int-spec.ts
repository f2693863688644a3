import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  type Sandbox,
  SANDBOX_KEYS,
  SANDBOX_SHOP,
  sandboxEnv,
  startSandbox,
} from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';

const MINUTE = 60_000;

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

const create = (correlationID: string, init: RequestInit = {}) =>
  fetch(`${sandbox.url}/openpix/api/v1/charge`, {
    method: 'POST',
    headers: { authorization: SANDBOX_KEYS.openpix.appId, 'content-type': 'application/json' },
    body: JSON.stringify({ correlationID, value: 2590 }),
    ...init,
  });
const read = (id: string) =>
  fetch(`${sandbox.url}/openpix/api/v1/charge/${id}`, { headers: { authorization: SANDBOX_KEYS.openpix.appId } });
const known = () =>
  openpix()
    .items()
    .map(({ reference }) => reference);
/** The code of the error that a connection ends with. */
const brokenBy = (asked: Promise<unknown>) =>
  asked.then(
    () => 'nothing',
    (error: Error & { cause?: NodeJS.ErrnoException }) => error.cause?.code ?? error.name,
  );

describe('a fault of a call', () => {
  it('reset cuts the connection before anything is done', async () => {
    openpix().inject({ kind: 'reset', times: 1 });

    expect(await brokenBy(create('a'))).toBe('ECONNRESET');
    expect(known()).toEqual([]);
    expect((await create('a')).status).toBe(200);
  });

  it('reset-after cuts the connection when the charge exists', async () => {
    openpix().inject({ kind: 'reset-after', times: 1 });

    expect(await brokenBy(create('a'))).toBe('ECONNRESET');
    expect(known()).toEqual(['a']);
  });

  it('delay answers late, when the charge exists already', async () => {
    openpix().inject({ kind: 'delay', ms: 60_000, times: 1 });

    expect(await brokenBy(create('a', { signal: AbortSignal.timeout(100) }))).toBe('TimeoutError');
    expect(known()).toEqual(['a']);
  });

  it.each([500, 503, 429])('error answers %d in the own shape of the provider, and does nothing', async (status) => {
    openpix().inject({ kind: 'error', status, times: 1 });
    const response = await create('a');

    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(status === 500 ? null : '1');
    expect(await response.json()).toEqual({ error: expect.any(String) });
    expect(known()).toEqual([]);
  });

  it('has the shape of each provider', async () => {
    const { midtrans, propay, stripe } = sandbox.control.of;
    for (const provider of [midtrans, propay, stripe]) provider.inject({ kind: 'error', times: 1 });
    const bodyOf = async (path: string): Promise<unknown> =>
      (await fetch(`${sandbox.url}${path}`, { method: 'POST' })).json();

    expect(await bodyOf('/midtrans/snap/v1/transactions')).toEqual({ error_messages: [expect.any(String)] });
    expect(await bodyOf('/propay/v1/service/charges')).toEqual({ error: expect.any(String) });
    expect(await bodyOf('/stripe/v1/payment_intents')).toMatchObject({ error: { type: 'api_error' } });
    midtrans.inject({ kind: 'error', times: 1, status: 503 });
    expect(await bodyOf('/midtrans/v2/a/cancel')).toMatchObject({ status_code: '503' });
  });

  it('has the shape of the companies of the online shop', async () => {
    const { melhorenvio, correios, focusnfe, enotas, resend } = sandbox.control.of;
    for (const provider of [melhorenvio, correios, focusnfe, enotas, resend]) {
      provider.inject({ kind: 'error', times: 1, status: 503 });
    }
    const answerOf = async (path: string) => {
      const response = await fetch(`${sandbox.url}${path}`, { method: 'POST' });
      return [response.status, response.headers.get('retry-after'), await response.json()] as const;
    };

    const text = expect.any(String);
    expect(await answerOf('/melhorenvio/api/v2/me/cart')).toEqual([503, '1', { message: text }]);
    expect(await answerOf('/correios/token/v1/autentica')).toEqual([
      503,
      '1',
      expect.objectContaining({ msgs: [expect.stringMatching(/^GTW-/)], stackTrace: text }),
    ]);
    expect(await answerOf('/focusnfe/v2/nfe?ref=a')).toEqual([503, '1', { codigo: 'erro_interno', mensagem: text }]);
    expect(await answerOf('/enotas/v2/empresas')).toEqual([503, '1', [{ codigo: 'GR503', mensagem: text }]]);
    expect(await answerOf('/resend/emails')).toEqual([
      503,
      '1',
      { statusCode: 503, name: 'application_error', message: text },
    ]);
  });

  it('html answers 200 with the page of a proxy', async () => {
    openpix().inject({ kind: 'html', times: 1 });
    const response = await create('a');

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(known()).toEqual([]);
  });

  it('half-body breaks off in the middle', async () => {
    openpix().inject({ kind: 'half-body', times: 1 });

    expect(await brokenBy(create('a').then((response) => response.text()))).not.toBe('nothing');
    expect(known()).toEqual(['a']);
  });

  it('redirect tells whether anybody followed', async () => {
    openpix().inject({ kind: 'redirect', times: 2 });

    expect((await create('a', { redirect: 'manual' })).status).toBe(302);
    expect(openpix().count('unknown')).toBe(0);
    await create('a');
    expect(openpix().count('unknown')).toBe(1);
  });

  it('wrong-amount tells another amount of a charge that is right', async () => {
    openpix().inject({ kind: 'wrong-amount', times: 1, operation: 'fetch', amount: 1 });
    await create('a');
    const valueOf = async () => ((await (await read('a')).json()) as { charge: { value: number } }).charge.value;

    expect([await valueOf(), await valueOf()]).toEqual([1, 2590]);
  });

  it('hits so many calls of the operation that it names, or all until it is cleared', async () => {
    openpix().inject({ kind: 'error', operation: 'fetch', times: 2 });
    expect((await create('a')).status).toBe(200);
    const statuses = [];
    for (let time = 0; time < 3; time++) statuses.push((await read('a')).status);
    expect(statuses).toEqual([500, 500, 200]);

    openpix().inject({ kind: 'error', status: 503 });
    expect([(await read('a')).status, (await create('b')).status]).toEqual([503, 503]);
    openpix().clearFaults();
    expect((await read('a')).status).toBe(200);
  });

  it('leaves the other providers alone', async () => {
    openpix().inject({ kind: 'reset' });

    expect((await fetch(`${sandbox.url}/propay/v1/health`)).status).toBe(200);
  });
});

describe('a fault of a webhook', () => {
  const events = () => receiver.fields('event').map((event) => String(event).replace('OPENPIX:', ''));

  it('loses it for good', async () => {
    openpix().inject({ kind: 'webhook-lost', times: 1, operation: 'OPENPIX:CHARGE_COMPLETED' });
    await create('a');
    openpix().act('pay', 'a');
    await openpix().idle();
    await sandbox.control.clock.advance(60 * MINUTE);

    expect(events()).toEqual(['CHARGE_CREATED', 'TRANSACTION_RECEIVED']);
    expect(openpix().webhooks('OPENPIX:CHARGE_COMPLETED')).toMatchObject([{ state: 'lost', attempts: [] }]);
  });

  it('doubles it, byte for byte', async () => {
    openpix().inject({ kind: 'webhook-doubled', times: 1 });
    await create('a');
    await openpix().idle();

    expect(events()).toEqual(['CHARGE_CREATED', 'CHARGE_CREATED']);
    expect(receiver.received[0]?.raw.equals(receiver.received[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  it('delays it by the clock', async () => {
    openpix().inject({ kind: 'webhook-delayed', ms: 10 * MINUTE, times: 1, operation: 'OPENPIX:CHARGE_COMPLETED' });
    await create('a');
    openpix().act('pay', 'a');
    await openpix().idle();
    expect(events()).toEqual(['CHARGE_CREATED', 'TRANSACTION_RECEIVED']);

    await sandbox.control.clock.advance(10 * MINUTE);

    expect(events()).toEqual(['CHARGE_CREATED', 'TRANSACTION_RECEIVED', 'CHARGE_COMPLETED']);
  });

  it('reorders two, so that the later comes first', async () => {
    openpix().inject({ kind: 'webhook-reordered', times: 2 });
    await create('a');
    openpix().act('pay', 'a');
    await openpix().idle();

    expect(events()).toEqual(['TRANSACTION_RECEIVED', 'CHARGE_COMPLETED', 'CHARGE_CREATED']);
  });

  it('lets go of what it holds back when told', async () => {
    openpix().inject({ kind: 'webhook-reordered', times: 1 });
    await create('a');
    await openpix().idle();
    expect(events()).toEqual([]);

    openpix().release();
    await openpix().idle();

    expect(events()).toEqual(['CHARGE_CREATED']);
  });

  it('is undone by sending it again', async () => {
    openpix().inject({ kind: 'webhook-lost', times: 1 });
    await create('a');
    const [lost] = openpix().webhooks();

    expect((await openpix().resend(lost?.id ?? '')).state).toBe('delivered');
    expect(events()).toEqual(['CHARGE_CREATED']);
  });
});

it('a webhook that went nowhere can be sent by a test itself, signed', async () => {
  openpix().configure({ webhookUrl: '' });
  await create('a');
  const [{ headers, body } = { headers: {}, body: '' }] = openpix().webhooks();
  await fetch(receiver.url, { method: 'POST', headers, body });

  expect(receiver.one().headers['x-webhook-signature']).toEqual(expect.any(String));
  expect(openpix().webhooks()).toMatchObject([{ state: 'unaddressed', attempts: [] }]);
});

describe('the clock', () => {
  it('runs faster when it is told, so that a schedule of an hour takes moments', async () => {
    receiver.answers = Array<number>(8).fill(500);
    sandbox.control.clock.scale(100_000);
    await create('a');
    while (openpix().webhooks()[0]?.state === 'waiting') await new Promise((resolve) => setTimeout(resolve, 5));

    expect(openpix().webhooks()[0]).toMatchObject({ state: 'failed' });
    expect(receiver.received).toHaveLength(8);
  });

  it('forgets what it had to do when everything is reset', async () => {
    receiver.answers = [500];
    await create('a');
    await openpix().idle();
    sandbox.control.reset();
    await sandbox.control.clock.advance(60 * MINUTE);

    expect(receiver.received).toHaveLength(1);
    expect(openpix().items()).toEqual([]);
  });
});

describe('the control over HTTP', () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${sandbox.url}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> & unknown[] };
  };

  it('makes things happen to a payment, and shows it', async () => {
    await create('a');

    expect(await control('POST', '/openpix/items/a/pay', { amount: 2000 })).toMatchObject({
      status: 200,
      body: { state: 'COMPLETED', refundable_cents: 2000 },
    });
    expect((await control('POST', '/openpix/items/a/pay')).status).toBe(409);
    expect((await control('POST', '/openpix/items/none/pay')).status).toBe(404);
    expect((await control('POST', '/openpix/items/a/fly')).status).toBe(409);
    expect((await control('GET', '/openpix/items')).body).toHaveLength(1);
  });

  it('injects faults, and refuses those that do not exist', async () => {
    expect((await control('POST', '/openpix/faults', { kind: 'error', times: 1, status: 503 })).status).toBe(201);
    expect((await create('a')).status).toBe(503);
    expect((await control('POST', '/openpix/faults', { kind: 'earthquake' })).status).toBe(409);
    expect((await control('POST', '/openpix/faults', { kind: 'delay', ms: -1 })).status).toBe(409);
    await control('POST', '/openpix/faults', { kind: 'error' });
    expect((await control('DELETE', '/openpix/faults')).body).toEqual([]);
    expect((await create('a')).status).toBe(200);
  });

  it('shows every call received, without credentials, and how many', async () => {
    openpix().inject({ kind: 'reset', times: 1 });
    await brokenBy(create('a'));
    await create('a');
    await read('a');

    const { body } = await control('GET', '/openpix/calls');

    expect(body['counts']).toEqual({ create: 2, fetch: 1 });
    expect(body['calls']).toMatchObject([
      { operation: 'create', status: null, faults: ['reset'] },
      {
        operation: 'create',
        method: 'POST',
        path: '/api/v1/charge',
        status: 200,
        headers: { authorization: '[kept out]' },
      },
      { operation: 'fetch', path: '/api/v1/charge/a', status: 200 },
    ]);
    expect(JSON.stringify(body)).not.toContain(SANDBOX_KEYS.openpix.appId);
    expect((await control('GET', '/openpix/calls?operation=fetch')).body['calls']).toHaveLength(1);
    await control('DELETE', '/openpix/calls');
    expect(openpix().count()).toBe(0);
  });

  it('shows every webhook with the answers that it got, and sends one again', async () => {
    receiver.answers = [503];
    await create('a');
    await control('POST', '/idle');
    await control('POST', '/clock', { advance: MINUTE });

    const { body } = await control('GET', '/openpix/webhooks');

    expect(body).toMatchObject([
      { event: 'OPENPIX:CHARGE_CREATED', state: 'delivered', attempts: [{ status: 503 }, { status: 200 }] },
    ]);
    const [{ id } = { id: '' }] = body as unknown as { id: string }[];
    expect((await control('POST', `/openpix/webhooks/${id}/resend`)).body['attempts']).toHaveLength(3);
    expect((await control('POST', '/openpix/webhooks/none/resend')).status).toBe(404);
  });

  it('reads and changes settings, and refuses unknown ones', async () => {
    expect((await control('GET', '/openpix/settings')).body).toMatchObject({ appId: SANDBOX_KEYS.openpix.appId });
    expect((await control('PATCH', '/openpix/settings', { appID: 'x' })).status).toBe(409);
    expect((await control('PATCH', '/openpix/settings', { appId: 1 })).status).toBe(409);
    await control('PATCH', '/openpix/settings', { appId: 'another' });
    expect((await create('a')).status).toBe(401);
    await control('PATCH', '/openpix/settings', { appId: SANDBOX_KEYS.openpix.appId });
  });

  it('sends all webhooks to an API, each to its path', async () => {
    await control('POST', '/webhook-target', { api_url: 'http://127.0.0.1:1' });

    const { midtrans, propay, stripe } = sandbox.control.of;
    const targets = [midtrans, propay, openpix(), stripe].map((provider) => provider.settings().webhookUrl);
    expect(targets).toEqual(
      ['midtrans', 'payment', 'openpix', 'stripe'].map((name) => `http://127.0.0.1:1/api/v1/webhooks/${name}`),
    );
  });

  it('has no answer for what does not exist, and resets', async () => {
    expect((await control('GET', '/nobody/items')).status).toBe(404);
    expect((await control('PUT', '/openpix/items')).status).toBe(404);
    expect(
      (
        await fetch(`${sandbox.url}/control/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{',
        })
      ).status,
    ).toBe(400);
    expect((await control('POST', '/clock', { advance: 'an hour' })).status).toBe(409);
    await create('a');
    await control('POST', '/reset');
    expect(openpix().items()).toEqual([]);
  });
});

describe('the environment', () => {
  it('points every variable of the gateways here', async () => {
    const env = await sandboxEnv(sandbox.url);

    expect(env).toEqual(sandbox.env());
    expect(env).toMatchObject({
      MIDTRANS_BASE_URL: `${sandbox.url}/midtrans`,
      PROPAY_URL: `${sandbox.url}/propay`,
      OPENPIX_BASE_URL: `${sandbox.url}/openpix`,
      STRIPE_BASE_URL: `${sandbox.url}/stripe`,
      MIDTRANS_SERVER_KEY: SANDBOX_KEYS.midtrans.serverKey,
      MIDTRANS_CLIENT_KEY: SANDBOX_KEYS.midtrans.clientKey,
      GO_TO_PROPAY_SECRET: SANDBOX_KEYS.propay.inboundSecret,
      PROPAY_TO_GO_SECRET: SANDBOX_KEYS.propay.outboundSecret,
      OPENPIX_APP_ID: SANDBOX_KEYS.openpix.appId,
      OPENPIX_WEBHOOK_SECRET: SANDBOX_KEYS.openpix.webhookSecret,
      STRIPE_SECRET_KEY: SANDBOX_KEYS.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: SANDBOX_KEYS.stripe.webhookSecret,
    });
    expect(env).toMatchObject({
      SHIPPING_PROVIDER: 'melhorenvio',
      SHIPPING_BASE_URL: `${sandbox.url}/melhorenvio`,
      NFE_PROVIDER: 'focusnfe',
      NFE_BASE_URL: `${sandbox.url}/focusnfe`,
      NFE_CNPJ: SANDBOX_SHOP.cnpj,
      NFE_AMBIENTE: 'homologacao',
      RESEND_BASE_URL: `${sandbox.url}/resend`,
      RESEND_API_KEY: SANDBOX_KEYS.resend.apiKey,
      MAILER_FROM_EMAIL: SANDBOX_SHOP.mailFrom,
    });
    expect(await sandboxEnv(sandbox.url, { fiscal: 'enotas' })).toEqual(sandbox.env({ fiscal: 'enotas' }));
    expect(env['GO_TO_PROPAY_SECRET']).not.toBe(env['PROPAY_TO_GO_SECRET']);
  });
});

describe('the index page', () => {
  it('lists what lives, escaped', async () => {
    await create('<b>a&b</b>');
    const page = await (await fetch(sandbox.url)).text();

    expect(page).toContain('&lt;b&gt;a&amp;b&lt;/b&gt;');
    expect(page).not.toContain('<b>a');
    expect(page).toContain('<html lang="en">');
  });

  it('is not found for what does not live', async () => {
    expect((await fetch(`${sandbox.url}/openpix/pay/none`)).status).toBe(404);
  });
});

it('two sandboxes know nothing of each other', async () => {
  const other = await startSandbox();
  await create('a');

  expect(other.control.of.openpix.items()).toEqual([]);
  await other.stop();
  await expect(fetch(other.url)).rejects.toThrow();
});
