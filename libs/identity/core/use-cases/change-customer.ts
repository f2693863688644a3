import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import type { CustomerAccountChange } from '../customer-accounts.api.js';
import { userNotFound } from '../identity.errors.js';
import { UserRepository } from '../identity.ports.js';
import { assertVersion, type User } from '../user.js';
import { ApplyAccountChanges } from './apply-account-changes.js';

/** Somebody else changes what is known of a customer. */
@Injectable()
export class ChangeCustomer {
  constructor(
    private readonly users: UserRepository,
    private readonly applyChanges: ApplyAccountChanges,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ by, customerId, changes, version }: CustomerAccountChange): Promise<User> {
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(customerId)) ? await this.users.find(customerId) : null;
      if (user?.role !== 'CUSTOMER') throw userNotFound();
      assertVersion(user, version);
      return this.applyChanges.execute({ by, user, changes, secrets: {} });
    });
  }
}
