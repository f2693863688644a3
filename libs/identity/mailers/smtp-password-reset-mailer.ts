import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';

import { ENV, type Env, Logger } from '#libs/platform';

import { PasswordResetMailer } from '../core/identity.ports.js';
import type { Locale } from '../core/user.js';
import { passwordResetText } from './password-reset-text.js';

const PATIENCE_MS = 10_000;

/** The job that was to send a mail fails with this, and its row shows the name. */
export class MailNotConfigured extends Error {
  constructor() {
    super('SMTP_URL is not set');
    this.name = 'MailNotConfigured';
  }
}

/** Writes through the mail server of `SMTP_URL`. */
@Injectable()
export class SmtpPasswordResetMailer extends PasswordResetMailer implements OnApplicationShutdown {
  private readonly transport?: Transporter;
  private warned = false;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly logger: Logger,
  ) {
    super();
    if (!env.SMTP_URL) return;
    this.transport = createTransport({
      url: env.SMTP_URL,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({
    to,
    name,
    locale,
    token,
  }: {
    to: string;
    name: string | null;
    locale: Locale;
    token: string;
  }): Promise<void> {
    if (!this.transport) {
      this.warnOnce();
      throw new MailNotConfigured();
    }
    const link = new URL('reset-password', withSlash(this.env.FRONTEND_URL));
    link.searchParams.set('token', token);
    await this.transport.sendMail({
      from: this.env.MAILER_FROM_EMAIL,
      to: { name: name ?? '', address: to },
      ...passwordResetText(locale, name, link.href),
    });
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }

  private warnOnce(): void {
    if (!this.warned)
      this.logger.warn('Mail cannot be sent: set SMTP_URL and MAILER_FROM_EMAIL. The jobs are tried again');
    this.warned = true;
  }
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);
