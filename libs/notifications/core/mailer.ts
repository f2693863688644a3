import { JobGivesUp } from '#libs/kernel';

import type { Letter } from './letters/letter.js';
import type { NotificationKind } from './notification.js';

/** A letter on its way. */
export interface OutgoingMail {
  /** One mail, one key: a mailer that knows keys sends it once, however often it is asked to. */
  readonly key: string;
  readonly kind: NotificationKind;
  readonly to: { readonly address: string; readonly name: string | null };
  readonly letter: Letter;
}

export interface MailReceipt {
  readonly mailer: 'resend' | 'smtp';
  /** The mailer's own id of the mail; null when it had taken the mail before and tells no id any more. */
  readonly messageId: string | null;
}

/**
 * Hands mails over. Throws {@link MailRefused}, {@link MailRejected}, {@link MailNotConfigured}; a mailer that does not answer is an outbound
 * failure, or `PROVIDER_UNAVAILABLE` (503) while its circuit is open. Never call it inside a unit of work.
 */
export abstract class Mailer {
  abstract send(mail: OutgoingMail): Promise<MailReceipt>;
}

/** Neither `RESEND_API_KEY` nor `SMTP_URL` is set. */
export class MailNotConfigured extends Error {
  constructor() {
    super('RESEND_API_KEY and SMTP_URL are not set');
    this.name = 'MailNotConfigured';
  }
}

/** The mailer took nothing, for a reason that a person may put right: a key, a quota, a sender's domain. `code` is its stable word. */
export class MailRefused extends Error {
  constructor(readonly code: string) {
    super(`The mailer refused: ${code}`);
    this.name = 'MailRefused';
  }
}

/** The mailer will never take this mail: nobody has the address, or it is none. */
export class MailRejected extends JobGivesUp {
  constructor(readonly code: string) {
    super(`The mailer rejected: ${code}`);
    this.name = 'MailRejected';
  }
}

/** Another process is sending this very mail. */
export class MailInHand extends Error {
  constructor() {
    super('This mail is being sent');
    this.name = 'MailInHand';
  }
}
