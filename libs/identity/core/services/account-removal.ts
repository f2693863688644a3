import { Injectable } from '@nestjs/common';

import { type ActorRef, assertVersion, AuditLog, Clock, UnitOfWork } from '#libs/kernel';

import { AccessChanges, LoginSessionRepository, UserRepository } from '../identity.ports.js';
import { userNotFound } from '../model/identity.errors.js';
import { AccountGuard } from './account-guard.js';
import { PersonalData } from './personal-data.js';

/** Takes accounts out of use and ends their logins. Throws `USER_NOT_FOUND`, `LAST_ADMIN`, and what a duty throws, such as `SHIFT_OPEN`. */
@Injectable()
export class AccountRemoval {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: LoginSessionRepository,
    private readonly guard: AccountGuard,
    private readonly personalData: PersonalData,
    private readonly access: AccessChanges,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The name stays, for the history of what the person did. */
  async close(by: ActorRef, userId: string, version?: number): Promise<void> {
    await this.unitOfWork.run(() => this.remove(by, userId, 'user.deleted', version));
  }

  /** What names the person is removed everywhere; what tax law keeps stays without their name. */
  async erase(by: ActorRef, userId: string, version?: number): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.remove(by, userId, 'user.erased', version);
      await this.personalData.erase(userId);
    });
  }

  private async remove(
    by: ActorRef,
    userId: string,
    action: 'user.deleted' | 'user.erased',
    version?: number,
  ): Promise<void> {
    const at = this.clock.now();
    const user = (await this.users.lock(userId)) ? await this.users.find(userId) : null;
    if (!user) throw userNotFound();
    assertVersion(version, user.version);
    await this.guard.assertMayBecome(user, null);
    const erases = action === 'user.erased';
    await this.users.remove(userId, at, erases);
    if (erases) await this.audit.forget(userId);
    await this.sessions.endAllOf(userId, at);
    await this.access.announce(userId);
    await this.audit.record({ outletId: null, actor: by, action, subjectType: 'user', subjectId: userId });
  }
}
