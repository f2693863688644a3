import { Injectable } from '@nestjs/common';

import type { PersonalDataHolder } from '#libs/identity';

import { NotificationLedger } from '../notifications.ports.js';

/** What this module holds on a person: which mails they got, and when. */
@Injectable()
export class MailRecords implements PersonalDataHolder {
  constructor(private readonly ledger: NotificationLedger) {}

  async export(userId: string): Promise<unknown> {
    const mails = await this.ledger.sentTo(userId);
    return mails.map(({ kind, sentAt }) => ({ kind, sent_at: sentAt.toISOString() }));
  }

  async erase(userId: string): Promise<void> {
    await this.ledger.forget(userId);
  }
}
