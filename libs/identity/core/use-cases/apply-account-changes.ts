import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, Clock } from '#libs/kernel';

import { Duties } from '../duties.js';
import { EmailNotice } from '../email-notice.js';
import { AccessChanges, LoginSessionRepository, type SecretHashes, UserRepository } from '../identity.ports.js';
import { changed, changesAccess, type User, type UserChanges } from '../user.js';
import { KeepAnAdmin } from './keep-an-admin.js';

export interface ApplyAccountChangesInput {
  readonly by: ActorRef;
  readonly user: User;
  readonly changes: UserChanges;
  readonly secrets: SecretHashes;
  /** The login that a new password leaves open: that of whoever chose it. */
  readonly keepSession?: string;
}

/**
 * Inside a unit of work: changes an account, with all that follows for its logins: a new password ends them. The address that it had is
 * told of a new one. Throws `SHIFT_OPEN` (409) when somebody could not close their drawer any more.
 */
@Injectable()
export class ApplyAccountChanges {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: LoginSessionRepository,
    private readonly keepAnAdmin: KeepAnAdmin,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly duties: Duties,
    private readonly emailNotice: EmailNotice,
  ) {}

  async execute({ by, user, changes, secrets, keepSession }: ApplyAccountChangesInput): Promise<User> {
    const now = this.clock.now();
    const next = changed(user, secrets.passwordHash ? { ...changes, hasLogin: true } : changes, now);
    if (user.role === 'ADMIN' && next.role !== 'ADMIN') await this.keepAnAdmin.execute(user.id);
    if (changesAccess(user, next)) await this.duties.assertEndable(user.id, next);
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
