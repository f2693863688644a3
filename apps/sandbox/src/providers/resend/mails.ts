import { createHmac, randomUUID } from 'node:crypto';

import { NoSuchItem, type Premises, type Settings } from '../../framework/provider.js';
import { addressOf, type MailRequest } from './mail-request.js';

/** `last_event` as the API tells it. */
export type MailState = 'scheduled' | 'sent' | 'delivered' | 'bounced' | 'complained' | 'canceled' | 'failed';

export interface Mail {
  readonly id: string;
  readonly request: MailRequest;
  readonly idempotencyKey?: string;
  readonly createdAt: number;
  scheduledAt?: number;
  state: MailState;
}

const DELIVERY_TAKES_MS = 1_000;
const BOUNCE = { type: 'Permanent', subType: 'General', message: 'The mailbox does not exist.' };

/** The mails that were taken, and the signed events of what becomes of each. */
export class Mails {
  private mails = new Map<string, Mail>();

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {}

  take(request: MailRequest, idempotencyKey?: string): Mail {
    const createdAt = this.premises.clock.now();
    const mail: Mail = { id: randomUUID(), request, idempotencyKey, createdAt, state: 'sent' };
    this.mails.set(mail.id, mail);
    if (request.scheduledAt === undefined) this.send(mail);
    else this.schedule(mail, request.scheduledAt);
    return mail;
  }

  all(): Mail[] {
    return [...this.mails.values()];
  }

  find(id: string): Mail | undefined {
    return this.mails.get(id) ?? this.all().find(({ idempotencyKey }) => idempotencyKey === id);
  }

  /** Throws `NoSuchItem`. */
  get(id: string): Mail {
    const mail = this.find(id);
    if (!mail) throw new NoSuchItem(id);
    return mail;
  }

  schedule(mail: Mail, time: number): void {
    const { clock } = this.premises;
    mail.state = 'scheduled';
    mail.scheduledAt = time;
    this.tell(mail, 'email.scheduled');
    clock.after(time - clock.now(), () => {
      if (mail.state === 'scheduled' && mail.scheduledAt === time) this.send(mail);
    });
  }

  cancel(mail: Mail): void {
    mail.state = 'canceled';
  }

  bounce(mail: Mail): void {
    mail.state = 'bounced';
    this.tell(mail, 'email.bounced', { bounce: BOUNCE });
  }

  complain(mail: Mail): void {
    mail.state = 'complained';
    this.tell(mail, 'email.complained');
  }

  reset(): void {
    this.mails = new Map();
  }

  private send(mail: Mail): void {
    mail.state = 'sent';
    this.tell(mail, 'email.sent');
    this.premises.clock.after(DELIVERY_TAKES_MS, () => {
      if (mail.state === 'sent') this.arrive(mail);
    });
  }

  /** The test addresses of its documents bounce and complain; all others take their mail. */
  private arrive(mail: Mail): void {
    const [, user = ''] = /^([a-z]+)(?:\+.*)?@resend\.dev$/.exec(addressOf(mail.request.to[0] ?? '')) ?? [];
    if (user === 'bounced') return this.bounce(mail);
    mail.state = 'delivered';
    this.tell(mail, 'email.delivered');
    if (user === 'complained') this.complain(mail);
  }

  /** Tags were sent as a list and come back as an object. */
  private tell(mail: Mail, type: string, more: object = {}): void {
    const { from, to, subject, tags } = mail.request;
    const content = {
      type,
      created_at: this.iso(this.premises.clock.now()),
      data: {
        email_id: mail.id,
        message_id: `<${mail.id}@resend.sandbox>`,
        created_at: this.iso(mail.createdAt),
        from,
        to,
        subject,
        tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
        ...more,
      },
    };
    const body = JSON.stringify(content);
    const id = `msg_${randomUUID().replaceAll('-', '')}`;
    const url = this.settings.webhookUrl;
    this.premises.webhooks.send({
      event: type,
      subject: mail.id,
      url,
      body,
      headers: () => this.headersFor(id, body),
    });
  }

  /** By the wall's clock: the receiver compares it with its own. */
  private headersFor(id: string, body: string): Record<string, string> {
    const time = String(Math.floor(Date.now() / 1000));
    const key = Buffer.from((this.settings['webhookSecret'] ?? '').replace(/^whsec_/, ''), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
    return {
      'content-type': 'application/json',
      'user-agent': 'Svix-Webhooks/1.0 (sandbox)',
      'svix-id': id,
      'svix-timestamp': time,
      'svix-signature': `v1,${signature}`,
    };
  }

  private iso(time: number): string {
    return new Date(time).toISOString();
  }
}
