import { Injectable } from '@nestjs/common';

import { JobQueue, newId } from '#libs/kernel';

import { EMAIL_CHANGED_JOB, type EmailChangedOwed } from '../identity.api.js';
import { EmailChanges } from '../identity.ports.js';
import { sameEmail, type User } from '../model/user.js';

const MAX_ATTEMPTS = 10;

/** Owes a mail to the address that an account had, when it can be logged in to and gets another one. */
@Injectable()
export class EmailChangeNotice {
  constructor(
    private readonly changes: EmailChanges,
    private readonly jobs: JobQueue,
  ) {}

  /** Inside the unit of work of the change. */
  async owe(before: User, after: User, at: Date): Promise<void> {
    if (!before.hasLogin || before.email === null || sameEmail(before.email, after.email)) return;
    const id = newId();
    await this.changes.record({ id, userId: before.id, oldEmail: before.email, at });
    const payload: EmailChangedOwed = { change_id: id };
    await this.jobs.enqueue({ kind: EMAIL_CHANGED_JOB, key: id, payload: { ...payload }, maxAttempts: MAX_ATTEMPTS });
  }
}
