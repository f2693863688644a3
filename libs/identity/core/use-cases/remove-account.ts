import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, Clock } from '#libs/kernel';

import { Duties } from '../duties.js';
import { userNotFound } from '../identity.errors.js';
import { AccessChanges, LoginSessionRepository, UserRepository } from '../identity.ports.js';
import { KeepAnAdmin } from './keep-an-admin.js';

export interface RemoveAccountInput {
  readonly by: ActorRef;
  readonly userId: string;
  readonly anonymise: boolean;
}

/** Inside a unit of work: takes an account out of use and ends its logins. Throws `USER_NOT_FOUND`, `LAST_ADMIN`, `SHIFT_OPEN`. */
@Injectable()
export class RemoveAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: LoginSessionRepository,
    private readonly keepAnAdmin: KeepAnAdmin,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly duties: Duties,
  ) {}

  async execute({ by, userId, anonymise }: RemoveAccountInput): Promise<void> {
    const at = this.clock.now();
    const user = (await this.users.lock(userId)) ? await this.users.find(userId) : null;
    if (!user) throw userNotFound();
    if (user.role === 'ADMIN') await this.keepAnAdmin.execute(userId);
    await this.duties.assertEndable(userId, null);
    await this.users.remove(userId, at, anonymise);
    await this.sessions.endAllOf(userId, at);
    await this.access.announce(userId);
    await this.audit.record({
      outletId: null,
      actor: by,
      action: anonymise ? 'user.erased' : 'user.deleted',
      subjectType: 'user',
      subjectId: userId,
    });
  }
}
