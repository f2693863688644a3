import { Injectable } from '@nestjs/common';

import { Clock, newId } from '#libs/kernel';
import { PaymentsApi, type WebhookReading } from '#libs/payments';

import { LONGEST_REFUSED_BODY, RefusedQuota } from './refused-quota.js';
import { safeHeaders } from '../model/safe-headers.js';
import { StoredOnce } from './stored-once.js';
import type { Headers } from '../model/webhook.js';
import { WebhookRepository } from '../webhooks.ports.js';

/** A webhook as the wire brought it. */
export interface DeliveredWebhook {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Why nothing of the body could be read; absent when it could. */
  readonly unread?: string;
}

interface IncomingWebhook extends DeliveredWebhook {
  readonly provider: string;
}

export type Reception = 'stored' | 'repeated' | 'forged' | 'unreadable' | 'not_kept';

/** What is to be answered, and what became of it, for the metrics. */
export interface Received {
  readonly verdict: WebhookReading['verdict'];
  readonly outcome: Reception;
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** What PostgreSQL keeps neither as text nor as JSON. */
const UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

/**
 * Verifies a webhook and stores it, with the job that applies it, in one round trip. Nothing else happens before it is answered. What is
 * not genuine is kept within bounds. Throws what the store throws.
 */
@Injectable()
export class WebhookInbox {
  constructor(
    private readonly payments: PaymentsApi,
    private readonly webhooks: WebhookRepository,
    private readonly quota: RefusedQuota,
    private readonly storedOnce: StoredOnce,
    private readonly clock: Clock,
  ) {}

  async receive(incoming: IncomingWebhook): Promise<Received> {
    const receivedAt = this.clock.now();
    const { provider, headers, body } = incoming;
    const reading = this.read(incoming, receivedAt);
    const received = { id: newId(), provider, headers: safeHeaders(headers), receivedAt };
    const json = reading.verdict === 'genuine' ? JSON.stringify(reading) : '';
    if (reading.verdict === 'genuine' && !UNSTORABLE.test(json)) {
      const { eventId, type } = reading;
      const store = () => this.webhooks.store({ ...received, body, eventId, eventType: type, reading: json });
      const isNew = await this.storedOnce.run(`${provider} ${eventId}`, store);
      return { verdict: 'genuine', outcome: isNew ? 'stored' : 'repeated' };
    }
    const { verdict, reason } = reading.verdict === 'genuine' ? TEXT_UNSTORABLE : reading;
    if (!this.quota.take(provider)) return { verdict, outcome: 'not_kept' };
    const refused = { verdict: verdict === 'forged' ? 'FORGED' : 'UNREADABLE', reason } as const;
    const kept = await this.webhooks
      .keepRefused({ ...received, ...refused, body: body.subarray(0, LONGEST_REFUSED_BODY) })
      .then(
        () => true,
        // A refusal stands, whether or not there is a trace of it.
        () => false,
      );
    return { verdict, outcome: kept ? verdict : 'not_kept' };
  }

  private read({ provider, headers, body, unread }: IncomingWebhook, receivedAt: Date): WebhookReading {
    if (unread !== undefined) return { verdict: 'unreadable', reason: unread };
    const reading = this.payments.readWebhook(provider, { headers, body, receivedAt }) ?? NOT_CONFIGURED;
    return reading.verdict === 'genuine' && !JSON_TYPE.test(headers['content-type'] ?? 'application/json')
      ? WRONG_TYPE
      : reading;
  }
}

/** Without its keys no signature can be good. */
const NOT_CONFIGURED: WebhookReading = { verdict: 'forged', reason: 'GATEWAY_NOT_CONFIGURED' };

const WRONG_TYPE = { verdict: 'unreadable', reason: 'WRONG_TYPE' } as const;
const TEXT_UNSTORABLE = { verdict: 'unreadable', reason: 'TEXT_UNSTORABLE' } as const;
