import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, Clock, newId, UnitOfWork } from '#libs/kernel';

import type { NewCustomerAccount } from '../customer-accounts.api.js';
import { UserRepository } from '../identity.ports.js';
import type { User } from '../user.js';

export interface AddCustomerInput {
  readonly by: ActorRef;
  readonly customer: NewCustomerAccount;
}

/** Writes down a customer who has no password. */
@Injectable()
export class AddCustomer {
  constructor(
    private readonly users: UserRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ by, customer }: AddCustomerInput): Promise<User> {
    const now = this.clock.now();
    const user: User = {
      ...customer,
      id: newId(),
      username: null,
      role: 'CUSTOMER',
      outletIds: [],
      hasLogin: false,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.unitOfWork.run(async () => {
      await this.users.add(user, {});
      await this.audit.record({
        outletId: null,
        actor: by,
        action: 'user.created',
        subjectType: 'user',
        subjectId: user.id,
        details: { role: user.role, has_login: false },
      });
    });
    return user;
  }
}
