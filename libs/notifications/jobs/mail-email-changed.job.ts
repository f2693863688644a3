import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { EMAIL_CHANGED_JOB, type EmailChangedOwed, MailEmailChanged } from '../core/use-cases/mail-email-changed.js';

/** Identity owes it, in the transaction of the change. */
@Injectable()
@HandlesJob({ kind: EMAIL_CHANGED_JOB })
export class MailEmailChangedJob implements JobHandler<EmailChangedOwed & Readonly<Record<string, unknown>>> {
  constructor(private readonly mail: MailEmailChanged) {}

  handle(job: Job<EmailChangedOwed>): Promise<void> {
    return this.mail.execute(job.payload, job);
  }
}
