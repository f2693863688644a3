import { Injectable } from '@nestjs/common';

import { UserRepository } from '../identity.ports.js';
import { lastAdmin } from '../model/identity.errors.js';
import { changesAccess, type User } from '../model/user.js';
import { Duties } from './duties.js';

/** What may stand against a change of an account, or against its end. */
@Injectable()
export class AccountGuard {
  constructor(
    private readonly users: UserRepository,
    private readonly duties: Duties,
  ) {}

  /** Inside a unit of work; `after` is null when the account goes. Throws `LAST_ADMIN`, and what a duty throws, such as `SHIFT_OPEN`. */
  async assertMayBecome(before: User, after: User | null): Promise<void> {
    if (before.role === 'ADMIN' && after?.role !== 'ADMIN') await this.assertAnotherAdmin(before.id);
    if (!after || changesAccess(before, after)) await this.duties.assertEndable(before.id, after);
  }

  private async assertAnotherAdmin(leavingUserId: string): Promise<void> {
    const admins = await this.users.lockAdmins();
    if (admins.every((id) => id === leavingUserId)) throw lastAdmin();
  }
}
