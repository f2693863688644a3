import { Injectable } from '@nestjs/common';

import { lastAdmin } from '../identity.errors.js';
import { UserRepository } from '../identity.ports.js';

/** Inside a unit of work: refuses to take the last ADMIN away. Throws `LAST_ADMIN` (422). */
@Injectable()
export class KeepAnAdmin {
  constructor(private readonly users: UserRepository) {}

  async execute(leavingUserId: string): Promise<void> {
    const admins = await this.users.lockAdmins();
    if (admins.every((id) => id === leavingUserId)) throw lastAdmin();
  }
}
