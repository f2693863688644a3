import type { PersonalDataHolder } from '#libs/identity';

import type { NotificationBook } from './notifications.ports.js';

/** What this module holds on a person: which mails they got, and when. */
export class MailRecords implements PersonalDataHolder {
  constructor(private readonly book: NotificationBook) {}

  async export(userId: string): Promise<unknown> {
    const mails = await this.book.sentTo(userId);
    return mails.map(({ kind, sentAt }) => ({ kind, sent_at: sentAt.toISOString() }));
  }

  async erase(userId: string): Promise<void> {
    await this.book.forget(userId);
  }
}
