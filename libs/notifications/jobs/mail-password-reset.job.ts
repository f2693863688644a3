import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import {
  MailPasswordReset,
  PASSWORD_RESET_JOB,
  type PasswordResetOwed,
} from '../core/use-cases/mail-password-reset.js';

/** Identity owes it, in the transaction of the wish. */
@Injectable()
@HandlesJob({ kind: PASSWORD_RESET_JOB })
export class MailPasswordResetJob implements JobHandler<PasswordResetOwed & Readonly<Record<string, unknown>>> {
  constructor(private readonly mail: MailPasswordReset) {}

  handle(job: Job<PasswordResetOwed>): Promise<void> {
    return this.mail.execute(job.payload, job);
  }
}
