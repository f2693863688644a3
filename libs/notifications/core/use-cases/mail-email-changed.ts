import { Injectable } from '@nestjs/common';

import { type EmailChangedOwed, IdentityApi } from '#libs/identity';

import type { MailJob } from '../model/notification.js';
import { DeliverMail } from '../services/deliver-mail.js';

export type { EmailChangedOwed } from '#libs/identity';
export { EMAIL_CHANGED_JOB } from '#libs/identity';

/** Tells the former address of an account that it has another one now. */
@Injectable()
export class MailEmailChanged {
  constructor(
    private readonly identity: IdentityApi,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(owed: EmailChangedOwed, job: MailJob): Promise<void> {
    const former = await this.identity.emailChangedMail(owed);
    await this.deliver.deliver({
      cause: `email-changed/${owed.change_id}`,
      outletId: null,
      job,
      mail: former && {
        to: { userId: former.userId, address: former.email, name: former.name },
        message: { kind: 'EMAIL_CHANGED', reader: former },
      },
    });
  }
}
