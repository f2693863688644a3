import { Injectable } from '@nestjs/common';

import { type ActorRef, assertVersion, AuditLog, Clock, newId, UnitOfWork } from '#libs/kernel';

import type { CustomerAccount, CustomerAccountChange, NewCustomerAccount } from '../identity.api.js';
import { AddressRepository, UserRepository } from '../identity.ports.js';
import type { Address } from '../model/address.js';
import { userNotFound } from '../model/identity.errors.js';
import { type User } from '../model/user.js';
import { AccountChanges } from './account-changes.js';
import { AccountRemoval } from './account-removal.js';

/**
 * The accounts of customers, for the module that knows which outlet each is a customer of: nothing here asks whose business it is. Writing
 * joins the ambient transaction. Whoever is not an active CUSTOMER does not exist: null, or `USER_NOT_FOUND`.
 */
@Injectable()
export class CustomerAccounts {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly accountChanges: AccountChanges,
    private readonly accountRemoval: AccountRemoval,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async find(customerId: string): Promise<CustomerAccount | null> {
    const user = await this.users.find(customerId);
    return user?.role === 'CUSTOMER' ? user : null;
  }

  async add(by: ActorRef, customer: NewCustomerAccount): Promise<CustomerAccount> {
    const user = withoutLogin(customer, this.clock.now());
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

  async change({ by, customerId, changes, version }: CustomerAccountChange): Promise<CustomerAccount> {
    return this.unitOfWork.run(async () => {
      const user = (await this.users.lock(customerId)) ? await this.users.find(customerId) : null;
      if (user?.role !== 'CUSTOMER') throw userNotFound();
      assertVersion(version, user.version);
      return this.accountChanges.apply({ by, user, changes, secrets: {} });
    });
  }

  async remove(by: ActorRef, customerId: string, version?: number): Promise<void> {
    await this.assertCustomer(customerId);
    await this.accountRemoval.close(by, customerId, version);
  }

  async erase(by: ActorRef, customerId: string, version?: number): Promise<void> {
    await this.assertCustomer(customerId);
    await this.accountRemoval.erase(by, customerId, version);
  }

  async address(customerId: string, addressId: string): Promise<Address | null> {
    return (await this.find(customerId)) && this.addresses.find(customerId, addressId);
  }

  async defaultAddress(customerId: string): Promise<Address | null> {
    return (await this.find(customerId)) && this.addresses.findDefault(customerId);
  }

  private async assertCustomer(customerId: string): Promise<void> {
    if (!(await this.find(customerId))) throw userNotFound();
  }
}

const withoutLogin = (customer: NewCustomerAccount, now: Date): User => ({
  ...customer,
  id: newId(),
  username: null,
  role: 'CUSTOMER',
  outletIds: [],
  hasLogin: false,
  version: 1,
  createdAt: now,
  updatedAt: now,
});
