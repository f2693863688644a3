import type { OnApplicationShutdown } from '@nestjs/common';

import type { Env, Logger, Metrics } from '#libs/platform';
import type { CircuitBreakers } from '#libs/platform/outbound';

import { MailNotConfigured } from '../core/model/mailer.errors.js';
import { Mailer, type MailReceipt, type OutgoingMail } from '../core/notifications.ports.js';

/** Resend when there is a key for it, else the mail server of `SMTP_URL`. With neither, mails wait as jobs, and one warning says so. */
export class ConfiguredMailer extends Mailer implements OnApplicationShutdown {
  private warned = false;

  private constructor(
    private readonly chosen: (Mailer & { close?(): void }) | null,
    private readonly logger: Logger,
  ) {
    super();
  }

  /** Their packages are large ones: only the one that is chosen is loaded. */
  static async load(env: Env, breakers: CircuitBreakers, metrics: Metrics, logger: Logger): Promise<ConfiguredMailer> {
    const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, SMTP_URL: url, MAILER_FROM_EMAIL: from = '' } = env;
    if (apiKey) {
      const { ResendMailer } = await import('./resend-mailer.js');
      return new ConfiguredMailer(new ResendMailer({ apiKey, baseUrl, from }, breakers, metrics), logger);
    }
    if (!url) return new ConfiguredMailer(null, logger);
    const { SmtpMailer } = await import('./smtp-mailer.js');
    return new ConfiguredMailer(new SmtpMailer({ url, from }, breakers, metrics), logger);
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
    this.chosen?.close?.();
  }
}
