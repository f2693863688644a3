import { timingSafeEqual } from 'node:crypto';

import { type Answer, answerOf, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import {
  type Item,
  NotPossible,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { headersOf, RateLimit } from '../../framework/rate-limit.js';
import { SANDBOX_KEYS, SANDBOX_SHOP } from '../../sandbox-keys.js';
import { Idempotency } from './idempotency.js';
import { addressOf, readMailRequest, timeOf } from './mail-request.js';
import { type Mail, Mails } from './mails.js';
import { problemOf, refused } from './resend-error.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RETRIES_AFTER = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
const LARGEST_BATCH = 100;
const NAMES: Readonly<Record<number, string>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  429: 'rate_limit_exceeded',
};
const FRAME_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** Resend: takes mails, keeps them to be read, and tells by signed webhooks what became of them. Nothing is sent to anybody. */
export class Resend implements Provider {
  readonly title = 'Resend (mail)';
  readonly webhookPath = '/api/v1/webhooks/resend';
  /** `requestsPerSecond`: the documents disagree about it; none when empty. `verifiedDomains`: comma-separated; any when empty. */
  readonly settings: Settings = { webhookUrl: '', ...SANDBOX_KEYS.resend, requestsPerSecond: '', verifiedDomains: '' };
  private readonly mails: Mails;
  private readonly idempotency: Idempotency;
  private readonly limit: RateLimit;

  constructor(private readonly premises: Premises) {
    this.mails = new Mails(premises, this.settings);
    this.idempotency = new Idempotency(premises.clock);
    this.limit = new RateLimit(premises.clock, 1_000);
  }

  readonly actions = {
    /** The recipient's server takes it and gives it back. */
    bounce: (id: string) => this.mails.bounce(this.sent(id)),
    /** The recipient calls it spam. */
    complain: (id: string) => this.mails.complain(this.sent(id)),
  };

  routes(to: Routes): void {
    const send: Handler = (call) => this.idempotency.once(call, () => this.send(call));
    const batch: Handler = (call) => this.idempotency.once(call, () => this.sendBatch(call));
    to.post('/emails', 'send', this.guarded(send));
    to.post('/emails/batch', 'batch', this.guarded(batch));
    to.get(
      '/emails/:id',
      'fetch',
      this.guarded((call) => json(200, viewOf(this.of(call)))),
    );
    to.patch(
      '/emails/:id',
      'reschedule',
      this.guarded((call) => this.reschedule(call)),
    );
    to.post(
      '/emails/:id/cancel',
      'cancel',
      this.guarded((call) => this.cancel(call)),
    );
    to.asset('/mails/:id/html', ({ id = '' }) => this.frame(id));
  }

  problem(status: number, message: string): Answer {
    return problemOf(status, NAMES[status] ?? (status < 500 ? 'validation_error' : 'application_error'), message);
  }

  /** With everything that a test wants to know about a mail: recipients, subject, both bodies. */
  items(): Item[] {
    return this.mails.all().map((mail) => {
      const { from, to, cc, bcc, reply_to, subject, html, text, headers, tags, attachments } = mail.request;
      return {
        id: mail.id,
        reference: mail.idempotencyKey ?? mail.id,
        state: mail.state,
        summary: `${subject} · to ${to.join(', ')}`,
        ...{ from, to, cc, bcc, reply_to, subject, html, text, headers, tags, attachments },
        idempotency_key: mail.idempotencyKey,
        created_at: new Date(mail.createdAt).toISOString(),
      };
    });
  }

  page(id: string): Page | undefined {
    const mail = this.mails.find(id);
    if (!mail) return undefined;
    const { request, state } = mail;
    const facts = [
      ['From', request.from],
      ['To', request.to.join(', ')],
      ['Copies', [...request.cc, ...request.bcc].join(', ')],
      ['Answers to', request.reply_to.join(', ')],
      ['Key', mail.idempotencyKey ?? ''],
      ['Tags', request.tags.map(({ name, value }) => `${name}=${value}`).join(', ')],
      ['Attached', request.attachments.map(({ filename }) => filename).join(', ')],
    ] as const;
    const frame = { src: `../mails/${mail.id}/html`, title: 'The mail as HTML' };
    return {
      title: request.subject,
      state,
      facts: facts.filter(([, value]) => value !== ''),
      ...(request.html === null ? {} : { frame }),
      ...(request.text === null ? {} : { text: request.text }),
      buttons: ['sent', 'delivered'].includes(state)
        ? [
            { action: 'bounce', label: 'Bounce' },
            { action: 'complain', label: 'Complain: it is spam' },
          ]
        : [],
    };
  }

  env() {
    return {
      RESEND_BASE_URL: this.premises.url(),
      RESEND_API_KEY: this.settings['apiKey'] ?? '',
      MAILER_FROM_EMAIL: SANDBOX_SHOP.mailFrom,
    };
  }

  reset(): void {
    this.mails.reset();
    this.idempotency.clear();
    this.limit.clear();
  }

  private send(call: Call): Answer {
    return json(200, { id: this.take(bodyOf(call), keyOf(call)).id });
  }

  /** All or nothing, unless the header says `permissive`: then the bad ones are told by their place. */
  private sendBatch(call: Call): Answer {
    const given = listOf(call);
    const isPermissive = call.headers['x-batch-validation'] === 'permissive';
    const good: number[] = [];
    const errors: { index: number; message: string }[] = [];
    for (const [index, one] of given.entries()) {
      try {
        readMailRequest(one, this.premises.clock.now());
        good.push(index);
      } catch (error) {
        if (!isPermissive) throw error;
        errors.push({ index, message: 'The mail is invalid.' });
      }
    }
    const data = good.map((index) => ({ id: this.take(given[index] ?? {}, keyOf(call)).id }));
    return json(200, { data, ...(isPermissive ? { errors } : {}) });
  }

  private take(given: Readonly<Record<string, unknown>>, key: string | undefined): Mail {
    const request = readMailRequest(given, this.premises.clock.now());
    const domain = addressOf(request.from).split('@')[1] ?? '';
    const { verifiedDomains = '' } = this.settings;
    if (verifiedDomains !== '' && !verifiedDomains.split(',').includes(domain)) {
      throw refused(403, 'validation_error', `The ${domain} domain is not verified.`);
    }
    return this.mails.take(request, key);
  }

  private reschedule(call: Call): Answer {
    const mail = this.scheduled(call);
    this.mails.schedule(mail, timeOf(bodyOf(call)['scheduled_at'], this.premises.clock.now()));
    return json(200, { object: 'email', id: mail.id });
  }

  private cancel(call: Call): Answer {
    const mail = this.scheduled(call);
    this.mails.cancel(mail);
    return json(200, { object: 'email', id: mail.id });
  }

  private scheduled(call: Call): Mail {
    const mail = this.of(call);
    if (mail.state !== 'scheduled') throw refused(400, 'validation_error', `The email is ${mail.state}.`);
    return mail;
  }

  private of({ params }: Call): Mail {
    const mail = this.mails.all().find(({ id }) => id === params['id']);
    if (!mail) throw refused(404, 'not_found', 'Email not found');
    return mail;
  }

  /** The mail's own HTML, for a frame in which it may do nothing. */
  private frame(id: string): Answer {
    const html = this.mails.find(id)?.request.html ?? null;
    if (html === null) return this.problem(404, 'Email not found');
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': FRAME_POLICY };
    return { status: 200, headers, body: html };
  }

  private guarded(handler: Handler): Handler {
    return (call) => {
      this.demandKey(call);
      const allowance = this.limit.take(Number(this.settings['requestsPerSecond']));
      if (!allowance) return handler(call);
      const answer = allowance.isSpent ? this.problem(429, 'Too many requests.') : answerOf(() => handler(call));
      return { ...answer, headers: { ...answer.headers, ...headersOf('ratelimit', allowance) } };
    };
  }

  private demandKey({ headers }: Call): void {
    if (!headers['user-agent']) throw refused(403, 'validation_error', 'A User-Agent header is required.');
    const [, key] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    if (key === undefined) throw refused(401, 'missing_api_key', 'Missing API Key');
    const wanted = Buffer.from(this.settings['apiKey'] ?? '');
    const given = Buffer.from(key);
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
    throw refused(403, 'invalid_api_key', 'API key is invalid');
  }

  private sent(id: string): Mail {
    const mail = this.mails.get(id);
    if (!['sent', 'delivered'].includes(mail.state)) throw new NotPossible(`it is ${mail.state}`);
    return mail;
  }
}

const keyOf = ({ headers }: Call): string | undefined =>
  headers['idempotency-key'] === undefined ? undefined : String(headers['idempotency-key']);

function bodyOf({ body }: Call): Record<string, unknown> {
  const object = jsonObject(body);
  if (!object) throw refused(400, 'validation_error', 'The body is no JSON object.');
  return object;
}

function listOf({ body }: Call): Record<string, unknown>[] {
  const list = jsonObject(Buffer.from(`{"all":${body.toString('utf8') || 'null'}}`))?.['all'];
  const good = Array.isArray(list) && list.length <= LARGEST_BATCH && list.every((one) => one instanceof Object);
  if (!good) throw refused(400, 'validation_error', `The body is a list of at most ${LARGEST_BATCH} mails.`);
  return list as Record<string, unknown>[];
}

/** As `GET /emails/{id}` tells it. */
function viewOf(mail: Mail) {
  const { from, to, cc, bcc, reply_to, subject, html, text, tags } = mail.request;
  return {
    object: 'email',
    id: mail.id,
    ...{ to, from, subject, html, text, tags },
    ...{ cc: orNull(cc), bcc: orNull(bcc), reply_to: orNull(reply_to) },
    created_at: new Date(mail.createdAt).toISOString(),
    last_event: mail.state,
    scheduled_at: mail.scheduledAt === undefined ? null : new Date(mail.scheduledAt).toISOString(),
  };
}

const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

export const resend: ProviderKind<Resend> = {
  policy: { timeoutMs: 15_000, waitBeforeRetry: (failed) => RETRIES_AFTER[failed - 1] },
  create: (premises) => new Resend(premises),
};
