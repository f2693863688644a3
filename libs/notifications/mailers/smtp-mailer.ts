import { createTransport, type Transporter } from 'nodemailer';

import type { Metrics } from '#libs/platform';
import { type CircuitBreakers, OutboundFailure } from '#libs/platform/outbound';

import { MailRefused, MailRejected } from '../core/model/mailer.errors.js';
import { Mailer, type MailReceipt, type OutgoingMail } from '../core/notifications.ports.js';
import { toHtml, toText } from '../presentation/email-formats.js';
import { guarded } from './guarded-call.js';

const PROVIDER = 'smtp';
/** For each silence. */
const PATIENCE_MS = 10_000;
/** For a mail as a whole: a server that answers a word at a time must not hold a job. */
const DEADLINE_MS = 25_000;

interface SmtpSettings {
  readonly url: string;
  readonly from: string;
}

/** What nodemailer says of a failure. */
interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/**
 * Any mail server. SMTP knows no keys: the same mail has the same Message-ID, by which the recipient's server may tell a second one from the
 * first.
 */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;
  private readonly domain: string;

  constructor(
    private readonly settings: SmtpSettings,
    private readonly breakers: CircuitBreakers,
    private readonly metrics: Metrics,
  ) {
    super();
    this.transport = createTransport({
      url: settings.url,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.domain = /@([^\s<>@]+)>?$/.exec(settings.from)?.[1] ?? 'localhost';
  }

  send(mail: OutgoingMail): Promise<MailReceipt> {
    return guarded(PROVIDER, this.breakers, this.metrics, () => this.exchange(mail));
  }

  close(): void {
    this.transport.close();
  }

  private async exchange({ key, to, email }: OutgoingMail): Promise<MailReceipt> {
    const messageId = `<${key.replace(/[^A-Za-z0-9.-]/g, '.')}@${this.domain}>`;
    const sending = this.transport.sendMail({
      from: this.settings.from,
      to: { name: to.name ?? '', address: to.address },
      subject: email.subject,
      text: toText(email),
      html: toHtml(email),
      messageId,
    });
    try {
      await withDeadline(sending);
      return { mailer: 'smtp', messageId };
    } catch (error) {
      throw error instanceof OutboundFailure ? error : faultOf(error as SmtpFault);
    }
  }
}

function faultOf({ code = '', responseCode = 0, command = '' }: SmtpFault): Error {
  if (code === 'EAUTH') return new MailRefused('EAUTH');
  const isAboutMail = /^(RCPT|DATA)/.test(command);
  if (responseCode >= 500) {
    const reason = `SMTP_${responseCode}`;
    return isAboutMail ? new MailRejected(reason) : new MailRefused(reason);
  }
  if (responseCode >= 400) return new OutboundFailure(PROVIDER, 'busy', false);
  return new OutboundFailure(PROVIDER, code === 'ETIMEDOUT' ? 'timed_out' : 'cut_off', true);
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutboundFailure(PROVIDER, 'timed_out', true)), DEADLINE_MS);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
