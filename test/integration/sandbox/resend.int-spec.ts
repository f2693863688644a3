import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Resend } from 'resend';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver, type Received } from './a-receiver.js';

const DAY = 24 * 3_600_000;
const { apiKey, webhookSecret } = SANDBOX_KEYS.resend;

let sandbox: Sandbox;
let receiver: Receiver;
let resend: Resend;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
  process.env['RESEND_BASE_URL'] = sandbox.env()['RESEND_BASE_URL'];
  resend = new Resend(apiKey);
});
afterAll(async () => {
  delete process.env['RESEND_BASE_URL'];
  await sandbox.stop();
  await receiver.stop();
});
beforeEach(() => void control().configure({ webhookUrl: receiver.url }));
afterEach(async () => {
  await control().idle();
  sandbox.control.reset();
  control().configure({ requestsPerSecond: '', verifiedDomains: '' });
  receiver.forget();
});

const control = () => sandbox.control.of.resend;

const mail = (more: object = {}) => ({
  from: 'Loja <no-reply@loja.example>',
  to: ['ana@example.com'],
  subject: 'Pedido 1',
  html: '<p>Olá</p>',
  text: 'Olá',
  replyTo: 'ajuda@loja.example',
  tags: [{ name: 'order_id', value: 'o1' }],
  ...more,
});
const send = (more?: object, idempotencyKey?: string) =>
  resend.emails.send(mail(more), idempotencyKey === undefined ? {} : { idempotencyKey });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}/resend/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Throws when the SDK does not believe it. */
const verified = ({ raw, headers }: Received, secret: string = webhookSecret) =>
  resend.webhooks.verify({
    payload: raw.toString(),
    headers: {
      id: String(headers['svix-id']),
      timestamp: String(headers['svix-timestamp']),
      signature: String(headers['svix-signature']),
    },
    webhookSecret: secret,
  });

describe('a mail, through the official SDK', () => {
  it('is taken, kept whole and read again', async () => {
    const { data, error } = await send();

    expect(error).toBeNull();
    expect(control().items()).toMatchObject([
      {
        id: data?.id,
        state: 'sent',
        from: 'Loja <no-reply@loja.example>',
        to: ['ana@example.com'],
        reply_to: ['ajuda@loja.example'],
        subject: 'Pedido 1',
        html: '<p>Olá</p>',
        text: 'Olá',
        tags: [{ name: 'order_id', value: 'o1' }],
      },
    ]);
    const read = await resend.emails.get(data?.id ?? '');
    expect(read.data).toMatchObject({
      object: 'email',
      id: data?.id,
      subject: 'Pedido 1',
      last_event: 'sent',
      cc: null,
    });
  });

  it('keeps what is attached', async () => {
    await send({ attachments: [{ filename: 'danfe.pdf', content: Buffer.from('%PDF') }] });

    expect(control().items()[0]).toMatchObject({ attachments: [{ filename: 'danfe.pdf', content: 'JVBERg==' }] });
  });

  it.each([
    ['no recipient', { to: undefined }, 422, 'missing_required_field'],
    ['no subject', { subject: '' }, 422, 'missing_required_field'],
    ['no body', { html: undefined, text: undefined }, 422, 'missing_required_field'],
    ['a sender that is no address', { from: 'Loja' }, 422, 'invalid_from_address'],
    ['a recipient that is no address', { to: ['ana'] }, 400, 'validation_error'],
    ['51 recipients', { to: Array<string>(51).fill('a@b.example') }, 400, 'validation_error'],
    ['a tag with a space', { tags: [{ name: 'a b', value: 'c' }] }, 400, 'validation_error'],
    ['an empty attachment', { attachments: [{ filename: 'a.pdf' }] }, 422, 'invalid_attachment'],
    ['a time that is past', { scheduledAt: '2020-01-01T00:00:00Z' }, 400, 'validation_error'],
  ])('with %s is refused, and nothing is kept', async (_, more, statusCode, name) => {
    const { data, error } = await send(more);

    expect(data).toBeNull();
    expect(error).toMatchObject({ statusCode, name, message: expect.any(String) });
    expect(control().items()).toEqual([]);
  });

  it('is refused without a key, with another one, from another domain, and when it is no JSON', async () => {
    expect((await new Resend('re_another').emails.send(mail())).error).toMatchObject({
      statusCode: 403,
      name: 'invalid_api_key',
    });
    expect(await (await post(mail(), { authorization: '' })).json()).toMatchObject({ name: 'missing_api_key' });
    expect((await post('{')).status).toBe(400);
    control().configure({ verifiedDomains: 'outra.example' });
    expect((await send()).error).toMatchObject({ statusCode: 403, name: 'validation_error' });
    expect(control().items()).toEqual([]);
  });

  it('that is unknown is a 404', async () => {
    expect((await resend.emails.get('none')).error).toMatchObject({ statusCode: 404, name: 'not_found' });
  });

  it('that is scheduled leaves in its time, unless it is called off', async () => {
    const at = new Date(sandbox.control.clock.now() + 600_000).toISOString();
    const [kept, off] = [await send({ scheduledAt: at }), await send({ scheduledAt: 'in 1 hour' })];
    expect(control().items()).toMatchObject([{ state: 'scheduled' }, { state: 'scheduled' }]);
    await resend.emails.cancel(off.data?.id ?? '');

    await sandbox.control.clock.advance(DAY);

    expect(control().item(kept.data?.id ?? '').state).toBe('delivered');
    expect(control().item(off.data?.id ?? '').state).toBe('canceled');
    expect((await resend.emails.cancel(off.data?.id ?? '')).error).toMatchObject({ statusCode: 400 });
  });

  it('comes in batches, all or none', async () => {
    const { data } = await resend.batch.send([mail(), mail({ subject: 'Pedido 2' })]);
    expect(data?.data).toHaveLength(2);

    expect((await resend.batch.send([mail(), mail({ to: 'ana' })])).error).toMatchObject({ statusCode: 400 });
    expect(control().items()).toHaveLength(2);
  });
});

describe('an idempotency key, through the official SDK', () => {
  it('gives the same mail again for a day', async () => {
    const first = await send({}, 'order-paid/o1');
    const again = await send({}, 'order-paid/o1');

    expect(again.data).toEqual(first.data);
    expect(control().item('order-paid/o1').id).toBe(first.data?.id);
    expect(control().items()).toHaveLength(1);
    await sandbox.control.clock.advance(DAY);
    expect((await send({}, 'order-paid/o1')).data).not.toEqual(first.data);
  });

  it('refuses another payload', async () => {
    await send({}, 'k');

    expect((await send({ subject: 'Pedido 2' }, 'k')).error).toMatchObject({
      statusCode: 409,
      name: 'invalid_idempotent_request',
    });
  });

  it('refuses a second call while the first is under way, and one that is too long', async () => {
    control().inject({ kind: 'delay', ms: 150, times: 1 });
    const slow = send({}, 'k');
    while (control().count('send') === 0) await new Promise((resolve) => setImmediate(resolve));

    expect((await send({}, 'k')).error).toMatchObject({ statusCode: 409, name: 'concurrent_idempotent_requests' });
    expect((await slow).error).toBeNull();
    expect((await send({}, 'k'.repeat(257))).error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' });
  });

  it('sends one mail when the first answer was lost, and does not keep a refusal', async () => {
    control().inject({ kind: 'reset-after', times: 1 });
    expect((await send({}, 'k')).error).toMatchObject({ name: 'application_error' });
    expect((await send({}, 'k')).error).toBeNull();
    expect(control().items()).toHaveLength(1);

    await send({ to: 'ana' }, 'k2');
    expect((await send({}, 'k2')).error).toBeNull();
  });
});

it('a rate limit that was set is told by headers, and over it is 429 with the time to wait', async () => {
  control().configure({ requestsPerSecond: '1' });

  const first = await post(mail());
  const second = await post(mail());

  expect([first.status, second.status]).toEqual([200, 429]);
  expect(first.headers.get('ratelimit-limit')).toBe('1');
  expect(first.headers.get('ratelimit-remaining')).toBe('0');
  expect(second.headers.get('retry-after')).toBe('1');
  expect(await second.json()).toMatchObject({ statusCode: 429, name: 'rate_limit_exceeded' });
  await sandbox.control.clock.advance(1_000);
  expect((await post(mail())).status).toBe(200);
});

it('errors that are asked for have its shape', async () => {
  control().inject({ kind: 'error', status: 500, times: 1 });

  expect((await send()).error).toMatchObject({ statusCode: 500, name: 'application_error' });
});

describe('a webhook', () => {
  const typesOf = () => receiver.fields('type');

  it('is signed so that the SDK believes it, and tells tags as an object', async () => {
    const { data } = await send();
    await sandbox.control.clock.advance(1_000);
    await control().idle();

    expect(typesOf()).toEqual(['email.sent', 'email.delivered']);
    for (const one of receiver.received) {
      expect(verified(one)).toMatchObject({ data: { email_id: data?.id, tags: { order_id: 'o1' } } });
      expect(() => verified(one, 'whsec_YW5vdGhlci1zZWNyZXQtb2YtYW5vdGhlcg==')).toThrow();
    }
  });

  it.each([
    ['bounced@resend.dev', ['email.sent', 'email.bounced'], 'bounced'],
    ['complained@resend.dev', ['email.sent', 'email.delivered', 'email.complained'], 'complained'],
  ])('tells what becomes of a mail to %s', async (to, types, state) => {
    const { data } = await send({ to });
    await sandbox.control.clock.advance(1_000);
    await control().idle();

    expect(typesOf()).toEqual(types);
    expect((await resend.emails.get(data?.id ?? '')).data?.last_event).toBe(state);
  });

  it('tells that a test let it bounce, once', async () => {
    await send({}, 'k');
    control().act('bounce', 'k');
    await control().idle();

    expect(receiver.received.at(-1)?.body).toMatchObject({
      type: 'email.bounced',
      data: { bounce: { type: 'Permanent' } },
    });
    expect(() => control().act('bounce', 'k')).toThrow('it is bounced');
  });

  it('is tried eight times over its schedule with one id', async () => {
    receiver.answers = Array<number>(20).fill(500);
    await send({ to: 'bounced@resend.dev' });
    await control().idle();
    const [first] = control().webhooks('email.sent');
    await sandbox.control.clock.advance(3 * DAY);

    const tries = receiver.received.filter(({ body }) => body['type'] === ('email.sent' as never));
    expect(tries).toHaveLength(8);
    expect(new Set(tries.map(({ headers }) => headers['svix-id'])).size).toBe(1);
    expect(control().webhooks('email.sent')[0]).toMatchObject({ id: first?.id, state: 'failed' });
  });
});

describe('the mail page', () => {
  it('lists what came, and shows one with its text and its HTML in a frame that may do nothing', async () => {
    const { data } = await send({ subject: '<b>Pedido</b>', html: '<script>alert(1)</script><p>Olá</p>' });
    const list = await (await fetch(`${sandbox.url}/resend`)).text();
    expect(list).toContain('&lt;b&gt;Pedido&lt;/b&gt; · to ana@example.com');

    const page = await fetch(`${sandbox.url}/resend/pay/${data?.id}`);
    const html = await page.text();
    expect(html).toContain('<pre>Olá</pre>');
    expect(html).not.toContain('<script>');
    const [, src = ''] = /<iframe sandbox src="([^"]+)"/.exec(html) ?? [];
    const frame = await fetch(new URL(src, page.url));
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(await frame.text()).toContain('<p>Olá</p>');
  });
});
