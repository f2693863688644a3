import type { CursorPage, PageRequest } from '#libs/kernel';

import type { Email } from './model/email.js';
import type { MailMessage } from './model/mail-message.js';
import type { Notification, NotificationKind, NotificationStatus } from './model/notification.js';

export interface MailToSend {
  readonly kind: NotificationKind;
  readonly cause: string;
  readonly outletId: string | null;
  readonly userId: string;
  readonly jobId: string;
}

/** The right to send a mail, held by one try at a time and for less than a minute. */
export interface Claim {
  readonly id: string;
  /** Counts from 1: the outcome is written by the try that is still the last one. */
  readonly attempt: number;
  /** How often a mailer has said that it took nothing. */
  readonly refusals: number;
}

export interface Failure {
  readonly reason: string;
  /** The mailer said that it took nothing. */
  readonly wasRefused: boolean;
  readonly waitsForPerson: boolean;
}

export interface NotificationFilter {
  readonly status?: NotificationStatus;
  readonly kind?: NotificationKind;
  readonly outletId?: string;
  readonly userId?: string;
}

/** Mails, to be shown. */
export abstract class NotificationQueries {
  /** Newest first; takes and gives cursors. */
  abstract page(filter: NotificationFilter, page: PageRequest): Promise<CursorPage<Notification>>;
}

/** The mails that were sent and those that are owed. */
export abstract class NotificationLedger {
  /** `sent`: it was sent before. `held`: another try has it in hand. */
  abstract claim(mail: MailToSend): Promise<Claim | 'sent' | 'held'>;

  abstract sent(claim: Claim, receipt: MailReceipt, at: Date): Promise<void>;

  abstract failed(claim: Claim, failure: Failure, at: Date): Promise<void>;

  /** Nothing is owed for this cause any more; what was sent stays. */
  abstract drop(cause: string): Promise<void>;

  /** Owed again, by the job that was to send it; in the ambient transaction. Throws `NOTIFICATION_NOT_FOUND`, `NOTIFICATION_SENT`. */
  abstract reopen(id: string): Promise<Notification>;

  /** What was sent to somebody, oldest first. */
  abstract sentTo(userId: string): Promise<{ readonly kind: NotificationKind; readonly sentAt: Date }[]>;

  /** Takes a person off all mails; what they were owed is owed no more. */
  abstract forget(userId: string): Promise<void>;

  /** Removes what was sent, or failed, before this instant. Answers how many. */
  abstract removeBefore(at: Date): Promise<number>;
}

/** An email on its way. */
export interface OutgoingMail {
  /** One mail, one key: a mailer that knows keys sends it once, however often it is asked to. */
  readonly key: string;
  readonly kind: NotificationKind;
  readonly to: { readonly address: string; readonly name: string | null };
  readonly email: Email;
}

export interface MailReceipt {
  readonly mailer: 'resend' | 'smtp';
  /** The mailer's own id of the mail; null when it had taken the mail before and tells no id any more. */
  readonly messageId: string | null;
}

/**
 * Hands mails over. Throws `MailRefused`, `MailRejected`, `MailNotConfigured`; a mailer that does not answer is an outbound
 * failure, or `PROVIDER_UNAVAILABLE` while its circuit is open. Never call it inside a unit of work.
 */
export abstract class Mailer {
  abstract send(mail: OutgoingMail): Promise<MailReceipt>;
}

/** The words of mails, by what they are about. */
export abstract class EmailTemplates {
  abstract emailOf(message: MailMessage): Email;
}
