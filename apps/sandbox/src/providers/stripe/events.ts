import { createHmac } from 'node:crypto';

import type { Premises, Settings } from '../../framework/provider.js';
import { newId } from './objects.js';

/** The request that an event came of; nothing when a person or time did it. */
export interface Cause {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

export const NO_REQUEST: Cause = { id: null, idempotency_key: null };

/** Makes events of what happens, keeps them to be read again, and sends them signed. */
export class Events {
  private readonly events = new Map<string, object>();

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {}

  tell(type: string, subject: string, object: object, cause: Cause, previous?: object): void {
    const event = {
      id: newId('evt'),
      object: 'event',
      api_version: this.settings['apiVersion'],
      created: Math.floor(this.premises.clock.now() / 1000),
      data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: this.settings['livemode'] === 'true',
      pending_webhooks: 1,
      request: cause,
      type,
    };
    this.events.set(event.id, event);
    const body = JSON.stringify(event);
    this.premises.webhooks.send({
      event: type,
      subject,
      url: this.settings.webhookUrl,
      body,
      headers: () => ({
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': this.signature(body),
      }),
    });
  }

  find(id: string): object | undefined {
    return this.events.get(id);
  }

  reset(): void {
    this.events.clear();
  }

  /** By the wall's clock, whatever the sandbox's says: the receiver compares it with its own. One `v1` for each live secret. */
  private signature(body: string): string {
    const time = Math.floor(Date.now() / 1000);
    const { webhookSecret = '', previousWebhookSecret = '' } = this.settings;
    const secrets = [webhookSecret, previousWebhookSecret].filter(Boolean);
    return [`t=${time}`, ...secrets.map((secret) => `v1=${hmac(`${time}.${body}`, secret)}`)].join(',');
  }
}

const hmac = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('hex');
