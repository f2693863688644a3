import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, Clock } from '#libs/kernel';

import { AccessChanges, LoginSessionRepository, type SecretHashes, UserRepository } from '../identity.ports.js';
import { changed, changesAccess, type User, type UserChanges } from '../model/user.js';
import { AccountGuard } from './account-guard.js';
import { EmailChangeNotice } from './email-change-notice.js';

export interface AccountChange {
  readonly by: ActorRef;
  readonly user: User;
  readonly changes: UserChanges;
  readonly secrets: SecretHashes;
  /** The login that a new password leaves open: that of whoever chose it. */
  readonly keepSession?: string;
}

/** Changes accounts, with all that follows for their logins. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: LoginSessionRepository,
    private readonly guard: AccountGuard,
    private readonly access: AccessChanges,
    private readonly emailNotice: EmailChangeNotice,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Inside a unit of work. A new password ends the logins; a former e-mail address is told of the new one. Throws `LAST_ADMIN`, and what a
   * duty throws: `SHIFT_OPEN` when somebody could not close their drawer any more.
   */
  async apply({ by, user, changes, secrets, keepSession }: AccountChange): Promise<User> {
    const now = this.clock.now();
    const next = changed(user, secrets.passwordHash ? { ...changes, hasLogin: true } : changes, now);
    await this.guard.assertMayBecome(user, next);
    await this.users.save(next, secrets);
    await this.emailNotice.owe(user, next, now);
    if (secrets.passwordHash) await this.sessions.endAllOf(user.id, now, keepSession);
    if (secrets.passwordHash || changesAccess(user, next)) await this.access.announce(user.id);
    await this.audit.record({
      outletId: null,
      actor: by,
      action: 'user.changed',
      subjectType: 'user',
      subjectId: user.id,
      details: {
        fields: Object.entries({ ...changes, ...secrets })
          .filter(([, value]) => value !== undefined)
          .map(([field]) => field),
        ...(user.role !== next.role && { role_before: user.role, role: next.role }),
      },
    });
    return next;
  }
}
