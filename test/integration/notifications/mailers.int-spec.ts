import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

import { Logger, Metrics, readEnv } from '#libs/platform';
import { CircuitBreakers } from '#libs/platform/outbound';

import { type Sandbox, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { ConfiguredMailer } from '../../../libs/notifications/mailers/configured-mailer.js';
import { anEmail, aMail } from '../../../libs/notifications/testing/an-email.js';
import { onCleanup } from '../../support/cleanup.js';

const FROM = 'Loja <no-reply@loja.example>';

async function mailerOf(given: Record<string, string>): Promise<ConfiguredMailer> {
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    JWT_SECRET: 'f3b1c97a5e0d4826b7a91c3e5f7082d4c6a8e0b2f4d6918273645a5b6c7d8e9f',
    CIRCUIT_BREAKER_THRESHOLD: '3',
    ...given,
  });
  const metrics = new Metrics();
  const mailer = await ConfiguredMailer.load(env, new CircuitBreakers(env, metrics), metrics, new Logger('silent'));
  onCleanup(() => Promise.resolve(mailer.onApplicationShutdown()));
  return mailer;
}

describe('mail through Resend', () => {
  let sandbox: Sandbox;
  let mailer: ConfiguredMailer;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    mailer = await mailerOf(settings());
  });
  afterEach(() => {
    sandbox.control.reset();
    resend().configure({ requestsPerSecond: '', verifiedDomains: '' });
  });

  const resend = () => sandbox.control.of.resend;
  const settings = () => {
    const { RESEND_BASE_URL = '', RESEND_API_KEY = '' } = sandbox.env();
    return { RESEND_BASE_URL, RESEND_API_KEY, MAILER_FROM_EMAIL: FROM };
  };
  const fault = (reason: string, mayHaveArrived: boolean) => ({ name: 'OutboundFailure', reason, mayHaveArrived });

  it('is handed over as text and HTML, under its own key', async () => {
    const mail = aMail();

    const receipt = await mailer.send(mail);

    expect(resend().items()).toMatchObject([
      {
        id: receipt.messageId,
        from: FROM,
        to: ['ana@mail.example'],
        subject: mail.email.subject,
        text: expect.stringContaining('Olá, Ana!'),
        html: expect.stringContaining('<html lang="pt-BR">'),
        tags: [{ name: 'kind', value: 'ORDER_PLACED' }],
        idempotency_key: mail.key,
      },
    ]);
  });

  it('wins over a mail server that is set, too', async () => {
    const receipt = await (await mailerOf({ ...settings(), SMTP_URL: 'smtp://127.0.0.1:1' })).send(aMail());

    expect(receipt).toMatchObject({ mailer: 'resend' });
  });

  it.each(['reset-after', 'half-body'] as const)(
    'is one mail when the answer is lost (%s) and it is asked for again',
    async (kind) => {
      const mail = aMail();
      resend().inject({ kind, operation: 'send', times: 1 });
      await expect(mailer.send(mail)).rejects.toMatchObject(fault('cut_off', true));

      const receipt = await mailer.send(mail);

      expect(resend().items()).toMatchObject([{ id: receipt.messageId }]);
      expect(resend().count('send')).toBe(2);
    },
  );

  it('counts as sent when what it says has changed since the answer was lost', async () => {
    const mail = aMail();
    resend().inject({ kind: 'reset-after', operation: 'send', times: 1 });
    await expect(mailer.send(mail)).rejects.toThrow();

    const receipt = await mailer.send({ ...mail, email: anEmail({ greeting: 'Olá, Ana Maria!' }) });

    expect(receipt).toEqual({ mailer: 'resend', messageId: null });
    expect(resend().items()).toHaveLength(1);
  });

  it.each([
    [{ kind: 'error', status: 500 }, fault('failing', true)],
    [{ kind: 'error', status: 429 }, fault('busy', false)],
    [{ kind: 'html', status: 200 }, fault('cut_off', true)],
    [{ kind: 'html', status: 403 }, fault('unreadable', true)],
    [{ kind: 'reset' }, fault('cut_off', true)],
  ] as const)('that meets %j fails as a fault of Resend', async (injected, expected) => {
    resend().inject({ ...injected, times: 1 });

    await expect(mailer.send(aMail())).rejects.toMatchObject(expected);
  });

  it('is not asked for while the circuit is open', async () => {
    resend().inject({ kind: 'error', status: 500 });
    for (let i = 0; i < 3; i++) await expect(mailer.send(aMail())).rejects.toMatchObject({ reason: 'failing' });

    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });

    expect(resend().count('send')).toBe(3);
  });

  it('is rejected for good when the address is none', async () => {
    const mail = aMail({ to: { address: 'nobody', name: null } });

    await expect(mailer.send(mail)).rejects.toMatchObject({ name: 'MailRejected', code: 'validation_error' });
  });

  it('is refused, and may be sent later, when the key is wrong, or the domain is not verified', async () => {
    await expect((await mailerOf({ ...settings(), RESEND_API_KEY: 're_another' })).send(aMail())).rejects.toMatchObject(
      {
        name: 'MailRefused',
        code: 'invalid_api_key',
      },
    );
    resend().configure({ verifiedDomains: 'other.example' });
    await expect(mailer.send(aMail())).rejects.toMatchObject({ name: 'MailRefused', code: 'validation_error' });
    for (let i = 0; i < 3; i++) await expect(mailer.send(aMail())).rejects.toMatchObject({ name: 'MailRefused' });
    resend().configure({ verifiedDomains: '' });

    // A refusal is an answer: the circuit stays closed.
    expect(await mailer.send(aMail())).toMatchObject({ mailer: 'resend' });
  });

  it.each([
    [409, { statusCode: 409, name: 'concurrent_idempotent_requests', message: 'x' }, fault('busy', true)],
    [429, { statusCode: 429, name: 'daily_quota_exceeded', message: 'x' }, { name: 'MailRefused' }],
    [422, { statusCode: 422, name: 'invalid_from_address', message: 'x' }, { name: 'MailRejected' }],
    [502, { message: 'bad gateway' }, fault('unreadable', true)],
    [400, null, fault('unreadable', true)],
    [200, { id: 7 }, fault('unreadable', true)],
    [200, [], fault('unreadable', true)],
  ])('that is answered with %d %j fails as it should', async (status, body, expected) => {
    const url = await answering((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });

    await expect((await mailerOf({ ...settings(), RESEND_BASE_URL: url })).send(aMail())).rejects.toMatchObject(
      expected,
    );
  });
});

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onCleanup(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('mail through a mail server', () => {
  async function server(options: SMTPServerOptions = {}): Promise<{ mailer: ConfiguredMailer; mails: string[] }> {
    const mails: string[] = [];
    const smtp = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          mails.push(Buffer.concat(parts).toString('utf8'));
          done();
        });
      },
      ...options,
    });
    smtp.on('error', () => undefined);
    onCleanup(() => new Promise((resolve) => smtp.close(() => resolve())));
    const listener = smtp.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    return { mails, mailer: await mailerOf({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAILER_FROM_EMAIL: FROM }) };
  }
  const answer = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

  it('is written as text and HTML, with the same Message-ID each time', async () => {
    const { mailer, mails } = await server();
    const mail = aMail({ key: 'order-shipped/0190/BR1' });

    const receipts = [await mailer.send(mail), await mailer.send(mail)];

    const messageId = '<order-shipped.0190.BR1@loja.example>';
    expect(receipts).toEqual([
      { mailer: 'smtp', messageId },
      { mailer: 'smtp', messageId },
    ]);
    for (const text of mails) {
      expect(text).toContain(`Message-ID: ${messageId}`);
      expect(text).toContain('To: Ana <ana@mail.example>');
      expect(text).toMatch(/multipart\/alternative/);
    }
  });

  it('takes no header from a name', async () => {
    const { mailer, mails } = await server();

    await mailer.send(aMail({ to: { address: 'ana@mail.example', name: 'Ana\r\nBcc: all@mail.example' } }));

    expect(mails[0]).not.toMatch(/^Bcc:/m);
  });

  it('is rejected for good when nobody has the address, and tried again when the server is busy', async () => {
    const unknown = await server({ onRcptTo: (_, __, done) => done(answer(550)) });
    await expect(unknown.mailer.send(aMail())).rejects.toMatchObject({ name: 'MailRejected', code: 'SMTP_550' });

    const busy = await server({ onRcptTo: (_, __, done) => done(answer(451)) });
    await expect(busy.mailer.send(aMail())).rejects.toMatchObject({ name: 'OutboundFailure', reason: 'busy' });
  });

  it('is refused, and may be sent later, when the server wants another sender or a login', async () => {
    const sender = await server({ onMailFrom: (_, __, done) => done(answer(553)) });
    await expect(sender.mailer.send(aMail())).rejects.toMatchObject({ name: 'MailRefused', code: 'SMTP_553' });
  });

  it('that cannot be handed over opens the circuit in the end', async () => {
    const mailer = await mailerOf({ SMTP_URL: 'smtp://127.0.0.1:1', MAILER_FROM_EMAIL: FROM });

    for (let i = 0; i < 3; i++) await expect(mailer.send(aMail())).rejects.toMatchObject({ name: 'OutboundFailure' });

    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });
});

it('mail without any mailer waits under a clear name', async () => {
  await expect((await mailerOf({})).send(aMail())).rejects.toMatchObject({ name: 'MailNotConfigured' });
});
