import { Injectable } from '@nestjs/common';

import { IdentityApi, type PasswordResetOwed } from '#libs/identity';

import type { MailJob } from '../model/notification.js';
import { DeliverMail } from '../services/deliver-mail.js';

export type { PasswordResetOwed } from '#libs/identity';
export { PASSWORD_RESET_JOB } from '#libs/identity';

/** The way to a new password, for whoever forgot theirs or never had one. */
@Injectable()
export class MailPasswordReset {
  constructor(
    private readonly identity: IdentityApi,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(owed: PasswordResetOwed, job: MailJob): Promise<void> {
    const reset = await this.identity.passwordResetMail(owed);
    await this.deliver.deliver({
      cause: `password-reset/${owed.reset_id}`,
      outletId: null,
      job,
      mail: reset && {
        to: { userId: reset.userId, address: reset.email, name: reset.name },
        message: { kind: 'PASSWORD_RESET', reader: reset, token: reset.token },
      },
    });
  }
}
