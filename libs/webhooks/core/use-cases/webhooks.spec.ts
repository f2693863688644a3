import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, JobQueue, type NewJob, newId, type UserActor } from '#libs/kernel';
import type { EventOutcome, PaymentsApi, WebhookReading } from '#libs/payments';

import { KeptAuditLog, PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { InMemoryWebhookRepository } from '../../testing/in-memory-webhook.repository.js';
import { anEvent } from '../../testing/webhook-repository.contract.js';
import { RefusedQuota } from '../services/refused-quota.js';
import { StoredOnce } from '../services/stored-once.js';
import { WebhookInbox } from '../services/webhook-inbox.js';
import type { WebhookQueries } from '../webhooks.ports.js';
import { ApplyWebhook } from './apply-webhook.js';
import { ErasePayers } from './erase-payers.js';
import { ForgetWebhooks } from './forget-webhooks.js';
import { ReceiveMidtrans } from './receive-midtrans.js';
import { ReceiveOpenPix } from './receive-open-pix.js';
import { ReceiveProPay } from './receive-pro-pay.js';
import { ReceiveStripe } from './receive-stripe.js';
import { ReplayWebhook } from './replay-webhook.js';

const START = new Date('2026-03-02T12:00:00Z');
const DAY_MS = 24 * 3_600_000;
const JSON_HEADERS = { 'content-type': 'application/json', authorization: 'secret' };

class KeptJobQueue extends JobQueue {
  readonly jobs: NewJob[] = [];

  async enqueue(job: NewJob): Promise<void> {
    this.jobs.push(job);
  }
}

let webhooks: InMemoryWebhookRepository;
let clock: FixedClock;
let reading: WebhookReading | null;
let outcome: EventOutcome;
let asked: unknown[];
let inbox: WebhookInbox;
let payments: PaymentsApi;

beforeEach(() => {
  webhooks = new InMemoryWebhookRepository();
  clock = new FixedClock(START);
  reading = anEvent('evt_1');
  outcome = { status: 'APPLIED', result: 'PAID', paymentId: newId() };
  asked = [];
  payments = {
    readWebhook: () => reading,
    applyEvent: async (...question: unknown[]) => {
      asked.push(question);
      return outcome;
    },
  } as unknown as PaymentsApi;
  inbox = new WebhookInbox(payments, webhooks, new RefusedQuota(clock), new StoredOnce(), clock);
});

const body = new TextEncoder().encode('{"a":1}');
const kept = () => [...webhooks.rows.values()];

describe('receiving a webhook', () => {
  const receive = (given: object = {}) => new ReceiveProPay(inbox).execute({ headers: JSON_HEADERS, body, ...given });

  it.each([
    ['midtrans', ReceiveMidtrans],
    ['propay', ReceiveProPay],
    ['openpix', ReceiveOpenPix],
    ['stripe', ReceiveStripe],
  ] as const)('of %s stores it byte for byte, without what would open a door', async (provider, UseCase) => {
    const answer = await new UseCase(inbox).execute({ headers: JSON_HEADERS, body });

    expect(answer).toEqual({ verdict: 'genuine', outcome: 'stored' });
    const headers = { 'content-type': 'application/json', authorization: '[redacted]' };
    expect(kept()).toMatchObject([{ provider, eventId: 'evt_1', status: 'RECEIVED', body, headers }]);
  });

  it('stores the same event once', async () => {
    await receive();
    expect(await receive()).toEqual({ verdict: 'genuine', outcome: 'repeated' });
    expect(kept()).toHaveLength(1);
  });

  it.each<[string, WebhookReading | null, object, string, string]>([
    ['forged', { verdict: 'forged', reason: 'SIGNATURE' }, {}, 'forged', 'SIGNATURE'],
    ['of a gateway that is not configured', null, {}, 'forged', 'GATEWAY_NOT_CONFIGURED'],
    ['unreadable', { verdict: 'unreadable', reason: 'NOT_JSON' }, {}, 'unreadable', 'NOT_JSON'],
    ['whose body was not read', anEvent('evt_1'), { unread: 'TOO_LARGE' }, 'unreadable', 'TOO_LARGE'],
    ['of another type', anEvent('evt_1'), { headers: { 'content-type': 'text/plain' } }, 'unreadable', 'WRONG_TYPE'],
    ['that no database keeps', anEvent('evt\u0000'), {}, 'unreadable', 'TEXT_UNSTORABLE'],
  ])('that is %s keeps a trace, and applies nothing', async (_, read, given, verdict, reason) => {
    reading = read;

    expect(await receive(given)).toEqual({ verdict, outcome: verdict });
    expect(kept()).toMatchObject([{ verdict: verdict.toUpperCase(), reason, status: 'REFUSED' }]);
  });

  it('refuses whether or not there is a trace of it', async () => {
    reading = { verdict: 'forged', reason: 'SIGNATURE' };
    webhooks.isAway = true;
    expect(await receive()).toEqual({ verdict: 'forged', outcome: 'not_kept' });
  });

  it('throws when a genuine one could not be stored, and stores it when it comes again', async () => {
    webhooks.isAway = true;
    await expect(receive()).rejects.toThrow('away');
    webhooks.isAway = false;
    expect(await receive()).toMatchObject({ outcome: 'stored' });
  });

  it('keeps so many refused ones an hour, and 16 KiB of each', async () => {
    reading = { verdict: 'forged', reason: 'SIGNATURE' };
    for (let i = 0; i < 201; i++) await receive({ body: new Uint8Array(20_000) });
    expect(kept()).toHaveLength(200);
    expect(kept()[0]?.body).toHaveLength(16_384);
  });
});

describe('applying a webhook', () => {
  const stored = async () => {
    await new ReceiveStripe(inbox).execute({ headers: JSON_HEADERS, body });
    return kept()[0]?.id ?? '';
  };
  const apply = (id: string, turn = 1) => new ApplyWebhook(webhooks, payments, clock).execute({ id, turn });

  it('writes what came of it, once', async () => {
    const id = await stored();
    await apply(id, 3);
    await apply(id);

    expect(asked).toEqual([['stripe', reading, 3]]);
    expect(kept()).toMatchObject([{ ...outcome, processedAt: START }]);
  });

  it('again is a job of its own and a line in the audit log', async () => {
    const id = await stored();
    await apply(id);
    const [jobs, audit] = [new KeptJobQueue(), new KeptAuditLog()];
    const queries = { get: async (one: string) => webhooks.rows.get(one) } as unknown as WebhookQueries;
    const replay = new ReplayWebhook(webhooks, queries, jobs, audit, new PlainUnitOfWork());
    const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };

    expect(await replay.execute({ actor, id })).toMatchObject({ status: 'RECEIVED', replays: 1 });
    expect(jobs.jobs).toEqual([{ kind: 'webhooks.apply', key: `${id}:1`, payload: { webhook_id: id } }]);
    expect(audit.entries).toMatchObject([{ action: 'webhook.replayed', subjectId: id, actor: { id: actor.id } }]);

    reading = { verdict: 'forged', reason: 'SIGNATURE' };
    await new ReceiveStripe(inbox).execute({ headers: JSON_HEADERS, body });
    const refused = kept().find(({ status }) => status === 'REFUSED')?.id ?? '';
    await expect(replay.execute({ actor, id: refused })).rejects.toMatchObject({ code: 'WEBHOOK_NOT_REPLAYABLE' });
    expect(jobs.jobs).toHaveLength(1);
  });

  it('erases what was said of a payer, and leaves that it came', async () => {
    await apply(await stored());
    await new ErasePayers(webhooks).execute({ paymentIds: [outcome.paymentId ?? ''] });

    expect(Buffer.from(kept()[0]?.body ?? []).toString()).toBe('[erased]');
    expect(kept()).toMatchObject([{ status: 'APPLIED', eventId: 'evt_1' }]);
  });

  it('is forgotten after 90 days, and a refused one after 7', async () => {
    await stored();
    reading = { verdict: 'forged', reason: 'SIGNATURE' };
    await new ReceiveStripe(inbox).execute({ headers: JSON_HEADERS, body });
    const forget = async (days: number) => {
      clock.set(new Date(START.getTime() + days * DAY_MS + 1));
      await new ForgetWebhooks(webhooks, clock).execute();
      return kept().map(({ verdict }) => verdict);
    };

    expect(await forget(6)).toEqual(['GENUINE', 'FORGED']);
    expect(await forget(7)).toEqual(['GENUINE']);
    expect(await forget(89)).toEqual(['GENUINE']);
    expect(await forget(90)).toEqual([]);
  });
});
