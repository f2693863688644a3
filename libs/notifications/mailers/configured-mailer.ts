import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';

import { CircuitBreakers, ENV, type Env, Logger, Metrics } from '#libs/platform';

import { Mailer, type MailReceipt, MailNotConfigured, type OutgoingMail } from '../core/mailer.js';
import { ResendMailer } from './resend-mailer.js';
import { SmtpMailer } from './smtp-mailer.js';

/** Resend when there is a key for it, else the mail server of `SMTP_URL`. With neither, mails wait as jobs, and one warning says so. */
@Injectable()
export class ConfiguredMailer extends Mailer implements OnApplicationShutdown {
  private readonly chosen: ResendMailer | SmtpMailer | null;
  private warned = false;

  constructor(
    @Inject(ENV) env: Env,
    breakers: CircuitBreakers,
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    super();
    const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, SMTP_URL: url, MAILER_FROM_EMAIL: from = '' } = env;
    if (apiKey) this.chosen = new ResendMailer({ apiKey, baseUrl, from }, breakers, metrics);
    else this.chosen = url ? new SmtpMailer({ url, from }, breakers, metrics) : null;
  }

  async send(mail: OutgoingMail): Promise<MailReceipt> {
    if (this.chosen) return this.chosen.send(mail);
    if (!this.warned) {
      this.logger.warn(
        'Mail cannot be sent: set RESEND_API_KEY or SMTP_URL, and MAILER_FROM_EMAIL. Mails wait as jobs',
      );
    }
    this.warned = true;
    throw new MailNotConfigured();
  }

  onApplicationShutdown(): void {
    if (this.chosen instanceof SmtpMailer) this.chosen.close();
  }
}
