import { createHmac, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

import type { Premises, Settings } from '../../framework/provider.js';

export const EVENTS = [
  'OPENPIX:CHARGE_CREATED',
  'OPENPIX:CHARGE_COMPLETED',
  'OPENPIX:CHARGE_EXPIRED',
  'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER',
  'OPENPIX:TRANSACTION_RECEIVED',
  'OPENPIX:TRANSACTION_REFUND_RECEIVED',
  'PIX_TRANSACTION_REFUND_SENT_CONFIRMED',
  'PIX_TRANSACTION_REFUND_SENT_REJECTED',
] as const;
export type EventName = (typeof EVENTS)[number];

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly event: string;
  readonly url: string;
  readonly authorization: string;
  readonly isActive: boolean;
}

/** As short as the key that the documents show, which is 1024 bits. */
const KEY = { modulusLength: 1024, publicKeyEncoding: { type: 'spki', format: 'pem' } } as const;

/** Who hears of which event, and how a delivery proves itself: RSA over the raw bytes, HMAC over them, and a fixed header. */
export class Subscriptions {
  private list: Subscription[] = [];
  private readonly privateKey;
  /** Base64 of the PEM, as the SDK has it. */
  readonly publicKey: string;

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {
    const pair = generateKeyPairSync('rsa', { ...KEY, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    this.privateKey = createPrivateKey(pair.privateKey);
    this.publicKey = Buffer.from(pair.publicKey).toString('base64');
  }

  all(): readonly Subscription[] {
    return this.list;
  }

  /** Calls the address once; undefined, and nothing is kept, when it does not take the call. */
  async add(wanted: Omit<Subscription, 'id'>): Promise<Subscription | undefined> {
    const subscription = { ...wanted, id: Buffer.from(`Webhook:${randomUUID()}`).toString('base64') };
    const body = { data_criacao: this.now(), evento: 'teste_webhook', event: wanted.event };
    const taken = await this.premises.webhooks.sendOnce(
      this.webhook(subscription, 'teste_webhook', 'teste_webhook', body),
    );
    if (!taken) return undefined;
    this.list.push(subscription);
    return subscription;
  }

  remove(id: string): boolean {
    const before = this.list.length;
    this.list = this.list.filter((one) => one.id !== id);
    return this.list.length < before;
  }

  /** Sends it to all who registered for it, and to the address in the settings, which hears of everything. */
  tell(event: EventName, subject: string, content: Readonly<Record<string, unknown>>): void {
    const body = { event, ...content, company: COMPANY, account: {} };
    const preset = { url: this.settings.webhookUrl, authorization: '' };
    const registered = this.list.filter((one) => one.event === event && one.isActive);
    for (const target of [preset, ...registered]) {
      this.premises.webhooks.send(this.webhook(target, event, subject, body));
    }
  }

  reset(): void {
    this.list = [];
  }

  private webhook(to: Pick<Subscription, 'url' | 'authorization'>, event: string, subject: string, content: unknown) {
    const body = JSON.stringify(content);
    const { webhookSecret = '' } = this.settings;
    const headers = {
      'content-type': 'application/json',
      'x-webhook-signature': sign('RSA-SHA256', Buffer.from(body), this.privateKey).toString('base64'),
      'x-openpix-signature': createHmac('sha1', webhookSecret).update(body).digest('base64'),
      ...(to.authorization === '' ? {} : { authorization: to.authorization }),
    };
    return { event, subject, url: to.url, body, headers: () => headers };
  }

  private now(): string {
    return new Date(this.premises.clock.now()).toISOString();
  }
}

const COMPANY = { id: '63f5e0d2b7c1a40012345678', name: 'Comanda Sandbox', taxID: '11222333000181' };
