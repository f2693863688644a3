import type { Page, PageRequest } from '#libs/kernel';

import type { MailReceipt } from './mailer.js';
import type { Notification, NotificationKind, NotificationStatus } from './notification.js';

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

/** The mails that were sent and those that are owed. */
export abstract class NotificationBook {
  /** `sent`: it was sent before. `held`: another try has it in hand. */
  abstract claim(mail: MailToSend): Promise<Claim | 'sent' | 'held'>;

  abstract sent(claim: Claim, receipt: MailReceipt, at: Date): Promise<void>;

  abstract failed(claim: Claim, failure: Failure, at: Date): Promise<void>;

  /** Nothing is owed for this cause any more; what was sent stays. */
  abstract drop(cause: string): Promise<void>;

  /** Newest first; takes and gives cursors. */
  abstract list(filter: NotificationFilter, page: PageRequest): Promise<Page<Notification>>;

  /** Owed again, by the job that was to send it; in the ambient transaction. Throws `NOTIFICATION_NOT_FOUND` (404), `NOTIFICATION_SENT` (409). */
  abstract reopen(id: string): Promise<Notification>;

  /** What was sent to somebody, oldest first. */
  abstract sentTo(userId: string): Promise<{ readonly kind: NotificationKind; readonly sentAt: Date }[]>;

  /** Takes a person off all mails; what they were owed is owed no more. */
  abstract forget(userId: string): Promise<void>;

  /** Removes what was sent, or failed, before this instant. Answers how many. */
  abstract removeBefore(at: Date): Promise<number>;
}

/** The settings that letters depend on. */
export abstract class MailSettings {
  /** Where the links of mails point. */
  abstract readonly frontendUrl: string;
}
